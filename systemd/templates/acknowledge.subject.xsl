<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of an acknowledgement. It is cut to a sane length and made one line afterwards. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:variable name="numbered" select="work | statistics | report"/>
  <xsl:text>【</xsl:text>
  <xsl:apply-templates select="." mode="verdict"/>
  <xsl:choose>
    <xsl:when test="count($numbered) = 1 and $numbered/receipt"> 编号<xsl:value-of select="$numbered/receipt"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="what-came"/></xsl:otherwise>
  </xsl:choose>
  <xsl:text>】</xsl:text>
  <xsl:choose>
    <xsl:when test="subject != ''">Re: <xsl:value-of select="subject"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="campaign-short"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="." mode="subject-token"/>
</xsl:template>

</xsl:stylesheet>
