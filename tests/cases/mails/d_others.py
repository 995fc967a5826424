"""Talents, platforms, accounts, rights cases, mini programs, innovative activities."""
from kit import NO, Grid, doc, docx, f, mail, work, xlsx

mail("243-talent-form-photo-cell", "a recommendation form in Word with the account under 账号昵称 and the deeds below", "foxmail", ("东疆总工会", "djzgh@dj-example.cn"),
     "推荐正能量职工网络达人1名", "推荐表见附件。", files=[docx("网络达人推荐表.docx", "正能量职工网络达人推荐表", Grid([
         ["达人姓名", "尉迟晓东", "性别", "男", "照片"], ["工作单位", "天津东疆海运有限公司工会", "", "", ""], ["账号名称", "码头老尉", "平台", "抖音", ""],
         ["粉丝数量", "21.6万", "手机", "13602138827", ""], ["主要事迹", "五年拍摄三百条码头科普短视频。", "", "", ""]],
         [(0, 4, 2, 4), (1, 1, 1, 3), (4, 1, 4, 4)]))],
     works=[work("talent", "天津东疆海运有限公司工会", "尉迟晓东", "13602138827", "码头老尉")])

mail("244-talent-told-by-colleague", "a colleague recommends a colleague; the account is in straight quotes", "qq", ("小茉莉", "1170982234@qq.com"), "推荐网络达人",
     "我推荐我们单位的康巴尔汗参加职工网络达人评选！\n抖音号：\"焊工康姐\"，12万粉丝。\n她的电话是15122093378\n单位是天津海晟重工有限公司工会\n截图在附件", files=[f("Screenshot_20220722.png")],
     works=[work("talent", "天津海晟重工有限公司工会", "康巴尔汗", "15122093378", "焊工康姐", "Screenshot_20220722.png")])

mail("245-talent-no-number", "the form's number cell holds its hint", "sina", ("", "hygh_tj@sina.com"), "网络达人申报",
     "姓名：万象春\n单位：滨海新区金耀图书馆工会\n账号：春姐讲绘本（视频号）\n联系方式：（请填写手机号）", files=[f("主页.png")],
     works=[work("talent", "滨海新区金耀图书馆工会", "万象春", NO, None, "主页.png")])

mail("246-platform-xlsx-form", "a platform's form as workbook with merged values", "coremail", ("天津海晟重工", "gh@haisheng-example.com"), "普惠服务优秀平台申报表", "附件是申报表和介绍材料。",
     files=[xlsx("普惠服务平台申报表.xlsx", [["互联网+工会普惠服务优秀平台申报表", None, None, None], ["申报单位", "天津海晟重工有限公司工会", None, None],
                                     ["平台名称", "海晟工惠驿站", "上线时间", "2021年5月"], ["联系人", "毋丘兰", "联系电话", "59910033-6105"]],
                 merges=["A1:D1", "B2:D2"]), docx("海晟工惠驿站介绍.docx", "海晟工惠驿站介绍", "平台为三千名职工提供购物、法律咨询与健身预约。")],
     works=[work("platform", "天津海晟重工有限公司工会", "毋丘兰", "59910033-6105", "海晟工惠驿站", "海晟工惠驿站介绍.docx")])

mail("247-platform-in-a-paragraph", "everything in one paragraph; the platform's name in book marks", "netease", ("保税区总工会", "bsqzgh_2022@163.com"), "互联网＋工会普惠服务优秀平台",
     "天津港保税区总工会申报“互联网+工会普惠服务优秀平台”一个：《空港e家人》。联系人桑榆，联系电话84906120。平台注册职工2.3万人，累计发放消费券60万元。",
     works=[work("platform", "天津港保税区总工会", "桑榆", "84906120", "空港e家人")])

mail("248-platform-without-name", "no platform name and no person", "wps", ("开发区总工会", "kfqzgh@teda-example.cn"), "报送普惠平台材料",
     "申报项目：普惠服务优秀平台\n申报单位：天津经济技术开发区总工会\n联系电话：25201177\n平台名称：\n联系人：",
     works=[work("platform", "天津经济技术开发区总工会", NO, "25201177", NO)])

mail("249-account-official", "a WeChat account; contact person and number in one label with a slash", "qq", ("滨海四院工会", "bh4y@qq.com"), "新媒体账号征集——滨海四院工会",
     "公众号名称：四院职工之声\n运营单位：滨海新区第四医院工会\n联系人/电话：闾丘敏/13302170049", files=[f("二维码.png")],
     works=[work("account", "滨海新区第四医院工会", "闾丘敏", "13302170049", "四院职工之声", "二维码.png")])

mail("250-account-three-in-a-list", "three accounts, one a line, pieces between vertical bars, no labels but the heading", "foxmail", ("滨海公用集团工会", "gyjt@gy-example.com"),
     "滨海公用集团工会报送新媒体账号3个", """新媒体账号（名称｜单位｜姓名｜电话）
水务小蓝｜滨海水业有限公司工会｜濮阳清｜13820773105
热力暖心｜滨海供热有限公司工会｜宰父明｜66281190
燃气安全课｜滨海燃气有限公司工会｜安佑｜15900311726""",
     works=[work("account", "滨海水业有限公司工会", "濮阳清", "13820773105", "水务小蓝"),
            work("account", "滨海供热有限公司工会", "宰父明", "66281190", "热力暖心"),
            work("account", "滨海燃气有限公司工会", "安佑", "15900311726", "燃气安全课")])

mail("251-account-number-missing", "the account's fans and reads are no telephone numbers", "netease", ("大港街道总工会", "dgjdzgh@163.com"), "大港街道新媒体账号",
     "账号名称：港城工人\n单位：大港街道总工会\n负责人：缑明亮\n粉丝数：13800000\n累计阅读量：22563310次\n原创文章：1860篇",
     works=[work("account", "大港街道总工会", "缑明亮", NO, "港城工人")])

mail("252-rights-case-doc", "the case as Word 97 with its labels at the end of the text", "foxmail", ("寨上街道总工会", "zsjdzgh@126.com"), "互联网+工会维权服务案例", "案例见附件，请审阅。",
     files=[doc("指尖上的劳动仲裁.doc", "指尖上的劳动仲裁", "2022年4月，外卖骑手小李通过微信小程序向街道工会求助，反映站点拖欠两个月工资共计13800元。",
                "工会律师在线受理，三方视频调解，二十天后工资到账。", "报送单位：寨上街道总工会", "作者：司空朗", "联系电话：67118820")],
     works=[work("rights-case", "寨上街道总工会", "司空朗", "67118820", "指尖上的劳动仲裁", "指尖上的劳动仲裁.doc")])

mail("253-rights-case-notice-wording", "the sub-project as the notice misprints it", "coremail", ("港务工会", "gw@gangwu-example.com"), "互联网+会维权服务案例征集",
     "案例标题：一条弹幕引出的工伤\n撰写人：轩辕朗\n单位：天津津港港务有限公司工会\n手机：18822107736", files=[docx("一条弹幕引出的工伤.docx", "一条弹幕引出的工伤", "直播间里的一条弹幕，让工会发现了一起工伤。")],
     works=[work("rights-case", "天津津港港务有限公司工会", "轩辕朗", "18822107736", "一条弹幕引出的工伤", "一条弹幕引出的工伤.docx")])

mail("254-rights-case-hotline-only", "the only numbers are hotlines", "sina", ("", "gltbx@sina.com"), "维权案例一篇",
     "案例名称：掌上讨薪记\n单位：古林街道总工会\n作者：漆平\n咨询可打12351或12333", files=[docx("掌上讨薪记.docx", "掌上讨薪记", "建筑工人老马用手机讨回了工资。")],
     works=[work("rights-case", "古林街道总工会", "漆平", NO, "掌上讨薪记", "掌上讨薪记.docx")])

mail("255-mini-program-list-with-parentheses", "labels behind their values in brackets", "iphone", ("", "mxy_77@icloud.com"), "小程序应用优秀案例",
     "码上工间操（小程序名称）\n天津津沽轴承有限公司工会（单位）\n母馨月（姓名）\n13512046619（电话）", files=[f("首页.png")],
     works=[work("mini-program", "天津津沽轴承有限公司工会", "母馨月", "13512046619", "码上工间操", "首页.png")])

mail("256-mini-program-docx-story", "the labels stand in the head of the case's own document", "netease", ("乐购超市工会", "lg@legou-example.com"), "小程序案例", "见附件。",
     files=[docx("“随手帮”小程序应用案例.docx", "“随手帮”小程序应用案例", "单位：天津乐家福商贸有限公司工会    姓名：从容    联系方式：13702119054", "小程序名称：随手帮",
                 "店里三百名理货员用它换班、报修、找对象。")],
     works=[work("mini-program", "天津乐家福商贸有限公司工会", "从容", "13702119054", "随手帮", "“随手帮”小程序应用案例.docx")])

mail("257-mini-program-name-missing", "a number in the signature; the author cell is 无", "outlook", ("新北街道总工会", "xbjd@xb-example.cn"), "小程序案例报送",
     "程序名称：新北工友圈\n作者：无\n单位：新北街道总工会\n\n--\n新北街道总工会 办公室\n电话 66300915", files=[f("截图1.png"), f("截图2.png")],
     works=[work("mini-program", "新北街道总工会", NO, "66300915", "新北工友圈", "截图1.png", "截图2.png")])

mail("258-innovation-plan-pdf-and-labels", "an activity plan as Word 97; labels in the body after dashes", "wps", ("政务办", "zwb@zw-example.cn"), "创新活动征集投稿",
     "网络正能量创新活动\n——活动名称：“码”上点亮微心愿\n——申报单位：滨海新区政务服务中心工会\n——负责人：阳关\n——手机：13920074418",
     files=[doc("“码”上点亮微心愿活动方案.doc", "“码”上点亮微心愿活动方案", "活动在大厅设置心愿二维码，职工扫码认领。")],
     works=[work("innovation", "滨海新区政务服务中心工会", "阳关", "13920074418", "“码”上点亮微心愿", "“码”上点亮微心愿活动方案.doc")])

mail("259-innovation-organiser-lines", "主办单位 and 承办单位 in the text are not the submitter; 填报单位 is", "foxmail", ("金耀社区工会", "jysq@163.com"), "创新活动案例",
     "活动名称：云端家风馆\n主办单位：滨海新区总工会\n承办单位：滨海新区文化馆\n填报单位：新港街道金耀社区工会\n填报人：花满蹊\n联系电话：25780063",
     files=[docx("云端家风馆.docx", "云端家风馆", "线上展出职工家书二百封。")],
     works=[work("innovation", "新港街道金耀社区工会", "花满蹊", "25780063", "云端家风馆", "云端家风馆.docx")])

mail("260-innovation-lacks-unit-and-number", "a person with a nickname sends a plan; neither unit nor number", "qq", ("一叶知秋", "980213377@qq.com"), "网络正能量创新活动",
     "您好，我的创新活动方案《直播间里的劳模课》，我叫隗晓冬", files=[docx("直播间里的劳模课.docx", "直播间里的劳模课", "邀请劳模每周进直播间一小时。")],
     works=[work("innovation", NO, "隗晓冬", NO, "直播间里的劳模课", "直播间里的劳模课.docx")])
