#!/usr/bin/python3
"""Writes the cases 25NN-slug/{mail.eml,expect.json} beside it: mails of the campaign of 2025. See README.md."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cases"))
import kit  # noqa: E402
from build import expectation, write  # noqa: E402
from kit import NO, Grid, docx, f, mail, table, work, xlsx  # noqa: E402
from wire import compose  # noqa: E402

mail("2501-short-drama", "a sub-project that came in 2025; the labels stand in the letter", "qq", ("新河街道总工会", "xinhe_gh@qq.com"),
     "报送网络正能量微短剧1部", """老师好，新河街道总工会报送微短剧一部。
剧名：《调度室的第八天》
主创：钟离小满
单位：天津津沽拖轮有限公司工会
联系电话：13820991746
集数：3集，每集2分钟""", files=[f("调度室的第八天.mp4")], when="2025-07-08 10:12",
     works=[work("short-drama", "天津津沽拖轮有限公司工会", "钟离小满", "13820991746", "调度室的第八天", "调度室的第八天.mp4")])

mail("2502-animation-one-without-number", "two works of a new sub-project; the second one's number is still to come", "foxmail",
     ("大港街道总工会", "dgjd_gh@163.com"), "大港街道动漫作品两件", """以下为我街道报送的动漫作品：

1.《管道侠》
作者：汲小川
联系电话：15122670813
单位：大港街道总工会

2.《阿婆的验证码》
作者：戴清越
联系电话：后补
单位：大港街道总工会""", files=[f("管道侠.mp4"), f("阿婆的验证码.jpg")], when="2025-07-21 16:40",
     works=[work("animation", "大港街道总工会", "汲小川", "15122670813", "管道侠", "管道侠.mp4"),
            work("animation", "大港街道总工会", "戴清越", NO, "阿婆的验证码", "阿婆的验证码.jpg")])

mail("2503-commentary-document", "an article whose own head carries the labels; its name says what it is", "netease",
     ("宣传科", "xck@binyuan-example.cn"), "优秀网评作品投稿", "您好，网评文章见附件，请查收。",
     files=[docx("网评文章-别让滤镜挡住了工友的汗.docx", "别让滤镜挡住了工友的汗", "单位：滨海新区滨源医院工会", "作者：闻人秋", "联系方式：022-65771208",
                 "近日，一段工地短视频刷屏。评论区里有人点赞，也有人质疑。", "镜头可以美颜，劳动不必。网上的掌声，应当落到工友身上。")],
     when="2025-08-04 09:05",
     works=[work("commentary", "滨海新区滨源医院工会", "闻人秋", "02265771208", "别让滤镜挡住了工友的汗", "网评文章-别让滤镜挡住了工友的汗.docx")])

mail("2504-ai-case-form", "a new sub-project that units enter: a form in Word beside the case, the contact person instead of an author", "coremail",
     ("保税区总工会", "bsq_gh@bsq-example.cn"), "AI应用案例申报", "案例及申报表见附件。",
     files=[docx("AI应用案例申报表.docx", "AI应用案例申报表", Grid([
         ["案例名称", "会说话的班前会", "", ""], ["申报单位", "天津港保税区总工会", "", ""], ["联系人", "乐正鸣", "联系电话", "13512288406"],
         ["使用工具", "国产大模型", "", ""]], [(0, 1, 0, 3), (1, 1, 1, 3), (3, 1, 3, 3)])),
            docx("会说话的班前会.docx", "会说话的班前会", "车间把安全规程讲给智能体，每天早上由它提问，工友抢答。")], when="2025-07-30 14:33",
     works=[work("ai-case", "天津港保税区总工会", "乐正鸣", "13512288406", "会说话的班前会", "会说话的班前会.docx")])

mail("2505-talent-account", "a person's account, by the longer name that the sub-project has in 2025", "iphone", ("", "hanfenger_gh@sina.com"),
     "职工网络达人账号推荐", "参评项目：正能量职工网络达人账号征集\n姓名：皇甫枫\n单位：汉沽街道总工会\n账号名称：盐田小枫\n手机：18622045519\n粉丝数：81000",
     files=[f("主页截图.png")], when="2025-08-12 20:48",
     works=[work("talent", "汉沽街道总工会", "皇甫枫", "18622045519", "盐田小枫", "主页截图.png")])

mail("2506-photo-late-by-receipt", "dated on the last day, received three days later: filed as late and acknowledged", "outlook",
     ("钱塘", "qiantang@bt-example.cn"), "摄影作品投稿", "作品名称：潮线\n作者：慕容雁\n单位：北塘街道总工会\n电话：13702245018",
     files=[f("潮线.jpg")], when="2025-08-31 22:10",
     works=[work("photo", "北塘街道总工会", "慕容雁", "13702245018", "潮线", "潮线.jpg")])

mail("2507-mini-program-of-2022", "a sub-project of 2022 that 2025 no longer has: nobody can tell where it belongs", "wps",
     ("太平镇总工会", "tpz_gh@qq.com"), "小程序应用优秀案例", "征集项目：小程序应用优秀案例征集\n作品名称：村口网格员\n单位：太平镇总工会\n姓名：濮阳真\n联系电话：63144270",
     files=[f("首页.png")], when="2025-07-15 11:26",
     works=[work("unknown", "太平镇总工会", "濮阳真", "63144270", "村口网格员", "首页.png")])

mail("2508-statistics-table", "a statistics table whose dates leave the year out", "aliyun", ("茶淀街道总工会", "cd_gh@cd-example.cn"), "线下活动统计表", "附件请查收。",
     files=[xlsx("附件3 线下活动统计表.xlsx", [["线下活动统计表", None, None, None], ["填报单位：茶淀街道总工会", None, None, None],
                                      ["序号", "活动名称", "活动时间", "参与人数"], [1, "反诈短剧进葡萄园", "7月9日", 86],
                                      [2, "职工网评沙龙", "7月24日", 32], ["合计", None, None, 118]], merges=["A1:D1", "A2:D2"])],
     when="2025-08-06 15:02",
     tables=[table("茶淀街道总工会", ("反诈短剧进葡萄园", "2025-07-09", 86), ("职工网评沙龙", "2025-07-24", 32))])


def main():
    for c in kit.CASES:
        if c.slug.startswith("2506"):
            # The server's line says when it came, the sender's own Date what he wished.
            c.letter["headers"][0] = kit.received(c.letter["sender"], kit.moment(c.slug, "2025-09-03 07:31"), c.slug)
        folder = os.path.join(HERE, c.slug)
        os.makedirs(folder, exist_ok=True)
        write(os.path.join(folder, "mail.eml"), compose(c.letter, c.style, c.slug))
        write(os.path.join(folder, "expect.json"), expectation(c.expect).encode())
    print("%d cases" % len(kit.CASES))


if __name__ == "__main__":
    main()
