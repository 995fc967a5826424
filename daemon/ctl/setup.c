/* From a mailbox's address to a service that can be started: asks the few things it needs and writes the files. */
#include "daemon/ctl/setup.h"
#include "daemon/ctl/ctl.h"
#include "daemon/keep/shipped.h"
#include "schema/limits.h"
#include "schema/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FOLDER "/etc/xuanwangd"

static const char *fault_of_address(const struct ask *ask, const char *answer)
{
	const char *at = strchr(answer, '@');
	if (at && at != answer && at[1] && !strpbrk(answer, " \t<>,;\"'"))
		return NULL;
	return ask_say(ask, "an address like office@example.org is asked for",
	        "请填写邮箱地址，如 office@example.org");
}

static const char *fault_of_addresses(const struct ask *ask, const char *answer)
{
	char *rest = arena_strdup(ask->arena, answer);
	for (char *one; (one = strsep(&rest, ", ;"));)
		if (*one && fault_of_address(ask, one))
			return fault_of_address(ask, one);
	return NULL;
}

static const char *fault_of_provider(const struct ask *ask, const char *answer)
{
	return profile_find(answer)
	               ? NULL
	               : ask_say(ask, "one of the words above is asked for", "请填写上面列出的代号");
}

static const char *fault_of_host(const struct ask *ask, const char *answer)
{
	return strspn(answer, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") ==
	                       strlen(answer)
	               ? NULL
	               : ask_say(ask, "a server's name is asked for", "请填写服务器名");
}

static const char *fault_of_port(const struct ask *ask, const char *answer)
{
	char *end;
	long port = strtol(answer, &end, 10);
	return !*end && port > 0 && port < 65536
	               ? NULL
	               : ask_say(ask, "a number from 1 to 65535", "请填写 1 到 65535 的数字");
}

static const char *fault_of_since(const struct ask *ask, const char *answer)
{
	int64_t day;
	if (strcmp(answer, "all") == 0 || zone_read_day(answer, &day))
		return NULL;
	return ask_say(ask, "a day like 2026-03-01, or \"all\"", "请填写日期，如 2026-03-01，或 all");
}

static const char *fault_of_secret(const struct ask *ask, const char *answer)
{
	for (const char *c = answer; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return ask_say(ask, "it holds a control character", "含有控制字符");
	return strlen(answer) > LIMIT_SECRET_BYTES ? ask_say(ask, "it is too long", "太长") : NULL;
}

static const struct question ask_address = {
        "address", "Address of the mailbox that units send to", "接收报送材料的邮箱地址", fault_of_address};
static const struct question ask_provider = {
        "provider", "Which provider keeps this mailbox", "该邮箱属于哪家服务商（填代号）", fault_of_provider};
static const struct question ask_display_name = {
        "display_name", "Name that answers are signed with", "回信署名（如：网络正能量征集组委会）", NULL};
static const struct question ask_staff = {"staff",
        "Addresses of the staff who get the daily digest, separated by blanks",
        "接收每日简报的工作人员邮箱，多个用空格隔开", fault_of_addresses};
static const struct question ask_since = {"since",
        "Answer only what comes from this day on (older mail is filed in silence; \"all\" answers "
        "everything)",
        "从哪一天起的来信才自动回复（更早的只归档不回复；all 表示全部回复）", fault_of_since};
static const struct question ask_imap_password = {"imap_password",
        "Password for IMAP, or authorization code (it is not shown)", "收信密码或授权码（输入时不显示）",
        fault_of_secret};
static const struct question ask_smtp_password = {
        "smtp_password", "Password for SMTP", "发信密码或授权码", fault_of_secret};
static const struct question ask_campaign = {"campaign",
        "Campaign file to begin with: a path, or one of the shipped ones",
        "活动配置文件：填路径，或随程序提供的年份", NULL};
static const struct question ask_replace = {"replace",
        "There is a configuration already. Replace it (the old one stays as .bak)",
        "已有配置文件，是否替换（旧文件保留为 .bak）", NULL};
static const struct question ask_probe = {"probe",
        "Try both servers now, and send one mail to the mailbox itself",
        "现在连接服务器测试，并给本邮箱发一封自检邮件", NULL};

static void list_profiles(const struct setup *s)
{
	if (s->ask.answers)
		return;
	for (size_t i = 0; i < profiles_count; i++)
		printf("  %-12s %s\n", profiles[i].id, profiles[i].name);
}

static enum outcome find_profile(struct setup *s, struct reason *why)
{
	const char *id = "generic";
	enum outcome o = DONE;
	s->profile = profile_of_address(s->address);
	/* In a file of answers the provider may be named all the same. */
	if (!s->profile || s->ask.answers) {
		if (!s->profile)
			list_profiles(s);
		o = ask_text(&s->ask, &ask_provider, s->profile ? s->profile->id : id, &id, why);
		s->profile = o == DONE ? profile_find(id) : s->profile;
	}
	if (o == DONE && !s->ask.answers && *s->profile->code_at)
		printf("%s: %s\n", s->profile->name,
		        ask_say(&s->ask, s->profile->code_at_en, s->profile->code_at));
	return o;
}

static enum outcome ask_server(struct setup *s, const char *kind, const char *host, uint16_t port,
        struct server *server_r, struct reason *why)
{
	const struct question host_q = {arena_printf(s->arena, "%s_host", kind),
	        arena_printf(s->arena, "%s server", kind), arena_printf(s->arena, "%s 服务器", kind),
	        fault_of_host};
	const struct question port_q = {arena_printf(s->arena, "%s_port", kind),
	        arena_printf(s->arena, "%s port (with TLS)", kind),
	        arena_printf(s->arena, "%s 端口（TLS）", kind), fault_of_port};
	const struct question ca_q = {arena_printf(s->arena, "%s_ca_file", kind), "", "", NULL};
	const char *port_text = arena_printf(s->arena, "%u", port), *named = port_text;
	*server_r = (struct server){.host = host, .port = port, .ca_file = "", .user = s->address};
	if (*host && !s->ask.answers)
		return DONE;
	enum outcome o = ask_text(&s->ask, &host_q, *host ? host : NULL, &server_r->host, why);
	if (o == DONE)
		o = ask_text(&s->ask, &port_q, port_text, &named, why);
	if (o == DONE && s->ask.answers) /* for servers of one's own; who types has no use for it */
		o = ask_text(&s->ask, &ca_q, "", &server_r->ca_file, why);
	server_r->port = (uint16_t)strtol(named, NULL, 10);
	return o;
}

static enum outcome ask_mailbox(struct setup *s, struct reason *why)
{
	enum outcome o = ask_text(&s->ask, &ask_address, NULL, &s->address, why);
	if (o == DONE)
		o = find_profile(s, why);
	if (o == DONE)
		o = ask_server(s, "imap", s->profile->imap_host, s->profile->imap_port, &s->imap, why);
	if (o == DONE)
		o = ask_server(s, "smtp", s->profile->smtp_host, s->profile->smtp_port, &s->smtp, why);
	if (o == DONE)
		o = ask_secret(&s->ask, &ask_imap_password, NULL, &s->imap_password, why);
	if (o == DONE)
		o = ask_secret(&s->ask, &ask_smtp_password, s->imap_password, &s->smtp_password, why);
	return o;
}

static const char *today(struct arena *a)
{
	time_t now = time(NULL);
	struct tm tm;
	localtime_r(&now, &tm);
	return arena_printf(a, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* A path as it is; a year means the shipped file of that name. */
static enum outcome find_campaign(struct setup *s, struct reason *why)
{
	const char *there = arena_printf(s->arena, "%s/campaign.yaml", s->config_folder), *answer = "";
	bool stays = access(there, F_OK) == 0;
	enum outcome o = ask_text(&s->ask, &ask_campaign, stays ? there : "2022", &answer, why);
	if (o != DONE)
		return o;
	if (stays && strcmp(answer, there) == 0)
		return DONE;
	const char *shipped = shipped_campaign_named(s->arena, answer);
	s->campaign = strchr(answer, '/') || access(shipped, R_OK) != 0 ? answer : shipped;
	return access(s->campaign, R_OK) == 0
	               ? DONE
	               : fail_errno(why, REFUSED, "cannot read the campaign %s", s->campaign);
}

static enum outcome ask_all(struct setup *s, struct reason *why)
{
	static const struct question ask_state = {"state", "", "", NULL};
	enum outcome o = ask_mailbox(s, why);
	if (o == DONE)
		o = ask_text(&s->ask, &ask_display_name, NULL, &s->display_name, why);
	if (o == DONE)
		o = ask_text(&s->ask, &ask_staff, NULL, &s->staff, why);
	if (o == DONE)
		o = ask_text(&s->ask, &ask_since, today(s->arena), &s->since, why);
	if (o == DONE)
		o = find_campaign(s, why);
	if (o == DONE && s->ask.answers)
		o = ask_text(&s->ask, &ask_state, s->state_folder, &s->state_folder, why);
	return o;
}

/* The units look in /etc/xuanwangd, and for one of several mailboxes in a folder of that. */
static void find_unit(struct setup *s)
{
	const char *folder = s->config_folder, *name = folder + strlen(FOLDER "/");
	if (strcmp(folder, FOLDER) == 0) {
		s->unit = "xuanwangd";
		s->state_folder = "/var/lib/xuanwangd";
	} else if (strncmp(folder, FOLDER "/", strlen(FOLDER "/")) == 0 && !strchr(name, '/')) {
		s->unit = arena_printf(s->arena, "xuanwangd@%s", name);
		s->state_folder = arena_printf(s->arena, "/var/lib/xuanwangd-%s", name);
	} else {
		s->state_folder = arena_printf(s->arena, "%s/state", folder);
	}
}

static enum outcome begin(struct ctl *ctl, struct setup *s, struct reason *why)
{
	bool yes = true;
	const char *slash = strrchr(ctl->config_path, '/');
	s->arena = ctl->arena;
	s->config_path = slash ? ctl->config_path : arena_printf(s->arena, "./%s", ctl->config_path);
	s->config_folder =
	        slash ? arena_strndup(s->arena, ctl->config_path, (size_t)(slash - ctl->config_path)) : ".";
	find_unit(s);
	if (s->unit)
		setup_make_folder(s);
	if (access(s->config_folder, W_OK) != 0)
		return fail_errno(why, REFUSED, "cannot write to %s (run this as root)", s->config_folder);
	enum outcome o = ask_open(ctl->answers, s->arena, &s->ask, why);
	if (o != DONE || ctl->force || access(s->config_path, F_OK) != 0)
		return o;
	if (!s->ask.terminal)
		return fail(why, REFUSED, "%s is there already: --force replaces it and keeps it as .bak",
		        s->config_path);
	o = ask_yes(&s->ask, &ask_replace, false, &yes, why);
	return o == DONE && !yes ? fail(why, REFUSED, "nothing was changed") : o;
}

static void tell_next(const struct setup *s, bool sealed)
{
	const char *unit = s->unit ? s->unit : "xuanwangd";
	const char *at = strchr(unit, '@') ? strchr(unit, '@') : "";
	printf("%s: %s\n", s->config_path, ask_say(&s->ask, "written", "已写入"));
	puts(sealed ? ask_say(&s->ask, "The passwords are sealed to this machine (systemd-creds).",
	                      "密码已加密保存，只能在本机使用（systemd-creds）。")
	            : ask_say(&s->ask, "The passwords lie in files that only root can read.",
	                      "密码保存在仅 root 可读的文件中。"));
	if (*s->profile->quirks)
		printf("%s: %s\n", s->profile->name,
		        ask_say(&s->ask, s->profile->quirks_en, s->profile->quirks));
	if (s->unit)
		printf("%s\n  systemctl enable --now %s.service xuanwangd-digest%s.timer\n",
		        ask_say(&s->ask, "To start the service:", "启动服务："), unit, at);
}

/* Asked last, so that all answers of a file were looked at before anything is written. */
static enum outcome ask_for_probe(struct setup *s, bool *yes_r, struct reason *why)
{
	enum outcome o = ask_yes(&s->ask, &ask_probe, s->ask.terminal, yes_r, why);
	return o == DONE ? ask_finish(&s->ask, why) : o;
}

enum outcome ctl_setup(struct ctl *ctl, struct reason *why)
{
	struct setup s = {0};
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	bool probe = false, sealed = false;
	enum outcome o = begin(ctl, &s, why);
	if (o == DONE)
		o = ask_all(&s, why);
	if (o == DONE)
		o = ask_for_probe(&s, &probe, why);
	if (o == DONE)
		o = setup_compose(&s, &text, why);
	if (o == DONE)
		o = setup_write_files(&s, &text, why);
	if (o == DONE)
		o = setup_write_secrets(&s, &sealed, why);
	if (o == DONE)
		tell_next(&s, sealed);
	if (o == DONE && probe)
		o = ctl_run_probe(ctl, s.imap_password, s.smtp_password, why);
	buf_free(&text);
	return o;
}
