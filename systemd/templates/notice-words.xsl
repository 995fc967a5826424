<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a sender hears where the staff put something right about his works and want him to know. The document is that of an
  answer (see words.xsl), of kind "notice":

    <reply kind="notice" verb="set|refile|accept|reject|withdraw|merge|split|query" label="unit|name|contact|title" works="1">
      <campaign/> … <received/> as in an answer
      <other?>receipt number of the work that was merged into another</other>
      <say?>words of the staff</say>
      <work* state="complete|open|withdrawn|rejected|merged" …>                as it is now
    </reply>
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- For the subject and the page's head. -->
<xsl:template match="reply" mode="what-was-done">
  <xsl:choose>
    <xsl:when test="@verb = 'set'">作品信息已更正</xsl:when>
    <xsl:when test="@verb = 'refile'">作品类别已调整</xsl:when>
    <xsl:when test="@verb = 'accept'">作品已登记</xsl:when>
    <xsl:when test="@verb = 'reject'">作品未予采用</xsl:when>
    <xsl:when test="@verb = 'withdraw'">作品已撤回</xsl:when>
    <xsl:when test="@verb = 'merge'">作品已合并</xsl:when>
    <xsl:when test="@verb = 'query'">作品查询结果</xsl:when>
    <xsl:otherwise>作品已单独登记</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="reply" mode="notice-opening">
  <xsl:text>您</xsl:text><xsl:apply-templates select="received" mode="day"/><xsl:text>来信</xsl:text>
  <xsl:if test="subject != ''">（主题：<xsl:value-of select="subject"/>）</xsl:if>
  <xsl:choose>
    <xsl:when test="@verb = 'query'">报送的作品，目前情况如下：</xsl:when>
    <xsl:when test="@verb = 'withdraw'">报送的作品，</xsl:when>
    <xsl:otherwise>报送的作品，工作人员已作如下处理：</xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@verb = 'query'"><xsl:apply-templates select="work" mode="state"/></xsl:when>
    <xsl:when test="@verb = 'set'">
      <xsl:text>更正了“</xsl:text>
      <xsl:call-template name="label"><xsl:with-param name="of" select="@label"/></xsl:call-template>
      <xsl:text>”。</xsl:text>
    </xsl:when>
    <xsl:when test="@verb = 'refile'">调整了所属的子项目。</xsl:when>
    <xsl:when test="@verb = 'accept'">经人工核对，予以登记，不必再补充材料。</xsl:when>
    <xsl:when test="@verb = 'reject'">经核对，未予采用。来信和文件仍予保存。</xsl:when>
    <xsl:when test="@verb = 'withdraw'">已撤回，不再参加本次征集。</xsl:when>
    <xsl:when test="@verb = 'merge'">编号<xsl:value-of select="other"/>已并入下列作品，今后请使用下面的编号。</xsl:when>
    <xsl:otherwise>把其中的文件单独登记为一件作品。</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="work[@complete = 'no']">目前还缺少信息，请回复本邮件补充。</xsl:if>
</xsl:template>

<xsl:template match="work" mode="state">
  <xsl:text>编号</xsl:text><xsl:value-of select="receipt"/>
  <xsl:choose>
    <xsl:when test="@state = 'complete'">已收齐，已登记。</xsl:when>
    <xsl:when test="@state = 'open'">已收到，还待补充。</xsl:when>
    <xsl:when test="@state = 'withdrawn'">已撤回。</xsl:when>
    <xsl:when test="@state = 'rejected'">经核对，未予采用。</xsl:when>
    <xsl:otherwise>已并入另一件作品。</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="reply" mode="notice-closing">如有疑问，请回复本邮件，或与我们联系，并告知编号。</xsl:template>

</xsl:stylesheet>
