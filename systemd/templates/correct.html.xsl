<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of a request for what is missing: first what to do, then what we have. See words.xsl and frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.html.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<!-- Plain lines without tables within: what is copied out of it must stay lines. -->
<xsl:template match="work" mode="html-form">
  <div style="margin:0 0 10px 0;">
    <xsl:apply-templates select="." mode="form-head"/>
    <xsl:for-each select="missing">
      <br/><xsl:apply-templates select="." mode="label"/><xsl:text>：</xsl:text>
    </xsl:for-each>
  </div>
</xsl:template>

<xsl:template match="reply" mode="html-forms">
  <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" style="{$fixed}margin:0 0 12px 0;border:2px dashed #d99a3d;">
    <tr>
      <td bgcolor="#fffaf0" style="padding:10px 14px 2px 14px;background-color:#fffaf0;{$text-style}">
        <xsl:apply-templates select="work[@complete = 'no']" mode="html-form"/>
      </td>
    </tr>
  </table>
</xsl:template>

<xsl:template match="reply" mode="html-why">
  <ul style="margin:0 0 12px 0;padding:0 0 0 20px;{$text-style}">
    <xsl:for-each select="work/missing">
      <li>
        <xsl:apply-templates select=".." mode="which"/>
        <b><xsl:apply-templates select="." mode="long-label"/></b>：<xsl:apply-templates select="." mode="why"/>。<xsl:text/>
      </li>
    </xsl:for-each>
    <xsl:for-each select="statistics[@blank = 'yes']">
      <li><b>活动统计表</b>：<xsl:apply-templates select="." mode="why"/>。</li>
    </xsl:for-each>
  </ul>
</xsl:template>

<xsl:template match="/reply">
  <xsl:variable name="choices"><xsl:apply-templates select="." mode="choices"/></xsl:variable>
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
      <xsl:apply-templates select="." mode="html-why"/>
      <xsl:call-template name="paragraph">
        <xsl:with-param name="content"><b><xsl:apply-templates select="." mode="how-to-answer"/></b></xsl:with-param>
      </xsl:call-template>
      <xsl:if test="@incomplete &gt; 0"><xsl:apply-templates select="." mode="html-forms"/></xsl:if>
      <xsl:if test="$choices != ''">
        <xsl:call-template name="paragraph"><xsl:with-param name="content"><xsl:value-of select="$choices"/></xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:call-template name="heading"><xsl:with-param name="content">我们已收到的内容：</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="." mode="html-lists"/>
      <xsl:apply-templates select="." mode="html-end"/>
    </xsl:with-param>
    <xsl:with-param name="foot"><xsl:apply-templates select="." mode="html-foot"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
