#include "daemon/export/set_anonymous.h"

#include "base/durable.h"
#include "daemon/export/clean.h"
#include "daemon/export/csv.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

struct numbered {
	const struct register_work *work;
	struct hash place; /* the order: by chance, but the same each time */
};

struct anonymous {
	const struct set_job *job;
	struct target *target;
	struct arena *arena;
	struct set_result *result;
	struct buf mapping, list, for_people; /* CSV */
};

/* --- which number --- */

static int compare_places(const void *a, const void *b)
{
	return memcmp(((const struct numbered *)a)->place.bytes, ((const struct numbered *)b)->place.bytes,
	        HASH_SIZE);
}

/* In an order that tells nothing of who sent when; it depends on the service's secret, so that nobody can work it out. */
static size_t number_works(const struct set_job *job, struct arena *a, struct numbered **v_r)
{
	struct numbered *v = *v_r = arena_alloc(a, (job->works->works.n + 1) * sizeof *v);
	size_t n = 0;
	for (size_t i = 0; i < job->works->works.n; i++) {
		const struct register_work *w = &job->works->works.v[i];
		if (w->project != job->project)
			continue;
		struct buf text = BUF_INIT(1024);
		buf_put(&text, job->folders->key, FOLDERS_KEY_SIZE);
		buf_printf(&text, "judges %s", w->receipt);
		hash_bytes(text.data, text.len, &v[n].place);
		buf_free(&text);
		v[n++].work = w;
	}
	if (n)
		qsort(v, n, sizeof *v, compare_places);
	return n;
}

/* --- names --- */

typedef LIST(const char *) name_list;

static void add_joined(name_list *list, const char *at, struct arena *a)
{
	while (*at) {
		const char *end = strstr(at, "、");
		size_t len = end ? (size_t)(end - at) : strlen(at);
		if (len)
			*list_add(a, list) = arena_strndup(a, at, len);
		at += len + (end ? strlen("、") : 0);
	}
}

/* However people call it. */
static void add_unit(name_list *list, const struct campaign *c, const char *id, struct arena *a)
{
	for (size_t i = 0; *id && i < c->units.n; i++) {
		const struct unit *u = &c->units.v[i];
		if (strcmp(u->id, id) != 0)
			continue;
		*list_add(a, list) = u->name;
		*list_add(a, list) = u->union_name;
		for (size_t k = 0; k < u->aliases.n; k++)
			*list_add(a, list) = u->aliases.v[k];
	}
}

/* Where a text says “作者：”, somebody's name follows, whether we know it or not. */
static void add_labels(name_list *list, const struct campaign *c, struct arena *a)
{
	for (size_t i = 0; i < c->words.n; i++) {
		const struct vocabulary_word *w = &c->words.v[i];
		if (w->role < WORD_SUB_PROJECT && w->label != LABEL_TITLE)
			*list_add(a, list) = arena_printf(a, "%s:", w->text);
	}
}

/* Of the values alone, and with all by which a text might give them away. */
static struct clean_names values_of(const struct register_work *w, struct arena *a)
{
	name_list list = {0};
	add_joined(&list, w->unit, a);
	add_joined(&list, w->name, a);
	add_joined(&list, w->contact, a);
	return (struct clean_names){list.v, list.n};
}

static struct clean_names names_of(const struct anonymous *g, const struct register_work *w)
{
	const struct campaign *c = g->job->works->campaign;
	struct clean_names values = values_of(w, g->arena);
	name_list list = {0};
	for (size_t i = 0; i < values.n; i++)
		*list_add(g->arena, &list) = values.v[i];
	add_unit(&list, c, w->roster_unit, g->arena);
	add_labels(&list, c, g->arena);
	return (struct clean_names){list.v, list.n};
}

static bool names_somebody(const char *text, const struct clean_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (strlen(names->v[i]) > 3 && strstr(text, names->v[i]))
			return true;
	return false;
}

/* Registration forms and the like go to no judge: a work is made of the files that its sub-project asks for. */
static bool belongs_to_work(const struct set_job *job, const char *stored)
{
	const struct words *endings = &job->works->campaign->sub_projects.v[job->project].extensions;
	const struct words *forms = &job->works->campaign->shapes.form_words;
	const char *ending = set_ending(stored);
	for (size_t i = 0; i < forms->n; i++)
		if (strlen(forms->v[i]) > strlen("表") && strstr(stored, forms->v[i]))
			return false;
	for (size_t i = 0; *ending && i < endings->n; i++)
		if (strcasecmp(endings->v[i], ending + 1) == 0)
			return true;
	return false;
}

/* --- files --- */

/* Without a name: it goes when it is closed. */
static int make_file(const struct anonymous *g)
{
	return openat(g->job->folders->spool, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
}

static enum outcome clean_and_add(struct anonymous *g, const struct register_work *w,
        const struct register_file *f, const char *name, const char **problem_r, struct reason *why)
{
	static const char *const problems[] = {[CLEANED] = "",
	        [CLEANED_UNKNOWN] = "这种格式的附加信息程序清除不了，请人工处理",
	        [CLEANED_NAMED] = "正文、批注或修订里可能有姓名、单位或电话，请人工处理"};
	struct clean_names names = names_of(g, w);
	uint64_t size = 0;
	enum cleaned cleaned = CLEANED_UNKNOWN;
	struct stat st;
	int fd, copy = make_file(g);
	enum outcome o = set_open_file(g->job, w, f, g->arena, &fd, &size, why);
	if (o == DONE && copy < 0)
		o = fail_errno(why, LATER, "cannot make a temporary file in the state folder");
	if (o == DONE)
		o = clean_file(fd, size, &names, copy, &cleaned, why);
	if (o == DONE && cleaned == CLEANED && fstat(copy, &st) == 0)
		o = target_add(g->target, name, copy, (uint64_t)st.st_size, 0, why);
	*problem_r = problems[cleaned];
	if (fd >= 0)
		close(fd);
	if (copy >= 0)
		close(copy);
	return o;
}

static enum outcome add_file(struct anonymous *g, const struct register_work *w,
        const struct register_file *f, const char *number, size_t index, struct reason *why)
{
	const char *problem = "不是该类别的作品文件（可能是报名表），没有放进去";
	/* The ending alone of what the sender chose, and only where it is one that the organiser asks for. */
	const char *ending = set_ending(f->stored);
	const char *name = index ? arena_printf(g->arena, "%s-%zu%s", number, index + 1, ending)
	                         : arena_printf(g->arena, "%s%s", number, ending);
	enum outcome o = DONE;
	if (belongs_to_work(g->job, f->stored))
		o = clean_and_add(g, w, f, name, &problem, why);
	if (o != DONE)
		return o;
	CSV_LINE(&g->mapping, number, w->receipt, w->unit, w->name, w->contact, w->title, f->stored,
	        *problem ? "" : name);
	if (*problem)
		CSV_LINE(&g->for_people, number, name, w->folder, f->stored, problem);
	g->result->for_people += *problem != '\0';
	g->result->files += *problem == '\0';
	return DONE;
}

static enum outcome add_work(
        struct anonymous *g, const struct register_work *w, size_t index, struct reason *why)
{
	const char *number = arena_printf(g->arena, "%03zu", index + 1);
	struct clean_names names = values_of(w, g->arena);
	bool named = names_somebody(w->title, &names);
	enum outcome o = DONE;
	CSV_LINE(&g->list, number, named ? "（名称里有姓名或单位，请人工处理）" : w->title);
	if (named)
		CSV_LINE(&g->for_people, number, "", w->folder, "", "作品名称里有姓名或单位，目录中没有写出");
	for (size_t i = 0; o == DONE && i < w->n_files; i++)
		o = add_file(g, w, &w->files[i], number, i, why);
	g->result->works++;
	return o;
}

/* --- what lies beside and in the set --- */

static enum outcome write_beside(
        const struct anonymous *g, const char *ending, const struct buf *text, struct reason *why)
{
	const char *path = arena_printf(g->arena, "%s%s", g->job->to, ending);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot make %s", path);
	enum outcome o = durable_write(fd, buf_str(text), text->len, why);
	if (o == DONE)
		o = durable_sync_file(fd, why);
	close(fd);
	return o;
}

static enum outcome write_into(
        struct anonymous *g, const char *name, const struct buf *text, struct reason *why)
{
	int fd = make_file(g);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot make a temporary file in the state folder");
	enum outcome o = durable_write(fd, buf_str(text), text->len, why);
	if (o == DONE)
		o = target_add(g->target, name, fd, text->len, 0, why);
	close(fd);
	return o;
}

static enum outcome write_lists(struct anonymous *g, struct reason *why)
{
	struct hash hash;
	char hex[HASH_HEX_SIZE];
	struct buf seal = BUF_INIT(1024);
	if (g->mapping.overrun || g->list.overrun || g->for_people.overrun)
		return fail(why, REFUSED, "the lists of the set are too long");
	hash_bytes(buf_str(&g->mapping), g->mapping.len, &hash);
	hash_to_hex(&hash, hex);
	buf_printf(&seal, "%s\n", hex);
	enum outcome o = write_beside(g, ".mapping.csv", &g->mapping, why);
	if (o == DONE)
		o = write_beside(g, ".for-people.csv", &g->for_people, why);
	if (o == DONE)
		o = write_into(g, "目录.csv", &g->list, why);
	if (o == DONE)
		o = write_into(g, "对照表.sha256", &seal, why);
	buf_free(&seal);
	return o;
}

enum outcome set_add_anonymous(const struct set_job *job, struct target *t, struct arena *a,
        struct set_result *r, struct reason *why)
{
	struct anonymous g = {job, t, a, r, BUF_INIT(LIMIT_QUESTIONS_BYTES), BUF_INIT(LIMIT_QUESTIONS_BYTES),
	        BUF_INIT(LIMIT_QUESTIONS_BYTES)};
	struct numbered *works;
	size_t n = number_works(job, a, &works);
	enum outcome o = DONE;
	buf_puts(&g.mapping, CSV_MARK);
	buf_puts(&g.list, CSV_MARK);
	buf_puts(&g.for_people, CSV_MARK);
	CSV_LINE(&g.mapping, "序号", "编号", "单位", "姓名", "联系方式", "作品名称", "原文件", "评审文件");
	CSV_LINE(&g.list, "序号", "作品名称");
	CSV_LINE(&g.for_people, "序号", "评审文件名", "归档文件夹", "原文件", "原因");
	for (size_t i = 0; o == DONE && i < n; i++)
		o = add_work(&g, works[i].work, i, why);
	if (o == DONE)
		o = write_lists(&g, why);
	buf_free(&g.mapping);
	buf_free(&g.list);
	buf_free(&g.for_people);
	return o;
}
