<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of a request for what is missing: first what to do, then what we have. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.text.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="work" mode="text-form">
  <xsl:apply-templates select="." mode="form-head"/><xsl:text>&#10;</xsl:text>
  <xsl:for-each select="missing">
    <xsl:apply-templates select="." mode="label"/><xsl:text>：&#10;</xsl:text>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="/reply">
  <xsl:variable name="choices"><xsl:apply-templates select="." mode="choices"/></xsl:variable>
  <xsl:apply-templates select="." mode="text-answer-line"/>
  <xsl:text>您好！&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="opening"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:for-each select="work/missing">
    <xsl:text>  ● </xsl:text>
    <xsl:apply-templates select=".." mode="which"/>
    <xsl:apply-templates select="." mode="long-label"/>：<xsl:apply-templates select="." mode="why"/>。<xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:for-each select="statistics[@blank = 'yes']">
    <xsl:text>  ● 活动统计表：</xsl:text><xsl:apply-templates select="." mode="why"/>。<xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
  <xsl:apply-templates select="." mode="how-to-answer"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:if test="@incomplete &gt; 0">
    <xsl:text>──────────&#10;</xsl:text>
    <xsl:apply-templates select="work[@complete = 'no']" mode="text-form"/>
    <xsl:text>──────────&#10;</xsl:text>
  </xsl:if>
  <xsl:if test="$choices != ''"><xsl:value-of select="$choices"/><xsl:text>&#10;</xsl:text></xsl:if>
  <xsl:text>&#10;我们已收到的内容：&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="text-lists"/>
  <xsl:apply-templates select="." mode="text-end"/>
</xsl:template>

</xsl:stylesheet>
