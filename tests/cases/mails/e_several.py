"""Several works in one mail, works announced without files, works no one can tell the kind of."""
from kit import BAD, NO, archive, csvfile, docx, f, mail, pdf, work, xls, xlsx

mail("261-several-four-kinds-in-subject-order", "sections with Chinese ordinals, each another sub-project; unit once at the top", "foxmail", ("汉沽街道总工会", "hgjdzgh@163.com"),
     "汉沽街道总工会报送作品", """报送单位：汉沽街道总工会

（一）网络正能量歌曲
《飞镲响起来》 作者 尤三姐 电话 13502144067
（二）网络正能量摄影作品
《盐垛》 作者 计春华 电话 67112903
（三）网络正能量诵读作品
《海的儿子》 作者 苍生 电话 15022660814""", files=[f("飞镲响起来.mp3"), f("盐垛.jpg"), f("海的儿子.mp3")],
     works=[work("song", "汉沽街道总工会", "尤三姐", "13502144067", "飞镲响起来", "飞镲响起来.mp3"),
            work("photo", "汉沽街道总工会", "计春华", "67112903", "盐垛", "盐垛.jpg"),
            work("recitation", "汉沽街道总工会", "苍生", "15022660814", "海的儿子", "海的儿子.mp3")])

mail("262-several-summary-no-files", "works were uploaded already: the list as xls with a column 子项目", "netease", ("教体工会", "jtgh@bhjt-example.cn"), "教育体育系统报送情况汇总",
     "各校作品均已在各平台提交，现将报送情况汇总表发送，请查收。", files=[xls("报送情况汇总表.xls", [
         ["“网聚职工正能量 争做中国好网民”主题活动报送情况汇总表", None, None, None, None, None], ["序号", "子项目", "作品名称", "作者", "单位", "联系方式"],
         [1, "微视频", "操场边的守望", "夹谷晴", "滨海新区远洋小学工会", "13820135507"], [2, "诵读", "少年说", "毕方", "滨海新区港西中学工会", "63150098"],
         [3, "网络达人", "物理老王", "王不留", "滨海新区第九中学工会", "18902144476"]], merges=[(0, 0, 0, 5)])],
     works=[work("video", "滨海新区远洋小学工会", "夹谷晴", "13820135507", "操场边的守望"),
            work("recitation", "滨海新区港西中学工会", "毕方", "63150098", "少年说"),
            work("talent", "滨海新区第九中学工会", "王不留", "18902144476", "物理老王")])

mail("263-several-csv-beside-files", "a list as CSV between semicolons, files named by ordinal and title", "wps", ("滨海建投工会", "bhjt@jt-example.com"), "滨海津投集团工会作品", "清单及作品",
     files=[csvfile("清单.csv", [["类别", "作品", "作者", "所在单位", "手机"], ["摄影", "钢筋森林", "甄妮", "滨海津投集团工会", "13652190047"],
                              ["微视频", "桥的诞生", "干将", "滨海津投集团路桥公司工会", "15822476610"]], "utf-8-sig", ";"),
            f("01钢筋森林.jpg"), f("02桥的诞生.mp4")],
     works=[work("photo", "滨海津投集团工会", "甄妮", "13652190047", "钢筋森林", "01钢筋森林.jpg"),
            work("video", "滨海津投集团路桥公司工会", "干将", "15822476610", "桥的诞生", "02桥的诞生.mp4")])

mail("264-several-zip-kind-folders", "a zip with a folder per kind, file names carry title and author, unit and number in the body for all", "qq", ("北塘街道总工会", "btjd@qq.com"),
     "北塘街道总工会作品打包", "单位：北塘街道总工会，联系电话统一用25308877。",
     files=[archive("北塘作品.zip", [("北塘作品/摄影/炮台夕照-易水寒.jpg", f("炮台夕照-易水寒.jpg")), ("北塘作品/微视频/海鲜街夜话-关山月.mp4", f("海鲜街夜话-关山月.mp4"))], "utf-8")],
     works=[work("photo", "北塘街道总工会", "易水寒", "25308877", "炮台夕照", "北塘作品.zip/北塘作品/摄影/炮台夕照-易水寒.jpg"),
            work("video", "北塘街道总工会", "关山月", "25308877", "海鲜街夜话", "北塘作品.zip/北塘作品/微视频/海鲜街夜话-关山月.mp4")])

mail("265-several-two-forms-one-short", "two registration forms; the second lacks its title and its number", "coremail", ("高速工会", "gs@gaosu-example.com"), "两份报名表",
     "两位职工的报名表和作品，请查收", files=[
         docx("报名表-左青.docx", "作品报名表", [["参赛类别", "摄影"], ["作品名称", "收费亭的年夜饭"], ["作者", "左青"], ["单位", "滨海高速养护有限公司工会"], ["联系方式", "13116080942"]]),
         docx("报名表-幸福.docx", "作品报名表", [["参赛类别", "诵读"], ["作品名称", ""], ["作者", "幸福"], ["单位", "滨海高速养护有限公司工会"], ["联系方式", ""]]),
         f("收费亭的年夜饭-左青.jpg"), f("幸福.mp3")],
     works=[work("photo", "滨海高速养护有限公司工会", "左青", "13116080942", "收费亭的年夜饭", "收费亭的年夜饭-左青.jpg"),
            work("recitation", "滨海高速养护有限公司工会", "幸福", NO, NO, "幸福.mp3")])

mail("266-several-bad-number-in-one-row", "one of three rows has a number of ten digits", "aliyun", ("临港工会", "lg@lingang-example.cn"), "临港摄影三幅", "作品见附件，信息见表格",
     files=[f("龙门吊.jpg"), f("潮间带.jpg"), f("安全帽.jpg"), xlsx("信息表.xlsx", [
         ["作品名称", "作者姓名", "工作单位", "电话"], ["龙门吊", "言午", "天津临港重装工会", "13820660119"], ["潮间带", "弓长", "天津临港重装工会", "1382066011"],
         ["安全帽", "木易", "天津临港重装工会", "022-66619008"]])],
     works=[work("photo", "天津临港重装工会", "言午", "13820660119", "龙门吊", "龙门吊.jpg"),
            work("photo", "天津临港重装工会", "弓长", BAD, "潮间带", "潮间带.jpg"),
            work("photo", "天津临港重装工会", "木易", "02266619008", "安全帽", "安全帽.jpg")])

mail("267-unknown-film", "a film with all labels, of no stated kind", "netease", ("", "hjygh2@163.com"), "胡家园街道总工会报送作品",
     "作品名称：窗口\n作者：靳松\n单位：胡家园街道总工会\n联系方式：13752077193", files=[f("窗口.mp4")],
     works=[work("unknown", "胡家园街道总工会", "靳松", "13752077193", "窗口", "窗口.mp4")])

mail("268-unknown-pdf", "a PDF of no stated kind, without a number; the notice's name in the subject says nothing", "sina", ("新河街道总工会", "xhjdzgh@sina.com"),
     "“网聚职工正能量 争做中国好网民”主题活动作品", "单位：新河街道总工会；姓名：车迟；作品名称：网络那头", files=[pdf("网络那头.pdf", "网络那头", "一个关于温暖的故事。")],
     works=[work("unknown", "新河街道总工会", "车迟", NO, "网络那头", "网络那头.pdf")])

mail("269-unknown-sound-and-known-picture", "a picture said to be a photograph and a sound of no stated kind", "qq", ("太平镇总工会", "tpz@qq.com"), "太平镇总工会作品2件",
     "1、摄影《苇塘》，乌云，13920447718\n2、《故乡》，席慕，15202266904", files=[f("苇塘.jpg"), f("故乡.mp3")],
     works=[work("photo", "太平镇总工会", "乌云", "13920447718", "苇塘", "苇塘.jpg"),
            work("unknown", "太平镇总工会", "席慕", "15202266904", "故乡", "故乡.mp3")])

mail("270-late-but-complete", "a complete work after the last day is late, not wrong", "iphone", ("", "lmz_1001@qq.com"), "迟到的摄影作品",
     "不好意思交晚了。\n作品名称 夜渡\n作者 蓝敏之\n单位 天津津沽轮渡有限公司工会\n电话 13612044709", files=[f("夜渡.jpg")], when="2022-09-12 21:14",
     works=[work("photo", "天津津沽轮渡有限公司工会", "蓝敏之", "13612044709", "夜渡", "夜渡.jpg")])

mail("271-correction-answered-by-one-number", "the answer to our question brings all labels anew", "netease", ("中塘镇总工会", "ztzgh_tj@163.com"), "回复：请补充作品信息",
     """补充如下：
微视频《豆腐坊》 作者公西华 单位中塘镇总工会 联系电话63272215，视频重新附上

在 2022-08-05 09:20:31，"xuanwangbu" <xuanwangbu@sina.com> 写道：
> 您好！您报送的作品已收到，还缺少：联系方式。
> 请直接回复本邮件补充。咨询电话：65309739
""", files=[f("豆腐坊.mp4")], works=[work("video", "中塘镇总工会", "公西华", "63272215", "豆腐坊", "豆腐坊.mp4")])

mail("272-quoted-notice-missing-number", "a submission on top of the quoted notice; the only number is the organiser's", "foxmail", ("", "tdjd_zhang@163.com"), "Re: 关于组织参加主题活动的通知",
     """您好，摄影作品报送：
题目《梅江夜归》，作者令狐青，单位泰达街道总工会

发件人： 滨海新区总工会宣教网络部
发送时间： 2022-07-08 10:02
收件人： 各单位
主题： 关于组织参加主题活动的通知
各开发区、街镇总工会，各系统及直属单位工会：
作品要标注单位、姓名、联系方式、作品名称，同时，将报送情况发送到新区总工会宣教网络部邮箱（xuanwangbu@sina.com）。
联系电话：65309739    25275642""", files=[f("梅江夜归.jpg")],
     works=[work("photo", "泰达街道总工会", "令狐青", NO, "梅江夜归", "梅江夜归.jpg")])
