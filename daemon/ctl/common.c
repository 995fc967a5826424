#include "daemon/ctl/ctl.h"
#include "daemon/keep/intake/examine.h"
#include "daemon/keep/reply/shipped.h"
#include "daemon/keep/store/store.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static enum outcome say_errors(const struct yaml_errors *errors, enum outcome o, struct reason *why)
{
	for (size_t i = 0; i < errors->lines.n; i++)
		fprintf(stderr, "%s\n", errors->lines.v[i]);
	if (errors->lines.n)
		return fail(why, REFUSED, "%zu error%s in the configuration, see above", errors->lines.n,
		        errors->lines.n == 1 ? "" : "s");
	return o;
}

static enum outcome load_config(
        struct ctl *ctl, struct yaml_errors *errors, const struct config **config_r, struct reason *why)
{
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	*config_r = NULL;
	enum outcome o = config_load_file(ctl->config_path, &text, why);
	if (o == DONE)
		o = config_read(ctl->config_path, buf_str(&text), text.len, ctl->arena, errors, config_r);
	buf_free(&text);
	return o;
}

/* The campaign's errors are told together with those of a configuration that at least names it. */
enum outcome ctl_load(struct ctl *ctl, struct reason *why)
{
	struct yaml_errors errors = {.arena = ctl->arena};
	const struct config *config = ctl->config;
	enum outcome read = DONE;
	if (ctl->config_path && !config)
		read = load_config(ctl, &errors, &config, why);
	if (read == DONE)
		ctl->config = config;
	const char *path = ctl->campaign_path ? ctl->campaign_path
	                   : config           ? config->campaign_path
	                                      : shipped_campaign(ctl->arena);
	if (read != DONE && (!config || !path || !*path))
		return say_errors(&errors, read, why);
	enum outcome o = campaign_load(shipped_vocabulary(ctl->arena), path, ctl->arena, &ctl->files, why);
	if (o == DONE)
		o = campaign_read(&ctl->files, ctl->arena, &errors, &ctl->campaign);
	ctl->notes = errors.notes.v;
	ctl->n_notes = errors.notes.n;
	return say_errors(&errors, o, why);
}

enum outcome ctl_open(struct ctl *ctl, enum sql_mode mode, struct reason *why)
{
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = folders_open_existing(
		        ctl->config->state_folder, ctl->config->archive_folder, &ctl->folders, why);
	if (o == DONE)
		o = sql_open(ctl->folders.database_path, mode, &ctl->sql, why);
	return o;
}

enum outcome ctl_queue_for_staff(struct ctl *ctl, struct answer *mail, size_t *queued_r, struct reason *why)
{
	enum outcome o = sql_begin(ctl->sql, why);
	*queued_r = 0;
	for (size_t i = 0; o == DONE && i < ctl->config->staff.n; i++) {
		bool new = false;
		mail->recipient = ctl->config->staff.v[i];
		o = store_queue(ctl->sql, mail, &new, why);
		*queued_r += new;
	}
	if (o == DONE)
		o = sql_commit(ctl->sql, why);
	if (o != DONE)
		sql_rollback(ctl->sql);
	return o;
}

void ctl_tell_if_over(const struct ctl *ctl, bool chinese)
{
	int64_t until = ctl->campaign->works_until;
	if (time(NULL) < until)
		return;
	const char *last = arena_strndup(ctl->arena, ctl_time(ctl, until - 1), strlen("2022-08-31"));
	if (chinese)
		printf("注意：%s 中 works_until 是 %s，已经过去：现在收到的作品都会按逾期登记和答复。\n",
		        ctl->campaign->path, last);
	else
		printf("note: works_until in %s is %s, which is over: works that come now are filed and "
		       "answered as late\n",
		        ctl->campaign->path, last);
}

enum outcome ctl_make_file(int *fd_r, struct reason *why)
{
	const char *folder = getenv("TMPDIR");
	*fd_r = open(folder && *folder ? folder : "/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	return *fd_r >= 0 ? DONE : fail_errno(why, LATER, "cannot make a temporary file");
}

enum outcome ctl_spawn_examiner(struct ctl *ctl, struct examiner **e_r, struct reason *why)
{
	const struct examiner_start start = {.files = ctl->campaign ? &ctl->files : NULL,
	        .own_address = ctl->config ? ctl->config->address : "",
	        .may_lack_landlock = ctl->config && !ctl->config->require_landlock};
	return examiner_spawn(&start, e_r, why);
}

void ctl_print_json(json_t *value)
{
	json_dumpf(value, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
	putchar('\n');
	json_decref(value);
}

json_t *ctl_json_text(const char *text)
{
	return *text ? json_string(text) : json_null();
}

json_t *ctl_json_lines(const char *text)
{
	json_t *list = json_array();
	while (*text) {
		size_t len = strcspn(text, "\n");
		if (len)
			json_array_append_new(list, json_stringn(text, len));
		text += len + (text[len] == '\n');
	}
	return list;
}

enum outcome ctl_moment(const struct ctl *ctl, int64_t *now_r, struct reason *why)
{
	enum { DAY = 86400 };
	struct tm tm = {0};
	*now_r = time(NULL);
	if (!ctl->date)
		return DONE;
	const char *end = strptime(ctl->date, "%Y-%m-%d", &tm);
	if (!end || *end)
		return fail(why, REFUSED, "--date is \"%s\", must be like 2022-08-31", ctl->date);
	int64_t last = timegm(&tm) + DAY - 1 - ctl->campaign->utc_offset;
	if (last < *now_r)
		*now_r = last;
	return DONE;
}

const char *ctl_time(const struct ctl *ctl, int64_t t)
{
	struct tm tm;
	time_t local = (time_t)(t + ctl->campaign->utc_offset);
	if (!t)
		return "-";
	gmtime_r(&local, &tm);
	return arena_printf(ctl->arena, "%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1,
	        tm.tm_mday, tm.tm_hour, tm.tm_min);
}
