/* Shows what every answer and digest looks like, with made-up mails: for whoever writes templates of one's own. */
#include "daemon/keep/reply/render.h"
#include "daemon/ctl/ctl.h"
#include "daemon/keep/reply/sample.h"
#include "daemon/keep/reply/shipped.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum outcome write_file(int folder, const char *name, const struct buf *text, struct reason *why)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot write %s", name);
	FILE *f = fdopen(fd, "w");
	bool done = f && fwrite(text->data, 1, text->len, f) == text->len;
	if (f ? fclose(f) != 0 : close(fd) != 0)
		done = false;
	return done ? DONE : fail_errno(why, LATER, "cannot write %s", name);
}

static enum outcome show(
        struct ctl *ctl, const struct render *templates, enum sample sample, int folder, struct reason *why)
{
	struct rendered mail;
	enum outcome o = sample_render(templates, ctl->campaign, sample, &mail, why);
	if (o != DONE)
		return o;
	const char *name = sample_name(sample);
	buf_printf(&mail.subject, "\n\n%s", buf_str(&mail.text));
	if (folder < 0)
		printf("=== %s ===\n%s\n", name, buf_str(&mail.subject));
	else
		o = write_file(folder, arena_printf(ctl->arena, "%s.txt", name), &mail.subject, why);
	if (o == DONE && folder >= 0)
		o = write_file(folder, arena_printf(ctl->arena, "%s.html", name), &mail.html, why);
	rendered_free(&mail);
	return o;
}

static enum outcome open_folder(const char *path, int *folder_r, struct reason *why)
{
	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		return fail_errno(why, REFUSED, "cannot make the folder %s", path);
	*folder_r = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *folder_r >= 0 ? DONE : fail_errno(why, REFUSED, "cannot open the folder %s", path);
}

/* A name that is none is answered with those that are. */
static enum outcome refuse_kind(struct ctl *ctl, struct reason *why)
{
	const char *names = "";
	for (enum sample s = 0; s < SAMPLE_COUNT; s++)
		names = arena_printf(ctl->arena, "%s%s%s", names, s ? ", " : "", sample_name(s));
	return fail(why, REFUSED, "there is no \"%s\"; one of: %s", ctl->operands[0], names);
}

enum outcome ctl_render(struct ctl *ctl, struct reason *why)
{
	const char *kind = ctl->n_operands ? ctl->operands[0] : NULL;
	struct render *templates = NULL;
	int folder = -1, shown = 0;
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = render_load(
		        shipped_templates(ctl->arena), ctl->config->templates_folder, &templates, why);
	if (o == DONE && ctl->out)
		o = open_folder(ctl->out, &folder, why);
	for (enum sample s = 0; o == DONE && s < SAMPLE_COUNT; s++) {
		if (kind && strcmp(kind, sample_name(s)) != 0)
			continue;
		o = show(ctl, templates, s, folder, why);
		shown++;
	}
	if (o == DONE && !shown)
		o = refuse_kind(ctl, why);
	if (o == DONE && ctl->out)
		printf("%d mails with sample data, as text and HTML, are in %s\n", shown, ctl->out);
	if (folder >= 0)
		close(folder);
	render_close(&templates);
	return o;
}
