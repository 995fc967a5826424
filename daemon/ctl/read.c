/* What the parser sees in any single file, through the same jail and the same code as a mail's attachment. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/intake/examine.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Written by the jail: whatever it holds, nothing in it may steer a terminal. Proper JSON has no such bytes.
 */
static enum outcome print_file(int fd, struct reason *why)
{
	static char block[64 * 1024];
	off_t at = 0;
	ssize_t n;
	while ((n = pread(fd, block, sizeof block, at)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			if (((unsigned char)block[i] < ' ' && block[i] != '\n') || block[i] == 0x7f)
				block[i] = '?';
		if (fwrite(block, 1, (size_t)n, stdout) != (size_t)n)
			return fail_errno(why, LATER, "cannot write to standard output");
		at += n;
	}
	return n < 0 ? fail_errno(why, LATER, "cannot read what was read") : DONE;
}

/* The jail ended without an answer. For the sender it is a file that cannot be read, whatever happened. */
static void print_failure(const struct examination *x)
{
	static const char *const reasons[] = {[EXAMINED_REFUSED] = "文件无法读取，请检查后重新发送。",
	        [EXAMINED_CRASHED] = "文件已损坏，无法读取，请检查后重新发送。",
	        [EXAMINED_DEADLINE] = "文件太复杂，无法在规定时间内读完，请分开发送。",
	        [EXAMINED_OVERRUN] = "文件太大，无法读取，请分开发送。"};
	ctl_print_json(json_pack(
	        "{s:s, s:s, s:s}", "kind", "unreadable", "reason", reasons[x->how], "why", x->why.text));
}

static enum outcome read_file(struct ctl *ctl, int file, int contents, int out, struct reason *why)
{
	const char *path = ctl->operands[0], *slash = strrchr(path, '/');
	struct examiner *e = NULL;
	struct examination x;
	enum outcome o = ctl_spawn_examiner(ctl, &e, why);
	if (o == DONE)
		o = examiner_show(e, 1, slash ? slash + 1 : path, file, contents, out, why);
	if (o == DONE)
		o = examiner_collect(e, true, ctl->arena, &x, why);
	examiner_close(&e);
	if (o != DONE)
		return o;
	if (x.how == EXAMINED_LATER)
		return fail(why, LATER, "%s", x.why.text);
	if (x.how == EXAMINED_DONE)
		return print_file(out, why);
	print_failure(&x);
	return DONE;
}

enum outcome ctl_read(struct ctl *ctl, struct reason *why)
{
	int file = -1, contents = -1, out = -1;
	/* Only the jail's setting matters here, and that stands in the configuration. */
	enum outcome o = ctl->config_path ? ctl_load(ctl, why) : DONE;
	if (o == DONE && (file = open(ctl->operands[0], O_RDONLY | O_CLOEXEC)) < 0)
		o = fail_errno(why, REFUSED, "cannot open %s", ctl->operands[0]);
	if (o == DONE)
		o = ctl_make_file(&contents, why);
	if (o == DONE)
		o = ctl_make_file(&out, why);
	if (o == DONE)
		o = read_file(ctl, file, contents, out, why);
	int files[] = {file, contents, out};
	for (size_t i = 0; i < 3; i++)
		if (files[i] >= 0)
			close(files[i]);
	return o;
}
