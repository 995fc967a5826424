<?xml version="1.0" encoding="UTF-8"?>
<!-- The lists of an answer, as HTML; the same facts in the same order as reply.text.xsl. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>
<xsl:include href="frame.html.xsl"/>

<xsl:template name="receipt-head">
  <xsl:param name="what"/>
  <b><xsl:value-of select="$what"/></b>
  <xsl:if test="receipt">　编号 <b><xsl:value-of select="receipt"/></b></xsl:if>
</xsl:template>

<xsl:template match="work" mode="html">
  <xsl:variable name="open" select="@complete = 'no'"/>
  <xsl:call-template name="box">
    <xsl:with-param name="color"><xsl:choose><xsl:when test="$open">#fdf1dc</xsl:when><xsl:otherwise>#eaf4ea</xsl:otherwise></xsl:choose></xsl:with-param>
    <xsl:with-param name="head">
      <xsl:call-template name="receipt-head">
        <xsl:with-param name="what">作品<xsl:if test="/reply/@works &gt; 1"><xsl:value-of select="@number"/></xsl:if></xsl:with-param>
      </xsl:call-template>
      <xsl:if test="$open">
        <br/><span style="color:#9a4b00;">还缺：<xsl:apply-templates select="." mode="missing-labels"/></span>
      </xsl:if>
    </xsl:with-param>
    <xsl:with-param name="rows">
      <xsl:if test="sub-project">
        <xsl:call-template name="row">
          <xsl:with-param name="label">子项目</xsl:with-param>
          <xsl:with-param name="value"><xsl:value-of select="sub-project"/></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="unit | name[1] | contact[1] | title" mode="html-label"/>
      <xsl:if test="changed">
        <xsl:call-template name="row">
          <xsl:with-param name="label">已更正</xsl:with-param>
          <xsl:with-param name="value"><xsl:apply-templates select="." mode="changed-labels"/></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="." mode="html-files"/>
      <xsl:if test="replaced">
        <xsl:call-template name="row">
          <xsl:with-param name="label">旧文件</xsl:with-param>
          <xsl:with-param name="value">
            <xsl:for-each select="replaced"><div style="{$break-all}"><xsl:apply-templates select="." mode="sentence"/></div></xsl:for-each>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:if>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="*" mode="html-label">
  <xsl:variable name="of" select="local-name()"/>
  <xsl:call-template name="row">
    <xsl:with-param name="label">
      <xsl:call-template name="label"><xsl:with-param name="of" select="$of"/></xsl:call-template>
    </xsl:with-param>
    <xsl:with-param name="value">
      <xsl:choose>
        <xsl:when test="$of = 'title'"><xsl:apply-templates select=".." mode="title"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="join">
            <xsl:with-param name="values" select="../*[local-name() = $of]"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="*" mode="html-files">
  <xsl:variable name="none"><xsl:apply-templates select="self::work" mode="no-file"/></xsl:variable>
  <xsl:if test="$none != '' or file or link">
    <xsl:call-template name="row">
      <xsl:with-param name="label">文件</xsl:with-param>
      <xsl:with-param name="value">
        <xsl:value-of select="$none"/>
        <xsl:apply-templates select="file | more-files | link" mode="html"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="file" mode="html">
  <div style="{$break-all}"><xsl:value-of select="name"/><span style="color:{$quiet};white-space:nowrap;">（<xsl:value-of select="@size"/>）</span></div>
</xsl:template>

<xsl:template match="more-files" mode="html">
  <div>另有<xsl:value-of select="@count"/>个</div>
</xsl:template>

<xsl:template match="link" mode="html">
  <div style="{$break-all}"><xsl:apply-templates select="." mode="sentence"/></div>
</xsl:template>

<xsl:template match="statistics" mode="html">
  <xsl:call-template name="box">
    <xsl:with-param name="head">
      <xsl:call-template name="receipt-head"><xsl:with-param name="what">活动统计表</xsl:with-param></xsl:call-template>
    </xsl:with-param>
    <xsl:with-param name="rows">
      <xsl:if test="unit != ''"><xsl:apply-templates select="unit" mode="html-label"/></xsl:if>
      <xsl:call-template name="row">
        <xsl:with-param name="label">内容</xsl:with-param>
        <xsl:with-param name="value"><xsl:apply-templates select="." mode="sentence"/></xsl:with-param>
      </xsl:call-template>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="report" mode="html">
  <xsl:call-template name="box">
    <xsl:with-param name="head">
      <xsl:call-template name="receipt-head"><xsl:with-param name="what">活动信息</xsl:with-param></xsl:call-template>
    </xsl:with-param>
    <xsl:with-param name="rows">
      <xsl:if test="unit != ''"><xsl:apply-templates select="unit" mode="html-label"/></xsl:if>
      <xsl:if test="title != ''">
        <xsl:call-template name="row">
          <xsl:with-param name="label">标题</xsl:with-param>
          <xsl:with-param name="value"><xsl:apply-templates select="." mode="title"/></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="." mode="html-files"/>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="reply" mode="html-lists">
  <xsl:apply-templates select="work[@complete = 'no']" mode="html"/>
  <xsl:apply-templates select="work[@complete = 'yes']" mode="html"/>
  <xsl:apply-templates select="statistics | report" mode="html"/>
  <xsl:if test="waiting">
    <xsl:call-template name="paragraph">
      <xsl:with-param name="content">
        <xsl:apply-templates select="." mode="waiting"/>
        <xsl:for-each select="waiting"><br/><xsl:apply-templates select="." mode="sentence"/></xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
  <xsl:if test="unclaimed">
    <xsl:call-template name="paragraph">
      <xsl:with-param name="content">
        <xsl:apply-templates select="." mode="unclaimed"/>
        <xsl:apply-templates select="unclaimed/file | unclaimed/more-files" mode="html"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
  <xsl:if test="unclaimed-links">
    <xsl:call-template name="paragraph">
      <xsl:with-param name="content">
        <xsl:apply-templates select="." mode="unclaimed-links"/>
        <xsl:apply-templates select="unclaimed-links/link" mode="html"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- Plain lines without tables within: what is copied out of it must stay lines. -->
<xsl:template match="work" mode="html-form">
  <div style="margin:0 0 10px 0;">
    <xsl:apply-templates select="." mode="form-head"/>
    <xsl:for-each select="missing[@label != 'files']">
      <br/><xsl:apply-templates select="." mode="form-line"/>
    </xsl:for-each>
  </div>
</xsl:template>

<xsl:template match="reply" mode="html-forms">
  <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" style="{$fixed}margin:0 0 12px 0;border:2px dashed #d99a3d;">
    <tr>
      <td bgcolor="#fffaf0" style="padding:10px 14px 2px 14px;background-color:#fffaf0;{$text-style}">
        <xsl:apply-templates select="work[missing[@label != 'files']]" mode="html-form"/>
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
    <xsl:if test="@lacks-table = 'yes'">
      <li><b>活动统计表</b>：<xsl:apply-templates select="." mode="why-table"/>。</li>
    </xsl:if>
  </ul>
</xsl:template>

<!-- What is missing and why, how to answer, and the block to fill in. -->
<xsl:template match="reply" mode="html-question">
  <xsl:variable name="choices"><xsl:apply-templates select="." mode="choices"/></xsl:variable>
  <xsl:apply-templates select="." mode="html-why"/>
  <xsl:call-template name="paragraph">
    <xsl:with-param name="content"><b><xsl:apply-templates select="." mode="how-to-answer"/></b></xsl:with-param>
  </xsl:call-template>
  <xsl:if test="@without-labels &gt; 0"><xsl:apply-templates select="." mode="html-forms"/></xsl:if>
  <xsl:if test="$choices != ''">
    <xsl:call-template name="paragraph"><xsl:with-param name="content"><xsl:value-of select="$choices"/></xsl:with-param></xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="reply" mode="html-end">
  <xsl:variable name="late"><xsl:apply-templates select="." mode="late"/></xsl:variable>
  <xsl:call-template name="paragraph">
    <xsl:with-param name="content">
      <xsl:if test="cut"><xsl:apply-templates select="." mode="cut"/><br/></xsl:if>
      <xsl:for-each select="deadline"><b><xsl:apply-templates select="." mode="sentence"/></b><br/></xsl:for-each>
      <xsl:if test="$late != ''"><xsl:value-of select="$late"/><br/></xsl:if>
      <xsl:apply-templates select="." mode="closing"/>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="reply" mode="html-foot">
  <span style="color:#222222;"><xsl:value-of select="office"/></span><br/>
  <xsl:text>联系人：</xsl:text><xsl:value-of select="office-contact"/><br/>
  <xsl:apply-templates select="." mode="masked"/>
  <xsl:apply-templates select="." mode="signature-note"/>
</xsl:template>

</xsl:stylesheet>
