#include "parsers/understand/link/providers.h"

#include <string.h>
#include <strings.h>

/* The first row that fits counts. */
static const struct provider providers[] = {
        /* Large attachments of mail services. */
        {"QQ邮箱", "mail.qq.com", "ftn|bigattach|fileid=", PROVIDER_MAIL},
        {"QQ邮箱", "ftn.qq.com", "", PROVIDER_MAIL},
        {"腾讯企业邮箱", "exmail.qq.com", "ftn|bigattach", PROVIDER_MAIL},
        {"网易企业邮箱", "qiye.163.com", "attachment|/edisk/|download|largeattach", PROVIDER_MAIL},
        {"网易邮箱", "dashi.163.com", "attachment", PROVIDER_MAIL},
        {"网易邮箱", "fs.163.com", "/fs/", PROVIDER_MAIL},
        {"网易邮箱", "mail.163.com", "attachment|filehub|netfolder", PROVIDER_MAIL},
        {"网易邮箱", "mail.126.com", "attachment|filehub|netfolder", PROVIDER_MAIL},
        {"网易邮箱", "mail.yeah.net", "attachment|filehub|netfolder", PROVIDER_MAIL},
        {"网易邮箱", "mail.188.com", "attachment|filehub|netfolder", PROVIDER_MAIL},
        {"新浪邮箱", "mail.sina.com.cn", "filecenter|download|largeatt", PROVIDER_MAIL},
        {"新浪邮箱", "mail.sina.cn", "filecenter|download|largeatt", PROVIDER_MAIL},
        {"新浪邮箱", "mail.sina.net", "filecenter|download|largeatt", PROVIDER_MAIL},
        {"搜狐邮箱", "mail.sohu.com", "attach|file|download", PROVIDER_MAIL},
        {"189邮箱", "download.cloud.189.cn", "", PROVIDER_MAIL},
        {"189邮箱", "mail.189.cn", "attach|download|file", PROVIDER_MAIL},
        {"189邮箱", "mail.21cn.com", "attach|download|file", PROVIDER_MAIL},
        {"139邮箱", "mail.10086.cn", "attach|download|disk|share|file", PROVIDER_MAIL},
        {"139邮箱", "mail.139.com", "attach|download|disk|share|file", PROVIDER_MAIL},
        {"阿里邮箱", "mail.aliyun.com", "attach|openlinks|share", PROVIDER_MAIL},
        {"阿里邮箱", "qiye.aliyun.com", "attach|openlinks|share", PROVIDER_MAIL},
        {"263邮箱", "263.net", "attach|bigfile|netdisk|download", PROVIDER_MAIL},
        {"Coremail邮箱", "*", "/coremail/s/|/coremail/s?|/coremail/bigattach|/nf/download", PROVIDER_MAIL},
        /* Net disks and transfer services. */
        {"百度网盘", "pan.baidu.com", "/s/|/share/|/doc/|/mbox/", PROVIDER_DISK},
        {"百度网盘", "yun.baidu.com", "/s/|/share/", PROVIDER_DISK},
        {"百度网盘", "eyun.baidu.com", "/s/|/enterprise", PROVIDER_DISK},
        {"阿里云盘", "aliyundrive.com", "/s/|/t/", PROVIDER_DISK},
        {"阿里云盘", "alipan.com", "/s/|/t/", PROVIDER_DISK},
        {"天翼云盘", "cloud.189.cn", "/t/|share", PROVIDER_DISK},
        {"天翼云盘", "content.21cn.com", "share", PROVIDER_DISK},
        {"中国移动云盘", "caiyun.139.com", "", PROVIDER_DISK},
        {"中国移动云盘", "yun.139.com", "", PROVIDER_DISK},
        {"沃云盘", "pan.wo.cn", "", PROVIDER_DISK},
        {"夸克网盘", "pan.quark.cn", "/s/|/g/", PROVIDER_DISK},
        {"UC网盘", "drive.uc.cn", "/s/", PROVIDER_DISK},
        {"腾讯微云", "weiyun.com", "", PROVIDER_DISK},
        {"迅雷云盘", "pan.xunlei.com", "/s/", PROVIDER_DISK},
        {"123云盘", "*123pan.", "/s/|/ps/", PROVIDER_DISK},
        {"123云盘", "*123684.", "/s/", PROVIDER_DISK},
        {"123云盘", "*123865.", "/s/", PROVIDER_DISK},
        {"123云盘", "*123912.", "/s/", PROVIDER_DISK},
        {"115网盘", "115.com", "/s/", PROVIDER_DISK},
        {"115网盘", "115cdn.com", "/s/", PROVIDER_DISK},
        {"蓝奏云", "*lanzou", "", PROVIDER_DISK},
        {"蓝奏云", "*lanzn.", "", PROVIDER_DISK},
        {"蓝奏云", "ilanzou.com", "", PROVIDER_DISK},
        {"城通网盘", "*ctfile.", "/f/|/d/|/file/|/dir/", PROVIDER_DISK},
        {"城通网盘", "*400gb.", "/f/|/file/", PROVIDER_DISK},
        {"坚果云", "jianguoyun.com", "/p/", PROVIDER_DISK},
        {"360云盘", "yunpan.360.cn", "", PROVIDER_DISK},
        {"360云盘", "yunpan.com", "/surl_|/cloud", PROVIDER_DISK},
        {"华为云空间", "cloud.huawei.com", "", PROVIDER_DISK},
        {"联想企业网盘", "*.lenovo", "/l/|/link/|share", PROVIDER_DISK},
        {"奶牛快传", "cowtransfer.com", "/s/", PROVIDER_DISK},
        {"文叔叔", "*wenshushu.", "/f/|/box/|/k/", PROVIDER_DISK},
        {"文叔叔", "wss1.cn", "/f/", PROVIDER_DISK},
        {"小飞机网盘", "*feijipan", "/s/", PROVIDER_DISK},
        {"曲奇云盘", "quqi.com", "/s/", PROVIDER_DISK},
        {"亿方云", "fangcloud.com", "share", PROVIDER_DISK},
        {"OneDrive", "1drv.ms", "", PROVIDER_DISK},
        {"OneDrive", "onedrive.live.com", "", PROVIDER_DISK},
        {"OneDrive", "*.sharepoint.", "/:", PROVIDER_DISK},
        {"Google Drive", "drive.google.com", "", PROVIDER_DISK},
        {"Dropbox", "dropbox.com", "/s/|/scl/|/sh/", PROVIDER_DISK},
        {"iCloud", "icloud.com", "/attachment|/iclouddrive", PROVIDER_DISK},
        /* Documents that are written online. */
        {"金山文档", "kdocs.cn", "/l/|/p/|/view/|/ent/", PROVIDER_DOCUMENT},
        {"WPS云文档", "wps.cn", "/l/|/p/|/share|/file", PROVIDER_DOCUMENT},
        {"腾讯文档", "docs.qq.com", "/doc/|/sheet/|/slide/|/pdf/|/form/|/s/", PROVIDER_DOCUMENT},
        {"石墨文档", "shimo.im", "/docs/|/sheets/|/file/", PROVIDER_DOCUMENT},
        {"飞书云文档", "feishu.cn", "/file/|/docx|/docs/|/drive/|/sheets/|/base/", PROVIDER_DOCUMENT},
        {"钉钉文档", "alidocs.dingtalk.com", "", PROVIDER_DOCUMENT},
        {"钉盘", "dingtalk.com", "/spreadsheetv2/|/drive|/share", PROVIDER_DOCUMENT},
};

const char *const provider_code_words[] = {"提取密码", "提取码", "提取碼", "访问密码", "访问码", "訪問碼",
        "查看密码", "分享密码", "下载密码", "链接密码", "密码", "密碼", "口令", "取件码", "取码", "passcode",
        "password", "pwd", NULL};
const char *const provider_code_keys[] = {"pwd", "password", "passcode", "accesscode", "pw", NULL};
const char *const provider_expiry_words[] = {"有效期", "有效时间", "有效日期", "有效", "到期", "过期", "過期",
        "失效", "截止", "保留", "保存至", "内下载", "前下载", "expires", "expired", "expire", "expiry",
        "valid until", NULL};
const char *const provider_lasting_words[] = {
        "永久有效", "长期有效", "永久", "永不过期", "不会过期", "无期限", "不限期", "无限期", "长期", NULL};
const char *const provider_large_words[] = {
        "超大附件", "超大附档", "大附件", "云附件", "云端附件", "文件中转站", "网盘附件", NULL};
const char *const provider_name_words[] = {"分享的文件", "分享文件", "文件名称", "文件名", "附件名称",
        "附件名", "分享名称", "资源名称", "文件", "名称", "附件", NULL};
const char *const provider_share_words[] = {"分享了", "分享", "文件", "发送", "共享", NULL};
const char *const provider_button_words[] = {"下载", "进入", "点击", "打开", "查看", "链接", "预览", "保存",
        "转存", "收藏", "地址", "网盘", "云盘", "附件", "download", "open", "click", "here", "view", NULL};

/* --- addresses --- */

/* The host without a scheme before it and a port behind it. */
static const char *host_of(const char *url, size_t *len_r)
{
	const char *scheme = strstr(url, "://");
	if (scheme && scheme - url <= 5)
		url = scheme + 3;
	*len_r = strcspn(url, "/:?#");
	return url;
}

static bool fits_host(const char *host, size_t len, const char *wanted)
{
	size_t n = strlen(wanted);
	if (wanted[0] == '*') {
		for (size_t i = 0; i + n - 1 <= len; i++)
			if (strncasecmp(host + i, wanted + 1, n - 1) == 0)
				return true;
		return false;
	}
	return len >= n && strncasecmp(host + len - n, wanted, n) == 0 &&
	       (len == n || host[len - n - 1] == '.');
}

static bool fits_path(const char *path, const char *wanted)
{
	if (!*wanted)
		return path[0] == '/' && path[1];
	for (const char *w = wanted; *w; w += strcspn(w, "|"), w += *w == '|') {
		size_t n = strcspn(w, "|");
		for (const char *p = path; *p; p++)
			if (strncasecmp(p, w, n) == 0)
				return true;
	}
	return false;
}

const struct provider *provider_of(const char *url)
{
	size_t len;
	const char *host = host_of(url, &len);
	for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
		if (fits_host(host, len, providers[i].host) && fits_path(host + len, providers[i].path))
			return &providers[i];
	return NULL;
}
