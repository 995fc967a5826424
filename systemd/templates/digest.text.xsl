<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of the staff's daily mail. See digest-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="digest-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="waiting|quarantine|unsent|returned|corrections" mode="text">
  <xsl:if test="@count &gt; 0">
    <xsl:text>■ </xsl:text><xsl:apply-templates select="." mode="list-title"/><xsl:text>&#10;</xsl:text>
    <xsl:for-each select="item">
      <xsl:text>  </xsl:text><xsl:apply-templates select="." mode="id"/><xsl:text>　</xsl:text>
      <xsl:apply-templates select="." mode="age"/><xsl:text>　</xsl:text>
      <xsl:apply-templates select="." mode="about"/><xsl:text>　</xsl:text>
      <xsl:apply-templates select="." mode="why"/>
      <xsl:if test="answer"><xsl:text>&#10;      → </xsl:text><xsl:apply-templates select="." mode="answer"/></xsl:if>
      <xsl:if test="command"><xsl:text>&#10;      → </xsl:text><xsl:value-of select="command"/></xsl:if>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:if test="@more &gt; 0"><xsl:text>  </xsl:text><xsl:apply-templates select="." mode="more"/><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="expiring" mode="text">
  <xsl:if test="@count &gt; 0">
    <xsl:text>■ </xsl:text><xsl:apply-templates select="." mode="list-title"/><xsl:text>&#10;</xsl:text>
    <xsl:for-each select="link">
      <xsl:text>  </xsl:text><xsl:apply-templates select="." mode="id"/><xsl:text>　</xsl:text>
      <xsl:apply-templates select="." mode="expiry"/><xsl:text>　</xsl:text>
      <xsl:apply-templates select="." mode="about"/><xsl:text>　</xsl:text>
      <xsl:apply-templates select="." mode="file"/>
      <xsl:text>&#10;      → </xsl:text><xsl:apply-templates select="." mode="command"/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:if test="@more &gt; 0"><xsl:text>  </xsl:text><xsl:apply-templates select="." mode="more"/><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="intake" mode="text">
  <xsl:text>■ 作品（今日 / 累计）&#10;</xsl:text>
  <xsl:for-each select="project">
    <xsl:text>  </xsl:text><xsl:value-of select="name"/>：<xsl:value-of select="@today"/> / <xsl:value-of select="@total"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:text>  合计：</xsl:text><xsl:value-of select="all/@today"/> / <xsl:value-of select="all/@total"/>
  <xsl:variable name="ended"><xsl:apply-templates select="." mode="ended"/></xsl:variable>
  <xsl:if test="$ended != ''"><xsl:text>&#10;  </xsl:text><xsl:value-of select="$ended"/></xsl:if>
  <xsl:text>&#10;  统计表：</xsl:text><xsl:value-of select="statistics/@today"/> / <xsl:value-of select="statistics/@total"/>
  <xsl:text>&#10;  活动信息：</xsl:text><xsl:value-of select="reports/@today"/> / <xsl:value-of select="reports/@total"/>
  <xsl:text>&#10;&#10;</xsl:text>
</xsl:template>

<xsl:template match="target" mode="text">
  <xsl:text>  </xsl:text><xsl:apply-templates select="." mode="name"/>：<xsl:apply-templates select="." mode="numbers"/>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="digest" mode="text-foot">
  <xsl:apply-templates select="balance" mode="sentence"/><xsl:text>&#10;</xsl:text>
  <xsl:apply-templates select="service" mode="sentence"/><xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="digest" mode="text-full">
  <xsl:apply-templates select="." mode="headline"/>。<xsl:apply-templates select="." mode="today"/><xsl:text>。&#10;</xsl:text>
  <xsl:for-each select="deadline"><xsl:apply-templates select="." mode="sentence"/><xsl:text>。</xsl:text></xsl:for-each>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:apply-templates select="waiting | quarantine | unsent | returned" mode="text"/>
  <xsl:apply-templates select="expiring" mode="text"/>
  <xsl:apply-templates select="intake" mode="text"/>
  <xsl:apply-templates select="corrections" mode="text"/>
  <xsl:text>■ “12351+”目标进度&#10;</xsl:text>
  <xsl:apply-templates select="targets/target" mode="text"/>
  <xsl:text>&#10;</xsl:text>
  <xsl:for-each select="not-reported | without-table | reported">
    <xsl:text>■ </xsl:text><xsl:apply-templates select="." mode="title"/><xsl:text>&#10;  </xsl:text>
    <xsl:apply-templates select="." mode="units"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:for-each>
  <xsl:if test="token">
    <xsl:text>■ </xsl:text><xsl:apply-templates select="." mode="staff-how-title"/><xsl:text>&#10;  </xsl:text>
    <xsl:apply-templates select="." mode="staff-how"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:if>
  <xsl:variable name="lacks"><xsl:apply-templates select="." mode="lacks-table"/></xsl:variable>
  <xsl:if test="$lacks &gt; 0">
    <xsl:text>■ </xsl:text><xsl:apply-templates select="." mode="reminder-title"/><xsl:text>&#10;  </xsl:text>
    <xsl:apply-templates select="." mode="reminder"/><xsl:text>&#10;&#10;</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="/digest">
  <xsl:if test="token"><xsl:apply-templates select="." mode="answer-line"/><xsl:text>&#10;&#10;</xsl:text></xsl:if>
  <xsl:choose>
    <xsl:when test="@quiet = 'yes'"><xsl:apply-templates select="." mode="quiet"/><xsl:text>&#10;&#10;</xsl:text></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="text-full"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="." mode="text-foot"/>
</xsl:template>

</xsl:stylesheet>
