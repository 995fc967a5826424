/* How much CPU time the understanding of mails takes, reading them apart:
 *
 *     understanding_bench RUNS VOCABULARY CAMPAIGN MAIL...
 *
 * One line for each mail, with tabs: microseconds of reading, microseconds of understanding (each the median of
 * the runs), bytes of text that understanding saw, documents read beside the body, works found, peak of
 * the process's memory in KiB so far. */
#include "parsers/mail/mime.h"
#include "parsers/understand/understand.h"
#include "schema/config.h"
#include "schema/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 99 };

struct figures {
	double reading[MOST_RUNS], understanding[MOST_RUNS];
	size_t bytes, documents, works;
};

static double cpu_microseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Of this program alone; getrusage() counts in what its parent had before the exec. */
static long peak_memory(void)
{
	char line[256];
	long kib = 0;
	FILE *f = fopen("/proc/self/status", "re");
	while (f && !kib && fgets(line, sizeof line, f))
		if (strncmp(line, "VmHWM:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	if (f)
		fclose(f);
	return kib;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, compare);
	return v[n / 2];
}

static size_t text_bytes(const struct text *t)
{
	size_t bytes = 0;
	for (size_t i = 0; i < t->blocks.n; i++) {
		const struct block *b = &t->blocks.v[i];
		if (b->kind == BLOCK_LINE)
			bytes += strlen(b->line) + 1;
		for (size_t k = 0; b->kind == BLOCK_TABLE && k < (size_t)b->table->rows * b->table->columns;
		        k++)
			bytes += strlen(b->table->cells[k].text);
	}
	return bytes;
}

static void count(const struct document *d, struct figures *f)
{
	f->bytes = f->documents = 0;
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		f->bytes += text_bytes(t);
		f->documents += t->blocks.n && d->claims->parts.v[t->part].role != PART_BODY;
	}
	f->works = d->claims->works.n;
}

/* Understanding changes the document, so every run reads the mail anew. */
MUST_USE static enum outcome measure(
        int mail, const struct understanding *u, size_t run, struct figures *f, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct document *d;
	int contents = memfd_create("contents", MFD_CLOEXEC);
	double start = cpu_microseconds();
	enum outcome o = mime_read(mail, contents, a, &d, why);
	double middle = cpu_microseconds();
	if (o == DONE) {
		understand_mail(u, d, a);
		f->understanding[run] = cpu_microseconds() - middle;
		f->reading[run] = middle - start;
		count(d, f);
	}
	close(contents);
	arena_close(&a);
	return o;
}

MUST_USE static enum outcome measure_mail(
        const char *path, const struct understanding *u, size_t runs, struct reason *why)
{
	static struct figures f;
	int mail = open(path, O_RDONLY | O_CLOEXEC);
	if (mail < 0)
		return fail_errno(why, REFUSED, "cannot open %s", path);
	enum outcome o = DONE;
	for (size_t run = 0; run < runs && o == DONE; run++)
		o = measure(mail, u, run, &f, why);
	close(mail);
	if (o == DONE)
		printf("%.1f\t%.1f\t%zu\t%zu\t%zu\t%ld\n", median(f.reading, runs),
		        median(f.understanding, runs), f.bytes, f.documents, f.works, peak_memory());
	return o;
}

MUST_USE static enum outcome load(const char *vocabulary, const char *campaign, struct arena *a,
        const struct understanding **u_r, struct reason *why)
{
	struct yaml_errors errors = {.arena = a};
	struct campaign_files files;
	const struct campaign *c;
	enum outcome o = campaign_load(vocabulary, campaign, a, &files, why);
	if (o == DONE)
		o = campaign_read(&files, a, &errors, &c);
	if (o == DONE)
		*u_r = understanding_new(c, c->office_mailboxes.n ? c->office_mailboxes.v[0] : "", a);
	return o == REFUSED && errors.lines.n ? fail(why, o, "%s", errors.lines.v[0]) : o;
}

int main(int argc, char **argv)
{
	size_t runs = argc > 4 ? strtoul(argv[1], NULL, 10) : 0;
	if (runs < 1 || runs > MOST_RUNS) {
		fprintf(stderr, "usage: understanding_bench RUNS VOCABULARY CAMPAIGN MAIL...\n");
		return 2;
	}
	struct reason why = {.text = ""};
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	const struct understanding *u = NULL;
	enum outcome o = mime_preload(&why);
	if (o == DONE)
		o = load(argv[2], argv[3], a, &u, &why);
	for (int i = 4; i < argc && o == DONE; i++)
		o = measure_mail(argv[i], u, runs, &why);
	if (o != DONE)
		fprintf(stderr, "understanding_bench: %s\n", why.text);
	arena_close(&a);
	return o == DONE ? 0 : 1;
}
