"""Photographs."""
from kit import BAD, NO, archive, attached_mail, docx, f, logo, mail, txt, work, xlsx

mail("201-photo-one-breath", "a hurried clerk tells everything in one sentence without a full stop", "qq", ("小荷", "2284410937@qq.com"),
     "报照片", "领导好，报一幅摄影，名字叫《盐碱地上的向日葵》，作者祁连生，单位汉沽街道总工会，电话138 2044 1907，收到麻烦回一下谢谢",
     files=[f("微信图片_20220719093315.jpg")],
     works=[work("photo", "汉沽街道总工会", "祁连生", "13820441907", "盐碱地上的向日葵", "微信图片_20220719093315.jpg")])

mail("202-photo-old-chairman", "a letter in the old manner; the author has a telephone at home, the writer is not the author", "netease",
     ("邢福来", "xingfulai1954@163.com"), "呈送照片一幅", """滨海新区总工会宣教网络部负责同志：

    您好！我是新河街道船厂社区工会的老主席，退休前在船厂工作了三十六年。见到通知后，大家都很高兴。
    现将我会会员拍摄的摄影作品一幅呈上，请查收：
    题目：老船坞的最后一班岗
    拍摄人：阮大庆
    阮大庆同志不用手机，家中电话为 022－25793316，白天均有人接听。
    如有不妥之处，请批评指正。
    此致
敬礼！
                              新河街道船厂社区工会  邢福来
                              二〇二二年八月三日""",
     files=[f("老船坞.jpg")],
     works=[work("photo", "新河街道船厂社区工会", "阮大庆", "02225793316", "老船坞的最后一班岗", "老船坞.jpg")])

mail("203-photo-runs-without-labels", "four bare lines, no label at all; a two-character name padded with blanks", "foxmail",
     ("", "zhwxx_gh@163.com"), "摄影作品", """《晨读》
张　　巍
滨海新区紫竹林小学工会
13612098841""", files=[f("DSC_0098.JPG")],
     works=[work("photo", "滨海新区紫竹林小学工会", "张巍", "13612098841", "晨读", "DSC_0098.JPG")])

mail("204-photo-dotted-name", "a dotted minority name, labels in black brackets on one line", "coremail",
     ("紫云中学工会", "ziyungh@zyzx.example.cn"), "紫云中学工会摄影作品1幅",
     "【作品】天山到渤海【作者】阿卜杜拉·买买提江【单位】滨海新区紫云中学工会【手机】18622730415", files=[f("天山到渤海.jpg")],
     works=[work("photo", "滨海新区紫云中学工会", "阿卜杜拉·买买提江", "18622730415", "天山到渤海", "天山到渤海.jpg")])

mail("205-photo-filename-dash-and-brackets", "title, dash, author with a compound surname, unit in brackets, number; all in the name of the file",
     "outlook", ("欧阳静怡", "ouyjy@bt-example.cn"), "摄影类投稿", "见附件。",
     files=[f("退潮——欧阳静怡（北塘街道总工会）13702091853.jpg")],
     works=[work("photo", "北塘街道总工会", "欧阳静怡", "13702091853", "退潮", "退潮——欧阳静怡（北塘街道总工会）13702091853.jpg")])

mail("206-photo-subject-slashes-mailbox", "subject between slashes; an e-mail address is given as the way to reach the author", "aliyun",
     ("司马俊", "simajun@tdjd-example.com"), "摄影／泰达街道总工会／司马俊／海上观日", "老师您好，作品见附件。联系邮箱：simajun_photo@163.com",
     files=[f("P1020443.jpg")],
     works=[work("photo", "泰达街道总工会", "司马俊", "simajun_photo@163.com", "海上观日", "P1020443.jpg")])

mail("207-photo-dots-in-number", "tabs between label and value, dots inside the number", "wps", ("塘沽环卫", "tghw2022@163.com"), "环卫工人摄影作品",
     "题目\t凌晨三点的扫帚\n摄影者\t车月娥\n工作单位\t塘沽街道环卫一队工会\n手机号\t139.2033.7751\n", files=[f("凌晨三点的扫帚.jpg")],
     works=[work("photo", "塘沽街道环卫一队工会", "车月娥", "13920337751", "凌晨三点的扫帚", "凌晨三点的扫帚.jpg")])

mail("208-photo-zip-folder-and-note", "a zip with a folder per author; the labels are in a note in each folder", "netease", ("茶淀街道总工会", "cdjdgh@163.com"),
     "茶淀街道网络正能量摄影作品", "作品都在压缩包里，每人一个文件夹，文件夹里有说明。",
     files=[archive("茶淀摄影.zip", [
         ("茶淀摄影/1 席桂芝/葡萄架下.jpg", f("葡萄架下.jpg")),
         ("茶淀摄影/1 席桂芝/说明.txt", txt("说明.txt", "作品名称：葡萄架下\n作者：席桂芝\n单位：茶淀街道总工会\n联系电话：15122649980\n")),
         ("茶淀摄影/2 哈斯巴根/归圈.jpg", f("归圈.jpg")),
         ("茶淀摄影/2 哈斯巴根/说明.txt", txt("说明.txt", "作品名称：归圈\n作者：哈斯巴根\n单位：茶淀街道孟圈村工会\n联系电话：67202218\n"))])],
     works=[work("photo", "茶淀街道总工会", "席桂芝", "15122649980", "葡萄架下", "茶淀摄影.zip/茶淀摄影/1 席桂芝/葡萄架下.jpg"),
            work("photo", "茶淀街道孟圈村工会", "哈斯巴根", "67202218", "归圈", "茶淀摄影.zip/茶淀摄影/2 哈斯巴根/归圈.jpg")])

mail("209-photo-xlsx-numbers-as-numbers", "summary table with its own column order, telephone numbers stored as numbers, pictures named by author",
     "foxmail", ("高新区总工会", "gxqzgh@tht-example.cn"), "高新区摄影作品及汇总表", "请查收高新区摄影作品及汇总表。",
     files=[f("厉承志.jpg"), f("花蕊.jpg"), xlsx("摄影作品汇总表.xlsx", [
         ["滨海高新区“网聚职工正能量 争做中国好网民”摄影作品汇总表", None, None, None, None, None],
         ["序号", "题目名称", "拍摄者", "单位全称", "手机号码", "备注"],
         [1, "芯火", "厉承志", "天津曙微电子有限公司工会", 13821907714, None],
         [2, "云上值守", "花蕊", "天津蓝盾数据有限公司工会", 15602183345, "首次参加"]], merges=["A1:F1"])],
     works=[work("photo", "天津曙微电子有限公司工会", "厉承志", "13821907714", "芯火", "厉承志.jpg"),
            work("photo", "天津蓝盾数据有限公司工会", "花蕊", "15602183345", "云上值守", "花蕊.jpg")])

mail("210-photo-docx-rows-one-dash", "a table of three works in Word; one number is a dash", "wps", ("古林街道总工会", "gulingh@126.com"), "报送摄影作品的情况",
     "您好，我街道报送摄影作品三幅，见附件。",
     files=[f("收网.jpg"), f("焊花.jpg"), f("老井新颜.jpg"), docx("古林街道摄影作品登记表.docx", "古林街道总工会摄影作品登记表", [
         ["编号", "照片标题", "作者", "所在单位", "联系方式"],
         ["01", "收网", "逯大海", "古林街道马棚口二村工会", "13672170936"],
         ["02", "焊花", "牟铁", "古林街道工联会", "——"],
         ["03", "老井新颜", "钟离雪", "古林街道建国村工会", "63218845"]])],
     works=[work("photo", "古林街道马棚口二村工会", "逯大海", "13672170936", "收网", "收网.jpg"),
            work("photo", "古林街道工联会", "牟铁", NO, "焊花", "焊花.jpg"),
            work("photo", "古林街道建国村工会", "钟离雪", "63218845", "老井新颜", "老井新颜.jpg")])

mail("211-photo-empty-author-line", "the label 作者 stands there with nothing behind it", "sina", ("", "hjygh_2022@sina.com"), "胡家园街道总工会摄影投稿",
     "作品名称：脚手架上的云\n作者：\n单位：胡家园街道总工会\n电话：25332207\n", files=[f("脚手架上的云.jpg")],
     works=[work("photo", "胡家园街道总工会", NO, "25332207", "脚手架上的云", "脚手架上的云.jpg")])

mail("212-photo-private-person", "a private person from a mailbox with a nickname; nothing tells the unit", "iphone", ("海风吹", "hfc_0917@qq.com"),
     "我想参加摄影征集", "老师好！我叫古丽米热，拍了一张夜班工友的照片，起名《零点的灯》，电话15822904471。\n\n发自我的 iPhone", files=[f("IMG_0021.jpg")],
     works=[work("photo", NO, "古丽米热", "15822904471", "零点的灯", "IMG_0021.jpg")])

mail("213-photo-ten-digits-in-filename", "the number in the file name is one digit short", "qq", ("寨上街道", "zsjdgh@qq.com"), "寨上街道总工会摄影作品", "",
     files=[f("寨上街道总工会_施工图上的星光_时来运_1382044190.jpg")],
     works=[work("photo", "寨上街道总工会", "时来运", BAD, "施工图上的星光", "寨上街道总工会_施工图上的星光_时来运_1382044190.jpg")])

mail("214-photo-bilingual-labels", "a foreign-invested firm: labels in two languages, an English disclaimer, a signature with numbers", "outlook",
     ("Wang, Lei (TJ)", "lei.wang@orikon-example.com"), "Photo submission 摄影作品", """Dear all,

Company / 单位: 天津欧瑞凯传感器有限公司工会
Author / 作者: 佟一鸣
Mobile / 手机: +86 136 0205 9914
Title / 作品名称: 无尘室里的春天

Best regards,
Wang Lei 王磊
HR & Labor Union
Tel: +86 22 5988 6600-215  Fax: +86 22 5988 6601
This e-mail and any attachment are confidential. If you are not the intended recipient please delete it.""",
     files=[f("cleanroom_spring.jpg")],
     works=[work("photo", "天津欧瑞凯传感器有限公司工会", "佟一鸣", "13602059914", "无尘室里的春天", "cleanroom_spring.jpg")])

mail("215-photo-html-header-above", "an HTML table with the labels above their values, two rows, blanks inside the labels", "netease", ("海滨街道总工会", "hbjdgh@163.com"),
     "海滨街道总工会——网络正能量摄影作品",
     rich='<p>您好，作品信息如下：</p><table border="1"><tr><th>序 号</th><th>作&nbsp;品&nbsp;名&nbsp;称</th><th>作&nbsp;者</th><th>单&nbsp;&nbsp;位</th>'
          '<th>联&nbsp;系&nbsp;电&nbsp;话</th></tr><tr><td>1</td><td>《油城之晨》</td><td>冉小雨</td><td rowspan="2">海滨街道总工会</td><td>13302108865</td></tr>'
          '<tr><td>2</td><td>《守井人》</td><td>燕 飞</td><td>63950127</td></tr></table>',
     files=[f("1油城之晨.jpg"), f("2守井人.jpg")],
     works=[work("photo", "海滨街道总工会", "冉小雨", "13302108865", "油城之晨", "1油城之晨.jpg"),
            work("photo", "海滨街道总工会", "燕飞", "63950127", "守井人", "2守井人.jpg")])

mail("216-photo-ordinal-and-blanks", "an ordinal in front and blanks inside the number, all in a file name, no word in the body", "mobile139",
     ("", "13502087719@139.com"), "摄影参赛作品", " ", files=[f("03 塘沽朝阳中学工会 上官云清 135 0208 7719 《灯下》.jpg")],
     works=[work("photo", "塘沽朝阳中学工会", "上官云清", "13502087719", "灯下", "03 塘沽朝阳中学工会 上官云清 135 0208 7719 《灯下》.jpg")])

mail("217-photo-decoys-for-the-prize", "identity card, bank card, postcode and a staff number for the prize stand around the number that counts", "foxmail",
     ("渤海湾银行塘沽支行", "tgzh@bhwbank-example.com"), "报送摄影作品", """作品题目：柜台内外
作者姓名：鲜于文博
所在单位：渤海湾银行塘沽支行工会
工号：020371
身份证号：120107199003070518
银行卡号：6217000061234567890
通讯地址：塘沽街道新华路88号  邮编：300450
联系电话：022-25861230
附：照片原图""", files=[f("柜台内外.jpg")],
     works=[work("photo", "渤海湾银行塘沽支行工会", "鲜于文博", "02225861230", "柜台内外", "柜台内外.jpg")])

mail("218-photo-two-authors-in-words", "two works in Chinese numerals; the second has no title", "coremail", ("中心渔港工会", "zxyg@zxyg-example.cn"), "中心渔港开发公司工会报送摄影作品",
     """单位：中心渔港开发公司工会
一、《万船归》，作者鲍长海，电话13920417726，文件名DSC0012.jpg
二、作者芮小曼，电话15522890341，文件名DSC0077.jpg，作者说还没想好题目""", files=[f("DSC0012.jpg"), f("DSC0077.jpg")],
     works=[work("photo", "中心渔港开发公司工会", "鲍长海", "13920417726", "万船归", "DSC0012.jpg"),
            work("photo", "中心渔港开发公司工会", "芮小曼", "15522890341", NO, "DSC0077.jpg")])

mail("219-photo-set-with-order", "a set of four with one title; the pictures are numbered with Chinese numerals; a logo in the signature", "macmail",
     ("新港街道总工会", "xgjd_gh@163.com"), "组照《修船人》",
     rich="<p>摄影组照《修船人》（4张）</p><p>作者：蒙　克　　联系方式：17622901158</p><p>报送单位：新港街道总工会</p><p>--<br><img src=\"cid:logo@x\"></p>",
     files=[f("修船人之一.jpg"), f("修船人之二.jpg"), f("修船人之三.jpg"), f("修船人之四.jpg"), logo("logo@x")],
     works=[work("photo", "新港街道总工会", "蒙克", "17622901158", "修船人", "修船人之一.jpg", "修船人之二.jpg", "修船人之三.jpg", "修船人之四.jpg")])

mail("220-photo-inner-mail-of-a-member", "the clerk attaches a member's mail; the outer mail names the unit alone", "netease", ("大沽街道总工会", "dgjdgh@163.com"),
     "转会员来稿", "单位：大沽街道总工会。会员来稿见附件邮件，请查收。",
     files=[attached_mail("220-photo-inner-mail-of-a-member", "qq", ("船歌", "77120934@qq.com"), "投稿摄影《锚地》",
                          "主席好，我的摄影作品《锚地》请帮我报上去。第五建华，13102274490", f("锚地.jpg"), name="投稿摄影《锚地》.eml")],
     works=[work("photo", "大沽街道总工会", "第五建华", "13102274490", "锚地", "锚地.jpg")])
