<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of what is told in one mail at a day's end; the same facts as its text. See summary-words.xsl and frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.html.xsl"/>
<xsl:include href="summary-words.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<xsl:template match="/reply">
  <xsl:call-template name="page">
    <xsl:with-param name="title"><xsl:apply-templates select="." mode="summary-verdict"/></xsl:with-param>
    <xsl:with-param name="top"><xsl:apply-templates select="." mode="answer-line"/></xsl:with-param>
    <xsl:with-param name="note" select="campaign"/>
    <xsl:with-param name="color">
      <xsl:choose><xsl:when test="@incomplete + @blank &gt; 0 or @lacks-table = 'yes'">#a85b00</xsl:when><xsl:otherwise>#2e6b3a</xsl:otherwise></xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="content">
      <xsl:call-template name="paragraph"><xsl:with-param name="content">您好！</xsl:with-param></xsl:call-template>
      <xsl:call-template name="paragraph">
        <xsl:with-param name="content"><xsl:apply-templates select="." mode="summary-opening"/></xsl:with-param>
      </xsl:call-template>
      <ul style="margin:0 0 12px 0;padding:0 0 0 20px;{$text-style}">
        <xsl:for-each select="mail">
          <li><xsl:apply-templates select="." mode="name"/><br/><xsl:apply-templates select="." mode="sentence"/></li>
        </xsl:for-each>
      </ul>
      <xsl:if test="@incomplete + @blank &gt; 0 or @lacks-table = 'yes'">
        <xsl:call-template name="heading"><xsl:with-param name="content">还需要补充：</xsl:with-param></xsl:call-template>
        <xsl:apply-templates select="." mode="html-question"/>
      </xsl:if>
      <xsl:if test="work | statistics | report">
        <xsl:call-template name="heading"><xsl:with-param name="content">我们已收到的内容：</xsl:with-param></xsl:call-template>
        <xsl:apply-templates select="." mode="html-lists"/>
      </xsl:if>
      <xsl:apply-templates select="." mode="html-end"/>
    </xsl:with-param>
    <xsl:with-param name="foot"><xsl:apply-templates select="." mode="html-foot"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
