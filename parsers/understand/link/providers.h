/* Who keeps files for people: mail services that send large attachments as links, net disks, online documents.
 * All that is known of them by name stands in providers.c, as tables; links.c holds only how a link is read. */
#ifndef UNDERSTAND_PROVIDERS_H
#define UNDERSTAND_PROVIDERS_H

#include <stdbool.h>
#include <stddef.h>

enum provider_kind {
	PROVIDER_MAIL,     /* a large attachment: the mail program put the link in */
	PROVIDER_DISK,     /* a net disk or transfer service */
	PROVIDER_DOCUMENT, /* a document that is written online */
};

struct provider {
	const char *name; /* as people call it */
	const char *host; /* the host or a domain above it; with '*' before it, what the host holds */
	const char *
	        path; /* what the rest of the address holds, in small letters, one of several between '|'; "" for any */
	enum provider_kind kind;
};

/* The provider whose files lie at this address; NULL for any other address, as of a home page. The scheme may be
 * missing. */
const struct provider *provider_of(const char *url);

/* Lists of words end with NULL. All are in small letters; longer words come before those that begin like them. */
extern const char *const provider_code_words[];    /* before an extraction code: 提取码 */
extern const char *const provider_code_keys[];     /* parameters of an address that hold it: pwd */
extern const char *const provider_expiry_words[];  /* beside a day or a number of days: 到期 */
extern const char *const provider_lasting_words[]; /* 永久有效 */
extern const char *const provider_large_words[];   /* heads of blocks of large attachments: 超大附件 */
extern const char *const provider_name_words[];    /* before a file's name: 文件名称 */
extern const char *const provider_share_words[];   /* in a line that holds the name in quotes: 分享了 */
extern const char *const provider_button_words[];  /* what a link shows that is no name: 点击下载 */

#endif
