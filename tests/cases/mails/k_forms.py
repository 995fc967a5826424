"""Forms with lines for stamp and day, sections, hints and room left; tables whose heads nobody listed; sets of pictures."""
from kit import NO, Grid, archive, docx, f, mail, pdf, rtf, table, work, xls, xlsx

U = "大港医院工会"


def drawn(*lines):
    """a table of lines such as "姓名|田雨|<": < goes on with the cell left of it, ^ with the one above"""
    rows = [line.split("|") for line in lines]
    first = {}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            first[y, x] = first[y, x - 1] if cell == "<" else first[y - 1, x] if cell == "^" else (y, x)
    areas = {}
    for place, start in first.items():
        areas.setdefault(start, []).append(place)
    merges = [(*start, *max(places)) for start, places in areas.items() if len(places) > 1]
    return Grid([["" if cell in "<^" else cell.replace("\\n", "\n") for cell in row] for row in rows], merges)


def recitation(slug, about, sender, *lines, unit, title="春望"):
    mail(slug, about, "qq", ("", sender), "朗诵报名", "报名表和录音见附件。",
         files=[docx("报名表.docx", "诵读作品报名表", drawn("作品名称|%s|<" % title, "朗诵者|李丽|女", "手机|13802012345|<", *lines)), f("春望.mp3")],
         works=[work("recitation", unit, "李丽", "13802012345", title, "春望.mp3")])


recitation("330-recitation-day-beside-the-stamp", "the unit's cell holds （公章） and a day, and no unit", "lili_a@qq.com",
           "单位|（公章）\\n2022年8月12日|<", unit=NO)
recitation("331-recitation-unit-above-the-stamp", "the unit stands above （签章） and a day that was left blank", "lili_b@qq.com",
           "推荐单位|新港街道总工会\\n（签章）        20  年  月  日|<", unit="新港街道总工会")
recitation("332-recitation-agreed-signed-no-unit", "同意推荐, a line to sign, a stamp, a blank day: nowhere a unit", "lili_c@qq.com",
           "推荐单位|同意推荐。\\n负责人签字：      （盖章）\\n   年   月   日|<", unit=NO)

mail("333-photo-titles-of-day-words", "two titles made of the characters that also stand in a day", "netease", ("", "tianyu_r@163.com"), "摄影作品", "表和照片见附件。",
     files=[docx("登记表.docx", "摄影登记表", drawn("作品名称|年月|作者|田雨", "手机|13802012345|单位|" + U)), f("年月.jpg"),
            docx("登记表二.docx", "摄影登记表", drawn("作品名称|8月1日|作者|孟禾", "手机|13802012346|单位|" + U)), f("8月1日.jpg")],
     works=[work("photo", U, "田雨", "13802012345", "年月", "年月.jpg"), work("photo", U, "孟禾", "13802012346", "8月1日", "8月1日.jpg")])

SECTIONS = ("姓    名|宁静远|性    别|男", "^|单    位|%s|<|<" % U, "^|电    话|13672095581|职    称|主管护师")
WORK = ("题    目|%s|<|<", "^|时    长|4分10秒|体    裁|散文")

mail("334-recitation-pdf-letter-spaced", "a PDF: name of the form, labels and sections letter by letter", "sina", ("", "ning_jy@sina.com"), "诵读", "请查收",
     files=[pdf("表.pdf", "诵 读 作 品 登 记 表", drawn("个 人 信 息|" + SECTIONS[0], *SECTIONS[1:], "作 品 资 料|" + WORK[0] % "故乡的云", WORK[1])), f("新录音 7.mp3")],
     works=[work("recitation", U, "宁静远", "13672095581", "故乡的云", "新录音 7.mp3")])

mail("335-recitation-sections-no-title", "申 报 书 letter by letter, sections down the side, the title left empty", "outlook", ("", "ning_jy@163.com"), "诵读", "请查收",
     files=[docx("表.docx", "朗 诵 作 品 申 报 书", drawn("基\\n本\\n信\\n息|" + SECTIONS[0], *SECTIONS[1:], "作\\n品\\n情\\n况|" + WORK[0] % "", WORK[1])), f("新录音 8.mp3")],
     works=[work("recitation", U, "宁静远", "13672095581", NO, "新录音 8.mp3")])

mail("336-photo-rtf-room-for-the-author", "rtf: author and contact person left empty, the number beside", "foxmail", ("", "xingang@qq.com"), "摄影作品", "见附件",
     files=[rtf("表.rtf", "摄影作品登记表", drawn("作品名称|晨光|<|<", "作者||单位|新港街道总工会", "联系人||联系电话|25308816", "拍摄器材|佳能|拍摄日|2022年6月30日")), f("晨光.jpg")],
     works=[work("photo", "新港街道总工会", NO, "25308816", "晨光", "晨光.jpg")])

mail("337-photo-heads-that-nobody-listed", "归属方 and 怎么联系 head two of the columns", "wps", ("", "sheying_a@163.com"), "摄影作品", "两幅",
     files=[xlsx("表.xlsx", [["作品", "拍摄者", "归属方", "怎么联系"], ["《晨光》", "田雨", "新港街道总工会", 13802012345], ["《夜色》", "孟禾", U, 13802012346]]), f("晨光.jpg"), f("夜色.jpg")],
     works=[work("photo", "新港街道总工会", "田雨", "13802012345", "晨光", "晨光.jpg"), work("photo", U, "孟禾", "13802012346", "夜色", "夜色.jpg")])

mail("338-photo-hospitals-and-recommenders", "a column of hospitals, one of who recommends; one number is missing", "coremail", ("", "weijian@163.com"), "作品", "见附件",
     files=[docx("表.docx", "摄影作品汇总表", [["序号", "作品名称", "作者", "医院", "联系方式（手机）", "推荐人"], ["1", "晨光", "田雨", "大港医院", "13802012345", "王芳"],
                                     ["2", "夜色", "孟禾", "塘沽妇幼保健院", "", "李强"]]), f("晨光.jpg"), f("夜色.jpg")],
     works=[work("photo", "大港医院", "田雨", "13802012345", "晨光", "晨光.jpg"), work("photo", "塘沽妇幼保健院", "孟禾", NO, "夜色", "夜色.jpg")])

mail("339-photo-partners-are-not-the-unit", "a column of partner units beside the unit that reports", "qq", ("", "xingang2@qq.com"), "作品", "见附件",
     files=[docx("表.docx", "摄影作品汇总表", "填报单位：新港街道总工会", [["序号", "作品名称", "作者", "电话", "协同方"], ["1", "晨光", "田雨", "13802012345", "天津港工会"],
                                                    ["2", "夜色", "孟禾", "13802012346", U]]), f("晨光.jpg"), f("夜色.jpg")],
     works=[work("photo", "新港街道总工会", "田雨", "13802012345", "晨光", "晨光.jpg"), work("photo", "新港街道总工会", "孟禾", "13802012346", "夜色", "夜色.jpg")])

mail("340-innovation-labels-above-in-two-bands", "labels above their values in two bands: 主办方, 活动负责人", "netease", ("", "gulin_c@163.com"), "创新活动", "见附件",
     files=[docx("表.docx", drawn("活动名称|<|主办方|<", "“指尖微光”互助季|<|古林街道总工会|<", "活动负责人|职务|联系方式|参与人数", "尤海燕|副主席|（请填写负责人11位手机号）|1860")),
            docx("活动方案.docx", "“指尖微光”互助季活动方案", "一、目的。引导职工在网上传递善意。")],
     works=[work("innovation", "古林街道总工会", "尤海燕", NO, "“指尖微光”互助季", "活动方案.docx")])


def two_forms(second):
    return (("子项目|网络正能量微视频", "作品名称|终点站", "作者|殷大勇", "单位|" + U, "联系方式|13821160947"),
            ("子项目|网络正能量摄影", "作品名称|雨刷器", "作者|苗卫红", "单位|" + second, "联系方式|" + second))


BOTH = [work("video", U, "殷大勇", "13821160947", "终点站", "终点站.mp4"), work("photo", U, "苗卫红", "13821160947", "雨刷器", "雨刷器.jpg")]

mail("341-two-forms-in-one-table", "two forms below each other in one table, each asks for the sub-project first", "sina", ("", "gongjiao_a@sina.com"), "作品两件", "见附件",
     files=[docx("表.docx", drawn(*(line for form in two_forms("同 上") for line in form))), f("终点站.mp4"), f("雨刷器.jpg")], works=BOTH)

mail("342-two-forms-in-a-pdf", "the same on one page of a PDF, under headings of their own", "aliyun", ("", "gongjiao_b@aliyun-example.cn"), "作品两件", "见附件",
     files=[pdf("表.pdf", "作品登记表（一）", drawn(*two_forms("〃")[0]), "作品登记表（二）", drawn(*two_forms("〃")[1])), f("终点站.mp4"), f("雨刷器.jpg")], works=BOTH)

LABELS = "作品名称：%s\n作者姓名：戚振国\n作者单位：海滨街道总工会\n联系方式：15620936617"
FOUR = ["春.jpg", "夏.jpg", "秋.jpg", "冬.jpg"]

mail("343-photo-set-that-was-counted", "four pictures by other names; the title says that it is four", "outlook", ("", "haibin_a@163.com"), "摄影作品", LABELS % "磕头机下的四季（四张）",
     files=[f(name) for name in FOUR], works=[dict(work("photo", "海滨街道总工会", "戚振国", "15620936617", "", *FOUR), title=None)])

mail("344-photo-archive-by-the-title", "two works; the archive of one is called by its title, its pictures are not", "qq", ("", "haibin_b@qq.com"), "摄影作品", "见附件",
     files=[docx("登记表.docx", "摄影作品登记表", [["作品名称", "作者", "单位", "电话"], ["磕头机下的四季", "戚振国", "海滨街道总工会", "15620936617"], ["落日", "王芳", "海滨街道总工会", "15620936618"]]),
            archive("磕头机下的四季.zip", [(name, f(name)) for name in FOUR]), f("落日.jpg")],
     works=[work("photo", "海滨街道总工会", "戚振国", "15620936617", "磕头机下的四季", *("磕头机下的四季.zip/" + name for name in FOUR)),
            work("photo", "海滨街道总工会", "王芳", "15620936618", "落日", "落日.jpg")])


def form(slug, about, sender, works, *lines):
    mail(slug, about, "wps", ("", sender), "报名", "见附件", files=[docx("登记表.docx", "摄影登记表", drawn(*lines)), f("晨光.jpg")], works=works)


form("345-photo-examples-left-standing", "what the form shows as examples still stands in its cells", "sheying_b@163.com", [work("photo", NO, NO, NO, "晨光", "晨光.jpg")],
     "作品名称|晨光|作者|例：张三", "手机|例如13800000000|单位|如：某某公司工会")
form("346-photo-hints-left-standing", "hints in brackets still stand in the cells", "sheying_c@163.com", [work("photo", NO, NO, NO, "晨光", "晨光.jpg")],
     "作品名称|晨光|作者|（请如实填写）", "手机|（11位）|单位|（与公章一致）")
form("347-photo-a-section-for-the-unit", "名称 in a section 单位基本信息 is the unit's name", "sheying_d@163.com",
     [work("photo", "新港街道总工会", "田雨", "13802012345", "晨光", "晨光.jpg")],
     "作者基本信息|姓名|田雨|电话|13802012345", "单位基本信息|名称|新港街道总工会|地址|新港一号路", "作品基本信息|名称|晨光|尺寸|A4")

mail("348-recitation-xls-only-a-stamp", "xls: the unit's cell is empty, and so is the stamp's but for 年 月 日", "foxmail", ("", "lili_d@qq.com"), "朗诵", "见附件",
     files=[xls("报名表.xls", [["诵 读 作 品 报 名 表"], ["作品名称", "春望"], ["朗诵者", "李丽"], ["手机", "13802012345"], ["单位", ""], ["推荐单位", "（盖章）    年  月  日"]],
                merges=[(0, 0, 0, 1)]), f("春望.mp3")],
     works=[work("recitation", NO, "李丽", "13802012345", "春望", "春望.mp3")])

mail("349-stat-foot-of-labels", "a foot of labels in the table is no activity", "qq", ("新港街道总工会", "xingang3@qq.com"), "统计表", "见附件",
     files=[xlsx("统计表.xlsx", [["线下活动统计表", None, None, None], ["填报单位", "新港街道总工会", "填报日期", "2022年8月3日"], ["序号", "活动名称", "活动时间", "参加人数"],
                              [1, "清朗网络讲座", "2022.7.14", "136人"], [2, "好网民沙龙", "2022/8/2", 88], ["填表人：王芳", None, "联系电话：13802012345", None]],
                 merges=["A1:D1", "A6:B6", "C6:D6"])],
     tables=[table("新港街道总工会", ("清朗网络讲座", "2022-07-14", 136), ("好网民沙龙", "2022-08-02", 88))])
