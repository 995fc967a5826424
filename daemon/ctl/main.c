/* xuanwangctl: the administrator's and the staff's view into the service. */
#include "base/log.h"
#include "daemon/ctl/ctl.h"
#include "schema/limits.h"

#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define CONFIG_DEFAULT "/etc/xuanwangd/xuanwangd.yaml"

struct command {
	const char *name, *operands, *help;
	int least, most; /* operands */
	bool without_config;
	ctl_command *run;
};

static const struct command commands[] = {
        {"inspect", "MAIL.eml", "what the service would make of one mail; needs neither service nor database",
                1, 1, true, ctl_inspect},
        {"read", "FILE --json", "what the parser sees in any single file, through the same jail", 1, 1, true,
                ctl_read},
        {"list", "[STATE]", "all mails and what became of them (filed, asked, staff, ignored, quarantined)",
                0, 1, false, ctl_list},
        {"show", "MAIL", "one mail: works, files, answer", 1, 1, false, ctl_show},
        {"explain", "MAIL", "every step of one mail and why, every value and where it was found", 1, 1, false,
                ctl_explain},
        {"audit", "",
                "proves in = filed + asked + staff + ignored + quarantined, and checks every file's hash", 0,
                0, false, ctl_audit},
        {"status", "", "is the service at work, what waits", 0, 0, false, ctl_status},
        {"digest", "--print | --send [--date YYYY-MM-DD]", "the staff's daily mail", 0, 0, false, ctl_digest},
        {"export", "register --format xlsx|csv|json [--to FILE] [--date YYYY-MM-DD]",
                "all works, as a workbook or a table; xlsx wants --to", 1, 1, false, ctl_export},
        {"check", "", "reads configuration, campaign and templates and tells every error", 0, 0, false,
                ctl_check},
};

static void print_usage(FILE *to)
{
	fputs("usage: xuanwangctl COMMAND [OPERAND] [--json] [--config FILE] [--campaign FILE]\n\n", to);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(to, "  %-8s %s\n           %s\n", commands[i].name, commands[i].operands,
		        commands[i].help);
	fputs("\nMAIL is a mail's number, a receipt number or a Message-ID. The configuration "
	      "is " CONFIG_DEFAULT " unless --config names another.\n"
	      "Exit status: 0 done, 1 the input was refused (reason on stderr), 2 usage, 3 environment "
	      "(retry may help).\n",
	        to);
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; name && i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* -1: go on; else the exit code. */
static int parse_options(int argc, char **argv, struct ctl *ctl)
{
	enum { JSON = 256, CONFIG, CAMPAIGN, PRINT, SEND, DATE, FORMAT, TO, HELP, VERSION };
	static const struct option options[] = {{"json", no_argument, NULL, JSON},
	        {"config", required_argument, NULL, CONFIG}, {"campaign", required_argument, NULL, CAMPAIGN},
	        {"print", no_argument, NULL, PRINT}, {"send", no_argument, NULL, SEND},
	        {"date", required_argument, NULL, DATE}, {"format", required_argument, NULL, FORMAT},
	        {"to", required_argument, NULL, TO}, {"help", no_argument, NULL, HELP},
	        {"version", no_argument, NULL, VERSION}, {0}};
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (option) {
		case JSON:
			ctl->json = true;
			break;
		case CONFIG:
			ctl->config_path = optarg;
			break;
		case CAMPAIGN:
			ctl->campaign_path = optarg;
			break;
		case PRINT:
			ctl->print = true;
			break;
		case SEND:
			ctl->send = true;
			break;
		case DATE:
			ctl->date = optarg;
			break;
		case FORMAT:
			ctl->format = optarg;
			break;
		case TO:
			ctl->to = optarg;
			break;
		case HELP:
			print_usage(stdout);
			return CTL_DONE;
		case VERSION:
			puts("xuanwangctl " XW_VERSION);
			return CTL_DONE;
		default:
			return CTL_USAGE;
		}
	}
	return -1;
}

static int run(const struct command *command, struct ctl *ctl)
{
	struct reason why = {""};
	enum outcome o = command->run(ctl, &why);
	if (o != DONE)
		fprintf(stderr, "xuanwangctl %s: %s\n", command->name, why.text);
	sql_close(&ctl->sql);
	folders_close(&ctl->folders);
	buf_free(&ctl->campaign_text);
	arena_close(&ctl->arena);
	return o == DONE ? CTL_DONE : o == REFUSED ? CTL_REFUSED : CTL_ENVIRONMENT;
}

int main(int argc, char **argv)
{
	struct ctl ctl = {.folders = {.state = -1, .spool = -1, .mail = -1, .archive = -1, .content = -1}};
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_DFL);
	log_set_level(LOG_LEVEL_WARNING);
	int code = parse_options(argc, argv, &ctl);
	if (code >= 0)
		return code;
	const struct command *command = find_command(argv[optind]);
	ctl.operands = argv + optind + 1;
	ctl.n_operands = argc - optind - 1;
	if (!command || ctl.n_operands < command->least || ctl.n_operands > command->most) {
		print_usage(stderr);
		return CTL_USAGE;
	}
	if (!ctl.config_path && !command->without_config)
		ctl.config_path = CONFIG_DEFAULT;
	ctl.arena = arena_new(4ull * LIMIT_ARENA_BYTES);
	return run(command, &ctl);
}
