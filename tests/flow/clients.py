"""Answers as mail programs really make them: where the new words stand, and how each quotes what it answers."""
import html
import re
import zlib
from email.message import EmailMessage
from email.utils import formatdate

from flow.talk import CAMPAIGN_DAY, UNIT
from servers.evidence import parse
from servers.stage import OFFICE

NAME = "滨海新区总工会宣教网络部"


def divs(text):
    return "".join("<div>%s</div>" % (html.escape(line) or "<br>") for line in text.split("\n"))


def qq(text, page, plain, subject):
    """QQ mail on the web: its plain part holds HTML's entities."""
    head = "------------------ 原始邮件 ------------------\n发件人: \"%s\" <%s>;\n发送时间: 2022年8月6日(星期六) 下午5:30\n收件人: \"寨上\"<%s>;\n\n主题: %s\n\n\n" % (
        NAME, OFFICE, UNIT, subject)
    quoted = "".join("<div>%s</div>" % html.escape(line).replace(" ", "&nbsp;") for line in head.split("\n"))
    return ("%s\n\n\n%s%s" % (text, head.replace("- 原始邮件 -", "-&nbsp;原始邮件&nbsp;-"), plain),
            "%s<div><br></div><div style=\"font-size:12px;background:#efefef;\">%s</div>%s" % (divs(text), quoted, page), "回复：")


def foxmail(text, page, plain, subject):
    fields = (("发件人：", NAME), ("发送时间：", "2022-08-06 17:30"), ("收件人：", UNIT), ("主题：", subject))
    quoted = "".join("<div><b>%s</b>&nbsp;%s</div>" % (k, html.escape(v)) for k, v in fields)
    return ("%s\n\n\n\n寨上街道总工会\n \n%s\n%s" % (text, "\n".join("%s %s" % f for f in fields), plain),
            "%s<hr style=\"width:210px;\"><div>寨上街道总工会</div><blockquote style=\"margin:0\"><div>&nbsp;</div><div style=\"background:#efefef\">%s</div>%s</blockquote>" % (
                divs(text), quoted, page), "回复: ")


def outlook(text, page, plain, subject):
    fields = (("发件人:", "%s <%s> " % (NAME, OFFICE)), ("发送时间:", "2022年8月6日 17:30"), ("收件人:", UNIT), ("主题:", subject))
    quoted = "<br>".join("<b><span>%s</span></b><span> %s</span>" % (k, html.escape(v)) for k, v in fields)
    paragraphs = "".join("<p class=MsoNormal><span lang=EN-US>%s<o:p></o:p></span></p>" % (html.escape(l) or "&nbsp;") for l in text.split("\n"))
    return ("%s\n\n%s\n\n%s" % (text, "\n".join("%s %s" % f for f in fields), plain),
            "<div class=WordSection1>%s<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>%s</p></div>%s</div>" % (
                paragraphs, quoted, page), "答复: ")


def iphone(text, page, plain, subject):
    said = "在 2022年8月6日，17:30，%s <%s> 写道：" % (NAME, OFFICE)
    return ("%s\n\n发自我的iPhone\n\n> %s\n> \n%s" % (text, said, "\n".join("> " + line for line in ("\ufeff" + plain).split("\n"))),
            "%s<br><div dir=\"ltr\">发自我的iPhone</div><div dir=\"ltr\"><br><blockquote type=\"cite\">%s<br><br></blockquote></div>"
            "<blockquote type=\"cite\"><div dir=\"ltr\">\ufeff%s</div></blockquote>" % (divs(text), html.escape(said), page), "回复：")


def netease(text, page, plain, subject):
    said = "在 2022-08-06 17:30:00，\"%s\" <%s> 写道：" % (NAME, OFFICE)
    return ("%s\n\n\n\n\n\n%s\n\n%s" % (text, said, plain),
            "<div style=\"line-height:1.7\">%s<br><br><div id=\"divNeteaseMailCard\"></div><br><pre><br>%s</pre>"
            "<blockquote id=\"isReplyContent\" style=\"border-left:1px solid\">%s</blockquote></div>" % (divs(text), html.escape(said), page),
            "Re:")


CLIENTS = {"qq": qq, "foxmail": foxmail, "outlook": outlook, "iphone": iphone, "netease": netease}


def fill(text, values):
    """Our form filled in where it stands: {receipt: {label: value}}; the first free line of each label behind the number."""
    for receipt, labels in values.items():
        start = text.index("编号：" + receipt)
        head, form = text[:start], text[start:]
        for label, value in labels.items():
            form = re.sub("(%s：)(?=<|\\s)" % label, lambda m, v=value: m.group(1) + v, form, count=1)
        text = head + form
    return text


def answer(question, text, client="qq", sender=UNIT, subject=None, threaded=True, files=(), number=1, filled=None, quoted=True, swap=("", "")):
    """An answer to our question; `filled`: values that are written into our quoted form, see fill; `swap`: what stands for what in the quotation."""
    ours = parse(question)
    plain = ours.get_body(("plain",)).get_content().replace("\r\n", "\n")
    page = re.search(r"<body[^>]*>(.*)</body>", ours.get_body(("html",)).get_content(), re.S).group(1)
    if filled:
        plain, page = fill(plain, filled), fill(page, filled)
    words, rich, mark = CLIENTS[client](text, page, plain, ours["Subject"]) if quoted else (text, divs(text), "Re: ")
    if swap[0]:
        words, rich = words.replace(*swap), rich.replace(*swap)
    mail = EmailMessage()
    mail["From"] = "寨上街道总工会 <%s>" % sender
    mail["To"] = OFFICE
    mail["Subject"] = mark + ours["Subject"] if subject is None else subject
    mail["Date"] = formatdate(CAMPAIGN_DAY + 86400 + number)
    mail["Message-ID"] = "<answer.%d.%d@163.test>" % (number, zlib.crc32(repr((text, sender, client, filled, subject)).encode()))
    if threaded:
        mail["In-Reply-To"] = ours["Message-ID"]
        mail["References"] = "%s %s" % (ours["References"] or "", ours["Message-ID"])
    mail.set_content(words + "\n")
    mail.add_alternative("<html><body>%s</body></html>" % rich, subtype="html")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()
