#include "schema/profiles.h"

#include <string.h>
#include <strings.h>

/* clang-format off */

#define SINA_CODE    "网页邮箱 设置 → 客户端 POP/IMAP/SMTP：开启服务，短信验证后得到 16 位授权码"
#define SINA_CODE_EN "web mail, Settings > client POP/IMAP/SMTP: switch the service on; a text message later it shows a code of 16 characters"
#define SINA_QUIRKS  "服务器不会主动通知新邮件（没有 IDLE、UIDPLUS、MOVE），按 poll_seconds 定时查看；settled 请保持 {flag: \\Seen}"
#define SINA_QUIRKS_EN  "offers no IDLE, UIDPLUS or MOVE: new mail is asked for every poll_seconds; keep settled: {flag: \\Seen}"
#define NETEASE_CODE "网页邮箱 设置 → POP3/SMTP/IMAP：开启 IMAP/SMTP 服务，新增授权密码"
#define NETEASE_CODE_EN "web mail, Settings > POP3/SMTP/IMAP: switch IMAP/SMTP on and add an authorization password"
#define NETEASE_QUIRKS "客户端不报名称就打不开文件夹（Unsafe Login），程序已经报了；不会主动通知新邮件；有过一天回信约一百封后邮箱被停用一天的情况"
#define NETEASE_QUIRKS_EN "opens no folder (\"Unsafe Login\") before the client names itself, which is done; offers no IDLE; was seen to close a mailbox for the day after some 100 answers"
#define QQ_CODE      "网页邮箱 设置 → 账号与安全 → 安全设置：开启 IMAP/SMTP 服务，生成授权码"
#define QQ_CODE_EN   "web mail, Settings > account and security: switch IMAP/SMTP on and generate an authorization code"
#define QQ_QUIRKS    "大约 20 MB 以上的附件以会过期的链接出现，不在邮件里"
#define QQ_QUIRKS_EN    "attachments over some 20 MB come as links that expire, not as files"

const struct profile profiles[] = {
	{"sina", "新浪邮箱 sina.com", {"sina.com", "2008.sina.com"}, "imap.sina.com", "smtp.sina.com", 993, 465, SINA_CODE, SINA_CODE_EN, SINA_QUIRKS, SINA_QUIRKS_EN},
	{"sina-cn", "新浪邮箱 sina.cn", {"sina.cn"}, "imap.sina.cn", "smtp.sina.cn", 993, 465, SINA_CODE, SINA_CODE_EN, SINA_QUIRKS, SINA_QUIRKS_EN},
	{"sina-vip", "新浪VIP邮箱 vip.sina.com", {"vip.sina.com"}, "imap.vip.sina.com", "smtp.vip.sina.com", 993, 465, SINA_CODE, SINA_CODE_EN, SINA_QUIRKS, SINA_QUIRKS_EN},
	{"sina-vip-cn", "新浪VIP邮箱 vip.sina.cn", {"vip.sina.cn"}, "imap.vip.sina.cn", "smtp.vip.sina.cn", 993, 465, SINA_CODE, SINA_CODE_EN, SINA_QUIRKS, SINA_QUIRKS_EN},
	{"sina-net", "新浪企业邮箱", {NULL}, "imap.sina.net", "smtp.sina.net", 993, 465, SINA_CODE, SINA_CODE_EN, SINA_QUIRKS, SINA_QUIRKS_EN},
	{"163", "网易163邮箱", {"163.com"}, "imap.163.com", "smtp.163.com", 993, 465, NETEASE_CODE, NETEASE_CODE_EN, NETEASE_QUIRKS, NETEASE_QUIRKS_EN},
	{"126", "网易126邮箱", {"126.com"}, "imap.126.com", "smtp.126.com", 993, 465, NETEASE_CODE, NETEASE_CODE_EN, NETEASE_QUIRKS, NETEASE_QUIRKS_EN},
	{"yeah", "网易yeah.net邮箱", {"yeah.net"}, "imap.yeah.net", "smtp.yeah.net", 993, 465, NETEASE_CODE, NETEASE_CODE_EN, NETEASE_QUIRKS, NETEASE_QUIRKS_EN},
	{"qq", "QQ邮箱", {"qq.com", "foxmail.com"}, "imap.qq.com", "smtp.qq.com", 993, 465, QQ_CODE, QQ_CODE_EN, QQ_QUIRKS, QQ_QUIRKS_EN},
	{"exmail", "腾讯企业邮箱", {NULL}, "imap.exmail.qq.com", "smtp.exmail.qq.com", 993, 465,
		"网页邮箱 设置 → 客户端设置：开启 IMAP/SMTP；启用了安全登录的，用客户端专用密码",
		"web mail, Settings > client settings: switch IMAP/SMTP on; where secure login is in force, a password for clients is made there", QQ_QUIRKS, QQ_QUIRKS_EN},
	{"aliyun", "阿里邮箱 aliyun.com", {"aliyun.com"}, "imap.aliyun.com", "smtp.aliyun.com", 993, 465, "", "", "", ""},
	{"aliyun-qiye", "阿里企业邮箱", {NULL}, "imap.qiye.aliyun.com", "smtp.qiye.aliyun.com", 993, 465,
		"管理员启用了第三方客户端安全密码的：网页邮箱 设置 → 账户与安全 → 客户端设置",
		"only where the domain's administrator demands it: web mail, Settings > account and security > clients", "", ""},
	{"139", "中国移动139邮箱", {"139.com"}, "imap.139.com", "smtp.139.com", 993, 465,
		"网页邮箱 设置 → 客户端设置：开启 IMAP/SMTP，生成授权码",
		"web mail, Settings > client settings: switch IMAP/SMTP on and generate an authorization code", "", ""},
	{"generic", "其他邮箱 (any other)", {NULL}, "", "", 993, 465, "", "", "", ""},
};

/* clang-format on */

const size_t profiles_count = sizeof profiles / sizeof *profiles;

const struct profile *profile_find(const char *id)
{
	for (size_t i = 0; i < profiles_count; i++)
		if (strcmp(profiles[i].id, id) == 0)
			return &profiles[i];
	return NULL;
}

const struct profile *profile_of_address(const char *address)
{
	const char *at = strrchr(address, '@');
	for (size_t i = 0; at && i < profiles_count; i++)
		for (size_t k = 0; k < PROFILE_DOMAINS && profiles[i].domains[k]; k++)
			if (strcasecmp(profiles[i].domains[k], at + 1) == 0)
				return &profiles[i];
	return NULL;
}

const struct profile *profile_of_host(const char *imap_host)
{
	for (size_t i = 0; i < profiles_count; i++)
		if (strcasecmp(profiles[i].imap_host, imap_host) == 0)
			return &profiles[i];
	return &profiles[profiles_count - 1];
}
