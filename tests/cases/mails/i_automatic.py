"""Mail that must get no answer."""
from kit import mail

mail("296-none-out-of-office-chinese", "an automatic answer with the proper header, in Chinese, with a number", "outlook", ("赵敏", "zhaomin@orikon-example.com"), "自动答复: 作品收到",
     "您好，我正在休年假，8月22日返岗。急事请联系同事小孙 022-59886612。", headers=[("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")], reply="none")
mail("297-none-foxmail-holiday", "an automatic answer without any header that says so; the subject does", "foxmail", ("高新区工会", "gxqgh@163.com"), "自动回复:【已收到】您报送的作品",
     "这是一封自动回复邮件。您的来信已收到，我会尽快回复。", reply="none")
mail("298-none-coremail-bounce", "a Chinese provider's bounce as plain text from its postmaster", "netease", ("", "postmaster@163-example.com"), "系统退信/Systems bounce",
     """抱歉，您的邮件被退回来了……
您可以将本退信转发给客服人员。
原邮件信息：
时间： 2022-08-11 10:20:31
主题： 作品已收到
收件人： btjd@qq.com
退信原因： 收件人邮件地址不存在 (550 User not found)
""", headers=[("Auto-Submitted", "auto-replied"), ("Return-Path", "<>")], reply="none")
mail("299-none-newsletter", "a newsletter with List-Unsubscribe about a photo contest", "aliyun", ("工会摄影之友", "news@photo-friends.example.com"), "本周精选：30幅职工摄影作品",
     rich='<h2>本周精选</h2><p>作品名称：晨曲 作者：佚名 单位：某厂工会 电话：400-000-1111</p><p><a href="https://photo-friends.example.com/u">退订</a></p>',
     headers=[("List-Unsubscribe", "<https://photo-friends.example.com/u>"), ("Precedence", "bulk")], reply="none")
mail("300-none-spam-training", "spam offering a training course", "mobile139", ("财税培训中心", "kc8841@mail-offer.example.com"), "★8月增值税新政培训★报名从速",
     "本公司诚聘讲师，代开各类发票，税点优惠！\n课程费用：2800元/人，会员免费\n报名热线：13800001111 王老师  加微信送资料\n如不需要此类邮件请回复退订", reply="none")
mail("301-none-read-receipt", "a read receipt of a Chinese client as plain text", "foxmail", ("茶淀街道", "cdjdgh2@163.com"), "已读: 作品已收到",
     "您的邮件\n  收件人: 茶淀街道\n  主题: 作品已收到\n  发送时间: 2022-08-10 09:11\n已于 2022-08-10 09:40 被阅读。", headers=[("Auto-Submitted", "auto-replied")], reply="none")
mail("302-none-mailbox-provider", "the provider's advertisement for more room", "sina", ("新浪邮箱", "service@sina-mail.example.com"), "您的邮箱空间即将用尽",
     "尊敬的用户：您的邮箱空间已使用95%，请及时清理或升级VIP。此邮件为系统自动发送，请勿回复。", headers=[("Precedence", "bulk")], reply="none")
