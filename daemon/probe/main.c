/* xuanwang-probe: run by `xuanwangctl probe`, which hands the passwords over. */
#include "base/log.h"
#include "daemon/probe/probe.h"
#include "daemon/secrets.h"
#include "schema/limits.h"

#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

enum { EXIT_REFUSED = 1, EXIT_USAGE = 2, WAIT_SECONDS = 120, WAIT_MOST = 3600 };

struct arguments {
	const char *config;
	int imap_fd, smtp_fd;
	unsigned wait_seconds;
	bool json;
};

static bool parse_arguments(int argc, char **argv, struct arguments *a)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'},
	        {"imap-password-fd", required_argument, NULL, 'i'},
	        {"smtp-password-fd", required_argument, NULL, 's'}, {"wait", required_argument, NULL, 'w'},
	        {"json", no_argument, NULL, 'j'}, {0}};
	*a = (struct arguments){.imap_fd = -1, .smtp_fd = -1, .wait_seconds = WAIT_SECONDS};
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option == 'c')
			a->config = optarg;
		else if (option == 'i')
			a->imap_fd = atoi(optarg);
		else if (option == 's')
			a->smtp_fd = atoi(optarg);
		else if (option == 'w')
			a->wait_seconds = (unsigned)strtoul(optarg, NULL, 10);
		else if (option == 'j')
			a->json = true;
		else
			return false;
	}
	return a->config && optind == argc && a->wait_seconds <= WAIT_MOST;
}

static enum outcome load(
        const struct arguments *a, struct arena *arena, const struct config **config_r, struct reason *why)
{
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	struct yaml_errors errors = {.arena = arena};
	enum outcome o = config_load_file(a->config, &text, why);
	if (o == DONE && config_read(a->config, buf_str(&text), text.len, arena, &errors, config_r) != DONE)
		o = fail(why, REFUSED, "%s", errors.lines.v[0]);
	buf_free(&text);
	return o;
}

int main(int argc, char **argv)
{
	struct arguments a;
	struct reason why = {""};
	char *imap_password = NULL, *smtp_password = NULL;
	int code = EXIT_REFUSED;
	setlocale(LC_CTYPE, "C.UTF-8");
	if (!parse_arguments(argc, argv, &a)) {
		fputs("xuanwang-probe is run by xuanwangctl probe\n", stderr);
		return EXIT_USAGE;
	}
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGPIPE, SIG_IGN);
	log_set_level(LOG_LEVEL_ERROR);
	log_set_role("probe");
	struct arena *arena = arena_new(LIMIT_ARENA_BYTES);
	struct probe_start start = {.wait_seconds = a.wait_seconds};
	enum outcome o = load(&a, arena, &start.config, &why);
	if (o == DONE)
		o = secret_read(a.imap_fd, "imap-password", &imap_password, &why);
	if (o == DONE)
		o = secret_read(a.smtp_fd, "smtp-password", &smtp_password, &why);
	start.imap_password = imap_password;
	start.smtp_password = smtp_password;
	if (o == DONE) {
		const struct probe *p = probe_run(&start);
		code = a.json ? probe_print_json(p, start.config) : probe_print(p, start.config);
	} else
		fprintf(stderr, "xuanwangctl probe: %s\n", why.text);
	secret_forget(&imap_password);
	secret_forget(&smtp_password);
	arena_close(&arena);
	return code;
}
