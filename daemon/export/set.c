#include "daemon/export/set.h"

#include "daemon/export/pattern.h"
#include "daemon/export/set_anonymous.h"
#include "daemon/export/target.h"
#include "daemon/keep/file/names.h"

#include <fcntl.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static int compare_names(const void *a, const void *b)
{
	return strcasecmp(a, b);
}

/* A name that no other file of the set has, on systems that do not tell capitals either. */
static const char *take_name(void **taken, const char *wanted, struct arena *a)
{
	const char *name = wanted;
	for (unsigned n = 2;; n++) {
		const char **found = tsearch(name, taken, compare_names);
		if (!found)
			abort();
		if (*found == name)
			return name;
		name = names_numbered(a, wanted, n);
	}
}

static void forget_name(void *name)
{
	(void)name; /* the arena's */
}

const char *set_ending(const char *stored)
{
	const char *dot = strrchr(stored, '.');
	return dot && dot != stored ? dot : "";
}

enum outcome set_open_file(const struct set_job *job, const struct register_work *w,
        const struct register_file *f, struct arena *a, int *fd_r, uint64_t *size_r, struct reason *why)
{
	struct stat st;
	const char *path = arena_printf(a, "%s/%s", w->folder, f->stored);
	*fd_r = openat(job->folders->archive, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd_r < 0 || fstat(*fd_r, &st) != 0)
		return fail_errno(why, LATER, "cannot read a file of %s", w->receipt);
	*size_r = (uint64_t)st.st_size;
	return DONE;
}

static enum outcome add_file(const struct set_job *job, const struct register_work *w,
        const struct register_file *f, const char *name, struct target *t, struct arena *a,
        struct reason *why)
{
	int fd;
	uint64_t size;
	enum outcome o = set_open_file(job, w, f, a, &fd, &size, why);
	if (o == DONE)
		o = target_add(t, name, fd, size, w->received, why);
	if (fd >= 0)
		close(fd);
	return o;
}

static enum outcome add_work(const struct set_job *job, const struct register_work *w, size_t number,
        struct target *t, void **taken, struct arena *a, struct reason *why)
{
	const char *stem;
	enum outcome o = pattern_expand(job->pattern, job->works->campaign, w, number, a, &stem, why);
	for (size_t i = 0; o == DONE && i < w->n_files; i++) {
		const char *ending = set_ending(w->files[i].stored);
		const char *wanted = w->n_files == 1 ? arena_printf(a, "%s%s", stem, ending)
		                                     : arena_printf(a, "%s-%zu%s", stem, i + 1, ending);
		o = add_file(job, w, &w->files[i], take_name(taken, wanted, a), t, a, why);
	}
	return o;
}

static enum outcome add_all(const struct set_job *job, struct target *t, struct arena *a,
        struct set_result *r, struct reason *why)
{
	void *taken = NULL;
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < job->works->works.n; i++) {
		const struct register_work *w = &job->works->works.v[i];
		if (w->project != job->project)
			continue;
		o = add_work(job, w, ++r->works, t, &taken, a, why);
		r->files += w->n_files;
	}
	tdestroy(taken, forget_name);
	return o;
}

enum outcome set_export(const struct set_job *job, struct arena *a, struct set_result *r, struct reason *why)
{
	struct target *t = NULL;
	struct reason closing;
	*r = (struct set_result){0};
	enum outcome o = target_open(job->to, &t, why);
	if (o == DONE)
		o = job->anonymous ? set_add_anonymous(job, t, a, r, why) : add_all(job, t, a, r, why);
	enum outcome closed = target_close(&t, o == DONE ? why : &closing);
	return o == DONE ? closed : o;
}
