"""Write-ups of activities."""
from kit import NO, archive, doc, docx, f, mail, report, work

mail("284-report-body-with-dateline", "a write-up under its headline, signed by unit and writer", "netease", ("大港街道总工会", "dgjdgh_xx@163.com"), "信息报送",
     """港城职工齐发声 清朗网络共守护

    8月6日上午，大港街道总工会在世纪广场开展“清朗网络”集中宣传活动，来自12家企业的260余名职工参加。
    活动现场设置了展板、有奖问答和宣誓三个环节，志愿者发放《网络安全手册》300余册。职工小赵说：“以后转发消息要先想一想。”
    下一步，街道总工会将继续深入企业、工地开展宣讲，引导广大职工争做中国好网民。
                                        （大港街道总工会  供稿）""", files=[f("现场1.jpg"), f("现场2.jpg")],
     reports=[report("大港街道总工会", "港城职工齐发声 清朗网络共守护")])

mail("285-report-doc", "the write-up as Word 97, headline first", "wps", ("古林街道总工会", "gljdzgh@163.com"), "报送活动信息一篇", "活动信息见附件，请采用。",
     files=[doc("古林街道总工会信息.doc", "古林街道总工会举办职工网络安全知识竞赛", "7月28日，古林街道总工会举办职工网络安全知识竞赛，8支代表队、64名职工同台竞技。",
                "经过必答、抢答、风险三轮角逐，马棚口二村工会代表队获得一等奖。", "竞赛营造了依法上网、文明上网的浓厚氛围。")],
     reports=[report("古林街道总工会", "古林街道总工会举办职工网络安全知识竞赛")])

mail("286-report-docx-two-in-zip", "two write-ups in a zip with their pictures", "qq", ("杭州道街道总工会", "hzdjd@qq.com"), "杭州道街道活动信息2篇", "附件为两篇活动信息及照片",
     files=[archive("信息.zip", [
         ("1/好网民宣传走进菜市场.docx", docx("a.docx", "杭州道街道总工会：好网民宣传走进菜市场", "7月15日，杭州道街道总工会组织志愿者走进菜市场，向摊主宣传网络支付安全，发放宣传单200份。")),
         ("1/照片.jpg", f("菜市场.jpg")),
         ("2/网络文明演讲比赛落幕.docx", docx("b.docx", "杭州道街道总工会网络文明演讲比赛落幕", "8月18日，杭州道街道总工会举办网络文明演讲比赛，15名选手讲述身边的好网民故事。"))])],
     reports=[report("杭州道街道总工会", "杭州道街道总工会：好网民宣传走进菜市场"), report("杭州道街道总工会", "杭州道街道总工会网络文明演讲比赛落幕")])

mail("287-report-subject-as-headline", "no headline in the body; the subject is one", "coremail", ("海河湾医院工会", "hhwyy@hhw-example.cn"), "海河湾医院工会开展“网上有爱”志愿服务活动",
     "    8月12日，海河湾医院工会组织20名医护志愿者在门诊大厅开展“网上有爱”志愿服务活动，手把手教老年患者识别网络谣言和诈骗短信。活动共服务患者130余人次。",
     reports=[report("海河湾医院工会", "海河湾医院工会开展“网上有爱”志愿服务活动")])

mail("288-report-and-incomplete-work", "a write-up in the body and a photograph without its number", "foxmail", ("北塘街道总工会", "btjdzgh@163.com"), "北塘街道总工会报送信息1篇、摄影作品1幅",
     """北塘街道总工会开展网络安全进渔港活动

    8月3日，北塘街道总工会组织职工志愿者走进渔港码头，为返港渔民讲解防范电信网络诈骗知识，现场120名渔民参加活动。渔民们表示受益匪浅。

另附摄影作品：
作品名称：收锚
作者：佘山
单位：北塘街道总工会""", files=[f("收锚.jpg")],
     works=[work("photo", "北塘街道总工会", "佘山", NO, "收锚", "收锚.jpg")], reports=[report("北塘街道总工会", "北塘街道总工会开展网络安全进渔港活动")])
