<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of a notice of what the staff put right. See notice-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:include href="notice-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:text>【</xsl:text><xsl:apply-templates select="." mode="what-was-done"/>
  <xsl:text> 编号</xsl:text><xsl:value-of select="work[1]/receipt"/>
  <xsl:if test="@works &gt; 1">等</xsl:if>
  <xsl:text>】</xsl:text>
  <xsl:choose>
    <xsl:when test="subject != ''">Re: <xsl:value-of select="subject"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="campaign-short"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
