<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of a request for what is missing. It is cut to a sane length and made one line afterwards. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:variable name="open" select="work[@complete = 'no'] | statistics[@blank = 'yes']"/>
  <xsl:text>【请补充</xsl:text>
  <xsl:apply-templates select="." mode="what-is-asked"/>
  <xsl:if test="$open/receipt">
    <xsl:text> 编号</xsl:text><xsl:value-of select="$open/receipt"/>
    <xsl:if test="count($open) &gt; 1">等</xsl:if>
  </xsl:if>
  <xsl:text>】</xsl:text>
  <xsl:choose>
    <xsl:when test="subject != ''">Re: <xsl:value-of select="subject"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="campaign-short"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="." mode="subject-token"/>
</xsl:template>

</xsl:stylesheet>
