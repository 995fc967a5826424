#include "daemon/export/sheets.h"

#include "daemon/keep/reply/shown.h"

#include <stdio.h>
#include <string.h>

enum {
	COLUMN_STATE,
	COLUMN_ID,
	COLUMN_UNIT,
	COLUMN_TITLE,
	COLUMN_FILE,
	COLUMN_PROVIDER,
	COLUMN_SIZE,
	COLUMN_EXPIRES,
	COLUMN_CODE,
	COLUMN_COMMAND,
	COLUMNS
};

static const char *const heads[COLUMNS] = {
        "状态", "编号", "单位", "作品", "文件名", "来源", "大小", "到期时间", "提取码", "处理办法"};

static const char *state_of(const struct register_link *l, int64_t now)
{
	if (strcmp(l->state, "fetched") == 0)
		return "已下载";
	if (strcmp(l->state, "dropped") == 0)
		return "不需要";
	return strcmp(l->expiry, "date") == 0 && l->expires < now ? "已过期" : "待下载";
}

static void put_size(struct sheet *s, int64_t size)
{
	struct buf text = BUF_INIT(64);
	if (size)
		shown_size(size, &text);
	sheet_put_text(s, COLUMN_SIZE, buf_str(&text), LOOK_CENTER);
	buf_free(&text);
}

static void put_expiry(struct sheet *s, const struct register_link *l)
{
	if (strcmp(l->expiry, "date") == 0)
		sheet_put_time(s, COLUMN_EXPIRES, l->expires, s->book->content->campaign->utc_offset);
	else
		sheet_put_text(s, COLUMN_EXPIRES, strcmp(l->expiry, "never") == 0 ? "长期有效" : "未写明",
		        LOOK_CENTER);
}

/* Where it is fetched from stands in the mail: `show` tells it, a workbook that goes astray does not. */
static void put_command(struct sheet *s, const struct register_link *l, const char *id)
{
	char text[160];
	snprintf(text, sizeof text, "链接：xuanwangctl show %lld\n下载后：xuanwangctl fetched %s",
	        (long long)l->mail, *l->receipt ? l->receipt : id + 1);
	sheet_put_text(s, COLUMN_COMMAND, strcmp(l->state, "pending") == 0 ? text : "", LOOK_TEXT);
}

static void put_link(struct sheet *s, const struct register_link *l, int64_t now)
{
	char id[32];
	const char *state = state_of(l, now);
	snprintf(id, sizeof id, "#%lld", (long long)l->mail);
	sheet_put_text(s, COLUMN_STATE, state, strcmp(l->state, "pending") == 0 ? LOOK_WARN : LOOK_CENTER);
	sheet_put_text(s, COLUMN_ID, *l->receipt ? l->receipt : id, LOOK_CENTER);
	sheet_put_text(s, COLUMN_UNIT, l->unit, LOOK_TEXT);
	sheet_put_text(s, COLUMN_TITLE, l->title, LOOK_TEXT);
	sheet_put_text(s, COLUMN_FILE, l->name, LOOK_TEXT);
	sheet_put_text(s, COLUMN_PROVIDER, l->provider, LOOK_CENTER);
	put_size(s, l->size);
	put_expiry(s, l);
	sheet_put_text(s, COLUMN_CODE, l->code, LOOK_CENTER);
	put_command(s, l, id);
	sheet_next_row(s);
}

void sheet_links(struct book *b)
{
	const struct register_data *r = b->content->works;
	struct sheet s = sheet_begin(b, "链接文件", "只有链接、要人下载的文件", heads, COLUMNS, 44);
	for (size_t i = 0; i < r->links.n && !b->error; i++)
		put_link(&s, &r->links.v[i], b->content->digest->now);
	sheet_filter(&s);
	sheet_end(&s, 0);
}
