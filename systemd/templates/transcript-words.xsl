<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the staff hear of what they ordered by mail. See words.xsl for how to change a template. It is made of

    <transcript verdict="followed|no-token|repeated" orders="3" done="2" refused="1">
      <campaign/> <campaign-short/> <office/> <office-contact/>
      <subject/> <token?>with which this mail may be answered by further orders</token>
      <order* number="1" state="done|refused" tell="yes|no"
              verb="set|refile|accept|reject|withdraw|merge|split|ignore|send-again|reprocess|fetched or empty">
        <target/> <argument/> <value/>                  of an empty verb, <value> is the line that could not be understood
        <result>an English sentence, as the record keeps it</result>
        <change* field="title|…|state|mail-state|folder"> <receipt/> <old/> <new/> </change>
      </order>
      <choice*>short name of a sub-project</choice>
    </transcript>
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="transcript" mode="headline">
  <xsl:choose>
    <xsl:when test="@verdict = 'no-token'">没有执行：信中没有回执码</xsl:when>
    <xsl:when test="@verdict = 'repeated'">没有执行：同样的指令已经收到过</xsl:when>
    <xsl:when test="@refused = 0">已执行<xsl:value-of select="@done"/>条指令</xsl:when>
    <xsl:when test="@done = 0"><xsl:value-of select="@refused"/>条指令没有执行</xsl:when>
    <xsl:otherwise>已执行<xsl:value-of select="@done"/>条，<xsl:value-of select="@refused"/>条没有执行</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="transcript" mode="opening">
  <xsl:choose>
    <xsl:when test="@verdict = 'no-token'">来信里的指令没有执行，因为信中没有回执码。请直接回复最近的每日汇总，把指令写在回信开头，并保留下面引用的原文（回执码就在其中）。</xsl:when>
    <xsl:when test="@verdict = 'repeated'">这封信与先前的一封完全相同，为防止他人转发旧信，没有再次执行。确需再次执行的，请另写一封回信。</xsl:when>
    <xsl:otherwise>来信里的指令处理结果如下。每一条都已记录在案（指令人、时间、理由、改动前后的内容）。</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The order as it is written. -->
<xsl:template match="order" mode="line">
  <xsl:choose>
    <xsl:when test="@verb = 'set'">更正</xsl:when>
    <xsl:when test="@verb = 'refile'">改类</xsl:when>
    <xsl:when test="@verb = 'accept'">通过</xsl:when>
    <xsl:when test="@verb = 'reject'">不采用</xsl:when>
    <xsl:when test="@verb = 'withdraw'">撤回</xsl:when>
    <xsl:when test="@verb = 'merge'">合并</xsl:when>
    <xsl:when test="@verb = 'split'">拆分</xsl:when>
    <xsl:when test="@verb = 'ignore'">忽略</xsl:when>
    <xsl:when test="@verb = 'send-again'">重发</xsl:when>
    <xsl:when test="@verb = 'reprocess'">重读</xsl:when>
    <xsl:when test="@verb = 'fetched'">已下载</xsl:when>
    <xsl:otherwise><xsl:value-of select="value"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@tell = 'yes'">并告知</xsl:if>
  <xsl:if test="target != ''">
    <xsl:text> </xsl:text><xsl:if test="not(contains(target, '-'))">#</xsl:if><xsl:value-of select="target"/>
  </xsl:if>
  <xsl:if test="argument != ''"><xsl:text> </xsl:text><xsl:value-of select="argument"/></xsl:if>
  <xsl:if test="@verb = 'set'">：<xsl:value-of select="value"/></xsl:if>
</xsl:template>

<xsl:template match="order" mode="fate">
  <xsl:choose>
    <xsl:when test="@state = 'done' and @verb = 'reprocess'">已安排重读，结果见下次每日汇总</xsl:when>
    <xsl:when test="@state = 'done'">已执行</xsl:when>
    <xsl:otherwise>没有执行：<xsl:apply-templates select="." mode="why"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The record keeps the reason in English; the usual ones are known here. -->
<xsl:template match="order" mode="why">
  <xsl:choose>
    <xsl:when test="@verb = ''">没有看懂这一行，写法见每日汇总末尾的说明</xsl:when>
    <xsl:when test="contains(result, 'no work has the receipt number') or contains(result, 'no mail has that number')">没有这个编号</xsl:when>
    <xsl:when test="contains(result, 'is no label of a work')">没有“<xsl:value-of select="argument"/>”这一项，可写：单位、姓名、联系方式、作品名称</xsl:when>
    <xsl:when test="contains(result, 'is no sub-project')">
      <xsl:text>没有“</xsl:text><xsl:value-of select="argument"/><xsl:text>”这个类别，可写：</xsl:text>
      <xsl:for-each select="/transcript/choice"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="."/></xsl:for-each>
    </xsl:when>
    <xsl:when test="contains(result, 'already')">现在就是这样，不必再改</xsl:when>
    <xsl:when test="contains(result, 'was withdrawn')">这件作品已撤回，可先写“恢复”加编号</xsl:when>
    <xsl:when test="contains(result, 'was rejected')">这件作品未予采用，可先写“恢复”加编号</xsl:when>
    <xsl:when test="contains(result, 'was merged')">这件作品已并入另一件</xsl:when>
    <xsl:when test="contains(result, 'sub-project of')">作品类别还不明，请先“改类”</xsl:when>
    <xsl:when test="contains(result, 'reject or withdraw that instead') or contains(result, 'which are filed')">这封信里有已登记的内容，不能忽略；作品可写“不采用”或“撤回”</xsl:when>
    <xsl:when test="contains(result, 'holds no work')">这封信里没有作品，可写“忽略”</xsl:when>
    <xsl:when test="contains(result, 'was never answered')">这封信从没有回过，没有可重发的回信</xsl:when>
    <xsl:when test="contains(result, 'is just being read')">这封信正在处理，请稍后再试</xsl:when>
    <xsl:otherwise>程序的记录是“<xsl:value-of select="result"/>”，请用 xuanwangctl 查看</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="state-word">
  <xsl:param name="of"/>
  <xsl:choose>
    <xsl:when test="$of = 'complete'">已收齐</xsl:when>
    <xsl:when test="$of = 'open'">待补充</xsl:when>
    <xsl:when test="$of = 'withdrawn'">已撤回</xsl:when>
    <xsl:when test="$of = 'rejected'">未予采用</xsl:when>
    <xsl:when test="$of = 'merged'">已并入另一件</xsl:when>
    <xsl:when test="$of = 'filed'">已登记</xsl:when>
    <xsl:when test="$of = 'asked'">已去信请补充</xsl:when>
    <xsl:when test="$of = 'staff'">等人处理</xsl:when>
    <xsl:when test="$of = 'ignored'">不需处理</xsl:when>
    <xsl:when test="$of = 'quarantined'">被隔离</xsl:when>
    <xsl:when test="$of = 'waiting'">等待处理</xsl:when>
    <xsl:when test="$of = 'pending'">待下载</xsl:when>
    <xsl:when test="$of = 'fetched'">已下载</xsl:when>
    <xsl:when test="$of = ''">（空）</xsl:when>
    <xsl:otherwise><xsl:value-of select="$of"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- 22-0137-4 作品名称：旧名字 → 新名字; empty where it tells a reader nothing. -->
<xsl:template match="change" mode="sentence">
  <xsl:variable name="what">
    <xsl:choose>
      <xsl:when test="@field = 'unit'">单位</xsl:when>
      <xsl:when test="@field = 'name'">姓名</xsl:when>
      <xsl:when test="@field = 'contact'">联系方式</xsl:when>
      <xsl:when test="@field = 'title'">作品名称</xsl:when>
      <xsl:when test="@field = 'sub-project'">作品类别</xsl:when>
      <xsl:when test="@field = 'state'">作品状态</xsl:when>
      <xsl:when test="@field = 'mail-state'">来信状态</xsl:when>
    </xsl:choose>
  </xsl:variable>
  <xsl:if test="$what != ''">
    <xsl:if test="receipt != ''"><xsl:value-of select="receipt"/><xsl:text> </xsl:text></xsl:if>
    <xsl:value-of select="$what"/><xsl:text>：</xsl:text>
    <xsl:call-template name="state-word"><xsl:with-param name="of" select="old"/></xsl:call-template>
    <xsl:text> → </xsl:text>
    <xsl:call-template name="state-word"><xsl:with-param name="of" select="new"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="transcript" mode="closing">如有不对，可直接回复本邮件，用新的指令改回来。</xsl:template>

<!-- Above it an answer is written; see words.xsl. -->
<xsl:template match="transcript" mode="answer-line">
  <xsl:if test="token">—— 请在本行上方填写回复 ——　回执码 <xsl:value-of select="token"/></xsl:if>
</xsl:template>

</xsl:stylesheet>
