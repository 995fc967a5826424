<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of a notice of what the staff put right. See notice-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.text.xsl"/>
<xsl:include href="notice-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:variable name="masked"><xsl:apply-templates select="." mode="masked"/></xsl:variable>
  <xsl:text>您好！&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="notice-opening"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:if test="say">工作人员说明：<xsl:value-of select="say"/><xsl:text>&#10;&#10;</xsl:text></xsl:if>
  <xsl:text>现在的登记情况：&#10;&#10;</xsl:text>
  <xsl:apply-templates select="work" mode="text"/>
  <xsl:apply-templates select="." mode="notice-closing"/><xsl:text>&#10;</xsl:text>
  <xsl:if test="$masked != ''"><xsl:value-of select="$masked"/><xsl:text>&#10;</xsl:text></xsl:if>
  <xsl:text>&#10;</xsl:text>
  <xsl:value-of select="office"/><xsl:text>&#10;联系人：</xsl:text><xsl:value-of select="office-contact"/>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

</xsl:stylesheet>
