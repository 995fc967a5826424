<?xml version="1.0" encoding="UTF-8"?>
<!--
  The page of all HTML mails. Mail clients differ: Outlook lays out with Word (tables only, no max-width, hence the table in the
  conditional comment), QQ mail drops style sheets (hence every style inline), telephones are 320 pixels wide (hence
  percentages, and fixed layout, so that a long word breaks instead of widening its table).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:variable name="font">font-family:'Microsoft YaHei','PingFang SC','Hiragino Sans GB','Noto Sans CJK SC',sans-serif;</xsl:variable>
<xsl:variable name="accent">#b3261e</xsl:variable>
<xsl:variable name="quiet">#6b6b6b</xsl:variable>
<xsl:variable name="text-style"><xsl:value-of select="$font"/>font-size:15px;line-height:1.7;color:#222222;</xsl:variable>
<xsl:variable name="small-style"><xsl:value-of select="$font"/>font-size:13px;line-height:1.7;color:<xsl:value-of select="$quiet"/>;</xsl:variable>
<xsl:variable name="fixed">table-layout:fixed;width:100%;word-wrap:break-word;overflow-wrap:break-word;</xsl:variable>
<!-- For names of files, which Outlook breaks so only. -->
<xsl:variable name="break-all">word-break:break-all;</xsl:variable>

<xsl:template name="page">
  <xsl:param name="top"/>
  <xsl:param name="title"/>
  <xsl:param name="note"/>
  <xsl:param name="color" select="$accent"/>
  <xsl:param name="content"/>
  <xsl:param name="foot"/>
  <html lang="zh-CN">
    <head>
      <meta name="viewport" content="width=device-width,initial-scale=1"/>
      <title><xsl:value-of select="$title"/></title>
    </head>
    <body style="margin:0;padding:0;background-color:#f3f3f3;">
      <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" bgcolor="#f3f3f3" style="{$fixed}">
        <tr>
          <td align="center" style="padding:12px 6px;">
            <xsl:comment>[if mso]&gt;&lt;table role="presentation" width="600" border="0" cellpadding="0" cellspacing="0"&gt;&lt;tr&gt;&lt;td&gt;&lt;![endif]</xsl:comment>
            <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" bgcolor="#ffffff" style="{$fixed}max-width:600px;background-color:#ffffff;border:1px solid #e2e2e2;">
              <xsl:if test="$top != ''">
                <tr>
                  <td align="center" bgcolor="#f3f3f3" style="padding:7px 6px;background-color:#f3f3f3;{$font}font-size:12px;line-height:1.5;color:{$quiet};"><xsl:copy-of select="$top"/></td>
                </tr>
              </xsl:if>
              <tr>
                <td align="left" bgcolor="{$color}" style="padding:14px 18px;background-color:{$color};{$font}font-size:18px;line-height:1.5;color:#ffffff;">
                  <b><xsl:value-of select="$title"/></b>
                  <xsl:if test="$note != ''">
                    <br/><span style="font-size:13px;color:#ffffff;"><xsl:value-of select="$note"/></span>
                  </xsl:if>
                </td>
              </tr>
              <tr>
                <td align="left" style="padding:14px 18px 4px 18px;{$text-style}"><xsl:copy-of select="$content"/></td>
              </tr>
              <tr>
                <td align="left" style="padding:10px 18px 16px 18px;border-top:1px solid #e2e2e2;{$small-style}"><xsl:copy-of select="$foot"/></td>
              </tr>
            </table>
            <xsl:comment>[if mso]&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;![endif]</xsl:comment>
          </td>
        </tr>
      </table>
    </body>
  </html>
</xsl:template>

<xsl:template name="paragraph">
  <xsl:param name="content"/>
  <div style="margin:0 0 12px 0;{$text-style}"><xsl:copy-of select="$content"/></div>
</xsl:template>

<xsl:template name="heading">
  <xsl:param name="content"/>
  <div style="margin:6px 0 8px 0;{$font}font-size:16px;line-height:1.5;color:#222222;"><b><xsl:copy-of select="$content"/></b></div>
</xsl:template>

<!-- A box with a head and whatever rows. -->
<xsl:template name="box">
  <xsl:param name="head"/>
  <xsl:param name="rows"/>
  <xsl:param name="color" select="'#f6f6f6'"/>
  <xsl:param name="label-width">88</xsl:param>
  <table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" style="{$fixed}margin:0 0 12px 0;border:1px solid #dddddd;">
    <colgroup><col width="{$label-width}"/><col/></colgroup>
    <tr>
      <td colspan="2" bgcolor="{$color}" style="padding:7px 12px;background-color:{$color};{$text-style}"><xsl:copy-of select="$head"/></td>
    </tr>
    <xsl:copy-of select="$rows"/>
  </table>
</xsl:template>

<xsl:template name="row">
  <xsl:param name="label"/>
  <xsl:param name="value"/>
  <tr>
    <td valign="top" style="padding:5px 0 5px 12px;border-top:1px solid #eeeeee;{$font}font-size:14px;line-height:1.6;color:{$quiet};"><xsl:value-of select="$label"/></td>
    <td valign="top" style="padding:5px 12px 5px 8px;border-top:1px solid #eeeeee;{$font}font-size:14px;line-height:1.6;color:#222222;"><xsl:copy-of select="$value"/></td>
  </tr>
</xsl:template>

</xsl:stylesheet>
