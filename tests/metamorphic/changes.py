"""What may happen to a letter without changing what it says. A change gives the new message, or None where it does not apply."""
import re
from datetime import timedelta
from zlib import crc32

from letters import File
from wire import STYLES, page, plain_of

UTF8 = STYLES["coremail"]
CLERK = ("", "bgs_zhuanfa@example.com.cn")
NOTICE = """各开发区、街镇总工会，各系统及直属单位工会：
现就组织滨海新区各级工会组织、广大职工参加主题活动的有关事项通知如下：
（一）区总工会要求各单位开展线下活动不少于3场，于2022年8月30日前，将开展的活动统计表（见附件2）报送至宣传网络部。
（二）2022年主题活动具体划分为：“喜迎二十大”网络正能量歌曲征集、网络正能量微视频征集、网络正能量摄影作品征集、网络正能量诵读作品征集、正能量职工网络达人征集、互联网+工会普惠服务优秀平台征集、网络正能量新媒体账号征集、互联网+会维权服务案例征集、小程序应用优秀案例征集、网络正能量创新活动征集等10个子项目。
作品要标注单位、姓名、联系方式、作品名称，同时，将报送情况发送到新区总工会宣教网络部邮箱（xuanwangbu@sina.com）。
新区总工会宣教网络部联系人：于国锋、翟哲
联系电话：65309739    25275642
信息及统计表报送邮箱：xuanwangbu@sina.com"""
SIGNATURE = "\n\n此致\n敬礼\n\n--\n滨海新区蓝湾湖街道总工会  办公室  焦小满\n电话：022-65990011  传真：022-65990012\n手机：13820990017"
QUOTING = re.compile(r"(?m)发件人|写道|原始邮件|转发|^\s*>|(?i:^from:)")


class Subject:
    """one letter and how the program understood it in its original form"""
    def __init__(self, name, letter, verdict):
        self.name, self.letter, self.verdict = name, letter, verdict

    def chance(self, n):
        return crc32(self.name.encode()) % n

    def quotes(self):
        letter = self.letter
        return bool(QUOTING.search((letter.text or "") + plain_of(letter.rich or "")))

    def borrowed(self):
        """something was taken from the signature or the sender's name"""
        return any(c.get("chosen") and c.get("place") in ("signature", "sender")
                   for e in self.verdict.get("evidence", ()) for c in e.get("claims", ()))


# --- another program, another charset -----------------------------------------------------------------------------

def resend(subject, style):
    try:
        return subject.letter.send(style, subject.name)
    except UnicodeEncodeError:      # as the programs do: what the charset cannot write goes out as UTF-8
        return subject.letter.send(style.but(charset="UTF-8"), subject.name)


def in_charset(subject, style):
    try:
        return subject.letter.send(style, subject.name)
    except UnicodeEncodeError:
        return None


# --- below, above, around -----------------------------------------------------------------------------------------

def append(letter, text):
    """the same words below the plain and below the HTML text"""
    rich = letter.rich
    if rich is not None:
        tail = re.search(r"(?i)\s*(</div>\s*)*(</body>\s*)?(</html>\s*)?$", rich)
        cut = tail.start(2) if tail and tail.start(2) >= 0 else tail.start(3) if tail and tail.start(3) >= 0 else len(rich)
        rich = rich[:cut] + page(text, "div") + rich[cut:]
    return letter.but(text=None if letter.text is None and rich is not None else (letter.text or "") + text, rich=rich)


def notice_below(subject):
    if subject.verdict["reply"] == "none":
        return None
    head = ("\n\n发件人： 滨海新区总工会宣教网络部\n发送时间： 2022-07-08 10:02\n收件人： 各单位工会\n主题： 关于组织参加2022年主题活动的通知\n",
            "\n\n------------------ 原始邮件 ------------------\n发件人: \"xuanwangbu\" <xuanwangbu@sina.com>;\n发送时间: 2022年7月8日(星期五) 上午10:02\n"
            "收件人: \"各单位\";\n主题: 关于组织参加2022年主题活动的通知\n\n",
            "\n\n在 2022-07-08 10:02:11，\"xuanwangbu\" <xuanwangbu@sina.com> 写道：\n\n")[subject.chance(3)]
    body = NOTICE if "写道" not in head else "\n".join("> " + line for line in NOTICE.split("\n"))
    return append(subject.letter, head + body).send(UTF8, subject.name)


def wishes_below(subject):
    if subject.quotes() or subject.verdict["reply"] == "none":
        return None
    tail = ("\n\n祝工作顺利！\n\n发自我的华为手机", "\n\n\n发自我的iPhone", "\n\n--\n发自新浪邮箱客户端")[subject.chance(3)]
    return append(subject.letter, tail).send(UTF8, subject.name)


def signature_below(subject):
    """Another's unit and numbers below complete labels: they count only where nothing better is given."""
    verdict = subject.verdict
    if verdict["reply"] != "acknowledge" or verdict["statistics"] or verdict["reports"] or subject.quotes() or subject.borrowed():
        return None
    return append(subject.letter, SIGNATURE).send(UTF8, subject.name)


def files_reversed(subject):
    letter = subject.letter
    if len(letter.files) < 2:
        return None
    return letter.but(files=letter.files[::-1]).send(UTF8, subject.name)


# --- forwarded ----------------------------------------------------------------------------------------------------

def forward_head(subject):
    letter = subject.letter
    name, where = letter.sender
    day = letter.date
    form = subject.chance(4)
    who = '"%s" <%s>' % (name, where) if name else where
    if form == 0:
        return "\n\n发件人： %s\n发送时间： %s\n收件人： %s\n主题： %s\n\n" % (who, day.strftime("%Y-%m-%d %H:%M"), CLERK[1], letter.subject)
    if form == 1:
        return ("\n\n------------------ 原始邮件 ------------------\n发件人: %s;\n发送时间: %d年%d月%d日 上午%s\n收件人: \"办公室\" <%s>;\n主题: %s\n\n"
                % (who, day.year, day.month, day.day, day.strftime("%H:%M"), CLERK[1], letter.subject))
    if form == 2:
        return ("\n\n-------- 转发邮件信息 --------\n发件人：%s\n发送日期：%s\n收件人：%s\n主题：%s\n\n"
                % (who, day.strftime("%Y-%m-%d %H:%M:%S"), CLERK[1], letter.subject))
    return "\n\n开始转发的邮件：\n\n发件人: %s\n日期: %d年%d月%d日\n收件人: %s\n主题: %s\n\n" % (who, day.year, day.month, day.day, CLERK[1], letter.subject)


def forwarded(letter, subject, **changes):
    received = [(k, v) for k, v in letter.headers if k.lower() == "received"]
    return letter.but(sender=CLERK, subject=subject, date=letter.date + timedelta(minutes=3), headers=received, **changes)


def forward_inline(subject):
    letter = subject.letter
    if subject.verdict["reply"] == "none":
        return None
    head = "请查收。" + forward_head(subject)
    rich = None if letter.rich is None else page(head, "div") + letter.rich
    text = None if letter.text is None and rich is not None else head + (letter.text or "")
    title = ("转发：", "Fw: ", "转发: ", "Fwd: ")[subject.chance(4)] + letter.subject
    return forwarded(letter, title, text=text, rich=rich).send(UTF8, subject.name)


def forward_attached(subject):
    letter = subject.letter
    if subject.verdict["reply"] == "none":
        return None
    inner = File("转发邮件.eml", letter.raw, "message/rfc822")
    return forwarded(letter, "转发邮件", text="请查收附件中的邮件。", rich=None, files=[inner]).send(UTF8, subject.name)


def table():
    changes = {"client " + name: (lambda s, style=style: resend(s, style)) for name, style in STYLES.items()}
    for name, habits in {"utf-8 base64": {"charset": "utf-8", "plain": "base64", "rich": "base64"},
                         "utf-8 quoted": {"charset": "utf-8", "plain": "quoted", "rich": "quoted"},
                         "utf-8 8bit": {"charset": "utf-8", "plain": "8bit", "rich": "8bit"},
                         "gb2312 is gbk": {"charset": "GB2312", "plain": "quoted", "rich": "base64"},
                         "gb18030 8bit": {"charset": "gb18030", "plain": "8bit", "rich": "8bit"},
                         "big5 base64": {"charset": "big5", "plain": "base64", "rich": "base64"},
                         "no charset": {"charset": "gbk", "label": "us-ascii", "plain": "8bit", "rich": "8bit"}}.items():
        changes["charset " + name] = lambda s, style=UTF8.but(**habits): in_charset(s, style)
    changes.update({"files reversed": files_reversed, "notice below": notice_below, "wishes below": wishes_below,
                    "signature below": signature_below, "forwarded inline": forward_inline, "forwarded attached": forward_attached})
    return changes


CHANGES = table()
