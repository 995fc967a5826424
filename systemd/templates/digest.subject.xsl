<?xml version="1.0" encoding="UTF-8"?>
<!-- The subject of the staff's daily mail. See digest-words.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="digest-words.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/digest">
  <xsl:text>【每日汇总】</xsl:text><xsl:apply-templates select="." mode="day"/>：<xsl:apply-templates select="." mode="headline"/>
  <xsl:if test="balance/in/@today &gt; 0">；来信<xsl:value-of select="balance/in/@today"/>封</xsl:if>
</xsl:template>

</xsl:stylesheet>
