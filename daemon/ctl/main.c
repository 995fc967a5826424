/* xuanwangctl: the administrator's and the staff's view into the service. */
#include "base/log.h"
#include "daemon/ctl/ctl.h"
#include "schema/limits.h"

#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define CONFIG_FOLDER "/etc/xuanwangd"
#define CONFIG_DEFAULT CONFIG_FOLDER "/xuanwangd.yaml"

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
        {"metrics", "", "the service's figures in the Prometheus text format", 0, 0, false, ctl_metrics},
        {"watch", "", "tells what is wrong, by alarm.command too, and writes the metrics file; for a timer",
                0, 0, false, ctl_watch},
        {"digest", "--print | --send [--date YYYY-MM-DD]", "the staff's daily mail", 0, 0, false, ctl_digest},
        {"export",
                "register --format xlsx|csv|json [--to FILE] [--date YYYY-MM-DD] | files SUB-PROJECT --to "
                "FOLDER|FILE.zip [--pattern P | --anonymous]",
                "all works as a workbook or a table; the files of a sub-project, named by a pattern, or for "
                "judges",
                1, 2, false, ctl_export},
        {"register", "", "writes the register page, index.html in the archive, anew", 0, 0, false,
                ctl_register},
        {"set", "WORK LABEL VALUE", "corrects a label: unit, name, contact or title", 3, 3, false, ctl_order},
        {"refile", "WORK SUB-PROJECT", "moves a work to another sub-project", 2, 2, false, ctl_order},
        {"accept", "WORK|MAIL", "takes a work, or all works of a mail, as it is", 1, 1, false, ctl_order},
        {"reject", "WORK|MAIL", "does not take it", 1, 1, false, ctl_order},
        {"withdraw", "WORK|MAIL", "its sender takes it back", 1, 1, false, ctl_order},
        {"merge", "WORK WORK", "the second one goes into the first", 2, 2, false, ctl_order},
        {"split", "WORK|MAIL FILE... [--title TITLE]", "makes files a work of their own", 2, 1000, false,
                ctl_order},
        {"ignore", "MAIL", "nothing is to be done about it", 1, 1, false, ctl_order},
        {"fetched", "WORK|MAIL [NAME]", "what a link led to was fetched: all, or the file of that name", 1, 2,
                false, ctl_order},
        {"orders", "", "what was ordered, by whom, when and why, and what came of it", 0, 0, false,
                ctl_orders},
        {"reprocess", "MAIL [--answer | --keep-orders]",
                "reads it once more, after a fix or with a new campaign; answers it only with --answer;\n"
                "             --keep-orders: what people ordered about its works is ordered again",
                1, 1, false, ctl_order},
        {"send-again", "MAIL", "its answer is sent once more, under the same Message-ID", 1, 1, false,
                ctl_order},
        {"review", "", "walks through what waits for a person: the evidence, a proposal, one key", 0, 0,
                false, ctl_review},
        {"import", "PATH... [--answer]",
                "takes mails out of files (.eml, mbox, Maildir, folders); answers them only with --answer", 1,
                1000, false, ctl_import},
        {"setup", "[--answers FILE] [--force]",
                "asks for mailbox, staff and passwords, and writes the configuration", 0, 0, false,
                ctl_setup},
        {"password", "[--answers FILE] [--force]",
                "asks for new passwords of a configured mailbox, tries them, and stores them", 0, 0, false,
                ctl_password},
        {"probe", "[--imap-password-fd N] [--smtp-password-fd N]",
                "tries both servers, shows what they offer, and sends the mailbox a mail", 0, 0, false,
                ctl_probe},
        {"replay", "--campaign FILE [--since YYYY-MM-DD]",
                "what would have happened to received mails with a changed campaign; files and sends nothing",
                0, 0, false, ctl_replay},
        {"backup", "FOLDER [--keep N]", "one more snapshot in FOLDER, while the service runs; N of them stay",
                1, 1, false, ctl_backup},
        {"restore", "SNAPSHOT|FOLDER", "takes a snapshot back into empty storage, while no service runs", 1,
                1, false, ctl_restore},
        {"erase", "--receipt N | --address A | --contact N --why TEXT [--yes]",
                "removes one person's mails, files and names; counts stay", 0, 0, false, ctl_erase},
        {"retention", "--list | --notify | --apply [--yes]",
                "what of the campaign is to be destroyed: shown, told to the staff, destroyed", 0, 0, false,
                ctl_retention},
        {"render", "[KIND] [--out FOLDER]",
                "shows every answer and digest with made-up mails; in FOLDER as text and HTML files", 0, 1,
                false, ctl_render},
        {"check", "", "reads configuration, campaign, vocabulary and templates and tells every error", 0, 0,
                false, ctl_check},
};

static void print_usage(FILE *to)
{
	fputs("usage: xuanwangctl COMMAND [OPERAND] [--json] [--config FILE | --instance NAME] [--campaign "
	      "FILE]\n\n",
	        to);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(to, "  %-10s %s\n             %s\n", commands[i].name, commands[i].operands,
		        commands[i].help);
	fputs("\nWORK is a receipt number. What corrects something knows --dry-run (shows what would be "
	      "done), --why TEXT "
	      "(for the record),\n--tell (the sender hears of it), --say TEXT (with these words).\n",
	        to);
	fputs("MAIL is a mail's number, a receipt number or a Message-ID. The configuration "
	      "is " CONFIG_DEFAULT " unless --config names another; of one of several mailboxes it "
	      "is " CONFIG_FOLDER "/NAME/xuanwangd.yaml.\n"
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

/* Long options alone: a flag, or a text that follows. */
static const struct {
	const char *name;
	bool has_text;
	size_t at; /* in struct ctl */
} ctl_options[] = {
        {"json", false, offsetof(struct ctl, json)},
        {"config", true, offsetof(struct ctl, config_path)},
        {"instance", true, offsetof(struct ctl, instance)},
        {"campaign", true, offsetof(struct ctl, campaign_path)},
        {"print", false, offsetof(struct ctl, print)},
        {"send", false, offsetof(struct ctl, send)},
        {"date", true, offsetof(struct ctl, date)},
        {"format", true, offsetof(struct ctl, format)},
        {"to", true, offsetof(struct ctl, to)},
        {"out", true, offsetof(struct ctl, out)},
        {"pattern", true, offsetof(struct ctl, pattern)},
        {"anonymous", false, offsetof(struct ctl, anonymous)},
        {"why", true, offsetof(struct ctl, because)},
        {"tell", false, offsetof(struct ctl, tell)},
        {"say", true, offsetof(struct ctl, say)},
        {"title", true, offsetof(struct ctl, title)},
        {"dry-run", false, offsetof(struct ctl, dry_run)},
        {"answer", false, offsetof(struct ctl, answer)},
        {"keep-orders", false, offsetof(struct ctl, keep_orders)},
        {"answers", true, offsetof(struct ctl, answers)},
        {"keep", true, offsetof(struct ctl, keep)},
        {"yes", false, offsetof(struct ctl, yes)},
        {"list", false, offsetof(struct ctl, list)},
        {"apply", false, offsetof(struct ctl, apply)},
        {"notify", false, offsetof(struct ctl, notify)},
        {"receipt", true, offsetof(struct ctl, receipt)},
        {"address", true, offsetof(struct ctl, address)},
        {"contact", true, offsetof(struct ctl, contact)},
        {"force", false, offsetof(struct ctl, force)},
        {"imap-password-fd", true, offsetof(struct ctl, imap_password_fd)},
        {"smtp-password-fd", true, offsetof(struct ctl, smtp_password_fd)},
        {"since", true, offsetof(struct ctl, since)},
};
enum { N_OPTIONS = sizeof ctl_options / sizeof *ctl_options, HELP = N_OPTIONS, VERSION };

static void take_option(struct ctl *ctl, int option, const char *text)
{
	char *field = (char *)ctl + ctl_options[option].at;
	if (ctl_options[option].has_text)
		*(const char **)(void *)field = text;
	else
		*(bool *)(void *)field = true;
}

/* -1: go on; else the exit code. */
static int parse_options(int argc, char **argv, struct ctl *ctl)
{
	enum { FIRST = 256 }; /* above the characters of short options */
	struct option options[N_OPTIONS + 3] = {[HELP] = {"help", no_argument, NULL, FIRST + HELP},
	        [VERSION] = {"version", no_argument, NULL, FIRST + VERSION}};
	for (int i = 0; i < N_OPTIONS; i++)
		options[i] = (struct option){ctl_options[i].name,
		        ctl_options[i].has_text ? required_argument : no_argument, NULL, FIRST + i};
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option < FIRST)
			return CTL_USAGE;
		if (option == FIRST + HELP)
			print_usage(stdout);
		else if (option == FIRST + VERSION)
			puts("xuanwangctl " XW_VERSION);
		if (option >= FIRST + HELP)
			return CTL_DONE;
		take_option(ctl, option - FIRST, optarg);
	}
	return -1;
}

static int run(const struct command *command, struct ctl *ctl)
{
	struct reason why = {""};
	enum outcome o = command->run(ctl, &why);
	if (o != DONE) {
		fflush(stdout); /* where both go to one place, the reason stands behind what was shown */
		fprintf(stderr, "xuanwangctl %s: %s\n", command->name, why.text);
	}
	sql_close(&ctl->sql);
	folders_close(&ctl->folders);
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
	ctl.command = command ? command->name : "";
	ctl.operands = argv + optind + 1;
	ctl.n_operands = argc - optind - 1;
	bool odd_name =
	        ctl.instance && (ctl.config_path || strchr(ctl.instance, '/') || *ctl.instance == '.');
	if (!command || odd_name || ctl.n_operands < command->least || ctl.n_operands > command->most) {
		print_usage(stderr);
		return CTL_USAGE;
	}
	ctl.arena = arena_new(4ull * LIMIT_ARENA_BYTES);
	if (ctl.instance)
		ctl.config_path = arena_printf(ctl.arena, CONFIG_FOLDER "/%s/xuanwangd.yaml", ctl.instance);
	if (!ctl.config_path && !command->without_config)
		ctl.config_path = CONFIG_DEFAULT;
	return run(command, &ctl);
}
