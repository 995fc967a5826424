/* Erasure: of one person's mails and works, or of a campaign whose time of keeping is over. */
#include "base/hash.h"
#include "daemon/ctl/ask.h"
#include "daemon/ctl/order.h"
#include "daemon/keep/reply/compose.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/store/store_erase.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- one person --- */

/* One way to say who; the order itself names numbers alone, so that its trail keeps nobody's address. */
static enum outcome find_targets(struct ctl *ctl, struct names *targets, struct reason *why)
{
	if ((ctl->receipt != NULL) + (ctl->address != NULL) + (ctl->contact != NULL) != 1)
		return fail(why, REFUSED, "say one of --receipt, --address, --contact");
	if (!ctl->because || !*ctl->because)
		return fail(why, REFUSED, "--why is wanted: it stays on record (without names)");
	if (ctl->receipt) {
		*list_add(ctl->arena, targets) = ctl->receipt;
		return DONE;
	}
	enum outcome o =
	        ctl->address ? store_mails_from(ctl->sql, ctl->address, ctl->arena, targets, why)
	                     : store_receipts_of_contact(ctl->sql, ctl->contact, ctl->arena, targets, why);
	return o == DONE && !targets->n ? fail(why, REFUSED, "nothing was found, or it was erased already")
	                                : o;
}

static enum outcome confirm(struct ctl *ctl, bool *yes_r, struct reason *why)
{
	static const struct question sure = {
	        "sure", "This cannot be undone. Erase all of this", "删除后无法恢复。确定全部删除", NULL};
	struct ask ask;
	*yes_r = ctl->yes;
	if (ctl->yes)
		return DONE;
	enum outcome o = ask_open(NULL, ctl->arena, &ask, why);
	if (o == DONE && !ask.terminal)
		return fail(why, REFUSED, "nothing was erased: --yes is wanted where nobody can be asked");
	return o == DONE ? ask_yes(&ask, &sure, false, yes_r, why) : o;
}

/* What this program cannot reach. */
static void tell_what_is_left(const struct ctl *ctl)
{
	printf("What stays: counts and receipt numbers; the mails on the mail server (%s), and what staff "
	       "passed on. Snapshots and "
	       "copies of the database (xuanwangd.db.version-N) of before still hold it: delete them, or "
	       "wait until they are replaced.\n",
	        ctl->config->imap.host);
}

/* All orders as one trial: what would be erased, undone again. */
static enum outcome show(struct ctl *ctl, const struct order *order, struct reason *why)
{
	struct view_order v = {0};
	enum outcome o = ctl_try_order(ctl, order, &v, why);
	for (size_t i = 0; o == DONE && i < v.changes.n; i++)
		if (*v.changes.v[i].receipt)
			printf("  %s\n", v.changes.v[i].receipt);
		else
			printf("  mail %lld\n", (long long)v.changes.v[i].mail);
	return o;
}

enum outcome ctl_erase(struct ctl *ctl, struct reason *why)
{
	struct names targets = {0};
	struct view_order v;
	bool yes = false;
	enum outcome o = ctl_open_as_owner(ctl, why);
	if (o == DONE)
		o = find_targets(ctl, &targets, why);
	struct order order = ctl_new_order(ctl, "erase");
	for (size_t i = 0; o == DONE && i < targets.n; i++) {
		order.target = targets.v[i];
		o = show(ctl, &order, why);
	}
	if (o != DONE || ctl->dry_run)
		return o;
	o = confirm(ctl, &yes, why);
	if (o == DONE && !yes)
		return fail(why, REFUSED, "nothing was erased");
	for (size_t i = 0; o == DONE && i < targets.n; i++) {
		order.target = targets.v[i];
		o = ctl_give_order(ctl, &order, &v, why);
		if (o == DONE)
			printf("%s\n", v.result);
	}
	if (o == DONE)
		tell_what_is_left(ctl);
	return o;
}

/* --- a campaign --- */

static const char *day_of(const struct ctl *ctl)
{
	return arena_strndup(
	        ctl->arena, ctl_time(ctl, ctl->campaign->retention_after - 1), strlen("2023-12-31"));
}

static void put_list(struct ctl *ctl, const struct erase_list *list, struct buf *text)
{
	buf_printf(text, "%s（%s）保存到 %s；到期后删除 %zu 封邮件、%lld 个文件（%.1f MB）。保留：%s。\n",
	        ctl->campaign->name, ctl->campaign->id, day_of(ctl), list->mails.n, (long long)list->files,
	        (double)list->bytes / 1e6,
	        ctl->campaign->retention_keeps_register ? "登记号、单位、作品名称和各项统计数字"
	                                                : "登记号和各项统计数字");
	for (size_t i = 0; i < list->lines.n; i++)
		buf_printf(text, "%s\n", list->lines.v[i]);
}

static void put_html(const struct buf *text, struct buf *html)
{
	buf_puts(html, "<!DOCTYPE html><html lang=\"zh-CN\"><body><pre>");
	for (const char *c = buf_str(text); *c; c++)
		if (*c == '<' || *c == '&')
			buf_puts(html, *c == '<' ? "&lt;" : "&amp;");
		else
			buf_putc(html, *c);
	buf_puts(html, "</pre></body></html>\n");
}

/* Once a month, as long as nobody has acted on it: the Message-ID is that month's. */
static enum outcome compose_notice(struct ctl *ctl, const struct buf *list, int64_t now,
        struct answer *answer, struct buf *message, struct reason *why)
{
	struct hash of;
	struct buf id = BUF_INIT(LIMIT_MESSAGE_ID_BYTES), text = BUF_INIT(LIMIT_ANSWER_BYTES / 4),
	           html = BUF_INIT(LIMIT_ANSWER_BYTES / 2);
	const char *month = arena_strndup(ctl->arena, ctl_time(ctl, now), strlen("2023-12"));
	const char *subject_of = arena_printf(ctl->arena, "retention %s %s", ctl->campaign->id, month);
	hash_bytes(subject_of, strlen(subject_of), &of);
	compose_message_id(ctl->folders.key, FOLDERS_KEY_SIZE, COMPOSE_DIGEST, &of,
	        strchr(ctl->config->address, '@') + 1, &id);
	answer->message_id = arena_strdup(ctl->arena, buf_str(&id));
	buf_printf(&text,
	        "保存期限已到，尚未删除任何内容。请核对以下清单；确认后由管理员运行：\n\n    xuanwangctl "
	        "retention --apply\n\n%s",
	        buf_str(list));
	put_html(&text, &html);
	const struct compose c = {.from_name = ctl->config->display_name,
	        .from_address = ctl->config->address,
	        .to = ctl->config->staff.v,
	        .n_to = ctl->config->staff.n,
	        .subject = arena_printf(
	                ctl->arena, "【待确认】%s：保存期限已到，待删除清单", ctl->campaign->short_name),
	        .text = buf_str(&text),
	        .html = buf_str(&html),
	        .message_id = answer->message_id,
	        .date = now,
	        .utc_offset = ctl->campaign->utc_offset};
	enum outcome o = compose_message(&c, message, why);
	answer->message = buf_str(message);
	answer->message_len = message->len;
	buf_free(&id);
	buf_free(&text);
	buf_free(&html);
	return o;
}

static enum outcome notify(struct ctl *ctl, const struct buf *list, struct reason *why)
{
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	int64_t now = time(NULL);
	struct answer answer = {.kind = "digest", .queued = now};
	size_t queued = 0;
	enum outcome o = compose_notice(ctl, list, now, &answer, &message, why);
	if (o == DONE)
		o = ctl_queue_for_staff(ctl, &answer, &queued, why);
	if (o == DONE)
		printf("the list was queued for %zu staff addresses\n", queued);
	buf_free(&message);
	return o;
}

static enum outcome apply(struct ctl *ctl, struct reason *why)
{
	struct view_order v;
	bool yes = false;
	struct order order = ctl_new_order(ctl, "expire");
	order.target = ctl->campaign->id;
	enum outcome o = confirm(ctl, &yes, why);
	if (o == DONE && !yes)
		return fail(why, REFUSED, "nothing was erased");
	if (o == DONE)
		o = ctl_give_order(ctl, &order, &v, why);
	if (o != DONE)
		return o;
	printf("%s\n", v.result);
	tell_what_is_left(ctl);
	return DONE;
}

enum outcome ctl_retention(struct ctl *ctl, struct reason *why)
{
	struct erase_list list = {0};
	struct buf text = BUF_INIT(LIMIT_ANSWER_BYTES / 8);
	if (ctl->list + ctl->apply + ctl->notify != 1)
		return fail(why, REFUSED, "say one of --list, --notify, --apply");
	enum outcome o = ctl_open_as_owner(ctl, why);
	if (o == DONE && !ctl->campaign->retention_after) {
		puts("the campaign does not say how long its mails are kept (retention)");
		return ctl->apply ? fail(why, REFUSED, "nothing was erased") : DONE;
	}
	if (o == DONE)
		o = store_list_of_campaign(ctl->sql, ctl->campaign->id, ctl->arena, &list, why);
	if (o == DONE)
		put_list(ctl, &list, &text);
	bool due = o == DONE && list.mails.n && time(NULL) >= ctl->campaign->retention_after;
	if (o == DONE &&
	        !ctl->notify) /* a timer's output lies in the journal: units and titles do not belong there */
		fputs(buf_str(&text), stdout);
	if (o == DONE && ctl->notify)
		o = due ? notify(ctl, &text, why) : DONE;
	else if (o == DONE && ctl->apply)
		o = apply(ctl, why);
	buf_free(&text);
	return o;
}
