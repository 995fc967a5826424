<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of what is told in one mail at a day's end. See summary-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:include href="summary-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:text>【</xsl:text><xsl:apply-templates select="." mode="summary-verdict"/><xsl:text>】</xsl:text>
  <xsl:value-of select="@mails"/><xsl:text>封来信一并答复：</xsl:text><xsl:value-of select="campaign-short"/>
  <xsl:apply-templates select="." mode="subject-token"/>
</xsl:template>

</xsl:stylesheet>
