<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of the answer to a mail that was sent once more. See again-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.text.xsl"/>
<xsl:include href="again-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:apply-templates select="." mode="text-answer-line"/>
  <xsl:text>您好！&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="again-opening"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="text-lists"/>
  <xsl:apply-templates select="." mode="text-end"/>
</xsl:template>

</xsl:stylesheet>
