<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of what the staff hear of their orders by mail. See transcript-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="transcript-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/transcript">
  <xsl:if test="token"><xsl:apply-templates select="." mode="answer-line"/><xsl:text>&#10;&#10;</xsl:text></xsl:if>
  <xsl:apply-templates select="." mode="opening"/><xsl:text>&#10;&#10;</xsl:text>
  <xsl:for-each select="order">
    <xsl:text>  </xsl:text><xsl:value-of select="@number"/><xsl:text>. 指令：</xsl:text>
    <xsl:apply-templates select="." mode="line"/><xsl:text>&#10;     </xsl:text>
    <xsl:apply-templates select="." mode="fate"/><xsl:text>&#10;</xsl:text>
    <xsl:for-each select="change">
      <xsl:variable name="sentence"><xsl:apply-templates select="." mode="sentence"/></xsl:variable>
      <xsl:if test="$sentence != ''"><xsl:text>     · </xsl:text><xsl:value-of select="$sentence"/><xsl:text>&#10;</xsl:text></xsl:if>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:if test="order"><xsl:apply-templates select="." mode="closing"/><xsl:text>&#10;</xsl:text></xsl:if>
</xsl:template>

</xsl:stylesheet>
