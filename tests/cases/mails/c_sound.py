"""Songs and recitations."""
from kit import ANY, BAD, NO, Grid, archive, csvfile, docx, f, mail, pdf, txt, work, xls

mail("230-song-roles", "words, music and voice by three people; the number belongs to the person to call", "foxmail", ("天津渤港物流工会", "gh@bogang-example.com"),
     "渤港物流 原创歌曲《大船小船》", """网络正能量歌曲
歌名：大船小船
作词：戚望舒
作曲：柴可
演唱：罗小罗
报送单位：天津渤港物流有限公司工会
联系人：阎静  联系电话：25706618""", files=[f("大船小船.mp3"), f("大船小船-简谱.jpg")],
     works=[work("song", "天津渤港物流有限公司工会", ANY, "25706618", "大船小船", "大船小船.mp3", "大船小船-简谱.jpg")])

mail("231-song-one-person-does-all", "词曲唱 by one person with a compound surname", "qq", ("雪", "muxue.song@foxmail.com"), "歌曲类：《焊枪与玫瑰》",
     "您好！参加“喜迎二十大”网络正能量歌曲征集\n词/曲/唱：慕容雪\n单位：天津海晟重工有限公司工会\nTel：131 3209 7740", files=[f("焊枪与玫瑰_final_v3.mp3")],
     works=[work("song", "天津海晟重工有限公司工会", "慕容雪", "13132097740", "焊枪与玫瑰", "焊枪与玫瑰_final_v3.mp3")])

mail("232-song-xls-form", "registration form of Excel 97, labels left of their values, number in two lines of one cell with a fax", "netease", ("农商行工会", "bhnsgh@163.com"),
     "滨海农商分行歌曲作品", "请看附件", files=[f("算盘声声.wav"), xls("歌曲征集登记表.xls", [
         ["网络正能量歌曲征集登记表", None, None, None], ["歌曲名称", "算盘声声", "体裁", "独唱"], ["作者姓名", "步云", "性别", "男"],
         ["工作单位", "滨海渔农银行海门分行工会", None, None], ["联系电话", "022-67191108", "传真", "022-67191109"], ["身份证号码", "120108198511230634", None, None]],
         merges=[(0, 0, 0, 3), (3, 3, 1, 3), (5, 5, 1, 3)])],
     works=[work("song", "滨海渔农银行海门分行工会", "步云", "02267191108", "算盘声声", "算盘声声.wav")])

mail("233-song-zip-with-csv", "two songs and a list as CSV in one zip; the second has no number", "sina", ("天碱文工团", "tjwgt_gh@sina.com"), "歌曲两首", "见压缩包",
     files=[archive("歌曲.zip", [
         ("永远的白灰埝.mp3", f("永远的白灰埝.mp3")), ("碱花.mp3", f("碱花.mp3")),
         ("目录.csv", csvfile("目录.csv", [["歌曲名称", "作者", "单位", "联系电话"], ["永远的白灰埝", "谷满仓", "渤碱文工团工会", "13652144408"],
                                       ["碱花", "晏紫", "渤碱文工团工会", ""]]))])],
     works=[work("song", "渤碱文工团工会", "谷满仓", "13652144408", "永远的白灰埝", "歌曲.zip/永远的白灰埝.mp3"),
            work("song", "渤碱文工团工会", "晏紫", NO, "碱花", "歌曲.zip/碱花.mp3")])

mail("234-song-author-is-missing", "unit and number from the letterhead lines; no one is named as author", "mobile139", ("", "15900274416@139.com"), "正能量歌曲《渔港号子》",
     "推荐单位：北塘渔业协会工会\n推荐作品：歌曲《渔港号子》\n联系方式：15900274416\n作者姓名：待补", files=[f("渔港号子.mp3")],
     works=[work("song", "北塘渔业协会工会", NO, "15900274416", "渔港号子", "渔港号子.mp3")])

mail("235-song-lyrics-in-body", "the lyrics follow the labels in the body; their words are no labels", "coremail", ("芳草街小学", "fcjxx@tjbh-example.cn"), "报送校园教师原创歌曲",
     """歌曲名：粉笔头
作者：闻人语
单位：滨海新区芳草街小学工会
手机：18602677713

歌词：
老师的名字写在黑板上
单位是那间小小的课堂
电话铃声响过了走廊
作者是谁 孩子们都不讲""", files=[f("粉笔头.m4a"), txt("粉笔头歌词.txt", "老师的名字写在黑板上\n单位是那间小小的课堂\n")],
     works=[work("song", "滨海新区芳草街小学工会", "闻人语", "18602677713", "粉笔头", "粉笔头.m4a", "粉笔头歌词.txt")])

mail("236-recitation-two-readers", "school; two readers with compound surnames side by side, text by a third", "foxmail", ("欣嘉小学工会", "xjxx@tjbh-example.cn"),
     "诵读作品《致敬逆行者》——欣嘉小学工会", "朗诵者：端木晓  诸葛明月\n文本作者：佚名\n选送单位：滨海新区欣嘉小学工会\n联系方式：端木晓 13820991364", files=[f("致敬逆行者.mp3")],
     works=[work("recitation", "滨海新区欣嘉小学工会", ["端木晓", "诸葛明月"], "13820991364", "致敬逆行者", "致敬逆行者.mp3")])

mail("237-recitation-hospital-department", "a hospital names its department under 科室; 朗读 for 诵读", "outlook", ("海河湾医院", "hhw@hhw-example.cn"), "“阅读经典好书”朗读音频",
     "科室：滨海新区海河湾医院手术室工会小组\n朗读者：迪丽娜尔·艾山\n篇目：《平凡的世界》节选\n联系手机：15620447790", files=[f("录音0803.m4a")],
     works=[work("recitation", "滨海新区海河湾医院手术室工会小组", "迪丽娜尔·艾山", "15620447790", None, "录音0803.m4a")])

mail("238-recitation-filename-ideographic-commas", "labels in the file name between ideographic commas; title last", "qq", ("", "3097114482@qq.com"), "诵读", "",
     files=[f("小王庄镇总工会、伍子规、63105527、我爱这土地.mp3")],
     works=[work("recitation", "小王庄镇总工会", "伍子规", "63105527", "我爱这土地", "小王庄镇总工会、伍子规、63105527、我爱这土地.mp3")])

mail("239-recitation-fax-alone", "the signature has a fax and a hotline, no telephone: there is no contact", "outlook", ("祝融", "zhurong@hk-example.com"), "诵读作品报送",
     """您好：
附件为我公司职工诵读作品。
作品：《海燕》
诵读者：祝融
单位：天津海空货运代理有限公司工会

祝融 | 综合部
传真：022-84906601 | 客服热线：400-811-2233
天津空港经济区西三道9号  300308""", files=[f("海燕.mp3")],
     works=[work("recitation", "天津海空货运代理有限公司工会", "祝融", NO, "海燕", "海燕.mp3")])

mail("240-recitation-pdf-form", "a registration form as PDF, four rows", "wps", ("杨家泊镇总工会", "yjbzgh@163.com"), "杨家泊镇总工会诵读作品", "报名表及音频见附件",
     files=[f("黄河颂.mp3"), pdf("诵读报名表.pdf", "网络正能量诵读作品报名表", [["单位名称", "杨家泊镇总工会"], ["诵读人", "荀慧生"], ["手机号码", "13102081174"], ["诵读篇目", "黄河颂"]])],
     works=[work("recitation", "杨家泊镇总工会", "荀慧生", "13102081174", "黄河颂", "黄河颂.mp3")])

mail("241-recitation-group-of-three-rows", "a Word table with the unit merged down over three readers, numbers without label in the last column", "aliyun",
     ("塘沽街道总工会", "tgjdzgh@tg-example.cn"), "塘沽街道诵读作品", "诵读作品3个，表在附件。",
     files=[f("可爱的中国.mp3"), f("红船.mp3"), f("岳阳楼记.mp3"), docx("诵读作品统计.docx", Grid([
         ["单位", "诵读者", "诵读篇目", "电话"], ["塘沽街道总工会", "屠岸", "可爱的中国", "13920551008"], ["", "漆雕玉", "红船", "25897764"],
         ["", "海日罕", "岳阳楼记", "15222730098"]], [(1, 0, 3, 0)]))],
     works=[work("recitation", "塘沽街道总工会", "屠岸", "13920551008", "可爱的中国", "可爱的中国.mp3"),
            work("recitation", "塘沽街道总工会", "漆雕玉", "25897764", "红船", "红船.mp3"),
            work("recitation", "塘沽街道总工会", "海日罕", "15222730098", "岳阳楼记", "岳阳楼记.mp3")])

mail("242-recitation-number-too-long", "a mobile number of twelve digits between commas", "netease", ("太平镇总工会", "tpzgh@163.com"), "太平镇诵读",
     "诵读作品：《乡愁》，诵读：巫小满，单位：太平镇总工会，手机：138204419070。", files=[f("乡愁.m4a")],
     works=[work("recitation", "太平镇总工会", "巫小满", BAD, "乡愁", "乡愁.m4a")])
