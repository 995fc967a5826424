<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a sender hears, once, who has sent the same mail again. The document is that of a summary (see summary-words.xsl), of kind
  "again": its one <mail> is the first one, <subject> and <received> are those of the mail that came now.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- For the subject and the page's head. -->
<xsl:template match="reply" mode="again-verdict">已收到，不必重发</xsl:template>

<xsl:template match="reply" mode="again-opening">
  <xsl:apply-templates select="received" mode="day"/>
  <xsl:text> </xsl:text><xsl:value-of select="received/@hour"/>:<xsl:value-of select="received/@minute"/>
  <xsl:text> 收到的这封来信，与</xsl:text><xsl:apply-templates select="mail/received" mode="day"/>
  <xsl:text> </xsl:text><xsl:value-of select="mail/received/@hour"/>:<xsl:value-of select="mail/received/@minute"/>
  <xsl:text> 收到的一封内容相同。材料此前已经登记，没有重复登记，不必再发。</xsl:text>
  <xsl:if test=".//work[@complete = 'no']">还缺的内容请直接回复本邮件补充。</xsl:if>
  <xsl:text>现在的登记情况：</xsl:text>
</xsl:template>

<xsl:template match="reply[@kind = 'again']" mode="late"/>
<xsl:template match="reply[@kind = 'again']" mode="closing">如需更正，请回复本邮件说明，或与我们联系，并告知编号；无误则不必回复。</xsl:template>

</xsl:stylesheet>
