<?xml version="1.0" encoding="UTF-8"?>
<!-- The lists of an answer, as text. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="words.xsl"/>

<xsl:template name="line">
  <xsl:param name="label"/>
  <xsl:param name="value"/>
  <xsl:text>  </xsl:text><xsl:value-of select="$label"/>：<xsl:value-of select="$value"/><xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="reply" mode="text-answer-line">
  <xsl:if test="token"><xsl:apply-templates select="." mode="answer-line"/><xsl:text>&#10;&#10;</xsl:text></xsl:if>
</xsl:template>

<xsl:template match="work" mode="text">
  <xsl:text>■ 作品</xsl:text>
  <xsl:if test="/reply/@works &gt; 1"><xsl:value-of select="@number"/></xsl:if>
  <xsl:if test="receipt">　编号 <xsl:value-of select="receipt"/></xsl:if>
  <xsl:if test="@complete = 'no'">　还缺：<xsl:apply-templates select="." mode="missing-labels"/></xsl:if>
  <xsl:text>&#10;</xsl:text>
  <xsl:if test="sub-project">
    <xsl:call-template name="line">
      <xsl:with-param name="label">子项目</xsl:with-param>
      <xsl:with-param name="value" select="sub-project"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:for-each select="unit | name[1] | contact[1] | title">
    <xsl:variable name="of" select="local-name()"/>
    <xsl:text>  </xsl:text>
    <xsl:call-template name="label"><xsl:with-param name="of" select="$of"/></xsl:call-template>
    <xsl:text>：</xsl:text>
    <xsl:choose>
      <xsl:when test="$of = 'title'"><xsl:apply-templates select=".." mode="title"/></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="join">
          <xsl:with-param name="values" select="../*[local-name() = $of]"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:if test="changed">
    <xsl:text>  已更正：</xsl:text><xsl:apply-templates select="." mode="changed-labels"/><xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:apply-templates select="." mode="text-files"/>
  <xsl:for-each select="replaced">
    <xsl:text>  旧文件：</xsl:text><xsl:apply-templates select="." mode="sentence"/><xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="work" mode="text-files">
  <xsl:variable name="none"><xsl:apply-templates select="." mode="no-file"/></xsl:variable>
  <xsl:if test="$none != ''">
    <xsl:call-template name="line">
      <xsl:with-param name="label">文件</xsl:with-param>
      <xsl:with-param name="value" select="$none"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:apply-templates select="file | more-files | link" mode="text"/>
</xsl:template>

<xsl:template match="file" mode="text">
  <xsl:text>  文件：</xsl:text><xsl:value-of select="name"/>（<xsl:value-of select="@size"/>）<xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="more-files" mode="text">
  <xsl:text>  文件：另有</xsl:text><xsl:value-of select="@count"/>个<xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="link" mode="text">
  <xsl:text>  文件：</xsl:text><xsl:apply-templates select="." mode="sentence"/><xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="statistics" mode="text">
  <xsl:text>■ 活动统计表</xsl:text>
  <xsl:if test="receipt">　编号 <xsl:value-of select="receipt"/></xsl:if>
  <xsl:text>&#10;</xsl:text>
  <xsl:if test="unit != ''">
    <xsl:call-template name="line">
      <xsl:with-param name="label">单位</xsl:with-param>
      <xsl:with-param name="value" select="unit"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:text>  </xsl:text><xsl:apply-templates select="." mode="sentence"/><xsl:text>&#10;&#10;</xsl:text>
</xsl:template>

<xsl:template match="report" mode="text">
  <xsl:text>■ 活动信息</xsl:text>
  <xsl:if test="receipt">　编号 <xsl:value-of select="receipt"/></xsl:if>
  <xsl:text>&#10;</xsl:text>
  <xsl:if test="unit != ''">
    <xsl:call-template name="line">
      <xsl:with-param name="label">单位</xsl:with-param>
      <xsl:with-param name="value" select="unit"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:if test="title != ''">
    <xsl:text>  标题：</xsl:text><xsl:apply-templates select="." mode="title"/><xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:apply-templates select="file | more-files" mode="text"/>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="reply" mode="text-lists">
  <xsl:apply-templates select="work[@complete = 'no']" mode="text"/>
  <xsl:apply-templates select="work[@complete = 'yes']" mode="text"/>
  <xsl:apply-templates select="statistics | report" mode="text"/>
  <xsl:if test="waiting">
    <xsl:apply-templates select="." mode="waiting"/><xsl:text>&#10;</xsl:text>
    <xsl:for-each select="waiting">
      <xsl:text>  </xsl:text><xsl:apply-templates select="." mode="sentence"/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:if test="unclaimed">
    <xsl:apply-templates select="." mode="unclaimed"/><xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="unclaimed/file | unclaimed/more-files" mode="text"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:if test="unclaimed-links">
    <xsl:apply-templates select="." mode="unclaimed-links"/><xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="unclaimed-links/link" mode="text"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="work" mode="text-form">
  <xsl:apply-templates select="." mode="form-head"/><xsl:text>&#10;</xsl:text>
  <xsl:for-each select="missing[@label != 'files']">
    <xsl:apply-templates select="." mode="form-line"/><xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<!-- What is missing and why, how to answer, and the block to fill in. -->
<xsl:template match="reply" mode="text-question">
  <xsl:variable name="choices"><xsl:apply-templates select="." mode="choices"/></xsl:variable>
  <xsl:for-each select="work/missing">
    <xsl:text>  ● </xsl:text>
    <xsl:apply-templates select=".." mode="which"/>
    <xsl:apply-templates select="." mode="long-label"/>：<xsl:apply-templates select="." mode="why"/>。<xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:for-each select="statistics[@blank = 'yes']">
    <xsl:text>  ● 活动统计表：</xsl:text><xsl:apply-templates select="." mode="why"/>。<xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:if test="@lacks-table = 'yes'">
    <xsl:text>  ● 活动统计表：</xsl:text><xsl:apply-templates select="." mode="why-table"/>。<xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:text>&#10;</xsl:text>
  <xsl:apply-templates select="." mode="how-to-answer"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:if test="@without-labels &gt; 0">
    <xsl:text>──────────&#10;</xsl:text>
    <xsl:apply-templates select="work[missing[@label != 'files']]" mode="text-form"/>
    <xsl:text>──────────&#10;</xsl:text>
  </xsl:if>
  <xsl:if test="$choices != ''"><xsl:value-of select="$choices"/><xsl:text>&#10;</xsl:text></xsl:if>
</xsl:template>

<xsl:template match="reply" mode="text-end">
  <xsl:variable name="late"><xsl:apply-templates select="." mode="late"/></xsl:variable>
  <xsl:variable name="masked"><xsl:apply-templates select="." mode="masked"/></xsl:variable>
  <xsl:if test="cut"><xsl:apply-templates select="." mode="cut"/><xsl:text>&#10;</xsl:text></xsl:if>
  <xsl:for-each select="deadline">
    <xsl:apply-templates select="." mode="sentence"/><xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:if test="$late != ''"><xsl:value-of select="$late"/><xsl:text>&#10;</xsl:text></xsl:if>
  <xsl:apply-templates select="." mode="closing"/><xsl:text>&#10;</xsl:text>
  <xsl:if test="$masked != ''"><xsl:value-of select="$masked"/><xsl:text>&#10;</xsl:text></xsl:if>
  <xsl:text>&#10;</xsl:text>
  <xsl:value-of select="office"/><xsl:text>&#10;联系人：</xsl:text><xsl:value-of select="office-contact"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="signature-note"/><xsl:text>&#10;</xsl:text>
</xsl:template>

</xsl:stylesheet>
