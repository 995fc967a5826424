/* xuanwang-parse: the jail's program. It is started by xuanwangd or xuanwangctl with a channel to it, never
 * by hand. */
#include "base/durable.h"
#include "base/log.h"
#include "base/wire.h"
#include "parsers/mail/mime.h"
#include "parsers/show/show.h"
#include "parsers/understand/understand.h"
#include "parsers/zygote.h"
#include "schema/limits.h"
#include "schema/messages.h"

#include <fcntl.h>
#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_USAGE = 2 };

/* A build with sanitizers is many times slower, and must see the same ends as any other: libraries ask for sizes that a
 * damaged file names, and hear that there is not so much. */
#ifdef XW_SANITIZE
enum { SLOWNESS = 10 };
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}
#else
enum { SLOWNESS = 1 };
#endif

/* What every child knows from before its fork. */
struct knowledge {
	const struct understanding *understanding; /* NULL without a campaign: files are shown only */
	bool may_lack_landlock;
};

static enum outcome examine(
        const void *knowledge, int mail_fd, int contents_fd, struct buf *claims_r, struct reason *why)
{
	const struct knowledge *k = knowledge;
	struct document *document;
	if (!k->understanding)
		return fail(why, BROKEN, "the parser was started without a campaign");
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	enum outcome o = mime_read(mail_fd, contents_fd, a, &document, why);
	if (o == DONE) {
		understand_mail(k->understanding, document, a);
		claims_encode(document->claims, claims_r);
	}
	arena_close(&a);
	return o;
}

/* GLib's warnings quote what they warn of, and that is mail. Its errors end the process, and in what we use
 * of it the only one is that memory ran out. */
static void on_glib_message(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data)
{
	(void)domain, (void)text, (void)data;
	if (level & (G_LOG_LEVEL_ERROR | G_LOG_FLAG_FATAL))
		memory_exhausted("glib");
}

/* One of the two files; its path is filled in already. */
static enum outcome take_file(int fd, struct arena *a, struct campaign_file *f, struct reason *why)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || st.st_size < 0 || st.st_size > LIMIT_YAML_BYTES)
		return fail(why, BROKEN, "%s is too large", f->path);
	f->len = (size_t)st.st_size;
	char *text = arena_alloc(a, f->len + 1);
	if (pread(fd, text, f->len, 0) != st.st_size)
		return fail_errno(why, BROKEN, "cannot read %s", f->path);
	f->text = text;
	return DONE;
}

static enum outcome load_campaign(const int fds[2], struct campaign_files *files, struct arena *a,
        const struct campaign **campaign_r, struct reason *why)
{
	struct yaml_errors errors = {.arena = a};
	enum outcome o = take_file(fds[0], a, &files->vocabulary, why);
	if (o == DONE)
		o = take_file(fds[1], a, &files->campaign, why);
	if (o == DONE && campaign_read(files, a, &errors, campaign_r) != DONE)
		o = fail(why, BROKEN, "%s", errors.lines.n ? errors.lines.v[0] : files->campaign.path);
	return o;
}

static enum outcome take_start(int channel, struct arena *a, struct knowledge *k_r, struct reason *why)
{
	static struct message m; /* 64 KiB: not on the stack */
	enum outcome o = channel_receive(channel, &m, why);
	if (o != DONE)
		return o;
	struct campaign_files files = {.vocabulary.path = wire_get_str(&m.body, a, 4096)};
	files.campaign.path = wire_get_str(&m.body, a, 4096);
	const char *own_address = wire_get_str(&m.body, a, LIMIT_VALUE_BYTES);
	const struct campaign *campaign = NULL;
	k_r->may_lack_landlock = wire_get_u8(&m.body) != 0;
	if (m.type != MSG_ZYGOTE_START || !wire_is_whole(&m.body) || m.fds[0] < 0 || m.fds[1] < 0)
		o = fail(why, BROKEN, "the first message is not the start");
	else if (*files.campaign.path)
		o = load_campaign(m.fds, &files, a, &campaign, why);
	if (o == DONE && campaign)
		k_r->understanding = understanding_new(campaign, own_address, a);
	message_close_fds(&m);
	return o;
}

static enum outcome serve(int channel, struct arena *a, struct reason *why)
{
	struct knowledge knowledge = {NULL};
	enum outcome o = take_start(channel, a, &knowledge, why);
	if (o == DONE)
		o = mime_preload(why);
	if (o != DONE)
		return o;
	const struct zygote zygote = {
	        .channel = channel,
	        .examine = examine,
	        .show = show_file,
	        .knowledge = &knowledge,
	        .seconds = LIMIT_PARSE_SECONDS * SLOWNESS,
	        .cpu_seconds = LIMIT_PARSE_CPU_SECONDS * SLOWNESS,
	        .children = LIMIT_PARSE_CHILDREN,
	        .memory = LIMIT_PARSE_MEMORY,
	        .file_size = LIMIT_CONTENTS_BYTES,
	        .slowness = SLOWNESS,
	        .may_lack_landlock = knowledge.may_lack_landlock,
	};
	return zygote_run(&zygote, why);
}

/* The other side may be gone already, as it is when all stop: then nobody needs to know. */
static void report_trouble(int channel, enum outcome o, const struct reason *why)
{
	struct buf body = BUF_INIT(1024);
	wire_put_u8(&body, (uint8_t)o);
	wire_put_str(&body, why->text);
	if (channel_send(channel, MSG_TROUBLE, &body, NULL, 0, NULL) == DONE)
		log_event(LOG_LEVEL_ERROR, "zygote.failed", "reason=\"%s\"", why->text);
	buf_free(&body);
}

/* Standard input and output are nobody's here, but their numbers must not fall to a mail's file. */
static bool silence_standard_files(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	bool ok = null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDOUT_FILENO) >= 0;
	if (null > STDERR_FILENO)
		close(null);
	return ok;
}

static int channel_argument(int argc, char **argv)
{
	char *end;
	if (argc != 3 || strcmp(argv[1], "--channel") != 0)
		return -1;
	long fd = strtol(argv[2], &end, 10);
	return *end || fd <= STDERR_FILENO || fcntl((int)fd, F_SETFD, FD_CLOEXEC) != 0 ? -1 : (int)fd;
}

int main(int argc, char **argv)
{
	struct reason why;
	int channel = channel_argument(argc, argv);
	if (channel < 0) {
		fprintf(stderr, "usage: %s --channel FD (started by xuanwangd and xuanwangctl)\n", argv[0]);
		return EXIT_USAGE;
	}
	log_set_role("zygote");
	durable_init("zygote");
	setlocale(LC_ALL, "C.UTF-8");
	g_log_set_default_handler(on_glib_message, NULL);
	if (!silence_standard_files())
		return EXIT_FAILURE;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	enum outcome o = serve(channel, a, &why);
	if (o != DONE)
		report_trouble(channel, o, &why);
	arena_close(&a);
	return o == DONE ? EXIT_SUCCESS : EXIT_FAILURE;
}
