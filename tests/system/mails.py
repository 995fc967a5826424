"""The mails of the boot test: works that nobody sent before, and every format that the readers know."""
import email
import email.message
import email.policy
import glob
import io
import os
import zipfile

from servers.stage import OFFICE, ROOT


def attached(name, data, number):
    """A mail that hands in one file."""
    m = letter("fixture-%d" % number, "报送材料", "请查收。\n")
    m.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return m.as_bytes()


def letter(name, subject, body):
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"], m["Subject"] = name + "@units.test", OFFICE, subject
    m["Message-ID"], m["Date"] = "<%s@units.test>" % name, "Mon, 18 Jul 2022 09:00:00 +0800"
    m.set_content(body)
    return m


def submission(number, label="作品名称", title="《晨光第%d号》", file="晨光第%d号.jpg"):
    """A work that nobody sent before, with all that is asked for."""
    m = letter("work-%d" % number, "网络正能量摄影作品报送 新北街道总工会",
               "单位：新北街道总工会\n姓名：张伟\n联系方式：138020%05d\n%s：%s\n" % (number, label, title % number))
    with open(os.path.join(ROOT, "tests", "fixtures", "media", "picture.jpg"), "rb") as f:
        m.add_attachment(f.read() + b"%d" % number, maintype="image", subtype="jpeg", filename=file % number)
    return m.as_bytes()


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, data)
    return out.getvalue()


def fixtures():
    """[mail] with one file of each format that the readers are tested with."""
    names = sorted(p for p in glob.glob(os.path.join(ROOT, "tests", "fixtures", "*", "*"))
                   if os.path.isfile(p) and not p.endswith((".py", ".md", "README")))
    mails = []
    for number, path in enumerate(names):
        with open(path, "rb") as f:
            mails.append(attached(os.path.basename(path), f.read(), number))
    return mails


def text_of(raw):
    part = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    return part.get_content() if part else ""
