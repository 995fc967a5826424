<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the answers say, sentence by sentence; text, HTML and subject all take their words from here, so that they agree.

  To change an answer, copy the stylesheet in question into the folder that xuanwangd.yaml names as `templates`, under the
  same name, and change the copy. It is read at the start of the service; one that is broken keeps the service from
  starting, with file and line. Copy only what you change: a file that you do not have is taken from here. XSLT 1.0,
  without access to other files or the network.

    acknowledge.subject.xsl  acknowledge.text.xsl  acknowledge.html.xsl     all is there
    correct.subject.xsl      correct.text.xsl      correct.html.xsl         something must be added
    notice.subject.xsl       notice.text.xsl       notice.html.xsl          the staff put something right (see notice-words.xsl)
    transcript.subject.xsl   transcript.text.xsl   transcript.html.xsl      what the staff ordered by mail (see transcript-words.xsl)
    again.subject.xsl        again.text.xsl        again.html.xsl           the same mail came once more (see again-words.xsl)
    summary.subject.xsl      summary.text.xsl      summary.html.xsl         told in one mail at a day's end (see summary-words.xsl)
    digest.subject.xsl       digest.text.xsl       digest.html.xsl          the staff's daily mail
    words.xsl                sentences of both kinds of answers
    frame.html.xsl           the page of all HTML mails: change it for another colour or font
    reply.text.xsl           the lists of an answer, as text
    reply.html.xsl           the lists of an answer, as HTML

  An answer is made of this document (elements hold text, attributes hold numbers and fixed words; "?" may be absent, "*"
  may come several times):

    <reply kind="acknowledge|correct" works="2" complete="1" incomplete="1" without-labels="1" without-files="0"
           statistics="1" blank="0" lacks-table="yes|no" reports="0">       without-…: works that lack labels, or their files; blank: statistics
                                                      tables without any activity; lacks-table: one was told of as attached, and nothing came
      <campaign/> <campaign-short/> <office/> <office-contact/>
      <subject>the sender's subject, without Re:</subject>
      <token?>leads an answer back to this conversation</token>
      <received year="2022" month="8" day="5" hour="09" minute="30"/>
      <deadline* of="works|statistics" state="open|today|over" left="26" year= month= day= hour= minute=/>
      <work* number="1" complete="yes|no" late="yes|no" announced="yes|no"      announced: handed in elsewhere, no file
             goes-on="yes|no" was-open="yes|no" news="yes|no">                   goes-on: we had it before; was-open: it lacked something then
        <receipt?/> <sub-project?/>
        <title-word?>what the title is called in this sub-project, such as 账号名称</title-word>
        <unit?/> <name*/> <contact*>138****2345</contact> <title?/>
        <missing* label="unit|name|contact|title|sub-project|files" digits="10" mobile="yes|no"
          fault="none|empty|placeholder|too-short|too-long|letters|no-number"> <value?>as it was written</value> </missing>
        <file* size="3.2 MB"><name/></file> <more-files? count="7"/>
        <link* size="128.0 MB" expiry="unknown|date|never|over" year= month= day= hour= minute=> <name?/> <provider?/> </link>
                                                                     a file that only a link leads to: the program does not fetch it
        <changed* label="unit|name|contact|title"/>                                had another value before
        <replaced*><name/></replaced>                                              files for which newer ones stand now
      </work>
      <waiting* > <receipt/> <title?/> <missing* label=…/> </waiting>             works of the conversation that were asked about before
      <choice*>short name of a sub-project</choice>                              where a work's sub-project is unknown
      <statistics* blank="yes|no" late="yes|no" activities="3" participants="412"> <receipt?/> <unit/> </statistics>
      <report*> <receipt?/> <unit/> <title/> <file*/> <more-files?/> </report>
      <unclaimed?> <file*/> <more-files?/> </unclaimed>                          files that belong to none of these
      <unclaimed-links?> <link*/> </unclaimed-links>
      <cut?/>                                                                    the mail was too large to read to its end
    </reply>

  The block that a sender fills in (template "form" below) is read back by the program: keep 编号： and the labels with their
  colons, one to a line.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="label">
  <xsl:param name="of"/>
  <xsl:choose>
    <xsl:when test="$of = 'unit'">单位</xsl:when>
    <xsl:when test="$of = 'name'">姓名</xsl:when>
    <xsl:when test="$of = 'contact'">联系方式</xsl:when>
    <xsl:when test="$of = 'title'">作品名称</xsl:when>
    <xsl:when test="$of = 'sub-project'">作品类别</xsl:when>
    <xsl:when test="$of = 'files'">作品文件</xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="missing" mode="label">
  <xsl:call-template name="label"><xsl:with-param name="of" select="@label"/></xsl:call-template>
</xsl:template>

<!-- The same where there is room to explain: 作品名称（账号名称） -->
<xsl:template match="missing" mode="long-label">
  <xsl:apply-templates select="." mode="label"/>
  <xsl:if test="@label = 'title' and ../title-word">（<xsl:value-of select="../title-word"/>）</xsl:if>
</xsl:template>

<!-- 联系方式、姓名 -->
<xsl:template match="work" mode="missing-labels">
  <xsl:for-each select="missing">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:apply-templates select="." mode="label"/>
  </xsl:for-each>
</xsl:template>

<!-- Why it is asked for, as one sentence without its end. -->
<xsl:template match="missing" mode="why">
  <xsl:choose>
    <xsl:when test="@label = 'sub-project'">来信没有写明作品属于哪个子项目</xsl:when>
    <xsl:when test="@label = 'files'">信里提到了附件，但我们没有收到任何文件</xsl:when>
    <xsl:when test="@fault = 'empty'">来信有这一项，但没有填写内容</xsl:when>
    <xsl:when test="@fault = 'placeholder'">
      <xsl:text>填的是“</xsl:text><xsl:value-of select="value"/><xsl:text>”，这是表格原有的提示，还没有换成实际内容</xsl:text>
    </xsl:when>
    <xsl:when test="@fault = 'too-short' or @fault = 'too-long'">
      <xsl:text>您写的是“</xsl:text><xsl:value-of select="value"/>
      <xsl:choose>
        <xsl:when test="@mobile = 'yes'">
          <xsl:text>”，</xsl:text>
          <xsl:if test="@fault = 'too-short'">只</xsl:if>
          <xsl:text>有</xsl:text><xsl:value-of select="@digits"/><xsl:text>位数字，手机号码应为11位</xsl:text>
        </xsl:when>
        <xsl:otherwise>
          <xsl:text>”，</xsl:text>
          <xsl:if test="@fault = 'too-short'">只</xsl:if>
          <xsl:text>有</xsl:text><xsl:value-of select="@digits"/><xsl:text>位数字，固定电话应为8位（或加区号），手机应为11位</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:when test="@fault = 'letters'">
      <xsl:text>您写的是“</xsl:text><xsl:value-of select="value"/><xsl:text>”，号码里夹有字母（例如把数字0写成了字母O）</xsl:text>
    </xsl:when>
    <xsl:when test="@fault = 'no-number'">
      <xsl:text>您写的是“</xsl:text><xsl:value-of select="value"/><xsl:text>”，不像是能打通的电话号码，请核对</xsl:text>
    </xsl:when>
    <xsl:when test="../missing[@label = 'files']">来信中没有找到</xsl:when>
    <xsl:otherwise>来信和附件中都没有找到</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Several values on one line. -->
<xsl:template name="join">
  <xsl:param name="values"/>
  <xsl:for-each select="$values">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:value-of select="."/>
  </xsl:for-each>
</xsl:template>

<xsl:template match="work|report" mode="title">
  <xsl:if test="title != ''">《<xsl:value-of select="title"/>》</xsl:if>
</xsl:template>

<xsl:template match="*" mode="day">
  <xsl:value-of select="@year"/>年<xsl:value-of select="@month"/>月<xsl:value-of select="@day"/>日<xsl:text/>
</xsl:template>

<xsl:template match="deadline" mode="sentence">
  <xsl:choose>
    <xsl:when test="@of = 'statistics'">活动统计表</xsl:when>
    <xsl:otherwise>作品</xsl:otherwise>
  </xsl:choose>
  <xsl:text>报送截止日期：</xsl:text>
  <xsl:apply-templates select="." mode="day"/>
  <xsl:choose>
    <xsl:when test="@state = 'open'">（还有<xsl:value-of select="@left"/>天）</xsl:when>
    <xsl:when test="@state = 'today'">（今天截止）</xsl:when>
    <xsl:otherwise>（已过）</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Where something came late: kindly, and without a promise. -->
<xsl:template match="reply" mode="late">
  <xsl:if test="work[@late = 'yes'] or statistics[@late = 'yes']">
    <xsl:text>邮件收到时（</xsl:text><xsl:apply-templates select="received" mode="day"/>
    <xsl:text>）已过截止日期。材料已照常登记，并注明了收到时间；能否参评，请以我部通知为准。</xsl:text>
  </xsl:if>
</xsl:template>

<!-- 2件作品、1份活动统计表 -->
<xsl:template match="reply|mail" mode="what-came">
  <xsl:if test="@works &gt; 0"><xsl:value-of select="@works"/>件作品</xsl:if>
  <xsl:if test="@statistics &gt; 0">
    <xsl:if test="@works &gt; 0">、</xsl:if><xsl:value-of select="@statistics"/>份活动统计表<xsl:text/>
  </xsl:if>
  <xsl:if test="@reports &gt; 0">
    <xsl:if test="@works + @statistics &gt; 0">、</xsl:if><xsl:value-of select="@reports"/>篇活动信息<xsl:text/>
  </xsl:if>
</xsl:template>

<!-- Of an acknowledgement: 已收到, or 已更新 where works that were whole have changed. Keep both words: they are known again. -->
<xsl:template match="reply" mode="verdict">
  <xsl:choose>
    <xsl:when test="work[@was-open = 'no' and @news = 'yes'] and not(work[not(@was-open = 'no')])">已更新</xsl:when>
    <xsl:otherwise>已收到</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The line above which an answer is written: what stands below it, the program knows as its own. Keep its words. -->
<xsl:template match="reply" mode="answer-line">
  <xsl:if test="token">—— 请在本行上方填写回复 ——　回执码 <xsl:value-of select="token"/></xsl:if>
</xsl:template>

<!-- At the end of a subject, for clients that drop the rest. -->
<xsl:template match="reply" mode="subject-token">
  <xsl:if test="token"><xsl:text> [</xsl:text><xsl:value-of select="token"/>]<xsl:text/></xsl:if>
</xsl:template>

<!-- What an answer to us did to works that we had: 作品信息已按来信补充 -->
<xsl:template match="reply" mode="went-on">
  <xsl:choose>
    <xsl:when test="work/replaced">已按来信更新作品</xsl:when>
    <xsl:when test="work[@was-open = 'no']/changed">已按来信更正作品信息</xsl:when>
    <xsl:when test="not(work[@news = 'yes'])">内容与此前收到的一致，没有重复登记</xsl:when>
    <xsl:when test="work[@was-open = 'no']">已把来信的内容归入原来的作品</xsl:when>
    <xsl:otherwise>已按来信补充作品信息</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Not said where anything else is still open: a wrong "all is there" is the worst that an answer can say. -->
<xsl:template match="reply" mode="all-there">
  <xsl:if test="not(cut or unclaimed or @blank &gt; 0)">，信息齐全</xsl:if>
</xsl:template>

<xsl:template match="reply" mode="opening">
  <xsl:apply-templates select="received" mode="day"/>
  <xsl:text> </xsl:text><xsl:value-of select="received/@hour"/>:<xsl:value-of select="received/@minute"/>
  <xsl:text> 收到您的来信</xsl:text>
  <xsl:if test="subject != ''">（主题：<xsl:value-of select="subject"/>）</xsl:if>
  <xsl:variable name="only-goes-on" select="@works &gt; 0 and @statistics + @reports = 0 and not(work[not(@goes-on = 'yes')])"/>
  <xsl:choose>
    <xsl:when test="$only-goes-on">，</xsl:when>
    <xsl:otherwise>，其中</xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="$only-goes-on and @kind = 'acknowledge'">
      <xsl:apply-templates select="." mode="went-on"/>
      <xsl:apply-templates select="." mode="all-there"/><xsl:text>。</xsl:text>
    </xsl:when>
    <xsl:when test="$only-goes-on">
      <xsl:apply-templates select="." mode="went-on"/>
      <xsl:text>，</xsl:text>
      <xsl:choose>
        <xsl:when test="@works = 1">还缺<xsl:apply-templates select="work" mode="missing-labels"/>。</xsl:when>
        <xsl:when test="@complete = 0">还缺少以下信息。</xsl:when>
        <xsl:otherwise>其中<xsl:value-of select="@complete"/>件已齐全，<xsl:value-of select="@incomplete"/>件还缺少信息。</xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:when test="@kind = 'acknowledge'">
      <xsl:apply-templates select="." mode="what-came"/>
      <xsl:text>已登记</xsl:text><xsl:apply-templates select="." mode="all-there"/><xsl:text>。</xsl:text>
    </xsl:when>
    <xsl:otherwise>
      <xsl:variable name="alone" select="@incomplete = 1 and @works + @statistics + @reports = 1"/>
      <xsl:if test="@works + @statistics + @reports &gt; 0">
        <xsl:text>有</xsl:text><xsl:apply-templates select="." mode="what-came"/>
        <xsl:choose><xsl:when test="$alone">，</xsl:when><xsl:otherwise>。</xsl:otherwise></xsl:choose>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="@incomplete = 0"/>
        <xsl:when test="$alone">还缺<xsl:apply-templates select="work" mode="missing-labels"/>。</xsl:when>
        <xsl:when test="@works = 1">作品还缺<xsl:apply-templates select="work" mode="missing-labels"/>。</xsl:when>
        <xsl:when test="@complete = 0 and @without-labels = 0">作品文件都没有收到。</xsl:when>
        <xsl:when test="@complete = 0">作品都还缺少信息。</xsl:when>
        <xsl:otherwise>
          <xsl:text>作品中</xsl:text><xsl:value-of select="@complete"/><xsl:text>件齐全、已登记，</xsl:text>
          <xsl:value-of select="@incomplete"/><xsl:text>件还缺少信息。</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@blank &gt; 0">活动统计表还没有填写内容。</xsl:if>
      <xsl:if test="@lacks-table = 'yes'">提到的活动统计表没有收到。</xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- For the subject and the page's head: 联系方式、活动统计表 -->
<xsl:template match="reply" mode="what-is-asked">
  <xsl:choose>
    <xsl:when test="@incomplete = 1"><xsl:apply-templates select="work[@complete = 'no']" mode="missing-labels"/></xsl:when>
    <xsl:when test="@incomplete &gt; 1 and @without-labels = 0"><xsl:value-of select="@incomplete"/>件作品的文件</xsl:when>
    <xsl:when test="@incomplete &gt; 1"><xsl:value-of select="@incomplete"/>件作品的信息</xsl:when>
  </xsl:choose>
  <xsl:variable name="asks-table" select="@blank &gt; 0 or @lacks-table = 'yes'"/>
  <xsl:if test="@incomplete &gt; 0 and $asks-table">、</xsl:if>
  <xsl:if test="$asks-table">活动统计表</xsl:if>
</xsl:template>

<!-- A table that was told of: as the one that came empty, it is sent in an answer. -->
<xsl:template match="reply" mode="why-table">信里提到了统计表，但我们没有收到任何文件</xsl:template>

<xsl:template match="statistics" mode="why">
  <xsl:text>表里没有填写任何活动。如已开展活动，请填好后重新发送这份表格；如暂未开展，可待开展后再报</xsl:text>
</xsl:template>

<xsl:template match="reply" mode="how-to-answer">
  <xsl:variable name="asked-works" select="deadline[@of = 'works' and /reply/@incomplete &gt; 0]"/>
  <xsl:variable name="deadline" select="$asked-works | deadline[@of = 'statistics' and not($asked-works)]"/>
  <xsl:text>请</xsl:text>
  <xsl:choose>
    <xsl:when test="$deadline/@state = 'open'">在<xsl:apply-templates select="$deadline" mode="day"/>（含）前</xsl:when>
    <xsl:when test="$deadline/@state = 'today'">在今天之内</xsl:when>
    <xsl:otherwise>尽快</xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@without-labels &gt; 0">
      <xsl:text>直接回复本邮件，把下面几行写在回信开头，并在冒号后面填好内容（也可以直接填在引用的原文里）。</xsl:text>
      <xsl:choose>
        <xsl:when test="@without-files &gt; 0">
          <xsl:text>同时请附上作品文件；附件里或文件名上已经写明的内容，不必再填。</xsl:text>
          <xsl:apply-templates select="." mode="how-to-send-files"/>
        </xsl:when>
        <xsl:otherwise>作品文件不用重发。</xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:when test="@without-files &gt; 0">
      <xsl:text>回复本邮件并附上作品文件，其他内容不必重写；</xsl:text>
      <xsl:apply-templates select="." mode="how-to-send-files"/>
    </xsl:when>
    <xsl:otherwise>直接回复本邮件，并附上填好的活动统计表。</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@incomplete &gt; 0 and (@blank &gt; 0 or @lacks-table = 'yes')">活动统计表请填好后一并附上。</xsl:if>
</xsl:template>

<xsl:template match="reply" mode="how-to-send-files">
  <xsl:text>文件较大时可以用超大附件或网盘链接。</xsl:text>
  <xsl:if test="@without-files &gt; 1">请在文件名里写明作品名称，以便对应。</xsl:if>
  <xsl:text>如果作品已经在其他平台提交，回复说明在哪里提交即可。</xsl:text>
</xsl:template>

<!-- What is filled in: a file is attached, there is no line for it. -->
<xsl:template match="missing" mode="form-line">
  <xsl:apply-templates select="." mode="label"/><xsl:text>：</xsl:text>
</xsl:template>

<xsl:template match="reply" mode="choices">
  <xsl:if test="choice">
    <xsl:text>作品类别请从以下各项中选一项：</xsl:text>
    <xsl:call-template name="join"><xsl:with-param name="values" select="choice"/></xsl:call-template>
    <xsl:text>。</xsl:text>
  </xsl:if>
</xsl:template>

<!-- Which work it is, where there are several: 作品3《…》 -->
<xsl:template match="work" mode="which">
  <xsl:if test="../@works &gt; 1">
    <xsl:text>作品</xsl:text><xsl:value-of select="@number"/>
    <xsl:if test="title != ''">《<xsl:value-of select="substring(title, 1, 30)"/>》</xsl:if>
    <xsl:text>　</xsl:text>
  </xsl:if>
</xsl:template>

<!-- The head of one work's block in the form: the number, and the title for the human eye. -->
<xsl:template match="work" mode="form-head">
  <xsl:text>编号：</xsl:text>
  <xsl:value-of select="receipt"/>
  <xsl:if test="title != ''">（<xsl:value-of select="substring(title, 1, 20)"/>）</xsl:if>
</xsl:template>

<xsl:template match="statistics" mode="sentence">
  <xsl:choose>
    <xsl:when test="@blank = 'yes'">空表，没有登记到活动</xsl:when>
    <xsl:otherwise>
      <xsl:text>线下活动</xsl:text><xsl:value-of select="@activities"/><xsl:text>场，参与</xsl:text>
      <xsl:value-of select="@participants"/><xsl:text>人次</xsl:text>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="work" mode="no-file">
  <xsl:if test="not(file) and not(link) and not(@goes-on = 'yes')">
    <xsl:choose>
      <xsl:when test="@announced = 'yes'">按来信所述，作品已在其他平台提交</xsl:when>
      <xsl:otherwise>来信没有附作品文件</xsl:otherwise>
    </xsl:choose>
  </xsl:if>
</xsl:template>

<!-- 联系方式、姓名 that have other values now. -->
<xsl:template match="work" mode="changed-labels">
  <xsl:for-each select="changed">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:call-template name="label"><xsl:with-param name="of" select="@label"/></xsl:call-template>
  </xsl:for-each>
</xsl:template>

<xsl:template match="replaced" mode="sentence"><xsl:value-of select="name"/>（已被新版代替，旧版另存）</xsl:template>

<xsl:template match="waiting" mode="sentence">
  <xsl:text>编号</xsl:text><xsl:value-of select="receipt"/>
  <xsl:if test="title != ''">《<xsl:value-of select="title"/>》</xsl:if>
  <xsl:text>还缺：</xsl:text>
  <xsl:for-each select="missing">
    <xsl:if test="position() &gt; 1">、</xsl:if>
    <xsl:apply-templates select="." mode="label"/>
  </xsl:for-each>
</xsl:template>

<xsl:template match="reply" mode="waiting">
  <xsl:if test="waiting">同一批作品中，前次去信请补充的还有<xsl:value-of select="count(waiting)"/>件，请一并留意：</xsl:if>
</xsl:template>

<xsl:template match="link" mode="sentence">
  <xsl:choose>
    <xsl:when test="name"><xsl:value-of select="name"/></xsl:when>
    <xsl:otherwise>（未写文件名）</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@size">（<xsl:value-of select="@size"/>）</xsl:if>
  <xsl:text>〔文件以链接形式收到</xsl:text>
  <xsl:if test="provider">（<xsl:value-of select="provider"/>）</xsl:if>
  <xsl:text>，</xsl:text>
  <xsl:choose>
    <xsl:when test="@expiry = 'date'">
      <xsl:text>需由工作人员在</xsl:text><xsl:apply-templates select="." mode="day"/><xsl:text> </xsl:text>
      <xsl:value-of select="@hour"/>:<xsl:value-of select="@minute"/><xsl:text>前下载〕</xsl:text>
    </xsl:when>
    <xsl:when test="@expiry = 'over'">
      <xsl:text>但链接已于</xsl:text><xsl:apply-templates select="." mode="day"/><xsl:text>过期，可能无法下载，请用附件或新的链接重新发送〕</xsl:text>
    </xsl:when>
    <xsl:when test="@expiry = 'never'">需由工作人员下载〕</xsl:when>
    <xsl:otherwise>需由工作人员下载；链接会过期，方便时请改用附件发送〕</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="reply" mode="closing">
  <xsl:choose>
    <xsl:when test="@kind = 'acknowledge'">
      <xsl:text>请核对以上内容。如有错误，请回复本邮件说明，或与我们联系；无误则不必回复。</xsl:text>
    </xsl:when>
    <xsl:otherwise>如有疑问，请与我们联系，并告知编号。</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="reply" mode="masked">
  <xsl:if test="work/contact">为保护个人信息，联系方式只显示一部分。</xsl:if>
</xsl:template>

<xsl:template match="reply" mode="unclaimed">以下文件也已收到并保存，暂未归入某件作品，由工作人员查看：</xsl:template>

<xsl:template match="reply" mode="unclaimed-links">以下文件以链接形式发来，暂未归入某件作品，由工作人员下载查看：</xsl:template>

<xsl:template match="reply" mode="cut">邮件内容较多，系统没有全部读完，其余部分由工作人员查看。</xsl:template>

<xsl:template match="reply" mode="signature-note">本邮件由报送邮箱自动发出。</xsl:template>

</xsl:stylesheet>
