<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of a request for what is missing. It is cut to a sane length and made one line afterwards. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:variable name="open" select="work[@complete = 'no']"/>
  <xsl:text>【请补充</xsl:text>
  <xsl:choose>
    <xsl:when test="count($open) = 1"><xsl:apply-templates select="$open" mode="missing-labels"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="@incomplete"/>件作品的信息</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$open/receipt">
    <xsl:text> 编号</xsl:text><xsl:value-of select="$open[1]/receipt"/>
    <xsl:if test="count($open) &gt; 1">等</xsl:if>
  </xsl:if>
  <xsl:text>】</xsl:text>
  <xsl:choose>
    <xsl:when test="subject != ''">Re: <xsl:value-of select="subject"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="campaign-short"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
