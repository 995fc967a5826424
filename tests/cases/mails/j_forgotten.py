"""Files that a mail says it brings, while it brings none; and mails that sound alike and forgot nothing."""
from kit import NO, OURS, f, mail, report, work

# --- forgotten ---

mail("303-forgotten-photo-all-labels", "all labels, “作品见附件”, and no file", "foxmail", ("胡家园街道总工会", "hjyjd_gh@163.com"), "摄影作品报送",
     "于老师：\n您好！我街道报送摄影作品一幅，作品见附件，信息如下：\n\n作品名称：《塔吊下的早餐摊》\n作者：强小满\n单位：胡家园街道总工会\n联系电话：15022640917\n\n谢谢！",
     works=[work("photo", "胡家园街道总工会", "强小满", "15022640917", "塔吊下的早餐摊")], reply="correct")

mail("304-forgotten-official-letter", "an official letter whose list of enclosures was not attached", "wps", ("天津港轮驳公司工会", "lbgs@tjport-example.cn"), "关于报送微视频作品的函",
     "区总工会宣教网络部：\n    按照通知要求，现将我公司微视频作品《夜色里的拖轮》报送贵部。作者：钟离海，单位：天津港轮驳有限公司工会，联系电话：25706604。\n    特此函达。\n\n"
     "    附件：1.微视频《夜色里的拖轮》\n          2.作品登记表\n\n                                天津港轮驳有限公司工会\n                                2022年8月15日",
     works=[work("video", "天津港轮驳有限公司工会", "钟离海", "25706604", "夜色里的拖轮")], reply="correct")

mail("305-forgotten-song-named-as-asked", "“已按要求命名” is not “已在平台提交”: the sound did not come", "qq", ("", "2271130846@qq.com"), "原创歌曲《闸门谣》",
     "老师好，歌曲已按要求命名，音频和歌词随信附上。\n歌名：闸门谣\n词/曲/唱：南宫铁\n单位：滨海新区水务局工会\n手机：13752241180",
     works=[work("song", "滨海新区水务局工会", "南宫铁", "13752241180", "闸门谣")], reply="correct")

mail("306-forgotten-and-number-too", "the number is lacking as well as the file: one answer asks for both", "netease", ("太平镇总工会", "tpzgh_bh@126.com"), "诵读作品",
     "附件是我镇报送的诵读作品，请查收。\n篇目：《稻田里的灯》\n朗诵者：车前子\n单位：太平镇总工会",
     works=[work("recitation", "太平镇总工会", "车前子", NO, "稻田里的灯")], reply="correct")

mail("307-forgotten-statistics-table", "“活动统计表见附件” and nothing attached", "coremail", ("新城镇总工会", "xczgh@bh-example.cn"), "新城镇总工会线下活动统计表",
     "宣教网络部：\n我镇7月、8月线下活动统计表见附件，请审核。\n新城镇总工会", reply="correct")

mail("308-forgotten-nothing-but-see-attachment", "the whole mail is “见附件”; the subject names the kind", "iphone", ("古林街道总工会", "gljd_xj@163.com"), "微视频作品报送", "见附件，谢谢",
     works=[work("video", "古林街道总工会", NO, NO, NO)], reply="correct")

mail("309-forgotten-two-works-in-a-table", "two works in a table of the body, “原图在附件”, no file came", "outlook", ("泰达街道总工会", "tdjd@bh-example.cn"), "摄影作品2件",
     rich="<p>于老师：报送摄影作品2件，原图在附件，汇总如下：</p><table border=\"1\"><tr><th>作品名称</th><th>作者</th><th>单位</th><th>联系方式</th></tr>"
          "<tr><td>雨后的塔吊</td><td>闾丘明</td><td>泰达街道总工会</td><td>13821190347</td></tr>"
          "<tr><td>夜班公交</td><td>东方晓</td><td>泰达街道总工会</td><td>15900211764</td></tr></table>",
     works=[work("photo", "泰达街道总工会", "闾丘明", "13821190347", "雨后的塔吊"), work("photo", "泰达街道总工会", "东方晓", "15900211764", "夜班公交")], reply="correct")

# --- not forgotten ---

mail("310-elsewhere-and-a-screenshot-told-of", "submitted on the organiser's platform; the screenshot that the letter tells of did not come", "foxmail", ("北塘街道总工会", "btjd_gh@163.com"), "微视频报送情况",
     "于老师：我街道微视频《渔网上的月亮》（作者：司徒远，单位：北塘街道总工会，联系电话：13612094471）已在广西总工会征集平台提交。\n提交成功的截图见附件。",
     works=[work("video", "北塘街道总工会", "司徒远", "13612094471", "渔网上的月亮")], reply="acknowledge")

mail("311-quoted-notice-tells-of-enclosures", "an account needs no file; only the quoted notice says 见附件", "netease", ("寨上街道总工会", "zsjd_gh@163.com"), "回复：关于组织参加主题活动的通知",
     """报送网络正能量新媒体账号一个：
账号名称：寨上职工e家
单位：寨上街道总工会
负责人：尉迟静
联系电话：67192236

发件人： 滨海新区总工会宣教网络部
发送时间： 2022-07-08 10:02
收件人： 各单位
主题： 关于组织参加主题活动的通知
各开发区、街镇总工会，各系统及直属单位工会：
于2022年8月30日前，将开展的活动统计表（见附件2）报送至宣传网络部。参与各子项目活动的主要内容及报送方式（见附件3）。
联系电话：65309739    25275642
附件：
1、计划任务分配表
2、开展线下活动统计表""", to=[OURS],
     works=[work("account", "寨上街道总工会", "尉迟静", "67192236", "寨上职工e家")], reply="acknowledge")

mail("312-net-disk-instead-of-the-attachment", "the film lies on a net disk, which the letter calls its attachment", "qq", ("塘沽街道总工会", "tgjd_gh@qq.com"), "微视频《码头理发员》",
     "附件太大，放网盘了，见附件链接：https://pan.baidu.com/s/1Qw7ErT9yUiOpAsD 提取码：k3n8\n单位：塘沽街道总工会\n作者：呼延平\n电话：25861179\n作品名称：码头理发员.mp4",
     works=[work("video", "塘沽街道总工会", "呼延平", "25861179", None)], reply="acknowledge")

mail("313-write-up-without-its-photographs", "the write-up stands in the body; the photographs that it tells of did not come", "wps", ("中塘镇总工会", "ztzgh@bh-example.cn"), "信息报送",
     """中塘镇总工会开展网络安全进车间活动

    8月10日，中塘镇总工会走进汽车内饰件企业开展“网络安全进车间”活动，80余名职工参加。
    志愿者结合身边案例讲解如何识别网络谣言和电信诈骗，发放宣传手册100余份。职工们纷纷表示，要做文明上网的带头人。
    下一步，镇总工会将把宣讲送到更多班组。
                                        （中塘镇总工会供稿，照片见附件）""",
     reports=[report("中塘镇总工会", "中塘镇总工会开展网络安全进车间活动")], reply="acknowledge")

mail("314-picture-shown-in-the-text", "the letter says 见附件, and the program put the picture into the text", "macmail", ("杨家泊镇总工会", "yjbz@bh-example.cn"), "摄影作品《虾塘晨雾》",
     rich="<p>摄影作品见附件：</p><p><img src=\"cid:photo1@mac\"></p><p>作品名称：虾塘晨雾<br>作者：濮阳春<br>单位：杨家泊镇总工会<br>手机：13302090665</p>",
     files=[f("虾塘晨雾.jpg", "photo1@mac")], works=[work("photo", "杨家泊镇总工会", "濮阳春", "13302090665", "虾塘晨雾", "虾塘晨雾.jpg")], reply="acknowledge")

mail("315-case-in-the-text-nothing-enclosed", "the case stands in the text; what the letter says of attachments is that there is none", "coremail", ("汉沽街道总工会", "hgjd@bh-example.cn"),
     "互联网+工会维权服务案例", """案例名称：一条语音追回的工资
单位：汉沽街道总工会
作者：百里安
联系电话：67112258

    2022年5月，12名装修工人通过街道工会微信号反映被拖欠工资。街道总工会当天联系劳动监察部门，通过线上调解，三天内追回工资8.6万元。
    没有附件，案例正文如上；如需附上佐证材料请告知。""",
     works=[work("rights-case", "汉沽街道总工会", "百里安", "67112258", "一条语音追回的工资")], reply="acknowledge")
