/* A zygote with an injected parser that misbehaves as its mail says, driven through keep's end of the
 * channel. */
#include "base/wire.h"
#include "daemon/keep/intake/examine.h"
#include "parsers/attempt.h"
#include "parsers/zygote.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours is meant */

#define give_up(...) (print_error(__VA_ARGS__), _fail(__FILE__, __LINE__))

enum { MEMORY = 64 << 20, FILE_SIZE = 1 << 20 };

#ifdef XW_SANITIZE /* they turn a signal into an exit code */
static const bool tells_signals = false;
#else
static const bool tells_signals = true;
#endif

static void use_up_memory(void)
{
	struct arena *a = arena_new((size_t)MEMORY * 2);
	for (;;)
		memset(arena_alloc(a, 1 << 20), 1, 1 << 20);
}

static void fill(int fd)
{
	static const char block[64 * 1024];
	while (write(fd, block, sizeof block) > 0)
		;
}

static enum outcome say_claims(struct buf *claims_r)
{
	struct arena *a = arena_new(1 << 20);
	struct claims *c = claims_new(a);
	c->subject = "a subject";
	claims_encode(c, claims_r);
	arena_close(&a);
	return DONE;
}

/* Each letter is a part; what a former attempt ended at is left alone, and only then the mail is read to its end. */
static void read_parts(const char *parts, int contents_fd)
{
	for (uint32_t i = 0; parts[i]; i++) {
		if (attempt_without(i) || attempt_is_bodies_only())
			continue;
		uint32_t outer = attempt_enter(100 + i, 0), before = attempt_enter(i, 1);
		lseek(contents_fd, 0, SEEK_END);
		if (write(contents_fd, &parts[i], 1) != 1 || parts[i] == 'c')
			raise(SIGSEGV);
		while (parts[i] == 'l')
			;
		if (parts[i] == 'm')
			use_up_memory();
		attempt_leave(before);
		attempt_leave(outer);
	}
}

static enum outcome misbehave(
        const void *knowledge, int mail_fd, int contents_fd, struct buf *claims_r, struct reason *why)
{
	char mail[32] = "";
	if (read(mail_fd, mail, sizeof mail - 1) < 0)
		return fail(why, BROKEN, "no mail");
	if (strncmp(mail, "part ", 5) == 0)
		read_parts(mail + 5, contents_fd);
	else if (strcmp(mail, "crash") == 0)
		raise(SIGSEGV);
	else if (strcmp(mail, "loop") == 0)
		for (volatile unsigned turn = 0;; turn++)
			;
	else if (strcmp(mail, "sleep") == 0)
		sleep(100);
	else if (strcmp(mail, "memory") == 0)
		use_up_memory();
	else if (strcmp(mail, "file") == 0)
		fill(contents_fd);
	else if (strcmp(mail, "talk") == 0)
		fill(STDERR_FILENO);
	else if (strcmp(mail, "exec") == 0)
		execl("/bin/true", "true", NULL);
	else if (strcmp(mail, "refuse") == 0)
		return fail(why, REFUSED, "%s", (const char *)knowledge);
	else if (strcmp(mail, "later") == 0)
		return fail(why, LATER, "the disk is full");
	else if (strcmp(mail, "lie") == 0)
		return wire_put_str(claims_r, "no claims"), DONE;
	else if (write(contents_fd, "contents", 8) != 8)
		return fail(why, LATER, "cannot write");
	return say_claims(claims_r);
}

/* Says something before it fails. */
static enum outcome show(const char *name, int file_fd, int contents_fd, int out_fd, struct reason *why)
{
	char file[32] = "";
	(void)contents_fd;
	if (read(file_fd, file, sizeof file - 1) < 0 || dprintf(out_fd, "{\"%s\":\"%s\"}", name, file) < 0)
		return fail(why, LATER, "cannot write");
	if (strcmp(name, "crash") == 0)
		raise(SIGSEGV);
	return strcmp(name, "later") == 0 ? fail(why, LATER, "the disk is full") : DONE;
}

static struct zygote test_zygote(int channel)
{
	return (struct zygote){.channel = channel,
	        .examine = misbehave,
	        .show = show,
	        .knowledge = "not a mail",
	        .seconds = 60,
	        .cpu_seconds = 1,
	        .slowness = 1,
	        .children = LIMIT_PARSE_CHILDREN,
	        .memory = MEMORY,
	        .file_size = FILE_SIZE};
}

static pid_t zygote_pid;

/* Like xuanwang-parse: takes the first message itself. */
static _Noreturn void be_zygote(struct zygote z)
{
	static struct message m;
	struct reason why;
	signal(SIGSEGV, SIG_DFL); /* the test library's handler came along */
	alarm(50);                /* whatever goes wrong in a test, nothing stays behind */
	if (channel_receive(z.channel, &m, &why) != DONE || m.type != MSG_ZYGOTE_START || m.fds[1] < 0)
		_exit(2);
	message_close_fds(&m);
	enum outcome o = zygote_run(&z, &why);
	if (o != DONE)
		fprintf(stderr, "zygote: %s\n", why.text);
	_exit(o == DONE ? 0 : 1);
}

static struct examiner *start_zygote(unsigned seconds)
{
	const struct campaign_files files = {{"vocabulary.yaml", "words", 5}, {"campaign.yaml", "text", 4}};
	const struct examiner_start start = {&files, "own@example.org", false};
	struct examiner *e = NULL;
	struct reason why;
	int pair[2];
	assert_int_equal(channel_open(pair, &why), DONE);
	zygote_pid = fork();
	if (zygote_pid == 0) {
		struct zygote z = test_zygote(pair[1]);
		z.seconds = seconds;
		close(pair[0]);
		be_zygote(z);
	}
	close(pair[1]);
	assert_int_equal(examiner_attach(pair[0], &start, &e, &why), DONE);
	return e;
}

static void stop_zygote(struct examiner **e)
{
	int status;
	examiner_close(e);
	assert_int_equal(waitpid(zygote_pid, &status, 0), zygote_pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* A file in memory that can only be read, as keep's spool files are handed over. */
static int mail_file(const char *text)
{
	char path[64];
	int fd = memfd_create("mail", MFD_CLOEXEC);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	int read_only = open(path, O_RDONLY | O_CLOEXEC);
	close(fd);
	assert_true(read_only >= 0);
	return read_only;
}

static void submit(struct examiner *e, uint64_t request, const char *text)
{
	struct reason why;
	int mail = mail_file(text), contents = memfd_create("contents", MFD_CLOEXEC);
	assert_int_equal(examiner_submit(e, request, mail, contents, &why), DONE);
	close(mail);
	close(contents);
}

static void expect(struct examiner *e, const char *text, enum examined how, unsigned detail)
{
	struct examination x;
	struct reason why;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	submit(e, 7, text);
	if (examiner_collect(e, true, a, &x, &why) != DONE)
		give_up("%s: %s", text, why.text);
	if (x.how != how || x.request != 7)
		give_up("%s: %s %u %s", text, examined_name(x.how), x.detail, x.why.text);
	if (detail && tells_signals)
		assert_int_equal(x.detail, detail);
	if (how == EXAMINED_DONE)
		assert_string_equal(x.claims->subject, "a subject");
	else
		assert_true(x.why.text[0] && !x.claims);
	arena_close(&a);
}

static void whatever_a_mail_does_the_zygote_goes_on(void **state)
{
	(void)state;
	struct examiner *e = start_zygote(60);
	const struct {
		const char *text;
		enum examined how;
		unsigned detail;
	} cases[] = {
	        {"crash", EXAMINED_CRASHED, SIGSEGV},
	        {"exec", EXAMINED_CRASHED, SIGSYS},
	        {"memory", EXAMINED_OVERRUN, 256 + EXIT_MEMORY},
	        {"file", EXAMINED_OVERRUN, SIGXFSZ},
	        {"loop", EXAMINED_DEADLINE, SIGXCPU},
	        {"refuse", EXAMINED_REFUSED, 0},
	        {"later", EXAMINED_LATER, 0},
	        {"lie", EXAMINED_REFUSED, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect(e, cases[i].text, cases[i].how, cases[i].detail);
		expect(e, "fine", EXAMINED_DONE, 0);
	}
#ifndef XW_SANITIZE /* there a child keeps the common stderr */
	expect(e, "talk", EXAMINED_DONE, 0);
#endif
	stop_zygote(&e);
}

/* What was written by attempts that ended is gone, what stood in the contents file before is not. */
static void a_mail_is_read_without_the_file_that_kills_its_reader(void **state)
{
	(void)state;
	const struct {
		const char *mail, *contents;
		enum examined how;
	} cases[] = {
	        {"part abcd", "before:abd", EXAMINED_DONE}, {"part aclmb", "before:ab", EXAMINED_DONE},
	        {"part accccd", "before:", EXAMINED_DONE}, /* the last of LIMIT_PARSE_ATTEMPTS */
	};
	struct examiner *e = start_zygote(60);
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct examination x;
		struct reason why;
		char said[64] = "";
		int mail = mail_file(cases[i].mail), contents = memfd_create("contents", MFD_CLOEXEC);
		assert_int_equal(write(contents, "before:", 7), 7);
		assert_int_equal(examiner_submit(e, i, mail, contents, &why), DONE);
		assert_int_equal(examiner_collect(e, true, a, &x, &why), DONE);
		if (tells_signals || cases[i].how == EXAMINED_DONE)
			assert_int_equal(x.how, cases[i].how);
		assert_true(pread(contents, said, sizeof said - 1, 0) > 0);
		assert_int_equal(strncmp(said, cases[i].contents, strlen(cases[i].contents)), 0);
		if (x.how == EXAMINED_DONE)
			assert_string_equal(said, cases[i].contents);
		close(mail);
		close(contents);
	}
	arena_close(&a);
	stop_zygote(&e);
}

static void files_are_shown(void **state)
{
	(void)state;
	const struct {
		const char *name;
		enum examined how;
		const char *why;
	} cases[] = {{"报名表.docx", EXAMINED_DONE, ""}, {"crash", EXAMINED_CRASHED, "the parser crashed"},
	        {"later", EXAMINED_LATER, "the disk is full"}};
	struct examiner *e = start_zygote(60);
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct examination x;
		struct reason why;
		char said[64] = "";
		int file = mail_file("text"), out = memfd_create("out", MFD_CLOEXEC);
		assert_int_equal(examiner_show(e, i, cases[i].name, file, out, out, &why), DONE);
		assert_int_equal(examiner_collect(e, true, a, &x, &why), DONE);
		assert_int_equal(x.request, i);
		if (tells_signals || cases[i].how != EXAMINED_CRASHED)
			assert_int_equal(x.how, cases[i].how);
		assert_null(x.claims);
		assert_int_equal(strncmp(x.why.text, cases[i].why, strlen(cases[i].why)), 0);
		assert_true(pread(out, said, sizeof said - 1, 0) > 0);
		if (cases[i].how == EXAMINED_DONE)
			assert_string_equal(said, "{\"报名表.docx\":\"text\"}");
		close(file);
		close(out);
	}
	expect(e, "fine", EXAMINED_DONE, 0);
	arena_close(&a);
	stop_zygote(&e);
}

static void a_sleeper_is_killed_while_others_pass(void **state)
{
	(void)state;
	struct examiner *e = start_zygote(1);
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct examination x;
	struct reason why;
	submit(e, 1, "sleep");
	for (uint64_t i = 2; i <= LIMIT_EXAMINE_QUEUE; i++)
		submit(e, i, "fine");
	int mail = mail_file("fine");
	assert_int_equal(examiner_submit(e, 99, mail, mail, &why), LATER);
	close(mail);
	for (int i = 2; i <= LIMIT_EXAMINE_QUEUE; i++) {
		assert_int_equal(examiner_collect(e, true, a, &x, &why), DONE);
		assert_int_equal(x.how, EXAMINED_DONE);
	}
	assert_int_equal(examiner_collect(e, false, a, &x, &why), LATER);
	assert_int_equal(examiner_collect(e, true, a, &x, &why), DONE);
	assert_int_equal(x.request, 1);
	assert_int_equal(x.how, EXAMINED_DEADLINE);
	arena_close(&a);
	stop_zygote(&e);
}

static void a_closed_channel_ends_everything(void **state)
{
	(void)state;
	struct examiner *e = start_zygote(60);
	expect(e, "fine", EXAMINED_DONE, 0);
	submit(e, 1, "sleep");
	usleep(50 * 1000); /* the child is at work now */
	stop_zygote(&e);   /* asserts that the zygote, which waits for its children, ends with 0 */
}

static void a_dead_zygote_is_noticed(void **state)
{
	(void)state;
	struct examiner *e = start_zygote(60);
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct examination x;
	struct reason why;
	submit(e, 1, "sleep");
	kill(zygote_pid, SIGKILL);
	waitpid(zygote_pid, NULL, 0);
	assert_int_equal(examiner_collect(e, true, a, &x, &why), BROKEN);
	examiner_close(&e);
	arena_close(&a);
}

static void contents_outside_the_file_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct claims *c = claims_new(a);
	struct part *p = list_add(a, &c->parts);
	struct reason why;
	int fd = memfd_create("contents", MFD_CLOEXEC);
	assert_int_equal(ftruncate(fd, 100), 0);
	*p = (struct part){.offset = 40, .size = 60};
	assert_int_equal(examine_check_contents(c, fd, &why), DONE);
	p->size = 61;
	assert_int_equal(examine_check_contents(c, fd, &why), REFUSED);
	*p = (struct part){.offset = UINT64_MAX - 10, .size = 60};
	assert_int_equal(examine_check_contents(c, fd, &why), REFUSED);
	p->offset = UINT64_MAX;
	assert_int_equal(examine_check_contents(c, fd, &why), DONE);
	close(fd);
	arena_close(&a);
}

static double ms_since(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) * 1e3 + (double)(now.tv_nsec - start->tv_nsec) / 1e6;
}

/* No assertion: figures for the reader of the test's output. */
static void what_a_jail_costs(void **state)
{
	(void)state;
	enum { MAILS = 1000, CRASHES = 50 };
	struct examiner *e = start_zygote(60);
	struct timespec start;
	double crashes = 0;
	expect(e, "fine", EXAMINED_DONE, 0);
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (int i = 0; i < MAILS; i++)
		expect(e, "fine", EXAMINED_DONE, 0);
	double fine = ms_since(&start);
	for (int i = 0; i < CRASHES; i++) {
		clock_gettime(CLOCK_MONOTONIC, &start);
		expect(e, "crash", EXAMINED_CRASHED, SIGSEGV);
		expect(e, "fine", EXAMINED_DONE, 0);
		crashes += ms_since(&start);
	}
	print_message("one mail in a fresh jail: %.3f ms; a crash and the next mail: %.3f ms\n", fine / MAILS,
	        crashes / CRASHES);
	stop_zygote(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(whatever_a_mail_does_the_zygote_goes_on),
	        cmocka_unit_test(a_mail_is_read_without_the_file_that_kills_its_reader),
	        cmocka_unit_test(files_are_shown),
	        cmocka_unit_test(a_sleeper_is_killed_while_others_pass),
	        cmocka_unit_test(a_closed_channel_ends_everything),
	        cmocka_unit_test(a_dead_zygote_is_noticed),
	        cmocka_unit_test(contents_outside_the_file_are_refused),
	        cmocka_unit_test(what_a_jail_costs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
