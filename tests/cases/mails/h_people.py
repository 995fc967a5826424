"""Mail of persons that carries nothing to file: staff read it."""
from kit import f, mail

mail("289-staff-deadline", "asks whether the last day can be put off", "qq", ("青青", "50231987@qq.com"), "请问能延期吗", "老师您好，我们单位疫情封控，作品能不能晚几天交？盼复。\n开发区 小刘 13820001873", reply="staff")
mail("290-staff-thanks-by-phone", "thanks from a telephone, nothing quoted", "iphone", ("", "yang_lz@icloud.com"), "Re: 作品收到", "收到，谢谢老师！辛苦啦[玫瑰]\n\n发自我的iPhone", reply="staff")
mail("291-staff-platform-trouble", "cannot log in to the platform; a picture of the screen is attached", "netease", ("寨上街道总工会", "zsjdgh2@163.com"), "平台登录不上去",
     "您好，诵读作品的平台一直提示验证码错误，截图见附件，请问怎么办？", files=[f("截图.png")], reply="staff")
mail("292-staff-wrong-file-announced", "announces that a better file will be sent", "foxmail", ("泰达街道工会", "tdjdgh@163.com"), "关于上次报送的微视频", "于老师：上次发的微视频画质不清楚，作者正在重新导出，明天重新发送，请先不要上报。谢谢！", reply="staff")
mail("293-staff-asks-number-of-works", "asks how many works a unit may hand in; the words of all labels occur", "coremail", ("新港街道总工会", "xgjd@xg-example.cn"), "咨询",
     "请问每个单位最多可以报几件作品？作品名称、作者姓名和联系方式是写在邮件里还是写在报名表里？单位要盖章吗？", reply="staff")
mail("294-staff-invitation", "an invitation of another department with a table of attendance", "outlook", ("区文联", "wenlian@wl-example.cn"), "邀请函",
     "宣教网络部：\n兹定于8月26日下午2点在区文化馆召开职工文艺创作座谈会，请派1名同志参加，并将参会人员姓名、电话报文联办公室。\n联系人：欧小姐 65300000", reply="staff")
mail("295-staff-only-a-greeting", "says the work is attached, nothing is attached", "iphone", ("", "gao_gao_88@qq.com"), "作品", "老师好，作品在附件里，请查收。", reply="staff")
