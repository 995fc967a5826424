<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML of the staff's daily mail; the same facts in the same order as its text. See digest-words.xsl, frame.html.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="digest-words.xsl"/>
<xsl:include href="frame.html.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-public="-//W3C//DTD HTML 4.01 Transitional//EN" doctype-system="http://www.w3.org/TR/html4/loose.dtd"/>

<xsl:variable name="cell">border-top:1px solid #eeeeee;<xsl:value-of select="$font"/>font-size:14px;line-height:1.6;color:#222222;</xsl:variable>

<xsl:template match="waiting|quarantine|unsent|returned|corrections" mode="html">
  <xsl:if test="@count &gt; 0">
    <xsl:call-template name="box">
      <xsl:with-param name="label-width">104</xsl:with-param>
      <xsl:with-param name="color"><xsl:choose><xsl:when test="self::corrections">#f6f6f6</xsl:when><xsl:otherwise>#fdf1dc</xsl:otherwise></xsl:choose></xsl:with-param>
      <xsl:with-param name="head"><b><xsl:apply-templates select="." mode="list-title"/></b></xsl:with-param>
      <xsl:with-param name="rows">
        <xsl:apply-templates select="item" mode="html"/>
        <xsl:if test="@more &gt; 0">
          <tr><td colspan="2" style="padding:5px 12px;{$cell}"><xsl:apply-templates select="." mode="more"/></td></tr>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="item" mode="html">
  <tr>
    <td valign="top" style="padding:5px 0 5px 12px;{$cell}">
      <b><xsl:apply-templates select="." mode="id"/></b><br/>
      <span style="color:{$quiet};"><xsl:apply-templates select="." mode="age"/></span>
    </td>
    <td valign="top" style="padding:5px 12px 5px 8px;{$cell}">
      <xsl:apply-templates select="." mode="about"/><br/>
      <span style="color:#9a4b00;"><xsl:apply-templates select="." mode="why"/></span>
      <xsl:if test="answer"><br/><xsl:apply-templates select="." mode="answer"/></xsl:if>
      <xsl:if test="command">
        <br/><span style="font-family:Consolas,Menlo,monospace;font-size:13px;color:{$quiet};"><xsl:value-of select="command"/></span>
      </xsl:if>
    </td>
  </tr>
</xsl:template>

<xsl:template match="expiring" mode="html">
  <xsl:if test="@count &gt; 0">
    <xsl:call-template name="box">
      <xsl:with-param name="label-width">104</xsl:with-param>
      <xsl:with-param name="color">#fdf1dc</xsl:with-param>
      <xsl:with-param name="head"><b><xsl:apply-templates select="." mode="list-title"/></b></xsl:with-param>
      <xsl:with-param name="rows">
        <xsl:apply-templates select="link" mode="html"/>
        <xsl:if test="@more &gt; 0">
          <tr><td colspan="2" style="padding:5px 12px;{$cell}"><xsl:apply-templates select="." mode="more"/></td></tr>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="link" mode="html">
  <tr>
    <td valign="top" style="padding:5px 0 5px 12px;{$cell}"><b><xsl:apply-templates select="." mode="id"/></b></td>
    <td valign="top" style="padding:5px 12px 5px 8px;{$cell}">
      <xsl:apply-templates select="." mode="about"/><br/>
      <xsl:apply-templates select="." mode="file"/><br/>
      <span style="color:#9a4b00;"><xsl:apply-templates select="." mode="expiry"/></span>
      <br/><span style="font-family:Consolas,Menlo,monospace;font-size:13px;color:{$quiet};"><xsl:apply-templates select="." mode="command"/></span>
    </td>
  </tr>
</xsl:template>

<xsl:template name="number-row">
  <xsl:param name="name"/>
  <xsl:param name="of"/>
  <xsl:param name="weight">normal</xsl:param>
  <tr>
    <td style="padding:4px 0 4px 12px;{$cell}font-weight:{$weight};"><xsl:value-of select="$name"/></td>
    <td align="right" style="padding:4px 0;{$cell}font-weight:{$weight};">
      <xsl:choose>
        <xsl:when test="$of/@today &gt; 0"><span style="color:#2e6b3a;">+<xsl:value-of select="$of/@today"/></span></xsl:when>
        <xsl:otherwise><span style="color:#9a9a9a;">0</span></xsl:otherwise>
      </xsl:choose>
    </td>
    <td align="right" style="padding:4px 12px 4px 0;{$cell}font-weight:{$weight};"><xsl:value-of select="$of/@total"/></td>
  </tr>
</xsl:template>

<xsl:template match="intake" mode="html">
  <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" style="{$fixed}margin:0 0 12px 0;border:1px solid #dddddd;">
    <colgroup><col/><col width="56"/><col width="76"/></colgroup>
    <tr>
      <td bgcolor="#f6f6f6" style="padding:7px 12px;{$cell}"><b>作品</b></td>
      <td bgcolor="#f6f6f6" align="right" style="padding:7px 0;{$cell}">今日</td>
      <td bgcolor="#f6f6f6" align="right" style="padding:7px 12px 7px 0;{$cell}">累计</td>
    </tr>
    <xsl:for-each select="project">
      <xsl:call-template name="number-row">
        <xsl:with-param name="name" select="name"/>
        <xsl:with-param name="of" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="number-row">
      <xsl:with-param name="name">合计</xsl:with-param>
      <xsl:with-param name="of" select="all"/>
      <xsl:with-param name="weight">bold</xsl:with-param>
    </xsl:call-template>
    <xsl:variable name="ended"><xsl:apply-templates select="." mode="ended"/></xsl:variable>
    <xsl:if test="$ended != ''">
      <tr><td colspan="3" style="padding:4px 12px;{$cell}color:{$quiet};"><xsl:value-of select="$ended"/></td></tr>
    </xsl:if>
    <xsl:call-template name="number-row">
      <xsl:with-param name="name">统计表</xsl:with-param>
      <xsl:with-param name="of" select="statistics"/>
    </xsl:call-template>
    <xsl:call-template name="number-row">
      <xsl:with-param name="name">活动信息</xsl:with-param>
      <xsl:with-param name="of" select="reports"/>
    </xsl:call-template>
  </table>
</xsl:template>

<!-- A bar of two table cells: the one thing that every mail client draws. -->
<xsl:template match="target" mode="html">
  <div style="margin:0 0 2px 0;{$font}font-size:14px;line-height:1.5;color:#222222;">
    <xsl:apply-templates select="." mode="name"/>：<b style="white-space:nowrap;"><xsl:apply-templates select="." mode="numbers"/></b>
  </div>
  <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" style="{$fixed}margin:0 0 10px 0;">
    <tr>
      <xsl:if test="@percent &gt; 0">
        <td height="10" width="{@percent}%" bgcolor="#2e6b3a" style="height:10px;width:{@percent}%;background-color:#2e6b3a;font-size:1px;line-height:10px;">&#160;</td>
      </xsl:if>
      <xsl:if test="@percent &lt; 100">
        <td height="10" width="{100 - @percent}%" bgcolor="#e2e2e2" style="height:10px;width:{100 - @percent}%;background-color:#e2e2e2;font-size:1px;line-height:10px;">&#160;</td>
      </xsl:if>
    </tr>
  </table>
</xsl:template>

<xsl:template match="digest" mode="html-full">
  <xsl:call-template name="paragraph">
    <xsl:with-param name="content">
      <xsl:apply-templates select="." mode="today"/><xsl:text>。</xsl:text>
      <xsl:if test="deadline"><br/></xsl:if>
      <xsl:for-each select="deadline"><xsl:apply-templates select="." mode="sentence"/><xsl:text>。</xsl:text></xsl:for-each>
    </xsl:with-param>
  </xsl:call-template>
  <xsl:apply-templates select="waiting | quarantine | unsent | returned" mode="html"/>
  <xsl:apply-templates select="expiring" mode="html"/>
  <xsl:apply-templates select="intake" mode="html"/>
  <xsl:apply-templates select="corrections" mode="html"/>
  <xsl:call-template name="heading"><xsl:with-param name="content">“12351+”目标进度</xsl:with-param></xsl:call-template>
  <xsl:apply-templates select="targets/target" mode="html"/>
  <xsl:for-each select="not-reported | without-table | reported">
    <xsl:call-template name="heading"><xsl:with-param name="content"><xsl:apply-templates select="." mode="title"/></xsl:with-param></xsl:call-template>
    <div style="margin:0 0 12px 0;{$small-style}"><xsl:apply-templates select="." mode="units"/></div>
  </xsl:for-each>
  <xsl:if test="token">
    <xsl:call-template name="heading"><xsl:with-param name="content"><xsl:apply-templates select="." mode="staff-how-title"/></xsl:with-param></xsl:call-template>
    <div style="margin:0 0 12px 0;{$small-style}"><xsl:apply-templates select="." mode="staff-how"/></div>
  </xsl:if>
  <xsl:variable name="lacks"><xsl:apply-templates select="." mode="lacks-table"/></xsl:variable>
  <xsl:if test="$lacks &gt; 0">
    <xsl:call-template name="heading"><xsl:with-param name="content"><xsl:apply-templates select="." mode="reminder-title"/></xsl:with-param></xsl:call-template>
    <div style="margin:0 0 12px 0;padding:10px 12px;background-color:#f6f6f6;{$small-style}"><xsl:apply-templates select="." mode="reminder"/></div>
  </xsl:if>
</xsl:template>

<xsl:template match="/digest">
  <xsl:call-template name="page">
    <xsl:with-param name="title"><xsl:apply-templates select="." mode="headline"/></xsl:with-param>
    <xsl:with-param name="top"><xsl:apply-templates select="." mode="answer-line"/></xsl:with-param>
    <xsl:with-param name="note">每日汇总　<xsl:apply-templates select="." mode="day"/>　<xsl:value-of select="campaign-short"/></xsl:with-param>
    <xsl:with-param name="color">
      <xsl:choose>
        <xsl:when test="service/trouble or service/pause or balance/@holds = 'no'">#b3261e</xsl:when>
        <xsl:when test="waiting/@count + quarantine/@count + unsent/@count + returned/@count + expiring/@count &gt; 0">#a85b00</xsl:when>
        <xsl:otherwise>#2e6b3a</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="content">
      <xsl:choose>
        <xsl:when test="@quiet = 'yes'">
          <xsl:call-template name="paragraph">
            <xsl:with-param name="content"><xsl:apply-templates select="." mode="quiet"/></xsl:with-param>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="html-full"/></xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="foot">
      <xsl:apply-templates select="balance" mode="sentence"/><br/>
      <xsl:apply-templates select="service" mode="sentence"/>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
