/* The real xuanwang-parse in its real jail, over the whole corpus: no mail may crash it or meet a forbidden
 * call. */
#include "daemon/keep/intake/examine.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static struct examiner *start(const struct campaign_files *files)
{
	const struct examiner_start start = {.files = files, .own_address = "own@example.org"};
	struct examiner *e = NULL;
	struct reason why;
	if (examiner_spawn(&start, &e, &why) != DONE)
		fail_msg("%s", why.text);
	return e;
}

static struct campaign_files load(struct arena *a)
{
	struct campaign_files files;
	struct reason why;
	assert_int_equal(campaign_load(SOURCE_FOLDER "/systemd/vocabulary.yaml",
	                         SOURCE_FOLDER "/systemd/campaigns/2022.yaml", a, &files, &why),
	        DONE);
	return files;
}

static void examine_one(struct examiner *e, const char *path)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct examination x;
	struct reason why;
	int mail = open(path, O_RDONLY | O_CLOEXEC), contents = memfd_create("contents", MFD_CLOEXEC);
	assert_true(mail >= 0);
	assert_int_equal(examiner_submit(e, 1, mail, contents, &why), DONE);
	if (examiner_collect(e, true, a, &x, &why) != DONE)
		fail_msg("%s: %s", path, why.text);
	if (x.how != EXAMINED_DONE)
		fail_msg("%s: %s", path, x.why.text);
	assert_int_equal(examine_check_contents(x.claims, contents, &why), DONE);
	close(mail);
	close(contents);
	arena_close(&a);
}

static void every_mail_of_the_corpus_is_examined(void **state)
{
	(void)state;
	glob_t mails;
	struct timespec from, to;
	struct arena *a = arena_new(16u << 20);
	const struct campaign_files files = load(a);
	struct examiner *e = start(&files);
	assert_int_equal(glob(SOURCE_FOLDER "/tests/corpus/cases/*/*.eml", 0, NULL, &mails), 0);
	examine_one(e, mails.gl_pathv[0]);
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (size_t i = 0; i < mails.gl_pathc; i++)
		examine_one(e, mails.gl_pathv[i]);
	clock_gettime(CLOCK_MONOTONIC, &to);
	print_message("%zu mails, %.3f ms each\n", mails.gl_pathc,
	        ((double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6) /
	                (double)mails.gl_pathc);
	globfree(&mails);
	examiner_close(&e);
	arena_close(&a);
}

static void check_told(const struct campaign_files *files, const char *name)
{
	struct examiner *e = start(files);
	struct arena *a = arena_new(1 << 20);
	struct examination x;
	struct reason why;
	assert_int_equal(examiner_collect(e, true, a, &x, &why), BROKEN);
	assert_non_null(strstr(why.text, name));
	examiner_close(&e);
	arena_close(&a);
}

static void a_bad_campaign_is_told(void **state)
{
	(void)state;
	struct arena *a = arena_new(16u << 20);
	struct campaign_files files = load(a), bad = files;
	bad.campaign = (struct campaign_file){"next.yaml", "nonsense", 8};
	check_told(&bad, "next.yaml:1: ");
	bad = files;
	bad.vocabulary = (struct campaign_file){"words.yaml", "labels: 1", 9};
	check_told(&bad, "words.yaml:1: ");
	arena_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_mail_of_the_corpus_is_examined),
	        cmocka_unit_test(a_bad_campaign_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
