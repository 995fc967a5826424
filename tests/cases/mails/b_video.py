"""Short videos."""
from kit import BAD, NO, Grid, archive, docx, f, mail, work

mail("221-video-drivers-team", "a drivers' team writes as one speaks; the sub-project is only in the subject", "iphone", ("何师傅", "hejj_512@qq.com"), "微视频投稿！",
     "片名：最后一公里\n驾驶员：何建军\n车队：滨海公交第五车队工会\n电话：13512209876\n视频大，拍得不好见谅[抱拳]", files=[f("VID_20220801_053011.mp4")],
     works=[work("video", "滨海公交第五车队工会", "何建军", "13512209876", "最后一公里", "VID_20220801_053011.mp4")])

mail("222-video-disk-link-name", "a cloud disk's share text; the labels are in the name of the shared file", "qq", ("中塘镇总工会", "ztzgh@qq.com"), "中塘镇微视频",
     """通过百度网盘分享的文件：微视频+中塘镇总工会+白晓鸥+13920661745+藕塘边的直播间.mp4
链接:https://pan.baidu.com/s/1aBcDeFgHiJkLmN0pQrStUv?pwd=8k2m
提取码:8k2m
复制这段内容打开「百度网盘APP 即可获取」""",
     works=[work("video", "中塘镇总工会", "白晓鸥", "13920661745", "藕塘边的直播间")])

mail("223-video-form-letter-spaced", "a Word form with letter-spaced labels, three authors, contact person and number in one cell on two lines", "foxmail",
     ("渤油采四", "cs@boyou-example.com"), "采油四厂报送微视频", "作品和报名表见附件。",
     files=[f("井场十二时辰.mp4"), docx("报名表.docx", "网络正能量微视频征集报名表", Grid([
         ["作 品 名 称", "井场十二时辰", "", ""], ["创 作 单 位", "渤海湾油田公司采油四厂工会", "", ""],
         ["主 创 人 员", "鄂大勇、迟暮雪、买买提·吐尔逊", "", ""], ["联系人及电话", "葛芳\n15022337719", "时  长", "5分38秒"],
         ["作 品 简 介", "记录一座井场的二十四小时。", "", ""]], [(0, 1, 0, 3), (1, 1, 1, 3), (2, 1, 2, 3), (4, 1, 4, 3)]))],
     works=[work("video", "渤海湾油田公司采油四厂工会", ["鄂大勇", "迟暮雪", "买买提·吐尔逊"], "15022337719", "井场十二时辰", "井场十二时辰.mp4")])

mail("224-video-zip-with-script-and-cover", "film, script and cover in one zip whose name carries the labels between blanks", "sina", ("", "stc_gh@sina.cn"),
     "生态城报送作品", "微视频一部，含脚本、封面。",
     files=[archive("中新天津生态城总工会 皇甫一凡 13672019928 《零碳小屋》.zip", [
         ("成片.mp4", f("成片.mp4")), ("脚本.docx", docx("脚本.docx", "第一场 日 外 小屋门口", "（镜头从芦苇荡升起）")), ("封面.jpg", f("封面.jpg"))])],
     works=[work("video", "中新天津生态城总工会", "皇甫一凡", "13672019928", "零碳小屋",
                 *["中新天津生态城总工会 皇甫一凡 13672019928 《零碳小屋》.zip/" + n for n in ("成片.mp4", "脚本.docx", "封面.jpg")])])

mail("225-video-second-without-number", "two films told of in two paragraphs; of the second the number is 暂无", "thunderbird", ("新村街道总工会", "xcjd@xcjd-example.cn"),
     "新村街道总工会两部微视频", """1.《楼道里的微光》
作者：谈笑
手机：13820660937

2.《桥下剃头匠》
作者：褚天舒
手机：暂无

以上作品单位均为新村街道总工会""", files=[f("楼道里的微光.mp4"), f("桥下剃头匠.mov")],
     works=[work("video", "新村街道总工会", "谈笑", "13820660937", "楼道里的微光", "楼道里的微光.mp4"),
            work("video", "新村街道总工会", "褚天舒", NO, "桥下剃头匠", "桥下剃头匠.mov")])

mail("226-video-official-letter", "an official letter with a number, a date and a list of enclosures; the extension is written 转", "coremail",
     ("北疆热电工会", "gh@bjrd-example.com.cn"), "关于报送网络正能量微视频作品的函", """津北热工函〔2022〕7号

滨海新区总工会：
    根据《关于组织参加2022年“网聚职工正能量 争做中国好网民”主题活动的通知》要求，我单位组织创作了微视频《炉火正红》，现予以报送。
    申报单位：天津北疆热电有限公司工会
    导    演：公孙瑾
    联系电话：022-66351188转8203
    特此函达。

    附件：1.炉火正红.mp4

                                天津北疆热电有限公司工会
                                   2022年8月9日""", files=[f("1.炉火正红.mp4")],
     works=[work("video", "天津北疆热电有限公司工会", "公孙瑾", "02266351188-8203", "炉火正红", "1.炉火正红.mp4")])

mail("227-video-letter-in-number", "a mobile number that ends in a letter", "wps", ("海河湾医院工会", "hhwyygh@163.com"), "海河湾医院微视频",
     "视频名称|夜航\n作者|宗政远\n科室|滨海新区海河湾医院急诊科\n手机|1382045119X", files=[f("夜航.mp4")],
     works=[work("video", "滨海新区海河湾医院急诊科", "宗政远", BAD, "夜航", "夜航.mp4")])

mail("228-video-sender-name-only-unit", "unit from the display name; title in the file name; the rest told in a sentence", "netease",
     ("新城镇总工会", "xczgh2022@163.com"), "短视频报送", "附件短视频为康桥社区工会小组米兰拍摄制作，有事请打她手机18920336675。", files=[f("《菜篮子》.mp4")],
     works=[work("video", None, "米兰", "18920336675", "菜篮子", "《菜篮子》.mp4")])

mail("229-video-nothing-but-file", "only a film in a mail that says 微视频", "iphone", ("", "xiaoyu_9903@icloud.com"), "微视频", "发自我的iPhone",
     files=[f("trim.4A1C2F.MOV")], works=[work("video", NO, NO, NO, NO, "trim.4A1C2F.MOV")])
