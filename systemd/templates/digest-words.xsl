<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the staff's daily mail says, for its text, HTML and subject. See words.xsl for how to change a template. It is made of

    <digest quiet="yes|no" workbook="yes|no" year="2022" month="8" day="5" hour="17" minute="00">
      <campaign/> <campaign-short/> <office/> <office-contact/>
      <token?/>                                                  staff may answer this mail with orders, see staff-how below
      <deadline* of="works|statistics" state="open|today|over" left="26" year= month= day= hour= minute=/>
      <waiting|quarantine|unsent|returned|corrections count="3" more="0">      more: entries that are counted but not shown
        <item* mail="12" days="2" since="1659430000" cause="the words of template cause below" year= month= day= hour= minute=>
          <receipt?/> <unit?/> <subject?/> <title?/> <why?/> <command?/> <answer?/> <missing* label="unit|name|contact|title|sub-project|files"/>
        </item>
      </…>
      <expiring count="2" more="0">                              files that only a link leads to, to be fetched before it expires
        <link* mail="18" state="open|today|over" left="3" year= month= day= hour= minute=>
          <receipt?/> <unit?/> <title?/> <name?/> <provider?/>
        </link>
      </expiring>
      <intake>
        <project* today="1" total="10"><name/></project>
        <all today= total=/> <withdrawn today= total=/> <rejected today= total=/>     the last two stand in no project
        <statistics today= total=/> <reports today= total=/>
      </intake>
      <targets activities-per-unit="3">
        <target* what="unions|propagandists|enterprises|employees|reach|units-with-enough" reached="12" target="1000" percent="1"/>
      </targets>
      <reported|without-table|not-reported count="2"><unit*/></…>   without-table: sent works, but no statistics table
      <balance holds="yes|no" pending="0"> <in today= total=/> <filed …/> <asked …/> <staff …/> <ignored …/> <quarantined …/> </balance>
      <service state="running|stopped|unknown" queued="0">
        <trouble?/> <pause? year= month= day= hour= minute=><said/></pause>   pause: the sending server wants less until then
        <held? count="3" hour="20"/>                  answers to addresses that had their share of the day: told at this hour in one mail
      </service>
    </digest>
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:decimal-format NaN="-"/>

<xsl:template match="*" mode="day">
  <xsl:value-of select="@month"/>月<xsl:value-of select="@day"/>日<xsl:text/>
</xsl:template>

<!-- What a human must do, in one line; empty where there is nothing. -->
<xsl:template match="digest" mode="needs">
  <xsl:if test="waiting/@count &gt; 0"><xsl:value-of select="waiting/@count"/>封邮件等人处理</xsl:if>
  <xsl:if test="quarantine/@count &gt; 0">
    <xsl:if test="waiting/@count &gt; 0">，</xsl:if><xsl:value-of select="quarantine/@count"/>封被隔离<xsl:text/>
  </xsl:if>
  <xsl:if test="unsent/@count &gt; 0">
    <xsl:if test="waiting/@count + quarantine/@count &gt; 0">，</xsl:if><xsl:value-of select="unsent/@count"/>封回信未送达<xsl:text/>
  </xsl:if>
  <xsl:if test="returned/@count &gt; 0">
    <xsl:if test="waiting/@count + quarantine/@count + unsent/@count &gt; 0">，</xsl:if><xsl:value-of select="returned/@count"/>封回信被退回<xsl:text/>
  </xsl:if>
</xsl:template>

<xsl:template match="digest" mode="needs-links">
  <xsl:if test="expiring/@count &gt; 0"><xsl:value-of select="expiring/@count"/>个链接的文件待下载</xsl:if>
</xsl:template>

<xsl:template match="digest" mode="headline">
  <xsl:variable name="needs"><xsl:apply-templates select="." mode="needs"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="service/trouble">收信服务有故障，请查看</xsl:when>
    <xsl:when test="balance/@holds = 'no'">账目不平，请查看</xsl:when>
    <xsl:when test="service/pause">发信服务器限制发信，回信暂缓</xsl:when>
    <xsl:when test="$needs != '' or expiring/@count &gt; 0">
      <xsl:value-of select="$needs"/>
      <xsl:if test="$needs != '' and expiring/@count &gt; 0">，</xsl:if>
      <xsl:apply-templates select="." mode="needs-links"/>
    </xsl:when>
    <xsl:when test="@quiet = 'yes'">今日没有新邮件，没有待办</xsl:when>
    <xsl:otherwise>没有待办，一切正常</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Works that came to an end; empty where there are none. -->
<xsl:template match="intake" mode="ended">
  <xsl:if test="withdrawn/@total + rejected/@total &gt; 0">
    <xsl:text>另有</xsl:text>
    <xsl:if test="withdrawn/@total &gt; 0">已撤回<xsl:value-of select="withdrawn/@total"/>件</xsl:if>
    <xsl:if test="withdrawn/@total &gt; 0 and rejected/@total &gt; 0">、</xsl:if>
    <xsl:if test="rejected/@total &gt; 0">未采用<xsl:value-of select="rejected/@total"/>件</xsl:if>
    <xsl:text>，不计入以上数字</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="digest" mode="today">
  <xsl:text>今日来信</xsl:text><xsl:value-of select="balance/in/@today"/><xsl:text>封，新增作品</xsl:text>
  <xsl:value-of select="intake/all/@today"/><xsl:text>件、统计表</xsl:text><xsl:value-of select="intake/statistics/@today"/>
  <xsl:text>份、活动信息</xsl:text><xsl:value-of select="intake/reports/@today"/><xsl:text>篇</xsl:text>
</xsl:template>

<xsl:template match="digest" mode="quiet">
  <xsl:text>今日没有新邮件，没有等人处理的事项。累计作品</xsl:text><xsl:value-of select="intake/all/@total"/>
  <xsl:text>件，待补充</xsl:text><xsl:value-of select="corrections/@count"/><xsl:text>件。</xsl:text>
</xsl:template>

<xsl:template match="deadline" mode="sentence">
  <xsl:choose><xsl:when test="@of = 'statistics'">统计表</xsl:when><xsl:otherwise>作品</xsl:otherwise></xsl:choose>
  <xsl:text>报送截止</xsl:text><xsl:apply-templates select="." mode="day"/>
  <xsl:choose>
    <xsl:when test="@state = 'open'">（还有<xsl:value-of select="@left"/>天）</xsl:when>
    <xsl:when test="@state = 'today'">（今天）</xsl:when>
    <xsl:otherwise>（已过）</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="*" mode="list-title">
  <xsl:choose>
    <xsl:when test="self::waiting">等人处理的邮件</xsl:when>
    <xsl:when test="self::quarantine">被隔离的邮件（程序读不了，原件完好）</xsl:when>
    <xsl:when test="self::unsent">未送达或不知是否送达的回信</xsl:when>
    <xsl:when test="self::returned">被退回的回信（近30天）</xsl:when>
    <xsl:when test="self::corrections">已去信、等对方补充的作品</xsl:when>
    <xsl:when test="self::expiring">快到期或已过期、还没有下载的链接文件</xsl:when>
  </xsl:choose>
  <xsl:text>：</xsl:text><xsl:value-of select="@count"/>
  <xsl:choose><xsl:when test="self::corrections">件</xsl:when><xsl:when test="self::expiring">个</xsl:when><xsl:otherwise>封</xsl:otherwise></xsl:choose>
</xsl:template>

<xsl:template match="link" mode="expiry">
  <xsl:apply-templates select="." mode="day"/><xsl:text> </xsl:text><xsl:value-of select="@hour"/>:<xsl:value-of select="@minute"/>
  <xsl:choose>
    <xsl:when test="@state = 'over'">（已过期）</xsl:when>
    <xsl:when test="@state = 'today'">（今天到期）</xsl:when>
    <xsl:otherwise>（还有<xsl:value-of select="@left"/>天）</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="link" mode="file">
  <xsl:choose>
    <xsl:when test="name"><xsl:value-of select="name"/></xsl:when>
    <xsl:otherwise>（未写文件名）</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="provider">（<xsl:value-of select="provider"/>）</xsl:if>
</xsl:template>

<xsl:template match="link" mode="command">
  <xsl:text>看链接：xuanwangctl show </xsl:text><xsl:value-of select="@mail"/>
  <xsl:text>；下载后：xuanwangctl fetched </xsl:text>
  <xsl:choose><xsl:when test="receipt"><xsl:value-of select="receipt"/></xsl:when><xsl:otherwise><xsl:value-of select="@mail"/></xsl:otherwise></xsl:choose>
</xsl:template>

<!-- Who and what it is about: the unit, the work's title or the mail's subject. -->
<xsl:template match="item|link" mode="about">
  <xsl:choose>
    <xsl:when test="unit"><xsl:value-of select="unit"/></xsl:when>
    <xsl:otherwise>（发件单位不明）</xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="title">《<xsl:value-of select="title"/>》</xsl:when>
    <xsl:when test="subject">“<xsl:value-of select="subject"/>”</xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="item|link" mode="id">
  <xsl:choose>
    <xsl:when test="receipt"><xsl:value-of select="receipt"/></xsl:when>
    <xsl:otherwise>#<xsl:value-of select="@mail"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="item" mode="age">
  <xsl:choose>
    <xsl:when test="@days = 0">今天</xsl:when>
    <xsl:otherwise>已<xsl:value-of select="@days"/>天</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="item" mode="why">
  <xsl:if test="missing">
    <xsl:text>还缺：</xsl:text>
    <xsl:for-each select="missing">
      <xsl:if test="position() &gt; 1">、</xsl:if>
      <xsl:choose>
        <xsl:when test="@label = 'unit'">单位</xsl:when>
        <xsl:when test="@label = 'name'">姓名</xsl:when>
        <xsl:when test="@label = 'contact'">联系方式</xsl:when>
        <xsl:when test="@label = 'sub-project'">作品类别</xsl:when>
        <xsl:when test="@label = 'files'">作品文件</xsl:when>
        <xsl:otherwise>作品名称</xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="why"><xsl:value-of select="why"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="cause"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="item" mode="cause">
  <xsl:choose>
    <xsl:when test="@cause = 'nothing-to-file'">来信里没有可登记的作品、统计表或活动信息</xsl:when>
    <xsl:when test="@cause = 'unread'">有附件没能读出内容，所缺信息可能就在其中</xsl:when>
    <xsl:when test="@cause = 'loose-file'">有附件看不出属于哪件作品</xsl:when>
    <xsl:when test="@cause = 'cut'">内容太多，没有全部读完</xsl:when>
    <xsl:when test="@cause = 'held-back'">给该地址的自动回信已达上限，没有再回</xsl:when>
    <xsl:when test="@cause = 'no-address'">来信没有可以回复的地址</xsl:when>
    <xsl:when test="@cause = 'unequal'">同一件作品写有两位不同的人和两个不同的号码</xsl:when>
    <xsl:when test="@cause = 'reply'">回复了我们的去信，内容需人工并入原作品</xsl:when>
    <xsl:when test="@cause = 'too-large'">邮件太大，没有下载，请到邮箱里查看</xsl:when>
    <xsl:when test="@cause = 'infected'">杀毒软件在附件里查到病毒，附件没有归档，也没有回信，请联系来信人</xsl:when>
    <xsl:when test="@cause = 'unreadable'">邮件格式有误，程序读不懂，请到邮箱里查看</xsl:when>
    <xsl:when test="@cause = 'crashed'">读取时程序出错，可重读一次；仍不行请到邮箱里查看</xsl:when>
    <xsl:when test="@cause = 'deadline'">读取超时，可重读一次；仍不行请到邮箱里查看</xsl:when>
    <xsl:when test="@cause = 'overrun'">内容超出程序能读的上限，请到邮箱里查看</xsl:when>
    <xsl:when test="@cause = 'refused'">对方邮件服务器拒收</xsl:when>
    <xsl:when test="@cause = 'unknown'">发送时连接中断，不知是否送达；不会自动重发</xsl:when>
    <xsl:when test="@cause = 'expired'">多次重试都没有送出，已停止</xsl:when>
    <xsl:when test="@cause = 'queued'">一天以上还没有送出，会继续尝试</xsl:when>
    <xsl:when test="@cause = 'returned'">对方收不到我们的邮件，暂不再自动回信，请用电话联系</xsl:when>
    <xsl:when test="@cause = 'returned-for-now'">暂时没有送达，对方服务器可能还会再试</xsl:when>
    <xsl:when test="@cause = 'returned-unproven'">像是退信，但认不出是哪一封回信，请人工查看</xsl:when>
    <xsl:when test="@cause = 'orders-unproven'">以工作人员名义发来的指令，无法确认是本人所发，没有执行，也没有回信</xsl:when>
    <xsl:when test="@cause = 'forged'">收信服务器判定发件人是冒用的，没有回信，也没有并入任何作品</xsl:when>
    <xsl:when test="@cause = 'unanswerable'">发件方表明不接收自动回信</xsl:when>
    <xsl:when test="@cause = 'bounced'">此前给该地址的回信被退回，这次没有自动回信</xsl:when>
    <xsl:when test="not(missing)">请人工查看</xsl:when>
  </xsl:choose>
</xsl:template>

<!-- Above it an answer is written, and below it the program reads no orders. Keep its words; see words.xsl. -->
<xsl:template match="digest" mode="answer-line">
  <xsl:if test="token">—— 请在本行上方填写回复 ——　回执码 <xsl:value-of select="token"/></xsl:if>
</xsl:template>

<!-- The one line of an answer that settles it. Words stand before it, so that it is no order where it is only quoted. -->
<xsl:template match="item" mode="answer">
  <xsl:if test="answer">回信写：<xsl:value-of select="answer"/></xsl:if>
</xsl:template>

<xsl:template match="digest" mode="staff-how-title">直接回复本邮件就能处理</xsl:template>
<xsl:template match="digest" mode="staff-how">
  <xsl:text>每条指令单独占一行，写在回信开头，并保留引用的原文（核对用的回执码在其中，请勿转发给他人）。可写：</xsl:text>
  <xsl:text>“更正 编号 作品名称：新名称”（也可更正单位、姓名、联系方式）、“改类 编号 类别”、“通过 编号”、“不采用 编号”、“撤回 编号”、“恢复 编号”、</xsl:text>
  <xsl:text>“合并 编号 另一编号”、“拆分 编号 文件名”、“已下载 编号”；对整封来信写 # 加数字，如“忽略 #12”“通过 #12”“重发 #12”“重读 #12”。</xsl:text>
  <xsl:text>指令后面加“并告知”（如“更正并告知 编号 …”），来信人会收到通知。另起一行写“理由：…”，会一并记录。办完后会回信告知结果。</xsl:text>
</xsl:template>

<xsl:template match="*" mode="more">
  <xsl:if test="@more &gt; 0">
    <xsl:text>另有</xsl:text><xsl:value-of select="@more"/><xsl:text>条未列出</xsl:text>
    <xsl:if test="/digest/@workbook = 'yes'">，见附件工作簿的“待办事项”</xsl:if><xsl:text>。</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="target" mode="name">
  <xsl:choose>
    <xsl:when test="@what = 'unions'">动员基层工会（个）</xsl:when>
    <xsl:when test="@what = 'propagandists'">职工好网民宣传员（名）</xsl:when>
    <xsl:when test="@what = 'enterprises'">走进企业或线下活动（家/场）</xsl:when>
    <xsl:when test="@what = 'employees'">接触职工（人次）</xsl:when>
    <xsl:when test="@what = 'reach'">覆盖职工网民（人次）</xsl:when>
    <xsl:when test="@what = 'units-with-enough'">活动满<xsl:value-of select="../@activities-per-unit"/>场的单位（个）</xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="target" mode="numbers">
  <xsl:value-of select="format-number(@reached, '#,##0')"/>
  <xsl:text> / </xsl:text>
  <xsl:value-of select="format-number(@target, '#,##0')"/>
  <xsl:text>（</xsl:text>
  <xsl:if test="@percent = 1 and @reached * 100 &lt; @target">不足</xsl:if>
  <xsl:value-of select="@percent"/><xsl:text>%）</xsl:text>
</xsl:template>

<xsl:template match="reported" mode="title">已报统计表的单位（<xsl:value-of select="@count"/>）</xsl:template>
<xsl:template match="without-table" mode="title">有报送、还没有统计表的单位（<xsl:value-of select="@count"/>）</xsl:template>
<xsl:template match="not-reported" mode="title">尚无任何报送的单位（<xsl:value-of select="@count"/>）</xsl:template>

<xsl:template match="*" mode="units">
  <xsl:for-each select="unit">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:value-of select="."/>
  </xsl:for-each>
  <xsl:if test="not(unit)">无</xsl:if>
</xsl:template>

<!-- For staff to check, change and send: the program sends it to nobody. -->
<xsl:template match="digest" mode="lacks-table"><xsl:value-of select="not-reported/@count + without-table/@count"/></xsl:template>
<xsl:template match="digest" mode="reminder-title">催报通知草稿（请核对修改后由工作人员发送，程序不会自己发送）</xsl:template>
<xsl:template match="digest" mode="reminder">
  <xsl:text>各有关单位：“</xsl:text><xsl:value-of select="campaign-short"/><xsl:text>”主题活动</xsl:text>
  <xsl:for-each select="deadline">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:apply-templates select="." mode="sentence"/>
  </xsl:for-each>
  <xsl:text>。截至</xsl:text><xsl:apply-templates select="." mode="day"/><xsl:text>，尚未收到以下</xsl:text>
  <xsl:apply-templates select="." mode="lacks-table"/><xsl:text>个单位的活动统计表：</xsl:text>
  <xsl:for-each select="(without-table | not-reported)/unit">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:value-of select="."/>
  </xsl:for-each>
  <xsl:text>。请尽快发送到本邮箱；已经报送的，请与我们核对。</xsl:text>
  <xsl:value-of select="office"/><xsl:if test="office-contact != ''">，<xsl:value-of select="office-contact"/></xsl:if>
  <xsl:text>。</xsl:text>
</xsl:template>

<xsl:template match="balance" mode="sentence">
  <xsl:text>累计来信</xsl:text><xsl:value-of select="in/@total"/>
  <xsl:choose><xsl:when test="@holds = 'yes'"> = </xsl:when><xsl:otherwise> ≠ </xsl:otherwise></xsl:choose>
  <xsl:text>已登记</xsl:text><xsl:value-of select="filed/@total"/>
  <xsl:text> + 待补充</xsl:text><xsl:value-of select="asked/@total"/>
  <xsl:text> + 等人处理</xsl:text><xsl:value-of select="staff/@total"/>
  <xsl:text> + 不需处理</xsl:text><xsl:value-of select="ignored/@total"/>
  <xsl:text> + 隔离</xsl:text><xsl:value-of select="quarantined/@total"/>
  <xsl:if test="@pending &gt; 0"> + 处理中<xsl:value-of select="@pending"/></xsl:if>
  <xsl:if test="@holds = 'no'">　账目不平！请运行 xuanwangctl audit 并联系管理员。</xsl:if>
</xsl:template>

<xsl:template match="service" mode="sentence">
  <xsl:text>收信服务：</xsl:text>
  <xsl:choose>
    <xsl:when test="@state = 'running'">运行中</xsl:when>
    <xsl:when test="@state = 'stopped'">已停止</xsl:when>
    <xsl:otherwise>状态不明</xsl:otherwise>
  </xsl:choose>
  <xsl:text>；待发回信</xsl:text><xsl:value-of select="@queued"/><xsl:text>封</xsl:text>
  <xsl:if test="held">
    <xsl:text>；另有</xsl:text><xsl:value-of select="held/@count"/><xsl:text>封来信因发件地址当日已达回信上限，</xsl:text>
    <xsl:value-of select="held/@hour"/><xsl:text>时合并答复</xsl:text>
  </xsl:if>
  <xsl:if test="trouble">；故障：<xsl:value-of select="trouble"/></xsl:if>
  <xsl:if test="pause">
    <xsl:text>；发信服务器答复“</xsl:text><xsl:value-of select="pause/said"/><xsl:text>”，</xsl:text>
    <xsl:apply-templates select="pause" mode="day"/><xsl:text> </xsl:text>
    <xsl:value-of select="pause/@hour"/>:<xsl:value-of select="pause/@minute"/><xsl:text>后再试</xsl:text>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
