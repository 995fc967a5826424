<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of what is told in one mail at a day's end: what came of each mail, what to do, what we have. See summary-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.text.xsl"/>
<xsl:include href="summary-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:apply-templates select="." mode="text-answer-line"/>
  <xsl:text>您好！&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="summary-opening"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:for-each select="mail">
    <xsl:text>  ● </xsl:text><xsl:apply-templates select="." mode="name"/>
    <xsl:text>&#10;    </xsl:text><xsl:apply-templates select="." mode="sentence"/><xsl:text>&#10;</xsl:text>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
  <xsl:if test="@incomplete + @blank &gt; 0 or @lacks-table = 'yes'">
    <xsl:text>还需要补充：&#10;&#10;</xsl:text>
    <xsl:apply-templates select="." mode="text-question"/><xsl:text>&#10;</xsl:text>
  </xsl:if>
  <xsl:if test="work | statistics | report">
    <xsl:text>我们已收到的内容：&#10;&#10;</xsl:text>
    <xsl:apply-templates select="." mode="text-lists"/>
  </xsl:if>
  <xsl:apply-templates select="." mode="text-end"/>
</xsl:template>

</xsl:stylesheet>
