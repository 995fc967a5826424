"""Tables as people lay them out: hidden rows, labels in several levels, works side by side, sums and parts."""
from kit import ANY, Grid, docx, f, mail, pdf, table, work, xls, xlsx

U = "小王庄镇总工会"
HEAD = [["线下活动统计表", None, None, None], ["填报单位：" + U, None, None, None], ["序号", "活动名称", "活动时间", "参与人数"]]

mail("320-stat-hidden-rows-of-last-year", "two rows of last year are hidden: what nobody sees is not reported", "qq", ("小王庄镇总工会", "xwz_gh@163.com"), "小王庄镇活动统计表", "见附件",
     files=[xlsx("小王庄镇总工会活动统计表.xlsx", HEAD + [[1, "去年的网络安全周", "2021-08-02", 500], [2, "去年的讲座", "2021-08-09", 60], [3, "枣园网课", "2022-07-12", 47],
                                             [4, "好网民故事会", "2022-08-03", 58]], merges=["A1:D1", "A2:D2"], hidden_rows=[4, 5])],
     tables=[table(U, ("枣园网课", "2022-07-12", 47), ("好网民故事会", "2022-08-03", 58))])

mail("321-stat-all-rows-hidden", "the sheet looks blank, but its rows are hidden: nobody could tell what is meant", "netease", ("", "xwz_gh2@163.com"), "线下活动统计表", "统计表请查收",
     files=[xlsx("线下活动统计表.xlsx", HEAD + [[1, "枣园网课", "2022-07-12", 47]], merges=["A1:D1", "A2:D2"], hidden_rows=[4])], reply="staff")

mail("322-stat-ditto-and-sum-column", "〃 and 同上 for what stands above; workers and families beside their sum", "sina", ("", "dsgh_xwz@sina.com"), "统计表", "",
     files=[xls("线下活动统计表.xls", [["填报单位", "活动名称", "活动时间", "职工参加人数", "家属参加人数", "合计"], [U, "网络文明签名", "7月16日", 40, 12, 52],
                                ["〃", "反诈小剧场", "同上", 35, 30, 65], ["同上", "网课进大棚", "8月6日", 21, 0, 21]])],
     tables=[table(U, ("网络文明签名", "2022-07-16", 52), ("反诈小剧场", "2022-07-16", 65), ("网课进大棚", "2022-08-06", 21))])

mail("323-stat-planned-beside-held", "what is planned stands left of what was held, under the same words", "foxmail", ("", "xwz_plan@qq.com"), "附件2", "报送统计表",
     files=[docx("统计表.docx", "线下活动统计表", "填报单位：" + U, Grid([["序号", "拟开展活动", "", "已开展活动", "", ""], ["", "活动时间", "活动名称", "活动时间", "活动名称", "参与人数"],
                                                      ["1", "9月", "网络文明周", "7月12日", "枣园网课", "47"], ["2", "", "", "8月3日", "好网民故事会", "58"]],
                                                     [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 5)]))],
     tables=[table(U, ("枣园网课", "2022-07-12", 47), ("好网民故事会", "2022-08-03", 58))])

mail("324-stat-pdf-broken-lines", "a PDF whose cells are broken into lines, a sum below", "aliyun", ("", "xwz_pdf@aliyun-example.cn"), "统计表（PDF）", "",
     files=[pdf("线下活动统计表.pdf", "线下活动统计表", [["填报单位", "活动名称", "活动时间", "活动形式", "参与人数"], [U, "网络安全知识进枣园", "2022.7.12", "讲座", "47"],
                                             [U, "好网民身边故事分享会", "2022.8.3", "宣讲", "58"], ["合计", "", "", "", "105"]])],
     tables=[table(U, ("网络安全知识进枣园", "2022-07-12", 47), ("好网民身边故事分享会", "2022-08-03", 58))])

mail("325-photo-labels-in-two-levels", "作者信息 over 姓名, 单位 and 电话", "wps", ("", "xwz_photo@163.com"), "摄影作品报送", "两幅作品见附件",
     files=[docx("作品汇总表.docx", "摄影作品汇总表", Grid([["序号", "作品名称", "作者信息", "", "", "备注"], ["", "", "姓名", "单位", "联系电话", ""], ["1", "枣红时节", "田雨", U, "13802012345", ""],
                                               ["2", "晨雾里的大棚", "孟禾", U, "13802012346", ""]], [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 1, 5)])),
            f("枣红时节.jpg"), f("晨雾里的大棚.jpg")],
     works=[work("photo", U, "田雨", "13802012345", "枣红时节", "枣红时节.jpg"), work("photo", U, "孟禾", "13802012346", "晨雾里的大棚", "晨雾里的大棚.jpg")])

mail("326-photo-two-authors-in-two-rows", "number and title stand once beside two authors' rows", "outlook", ("", "xwz_two@163.com"), "摄影作品", "",
     files=[docx("汇总表.docx", Grid([["序号", "作品名称", "作者", "单位", "联系电话"], ["1", "枣红时节", "田雨", U, "13802012345"], ["", "", "孟禾", "", "13802012346"],
                                   ["2", "扬场", "李一", U, "13802012347"]], [(1, 0, 2, 0), (1, 1, 2, 1), (1, 3, 2, 3)])), f("枣红时节.jpg"), f("扬场.jpg")],
     works=[dict(work("photo", U, ["田雨", "孟禾"], "13802012345", "枣红时节", "枣红时节.jpg"), contact=ANY), work("photo", U, "李一", "13802012347", "扬场", "扬场.jpg")])

mail("327-mini-program-works-side-by-side", "labels down the left, a column for each of two programs, a row that nobody lists", "coremail", ("", "xwz_mini@163.com"), "小程序案例申报", "",
     files=[xlsx("小程序申报表.xlsx", [["小程序应用优秀案例申报表", None, None], ["栏目", "第一个", "第二个"], ["小程序名称", "枣乡工会", "大棚夜校"], ["上线平台", "微信", "支付宝"],
                                  ["申报单位", U, "天津枣乡农业科技有限公司工会"], ["策划人", "田雨", "孟禾"], ["联系电话", "13802012345", "13802012346"]], merges=["A1:C1"])],
     works=[work("mini-program", U, "田雨", "13802012345", "枣乡工会"), work("mini-program", "天津枣乡农业科技有限公司工会", "孟禾", "13802012346", "大棚夜校")])

mail("328-talent-labels-of-several-words", "labels that nobody would list: 达人（账号）名称, 本人或负责人, 手机/微信", "qq", ("", "xwz_talent@qq.com"), "网络达人推荐", "推荐表见附件",
     files=[docx("网络达人推荐表.docx", "职工网络达人推荐表", [["推荐单位", U], ["姓名\n电话", "田雨\n13802012345"], ["账号（视频号）名称", "枣乡小田"], ["作者或负责人", "田雨"]])],
     works=[work("talent", U, "田雨", "13802012345", "枣乡小田")])

mail("329-video-link-in-form", "the film lies on a net disk whose address stands in the form", "foxmail", ("", "xwz_video@163.com"), "微视频报送", "视频较大，链接在登记表里。",
     files=[docx("登记表.docx", "微视频作品登记表", [["作品名称", "夜校灯火"], ["作者", "田雨"], ["单位", U], ["联系电话", "13802012345"],
                                         ["作品链接", "https://pan.baidu.com/s/1aaaaBBBBccccDDDD 提取码：8k2m"]])],
     works=[work("video", U, "田雨", "13802012345", "夜校灯火")])
