#include "daemon/ctl/letter.h"

#include "daemon/keep/reply/shown.h"
#include "daemon/keep/view/views.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_CHARACTERS = 200 };

/* Lines with something on them: foreign, so each is made fit for a terminal. */
static void print_lines(const char *text, size_t most)
{
	struct buf line = BUF_INIT(LIMIT_CELL_BYTES), shown = BUF_INIT(LIMIT_CELL_BYTES);
	size_t n = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		buf_reset(&line);
		buf_reset(&shown);
		buf_put(&line, text, len);
		shown_text(buf_str(&line), LINE_CHARACTERS, &shown);
		if (shown.len && n++ < most)
			printf("  | %s\n", buf_str(&shown));
		text += len + (text[len] == '\n');
	}
	if (n > most)
		printf("  | … %zu more lines, key d\n", n - most);
	if (n == 0)
		puts("  | (no text)");
	buf_free(&shown);
	buf_free(&line);
}

/* What the jail wrote may be anything: what is no such JSON has no text. */
static void print_text(int fd, size_t most)
{
	struct stat st;
	char *bytes = NULL;
	if (fstat(fd, &st) == 0 && st.st_size > 0 && st.st_size <= LIMIT_LETTER_JSON_BYTES)
		bytes = malloc((size_t)st.st_size);
	ssize_t n = bytes ? pread(fd, bytes, (size_t)st.st_size, 0) : -1;
	json_t *whole = n > 0 ? json_loadb(bytes, (size_t)n, 0, NULL) : NULL;
	const char *text = json_string_value(json_object_get(whole, "text"));
	print_lines(text ? text : "", most);
	json_decref(whole);
	free(bytes);
}

static enum outcome read_letter(
        struct ctl *ctl, struct examiner *e, const int files[3], size_t most, struct reason *why)
{
	struct examination x;
	enum outcome o = examiner_show(e, 1, "mail.eml", files[0], files[1], files[2], why);
	if (o == DONE)
		o = examiner_collect(e, true, ctl->arena, &x, why);
	if (o == DONE && x.how == EXAMINED_DONE)
		print_text(files[2], most);
	else if (o == DONE)
		printf("  | (its text cannot be read: %s)\n", x.why.text);
	return o;
}

enum outcome ctl_print_letter(
        struct ctl *ctl, struct examiner *e, int64_t mail, size_t lines_most, struct reason *why)
{
	struct view_mail m;
	char name[FOLDERS_STORED_NAME_SIZE];
	int files[3] = {-1, -1, -1};
	enum outcome o = views_find_mail(
	        ctl->sql, arena_printf(ctl->arena, "%lld", (long long)mail), ctl->arena, &m, why);
	if (o != DONE || !m.has_raw)
		return o;
	folders_stored_name(&m.raw, name);
	files[0] = openat(ctl->folders.mail, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (files[0] < 0)
		return fail_errno(why, LATER, "cannot read the stored message");
	for (int i = 1; o == DONE && i < 3; i++)
		o = ctl_make_file(&files[i], why);
	if (o == DONE)
		o = read_letter(ctl, e, files, lines_most, why);
	for (int i = 0; i < 3; i++)
		if (files[i] >= 0)
			close(files[i]);
	return o;
}
