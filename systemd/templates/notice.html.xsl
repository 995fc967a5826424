<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of a notice of what the staff put right; the same facts as its text. See notice-words.xsl and frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.html.xsl"/>
<xsl:include href="notice-words.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<xsl:template match="/reply">
  <xsl:call-template name="page">
    <xsl:with-param name="title"><xsl:apply-templates select="." mode="what-was-done"/></xsl:with-param>
    <xsl:with-param name="note" select="campaign"/>
    <xsl:with-param name="color">#2f4f7f</xsl:with-param>
    <xsl:with-param name="content">
      <xsl:call-template name="paragraph"><xsl:with-param name="content">您好！</xsl:with-param></xsl:call-template>
      <xsl:call-template name="paragraph">
        <xsl:with-param name="content"><xsl:apply-templates select="." mode="notice-opening"/></xsl:with-param>
      </xsl:call-template>
      <xsl:if test="say">
        <xsl:call-template name="paragraph">
          <xsl:with-param name="content"><b>工作人员说明：</b><xsl:value-of select="say"/></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:call-template name="heading"><xsl:with-param name="content">现在的登记情况：</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="work" mode="html"/>
      <xsl:call-template name="paragraph">
        <xsl:with-param name="content"><xsl:apply-templates select="." mode="notice-closing"/></xsl:with-param>
      </xsl:call-template>
    </xsl:with-param>
    <xsl:with-param name="foot">
      <span style="color:#222222;"><xsl:value-of select="office"/></span><br/>
      <xsl:text>联系人：</xsl:text><xsl:value-of select="office-contact"/><br/>
      <xsl:apply-templates select="." mode="masked"/>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
