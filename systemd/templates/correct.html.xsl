<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of a request for what is missing: first what to do, then what we have. See words.xsl and frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.html.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<xsl:template match="/reply">
  <xsl:call-template name="page">
    <xsl:with-param name="title">
      <xsl:text>请补充</xsl:text>
      <xsl:apply-templates select="." mode="what-is-asked"/>
    </xsl:with-param>
    <xsl:with-param name="top"><xsl:apply-templates select="." mode="answer-line"/></xsl:with-param>
    <xsl:with-param name="note" select="campaign"/>
    <xsl:with-param name="color">#a85b00</xsl:with-param>
    <xsl:with-param name="content">
      <xsl:call-template name="paragraph"><xsl:with-param name="content">您好！</xsl:with-param></xsl:call-template>
      <xsl:call-template name="paragraph">
        <xsl:with-param name="content"><xsl:apply-templates select="." mode="opening"/></xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="." mode="html-question"/>
      <xsl:if test="@works + @statistics + @reports &gt; 0">
        <xsl:call-template name="heading"><xsl:with-param name="content">我们已收到的内容：</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="." mode="html-lists"/>
      <xsl:apply-templates select="." mode="html-end"/>
    </xsl:with-param>
    <xsl:with-param name="foot"><xsl:apply-templates select="." mode="html-foot"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
