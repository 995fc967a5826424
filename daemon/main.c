/* xuanwangd: reads its configuration, takes the passwords, and hands over to supervise.c. Executed anew with
 * --role it becomes one of the roles. */
#include "base/log.h"
#include "daemon/keep/reply/shipped.h"
#include "daemon/role.h"
#include "daemon/secrets.h"
#include "daemon/supervise.h"
#include "schema/config.h"
#include "schema/limits.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { EXIT_REFUSED = 1, EXIT_USAGE = 2, ROLE_CHANNEL = 3 };

struct arguments {
	const char *config, *role;
	bool once;
	int imap_fd, smtp_fd;
};

static void print_usage(FILE *to)
{
	fputs("usage: xuanwangd --config FILE [--once] [--imap-password-fd N] [--smtp-password-fd N]\n"
	      "       xuanwangd --version | --help\n"
	      "\n"
	      "Watches a mailbox, files what units submit, and answers them. Its README tells the rest.\n"
	      "  --config FILE          the configuration, usually /etc/xuanwangd/xuanwangd.yaml\n"
	      "  --once                 empty the mailbox, send what can be sent, exit\n"
	      "  --imap-password-fd N   read the IMAP password from descriptor N\n"
	      "  --smtp-password-fd N   read the SMTP password from descriptor N\n"
	      "                         (default: the systemd credentials imap-password and smtp-password)\n"
	      "Exit status: 0 done, 1 the configuration was refused, 2 usage, 3 environment (retry may "
	      "help).\n",
	        to);
}

static int parse_descriptor(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	return *text && !*end && n >= 0 && n < 65536 ? (int)n : -2;
}

/* True where the program should go on. */
static bool parse_arguments(int argc, char **argv, struct arguments *a, int *code_r)
{
	enum { CONFIG = 256, ONCE, IMAP, SMTP, ROLE, VERSION, HELP };
	static const struct option options[] = {{"config", required_argument, NULL, CONFIG},
	        {"once", no_argument, NULL, ONCE}, {"imap-password-fd", required_argument, NULL, IMAP},
	        {"smtp-password-fd", required_argument, NULL, SMTP}, {"role", required_argument, NULL, ROLE},
	        {"version", no_argument, NULL, VERSION}, {"help", no_argument, NULL, HELP}, {0}};
	*a = (struct arguments){.imap_fd = -1, .smtp_fd = -1};
	*code_r = EXIT_USAGE;
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option == CONFIG)
			a->config = optarg;
		else if (option == ONCE)
			a->once = true;
		else if (option == IMAP)
			a->imap_fd = parse_descriptor(optarg);
		else if (option == SMTP)
			a->smtp_fd = parse_descriptor(optarg);
		else if (option == ROLE)
			a->role = optarg;
		else if (option == VERSION || option == HELP) {
			option == HELP ? print_usage(stdout) : (void)puts("xuanwangd " XW_VERSION);
			*code_r = 0;
			return false;
		} else
			return false;
	}
	if (optind < argc || (!a->config && !a->role) || a->imap_fd == -2 || a->smtp_fd == -2) {
		print_usage(stderr);
		return false;
	}
	return true;
}

static void print_errors(const struct yaml_errors *errors)
{
	for (size_t i = 0; i < errors->lines.n; i++)
		log_event(LOG_LEVEL_ERROR, "configuration.error", "at=\"%s\"", errors->lines.v[i]);
}

/* Reads and checks all files. On success `s` holds their texts, else those that it held. */
static enum outcome load(const char *path, struct settings *s, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct yaml_errors errors = {.arena = a};
	const struct config *config = NULL;
	const struct campaign *campaign = NULL;
	struct settings new = *s;
	new.arena = arena_new(LIMIT_ARENA_BYTES);
	new.config_text = BUF_INIT(LIMIT_YAML_BYTES);
	enum outcome o = config_load_file(path, &new.config_text, why);
	if (o == DONE)
		o = config_read(path, buf_str(&new.config_text), new.config_text.len, a, &errors, &config);
	if (o == DONE)
		o = campaign_load(
		        shipped_vocabulary(a), config->campaign_path, new.arena, &new.campaign_files, why);
	if (o == DONE)
		o = campaign_read(&new.campaign_files, a, &errors, &campaign);
	if (errors.lines.n) {
		print_errors(&errors);
		fail(why, REFUSED, "%zu errors in the configuration, first: %s", errors.lines.n,
		        errors.lines.v[0]);
	}
	struct settings old = o == DONE ? *s : new;
	if (o == DONE)
		*s = new;
	buf_free(&old.config_text);
	arena_close(&old.arena);
	arena_close(&a);
	return o;
}

static enum outcome reload(struct settings *s, struct reason *why)
{
	return load(s->config_path, s, why);
}

static int run_service(const struct arguments *a)
{
	struct settings s = {.config_path = a->config,
	        .once = a->once,
	        .imap_password = {"imap-password", a->imap_fd, NULL},
	        .smtp_password = {"smtp-password", a->smtp_fd, NULL}};
	struct reason why;
	int code;
	log_set_role("main");
	enum outcome o = load(a->config, &s, &why);
	if (o == DONE)
		o = secret_open(&s.imap_password, &why);
	if (o == DONE)
		o = secret_open(&s.smtp_password, &why);
	if (o == DONE) {
		code = supervise(&s, reload);
	} else {
		log_event(LOG_LEVEL_ERROR, "service.refused", "reason=\"%s\"", why.text);
		code = o == LATER ? 3 : EXIT_REFUSED;
	}
	secret_close(&s.imap_password);
	secret_close(&s.smtp_password);
	buf_free(&s.config_text);
	arena_close(&s.arena);
	return code;
}

int main(int argc, char **argv)
{
	struct arguments a;
	int code;
	if (!parse_arguments(argc, argv, &a, &code))
		return code;
	/* Passwords must not end in a core file, and no other process may look into this one. */
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGPIPE, SIG_IGN);
	if (!a.role)
		return run_service(&a);
	enum role role = role_by_name(a.role);
	if (role >= ROLE_ZYGOTE) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	return role_main(role, ROLE_CHANNEL);
}
