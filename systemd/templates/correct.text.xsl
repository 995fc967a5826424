<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of a request for what is missing: first what to do, then what we have. See words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="reply.text.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/reply">
  <xsl:apply-templates select="." mode="text-answer-line"/>
  <xsl:text>您好！&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="opening"/>
  <xsl:text>&#10;&#10;</xsl:text>
  <xsl:apply-templates select="." mode="text-question"/>
  <xsl:if test="@works + @statistics + @reports &gt; 0"><xsl:text>&#10;我们已收到的内容：&#10;&#10;</xsl:text></xsl:if>
  <xsl:apply-templates select="." mode="text-lists"/>
  <xsl:apply-templates select="." mode="text-end"/>
</xsl:template>

</xsl:stylesheet>
