<?xml version="1.0" encoding="UTF-8"?>
<!--
  What an address hears in one mail at the day's end, after it had more answers that day than are allowed. The document is that of
  an answer (see words.xsl), of kind "summary", without <subject> and <received>:

    <reply kind="summary" mails="3" more="0" works= complete= incomplete= without-labels= without-files= statistics= blank=
           lacks-table= reports=>                                                  more: told another day
      <campaign/> … <token/> <deadline*/> as in an answer
      <today year= month= day= hour= minute=/>
      <mail* number="1" works= … reports=>
        <subject/> <received/> <done*>receipt number</done> <open*>receipt number of what still lacks something</open>
      </mail>
      <work*/> <statistics*/> <report*/> <choice*/>                            of all these mails, as they are now
    </reply>
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- For the subject and the page's head. -->
<xsl:template match="reply" mode="summary-verdict">
  <xsl:choose>
    <xsl:when test="@incomplete + @blank &gt; 0 or @lacks-table = 'yes'">请补充<xsl:apply-templates select="." mode="what-is-asked"/></xsl:when>
    <xsl:when test="@works + @statistics + @reports &gt; 0">已收到<xsl:apply-templates select="." mode="what-came"/></xsl:when>
    <xsl:otherwise>已收到<xsl:value-of select="@mails"/>封来信</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="reply" mode="summary-opening">
  <xsl:text>近日收到您的来信较多，其中</xsl:text><xsl:value-of select="@mails"/>
  <xsl:text>封没有逐封回复，现一并答复如下。</xsl:text>
  <xsl:if test="@more &gt; 0">其余<xsl:value-of select="@more"/>封也已收到，将在次日答复，不必重发。</xsl:if>
</xsl:template>

<xsl:template match="mail" mode="name">
  <xsl:apply-templates select="received" mode="day"/>
  <xsl:text> </xsl:text><xsl:value-of select="received/@hour"/>:<xsl:value-of select="received/@minute"/>
  <xsl:if test="subject != ''">　<xsl:value-of select="subject"/></xsl:if>
</xsl:template>

<!-- 1件作品；已登记：22-0137-4 -->
<xsl:template match="mail" mode="sentence">
  <xsl:choose>
    <xsl:when test="@works + @statistics + @reports = 0 and @lacks-table = 'yes'">提到的活动统计表没有收到</xsl:when>
    <xsl:when test="@works + @statistics + @reports = 0">已收到</xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="what-came"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="done">
    <xsl:text>；已登记：</xsl:text>
    <xsl:call-template name="join"><xsl:with-param name="values" select="done"/></xsl:call-template>
  </xsl:if>
  <xsl:if test="open">
    <xsl:text>；待补充：</xsl:text>
    <xsl:call-template name="join"><xsl:with-param name="values" select="open"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- Several mails, several days: the works tell nothing of when they came. -->
<xsl:template match="reply[@kind = 'summary']" mode="late">
  <xsl:if test="work[@late = 'yes'] or statistics[@late = 'yes']">其中有材料收到时已过截止日期，已照常登记，并注明了收到时间；能否参评，请以我部通知为准。</xsl:if>
</xsl:template>

<xsl:template match="reply[@kind = 'summary']" mode="closing">请核对以上内容。如有错误，请回复本邮件说明，或与我们联系，并告知编号。</xsl:template>

</xsl:stylesheet>
