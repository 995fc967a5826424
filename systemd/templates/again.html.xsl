<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of the answer to a mail that was sent once more; the same facts as its text. See again-words.xsl, frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.html.xsl"/>
<xsl:include href="again-words.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<xsl:template match="/reply">
  <xsl:call-template name="page">
    <xsl:with-param name="title"><xsl:apply-templates select="." mode="again-verdict"/></xsl:with-param>
    <xsl:with-param name="top"><xsl:apply-templates select="." mode="answer-line"/></xsl:with-param>
    <xsl:with-param name="note" select="campaign"/>
    <xsl:with-param name="color">#2e6b3a</xsl:with-param>
    <xsl:with-param name="content">
      <xsl:call-template name="paragraph"><xsl:with-param name="content">您好！</xsl:with-param></xsl:call-template>
      <xsl:call-template name="paragraph">
        <xsl:with-param name="content"><xsl:apply-templates select="." mode="again-opening"/></xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="." mode="html-lists"/>
      <xsl:apply-templates select="." mode="html-end"/>
    </xsl:with-param>
    <xsl:with-param name="foot"><xsl:apply-templates select="." mode="html-foot"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
