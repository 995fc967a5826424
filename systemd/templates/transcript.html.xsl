<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of what the staff hear of their orders by mail; the same facts as its text. See transcript-words.xsl, frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="transcript-words.xsl"/>
<xsl:include href="frame.html.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<xsl:template match="order" mode="html">
  <xsl:variable name="done" select="@state = 'done'"/>
  <div style="margin:0 0 12px 0;{$text-style}">
    <xsl:value-of select="@number"/>. 指令：<b><xsl:apply-templates select="." mode="line"/></b><br/>
    <span>
      <xsl:attribute name="style">color:<xsl:choose><xsl:when test="$done">#2e6b3a</xsl:when><xsl:otherwise>#9a4b00</xsl:otherwise></xsl:choose>;</xsl:attribute>
      <xsl:apply-templates select="." mode="fate"/>
    </span>
    <xsl:for-each select="change">
      <xsl:variable name="sentence"><xsl:apply-templates select="." mode="sentence"/></xsl:variable>
      <xsl:if test="$sentence != ''"><br/>· <xsl:value-of select="$sentence"/></xsl:if>
    </xsl:for-each>
  </div>
</xsl:template>

<xsl:template match="/transcript">
  <xsl:call-template name="page">
    <xsl:with-param name="title"><xsl:apply-templates select="." mode="headline"/></xsl:with-param>
    <xsl:with-param name="top"><xsl:apply-templates select="." mode="answer-line"/></xsl:with-param>
    <xsl:with-param name="note" select="campaign-short"/>
    <xsl:with-param name="color">
      <xsl:choose><xsl:when test="@verdict = 'followed' and @refused = 0">#2e6b3a</xsl:when><xsl:otherwise>#a85b00</xsl:otherwise></xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="content">
      <xsl:call-template name="paragraph"><xsl:with-param name="content"><xsl:apply-templates select="." mode="opening"/></xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="order" mode="html"/>
    </xsl:with-param>
    <xsl:with-param name="foot"><xsl:if test="order"><xsl:apply-templates select="." mode="closing"/></xsl:if></xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
