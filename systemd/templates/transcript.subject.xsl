<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of what the staff hear of their orders by mail. See transcript-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="transcript-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/transcript">
  <xsl:text>【</xsl:text><xsl:apply-templates select="." mode="headline"/><xsl:text>】</xsl:text>
  <xsl:choose>
    <xsl:when test="subject != ''">Re: <xsl:value-of select="subject"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="campaign-short"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
