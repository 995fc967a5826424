#include "daemon/keep/view/health.h"

#include "daemon/keep/store/store.h"
#include "schema/profiles.h"

#include <string.h>

static enum outcome read_troubles(struct sql *s, struct arena *a, struct health *h, struct reason *why)
{
	struct sql_rows *rows =
	        sql_query(s, "SELECT source, since, refused, reason FROM trouble ORDER BY since, source", "");
	while (sql_next(rows)) {
		struct health_trouble *t = list_add(a, &h->troubles);
		t->source = sql_text(rows, 0, a);
		t->since = sql_int(rows, 1);
		t->refused = sql_int(rows, 2) != 0;
		t->reason = sql_text(rows, 3, a);
	}
	return sql_done(&rows, why);
}

static enum outcome read_pause(struct sql *s, struct arena *a, struct health *h, struct reason *why)
{
	struct pause pause;
	enum outcome o = store_pause(s, a, &pause, why);
	h->paused_said = "";
	if (o == DONE && pause.times) {
		h->paused_since = pause.since;
		h->paused_until = pause.until;
		h->paused_said = arena_printf(a, "%lld %s", (long long)pause.code, pause.said);
	}
	return o;
}

enum outcome health_read(
        struct sql *s, const struct folders *f, struct arena *a, struct health *h_r, struct reason *why)
{
	*h_r = (struct health){.running = folders_is_locked(f),
	        .last_look = folders_last_look(f),
	        .free_bytes = folders_free_bytes(f)};
	enum outcome o = views_counts(s, 0, &h_r->counts, why);
	if (o == DONE)
		o = sql_number(s, 0, &h_r->oldest_waiting, why,
		        "SELECT coalesce(min(arrived), 0) FROM mail WHERE settled IS NULL", "");
	if (o == DONE)
		o = sql_number(s, 0, &h_r->oldest_queued, why,
		        "SELECT coalesce(min(queued), 0) FROM answer WHERE state = 'queued'", "");
	if (o == DONE)
		o = sql_number(s, 0, &h_r->oldest_open, why,
		        "SELECT coalesce(min(arrived), 0) FROM work JOIN mail ON mail.id = work.mail WHERE "
		        "work.state = 'open'",
		        "");
	if (o == DONE)
		o = sql_number(s, 0, &h_r->schema, why, "PRAGMA user_version", "");
	if (o == DONE)
		o = read_pause(s, a, h_r, why);
	return o == DONE ? read_troubles(s, a, h_r, why) : o;
}

static void add(struct arena *a, alarms *list, const char *key, int64_t since, const char *what,
        const char *why, const char *action)
{
	*list_add(a, list) = (struct alarm){key, since, what, why, action};
}

/* What a kind of trouble is called, and what to do where it passes by itself. */
static const struct {
	const char *source, *what, *passing;
} troubles[] = {
        {"imap", "收信服务器连不上，新来信没有收取",
                "请检查网络和邮箱服务商的状态；恢复后程序会自动补收，不会漏收。"},
        {"smtp", "发信服务器连不上，回信暂时没有发出",
                "请检查网络和邮箱服务商的状态；恢复后程序会自动补发，不会漏发。"},
        {"disk", "磁盘空间不足，已暂停收取新来信",
                "请清理或扩大存放目录所在的磁盘；有了空间，程序会自动继续，来信都还在邮箱里。"},
        {"filing", "来信已收下，但暂时无法归档",
                "请按上面的原因处理（磁盘、数据库，或病毒扫描程序 "
                "clamd）；恢复后程序会自动继续，来信不会丢。"},
};

/* A refusal wants a human: a password, else a certificate. Where the code is made, the provider's profile knows. */
static const char *action_when_refused(const char *source, const struct config *c, struct arena *a)
{
	const struct profile *p = profile_of_host(c->imap.host);
	const char *where = *p->code_at
	                            ? arena_printf(a, "%s：%s", p->name, p->code_at)
	                            : "新浪、QQ、163 等邮箱要用网页邮箱设置里生成的“授权码”，不是登录密码";
	return arena_printf(a,
	        "网络是通的，是服务器拒绝了我们。账号或密码被拒绝：授权码可能已过期或被重置（%"
	        "s）；拿到新的以后执行 xuanwangctl "
	        "password，再执行 systemctl restart xuanwangd。证书有问题：请核对配置文件中 %s 的 host 和 "
	        "ca_file，并检查本机时间；用 xuanwangctl probe 可以再试一次。",
	        where, source);
}

static void add_trouble(const struct health_trouble *t, const struct config *c, struct arena *a, alarms *list)
{
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (strcmp(troubles[i].source, t->source) == 0)
			add(a, list, t->source, t->since, troubles[i].what, t->reason,
			        t->refused ? action_when_refused(t->source, c, a) : troubles[i].passing);
}

static bool is_old(int64_t since, const struct config *c, int64_t now)
{
	return since && now - since >= c->alarm.after_seconds;
}

static bool is_on(const alarms *list, const char *key)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].key, key) == 0)
			return true;
	return false;
}

void health_alarms(const struct health *h, const struct config *c, int64_t now, const char *trouble,
        struct arena *a, alarms *alarms_r)
{
	*alarms_r = (alarms){0};
	if (!h) {
		add(a, alarms_r, "database", 0, "数据库打不开，征集工作已停", trouble,
		        "请执行 systemctl status xuanwangd 和 xuanwangctl audit 查看；必要时用备份恢复。");
		return;
	}
	if (!h->running && is_old(h->last_look ? h->last_look : 1, c, now)) {
		add(a, alarms_r, "stopped", h->last_look, "征集服务没有在运行", "没有进程在处理来信",
		        "请执行 systemctl status xuanwangd 查看原因，再执行 systemctl start xuanwangd。");
		return; /* the rest follows from it */
	}
	for (size_t i = 0; i < h->troubles.n; i++)
		if (h->troubles.v[i].refused || is_old(h->troubles.v[i].since, c, now))
			add_trouble(&h->troubles.v[i], c, a, alarms_r);
	if (!alarms_r->n && is_old(h->last_look, c, now))
		add(a, alarms_r, "blind", h->last_look, "很久没有看过邮箱",
		        "服务在运行，但没有完成对邮箱的查看",
		        "请执行 journalctl -u xuanwangd -n 50 查看原因。");
	if (is_old(h->paused_since, c, now))
		add(a, alarms_r, "paused", h->paused_since, "邮箱服务商限制发信，回信暂停发送",
		        h->paused_said,
		        "到时间程序会自动再试，回信不会丢；经常出现时，请调小配置文件中 answers.per_hour 和 "
		        "per_day。");
	if (!is_on(alarms_r, "filing") && is_old(h->oldest_waiting, c, now))
		add(a, alarms_r, "stuck", h->oldest_waiting, "有来信收下后迟迟没有处理完",
		        "解析或归档没有进展",
		        "请执行 xuanwangctl status 和 journalctl -u xuanwangd -n 50 查看原因。");
}
