<?xml version="1.0" encoding="UTF-8"?>
<!-- The rows of the workbook's sheet of open questions: one a line, seven fields between tabs. See digest-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="digest-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="*" mode="kind">
  <xsl:choose>
    <xsl:when test="self::waiting">等人处理</xsl:when>
    <xsl:when test="self::quarantine">被隔离</xsl:when>
    <xsl:when test="self::unsent">回信未送达</xsl:when>
    <xsl:when test="self::returned">回信被退回</xsl:when>
    <xsl:otherwise>等对方补充</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="/digest">
  <xsl:for-each select="(waiting | quarantine | unsent | returned | corrections)/item">
    <xsl:apply-templates select=".." mode="kind"/><xsl:text>&#9;</xsl:text>
    <xsl:apply-templates select="." mode="id"/><xsl:text>&#9;</xsl:text>
    <xsl:value-of select="@days"/><xsl:text>&#9;</xsl:text>
    <xsl:value-of select="@since"/><xsl:text>&#9;</xsl:text>
    <xsl:apply-templates select="." mode="about"/><xsl:text>&#9;</xsl:text>
    <xsl:apply-templates select="." mode="why"/><xsl:text>&#9;</xsl:text>
    <xsl:value-of select="command"/><xsl:text>&#10;</xsl:text>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
