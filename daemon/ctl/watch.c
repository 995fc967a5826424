/* Looks at the service from outside, every few minutes: writes the metrics file, and tells the administrator what is
 * wrong, even where the service itself is what is wrong. Its way out is a command of the administrator's own (sendmail with
 * another relay, a script): never the service's, which may be broken. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/reply/compose.h"
#include "daemon/keep/view/health.h"
#include "schema/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TOLD_BYTES = 4096 };

extern char **environ;

/* --- what was told, and when: lines "key time" ---------------------------------------------------------------- */

struct told {
	const char *key;
	int64_t at;
};
typedef LIST(struct told) tolds;

/* In memory where systemd gives such a place: alarms must not depend on a disk that is full. */
static const char *told_path(const struct ctl *ctl)
{
	const char *runtime = getenv("RUNTIME_DIRECTORY");
	return arena_printf(
	        ctl->arena, "%s/alarms", runtime && *runtime ? runtime : ctl->config->state_folder);
}

static void read_told(const struct ctl *ctl, tolds *told_r)
{
	char line[128], key[32];
	long long at;
	FILE *f = fopen(told_path(ctl), "re");
	*told_r = (tolds){0};
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "%31s %lld", key, &at) == 2)
			*list_add(ctl->arena, told_r) = (struct told){arena_strdup(ctl->arena, key), at};
	if (f)
		fclose(f);
}

/* Whole or not at all: readers never see half of it. */
static enum outcome write_file(struct ctl *ctl, const char *path, const struct buf *text, struct reason *why)
{
	const char *beside = arena_printf(ctl->arena, "%s.new", path);
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot make %s", beside);
	ssize_t put = write(fd, buf_str(text), text->len);
	if (close(fd) != 0 || put != (ssize_t)text->len || rename(beside, path) != 0) {
		enum outcome o = fail_errno(why, LATER, "cannot write %s", path);
		unlink(beside);
		return o;
	}
	return DONE;
}

static int64_t told_at(const tolds *told, const char *key)
{
	for (size_t i = 0; i < told->n; i++)
		if (strcmp(told->v[i].key, key) == 0)
			return told->v[i].at;
	return 0;
}

static bool is_on(const alarms *list, const char *key)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].key, key) == 0)
			return true;
	return false;
}

/* --- the mail ----------------------------------------------------------------------------------------------------- */

static void put_alarms(const struct ctl *ctl, const alarms *list, struct buf *text)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct alarm *a = &list->v[i];
		buf_printf(text, "%zu. %s\n", i + 1, a->what);
		if (a->since)
			buf_printf(text, "   开始时间：%s\n", ctl_time(ctl, a->since));
		buf_printf(text, "   原因：%s\n   怎么办：%s\n\n", a->why, a->action);
	}
}

static void put_html(const char *text, struct buf *html)
{
	buf_puts(html, "<html><body><div style=\"font-size:15px;line-height:1.7;white-space:pre-wrap\">");
	for (const char *c = text; *c; c++) {
		if (*c == '<')
			buf_puts(html, "&lt;");
		else if (*c == '&')
			buf_puts(html, "&amp;");
		else if (*c == '\n')
			buf_puts(html, "<br>\n");
		else
			buf_putc(html, *c);
	}
	buf_puts(html, "</div></body></html>\n");
}

/* The Message-ID is one of ours, so that the service leaves the mail alone should it come into the mailbox. */
static enum outcome compose(
        struct ctl *ctl, const char *subject, const struct buf *text, struct buf *message, struct reason *why)
{
	struct hash of;
	struct buf id = BUF_INIT(LIMIT_MESSAGE_ID_BYTES), html = BUF_INIT(LIMIT_ANSWER_BYTES);
	int64_t now = time(NULL);
	const char *subject_of = arena_printf(ctl->arena, "alarm %lld %s", (long long)now, buf_str(text));
	hash_bytes(subject_of, strlen(subject_of), &of);
	compose_message_id(ctl->folders.key, FOLDERS_KEY_SIZE, COMPOSE_DIGEST, &of,
	        strchr(ctl->config->address, '@') + 1, &id);
	put_html(buf_str(text), &html);
	const struct compose c = {.from_name = ctl->config->display_name,
	        .from_address = ctl->config->address,
	        .to = ctl->config->alarm.to.v,
	        .n_to = ctl->config->alarm.to.n,
	        .subject = subject,
	        .text = buf_str(text),
	        .html = buf_str(&html),
	        .message_id = buf_str(&id),
	        .date = now,
	        .utc_offset = ctl->campaign->utc_offset};
	enum outcome o = compose_message(&c, message, why);
	buf_free(&html);
	buf_free(&id);
	return o;
}

static enum outcome start(const struct words *command, int stdin_fd, pid_t *pid_r, struct reason *why)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, stdin_fd, STDIN_FILENO);
	const char **argv = calloc(command->n + 1, sizeof *argv);
	if (!argv)
		abort();
	memcpy(argv, command->v, command->n * sizeof *argv);
	errno = posix_spawn(pid_r, argv[0], &actions, NULL, (char **)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	free(argv);
	return errno ? fail_errno(why, LATER, "cannot start alarm.command") : DONE;
}

static enum outcome hand_over(struct ctl *ctl, const struct buf *message, struct reason *why)
{
	int fd, status;
	pid_t pid;
	enum outcome o = ctl_make_file(&fd, why);
	if (o != DONE)
		return o;
	if (write(fd, buf_str(message), message->len) != (ssize_t)message->len || lseek(fd, 0, SEEK_SET) != 0)
		o = fail_errno(why, LATER, "cannot write the alarm");
	if (o == DONE)
		o = start(&ctl->config->alarm.command, fd, &pid, why);
	close(fd);
	if (o == DONE && (waitpid(pid, &status, 0) != pid || status != 0))
		o = fail(why, LATER, "alarm.command did not take the alarm: it ended with status %d", status);
	return o;
}

static enum outcome tell(struct ctl *ctl, const char *subject, const struct buf *text, struct reason *why)
{
	struct buf message = BUF_INIT(LIMIT_ANSWER_BYTES);
	enum outcome o = compose(ctl, subject, text, &message, why);
	if (o == DONE)
		o = hand_over(ctl, &message, why);
	buf_free(&message);
	return o;
}

/* --- the command ------------------------------------------------------------------------------------------------ */

/* New ones at once, all of them again after alarm.again_hours, and once when all is well. */
static enum outcome raise_alarms(struct ctl *ctl, const alarms *list, int64_t now, struct reason *why)
{
	tolds told;
	bool due = false, over = false;
	struct buf text = BUF_INIT(LIMIT_ANSWER_BYTES), lines = BUF_INIT(TOLD_BYTES);
	enum outcome o = DONE;
	read_told(ctl, &told);
	for (size_t i = 0; i < list->n; i++) {
		int64_t at = told_at(&told, list->v[i].key);
		due = due || !at || now - at >= ctl->config->alarm.again_seconds;
	}
	for (size_t i = 0; i < told.n; i++)
		over = over || !is_on(list, told.v[i].key);
	if (due) {
		put_alarms(ctl, list, &text);
		o = tell(ctl, arena_printf(ctl->arena, "【征集服务告警】%s", list->v[0].what), &text, why);
	} else if (over && !list->n) {
		buf_puts(&text, "之前报告的问题已经恢复，征集服务工作正常，无须处理。\n");
		o = tell(ctl, "【征集服务恢复】工作正常", &text, why);
	}
	for (size_t i = 0; i < list->n; i++)
		buf_printf(&lines, "%s %lld\n", list->v[i].key,
		        (long long)(due ? now : told_at(&told, list->v[i].key)));
	if (o == DONE && (due || over))
		o = write_file(ctl, told_path(ctl), &lines, why);
	buf_free(&lines);
	buf_free(&text);
	return o;
}

enum outcome ctl_watch(struct ctl *ctl, struct reason *why)
{
	struct health h;
	struct reason trouble = {""};
	alarms list;
	int64_t now = time(NULL);
	enum outcome o = ctl_load(ctl, why);
	if (o != DONE)
		return o;
	enum outcome read = ctl_open(ctl, SQL_READ, &trouble);
	if (read == DONE)
		read = health_read(ctl->sql, &ctl->folders, ctl->arena, &h, &trouble);
	health_alarms(read == DONE ? &h : NULL, ctl->config, now, trouble.text, ctl->arena, &list);
	for (size_t i = 0; i < list.n; i++)
		printf("%s: %s\n", list.v[i].key, list.v[i].why);
	if (ctl->config->alarm.command.n)
		o = raise_alarms(ctl, &list, now, why);
	if (read == DONE && *ctl->config->metrics_path) {
		struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
		struct reason unwritten;
		ctl_put_metrics(&h, now, &text);
		enum outcome written =
		        write_file(ctl, ctl->config->metrics_path, &text, o == DONE ? why : &unwritten);
		o = o == DONE ? written : o;
		buf_free(&text);
	}
	return o;
}
