"""Tables of activities held."""
from datetime import date

from kit import archive, csvfile, doc, docx, f, mail, pdf, table, work, xls, xlsx

TITLE = "滨海新区总工会贯彻落实“12351+”计划目标任务开展线下活动统计表"

mail("273-stat-xlsx-weekly-and-cumulative", "this week's and all people side by side: this activity's people count, the running total does not", "foxmail",
     ("新河街道总工会", "xhjdgh@163.com"), "附件2 线下活动统计表", "统计表已填好。", files=[xlsx("附件2 统计表.xlsx", [
         [TITLE, None, None, None, None, None], ["填报单位：新河街道总工会", None, None, "填报人：竺可 25799031", None, None],
         ["序号", "活动名称", "活动时间", "活动地点", "参与人数", "累计覆盖人数"],
         [1, "好网民宣传进船厂", date(2022, 7, 13), "船厂东门", 64, 64], [2, "网络安全有奖问答", date(2022, 7, 27), "文化广场", 150, 214],
         [3, "防诈骗情景剧", date(2022, 8, 10), "社区剧场", 88, 302], ["合计", None, None, None, 302, None]], merges=["A1:F1", "A2:C2", "D2:F2", "A7:D7"])],
     tables=[table("新河街道总工会", ("好网民宣传进船厂", "2022-07-13", 64), ("网络安全有奖问答", "2022-07-27", 150), ("防诈骗情景剧", "2022-08-10", 88))])

mail("274-stat-xls-chinese-dates", "dates in words, people in words and with 余", "netease", ("寨上街道", "zsjd_gh@163.com"), "寨上街道活动统计", "",
     files=[xls("寨上街道总工会线下活动统计表.xls", [["寨上街道总工会线下活动统计表", None, None, None], ["活动主题", "开展时间", "地点", "参加人数"],
                                   ["文明上网签名", "七月八日", "寨上公园", "80余人"], ["个人信息保护讲座", "2022年8月2日下午", "街道会议室", "约45人"],
                                   ["家庭网络安全日", "8月20日", "滨河小区", "一百二十人"]], merges=[(0, 0, 0, 3)])],
     tables=[table("寨上街道总工会", ("文明上网签名", "2022-07-08", 80), ("个人信息保护讲座", "2022-08-02", 45), ("家庭网络安全日", "2022-08-20", 120))])

mail("275-stat-docx-unit-column", "a Word table with a unit column of grass-roots unions under one reporting unit", "wps", ("海滨街道总工会", "hbjd@126.com"), "海滨街道统计表报送", "见附件",
     files=[docx("海滨街道线下活动统计表.docx", TITLE, "填报单位（盖章）：海滨街道总工会            填报时间：2022年8月26日", [
         ["序号", "开展单位", "活动名称", "时间", "形式", "人数"], ["1", "幸福社区工会", "网络文明大讲堂", "2022.7.19", "讲座", "56"],
         ["2", "阳光社区工会", "好网民知识竞赛", "2022.8.4", "竞赛", "72"], ["3", "三号院工联会", "网络诚信宣誓", "2022.8.18", "集中宣传", "140"]])],
     tables=[table("海滨街道总工会", ("网络文明大讲堂", "2022-07-19", 56), ("好网民知识竞赛", "2022-08-04", 72), ("网络诚信宣誓", "2022-08-18", 140))])

mail("276-stat-csv-tabs", "tab-separated text in GB18030 under the name csv", "qq", ("茶淀街道", "cdjd@qq.com"), "茶淀街道总工会活动统计表", "导出的表格，请查收",
     files=[csvfile("茶淀街道总工会活动统计表.csv", [["序号", "活动名称", "活动日期", "参与职工人数"], [1, "葡萄园里学网规", "2022-7-21", 95], [2, "网聚正能量朗诵会", "2022-8-16", 130]],
                    "gb18030", "\t")],
     tables=[table("茶淀街道总工会", ("葡萄园里学网规", "2022-07-21", 95), ("网聚正能量朗诵会", "2022-08-16", 130))])

mail("277-stat-html-nested-table", "a layout table around the real one; numbers with 人次", "aliyun", ("东疆总工会", "djgh@dj-example.cn"), "东疆总工会线下活动统计",
     rich='<table width="100%"><tr><td><p>领导您好，东疆总工会线下活动统计如下：</p><table border="1"><tr><td>活动名称</td><td>时间</td><td>地点</td><td>参与人次</td></tr>'
          '<tr><td>海员网络素养课</td><td>2022/7/14</td><td>邮轮母港</td><td>210人次</td></tr><tr><td>跨境电商反诈宣传</td><td>2022/8/11</td><td>物流园</td><td>165人次</td></tr>'
          '</table></td></tr></table>',
     tables=[table("东疆总工会", ("海员网络素养课", "2022-07-14", 210), ("跨境电商反诈宣传", "2022-08-11", 165))])

mail("278-stat-list-with-dashes", "no table: one line an activity, pieces between commas", "iphone", ("", "tpz_wy@qq.com"), "太平镇总工会活动统计",
     "太平镇总工会线下活动情况：\n7月12日，乡村反诈大集，300人参加；\n7月29日，好网民志愿服务，46人参加；\n8月15日，农家书屋网络课堂，58人参加。\n共3场404人。",
     tables=[table("太平镇总工会", ("乡村反诈大集", "2022-07-12", 300), ("好网民志愿服务", "2022-07-29", 46), ("农家书屋网络课堂", "2022-08-15", 58))])

mail("279-stat-template-title-only", "the template came back with the unit filled in and no activity", "sina", ("小王庄镇总工会", "xwzz@sina.com"), "统计表",
     "附件2", files=[xlsx("附件2.xlsx", [[TITLE, None, None, None, None], ["填报单位：小王庄镇总工会", None, None, None, None], ["序号", "活动名称", "活动时间", "活动地点", "参与人数"],
                                   [1, None, None, None, None], [2, None, None, None, None], [3, None, None, None, None]], merges=["A1:E1", "A2:E2"])],
     tables=[table("小王庄镇总工会")], reply="correct")

mail("280-stat-doc-two-line-cells", "Word 97; a cell holds the date on two lines; sub-totals by month", "outlook", ("公安分局工会", "ga@bhga-example.cn"), "线下活动统计表（公安分局）", "已盖章，见附件。",
     files=[doc("滨海分局工会线下活动统计表.doc", "线下活动统计表", "填报单位：滨海公安分局工会", [
         ["月份", "活动名称", "活动时间", "参加人数"], ["7月", "网警进校园", "2022年\n7月6日", "320"], ["7月", "反诈宣讲进工地", "2022年\n7月20日", "145"], ["小计", "", "", "465"],
         ["8月", "清朗网络进社区", "2022年\n8月17日", "98"], ["小计", "", "", "98"], ["总计", "", "", "563"]])],
     tables=[table("滨海公安分局工会", ("网警进校园", "2022-07-06", 320), ("反诈宣讲进工地", "2022-07-20", 145), ("清朗网络进社区", "2022-08-17", 98))])

mail("281-stat-pdf", "the table as PDF, two activities", "mobile139", ("", "13820447098@139.com"), "杨家泊镇总工会活动统计表", "PDF版，盖章版随后送",
     files=[pdf("杨家泊镇总工会活动统计表.pdf", "杨家泊镇总工会线下活动统计表", [["序号", "活动名称", "活动时间", "参与人数"], ["1", "虾农学网络", "2022-07-22", "67"], ["2", "夏夜网安电影", "2022-08-12", "180"]])],
     tables=[table("杨家泊镇总工会", ("虾农学网络", "2022-07-22", 67), ("夏夜网安电影", "2022-08-12", 180))])

mail("282-stat-in-zip-with-pictures", "table and pictures of the activities in a zip: the pictures are nobody's work", "coremail", ("新城镇总工会", "xczgh@xcz-example.cn"), "新城镇统计表和活动照片",
     "统计表和活动照片打包上报。", files=[archive("新城镇.zip", [("统计表.xlsx", xlsx("统计表.xlsx", [
         ["新城镇总工会开展线下活动统计表", None, None, None], ["活动名称", "活动时间", "活动地点", "参加人数"], ["网络谣言止于智者", "2022-7-26", "镇政府", 77], ["好网民市集", "2022-8-19", "广场", 233]],
         merges=["A1:D1"])), ("照片/1.jpg", f("1.jpg")), ("照片/2.jpg", f("2.jpg"))])],
     tables=[table("新城镇总工会", ("网络谣言止于智者", "2022-07-26", 77), ("好网民市集", "2022-08-19", 233))])

mail("283-stat-and-work", "a table and a complete recitation in one mail", "foxmail", ("胡家园街道总工会", "hjyjd@163.com"), "胡家园街道总工会统计表和诵读作品",
     "1.统计表见附件；\n2.诵读作品《可爱的家乡》，诵读者皮日新，单位胡家园街道总工会，电话13602088126。",
     files=[f("可爱的家乡.mp3"), xlsx("统计表.xlsx", [["线下活动统计表", None, None], ["填报单位：胡家园街道总工会", None, None], ["活动名称", "时间", "人数"], ["工地夜校网安课", "7月18日", 110], ["文明骑手倡议", "8月9日", 65]])],
     works=[work("recitation", "胡家园街道总工会", "皮日新", "13602088126", "可爱的家乡", "可爱的家乡.mp3")],
     tables=[table("胡家园街道总工会", ("工地夜校网安课", "2022-07-18", 110), ("文明骑手倡议", "2022-08-09", 65))])
