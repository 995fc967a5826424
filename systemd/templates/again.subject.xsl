<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of the answer to a mail that was sent once more. See again-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:include href="again-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:text>【</xsl:text><xsl:apply-templates select="." mode="again-verdict"/><xsl:text>】</xsl:text>
  <xsl:choose>
    <xsl:when test="subject != ''">Re: <xsl:value-of select="subject"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="campaign-short"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="." mode="subject-token"/>
</xsl:template>

</xsl:stylesheet>
