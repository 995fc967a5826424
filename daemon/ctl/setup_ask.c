/* What setup asks for: the mailbox, whom it serves, and the campaign to begin with. */
#include "daemon/ctl/setup.h"
#include "daemon/keep/reply/shipped.h"
#include "schema/limits.h"
#include "schema/zone.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

/* A path as it is; a year means the shipped file of that name. */
static const char *campaign_file(const struct ask *ask, const char *answer)
{
	const char *shipped = shipped_campaign_named(ask->arena, answer);
	return strchr(answer, '/') || access(shipped, R_OK) != 0 ? answer : shipped;
}

static const char *fault_of_campaign(const struct ask *ask, const char *answer)
{
	if (access(campaign_file(ask, answer), R_OK) == 0)
		return NULL;
	return arena_printf(ask->arena, "%s %s: %s (%s: %s)", ask_say(ask, "cannot read", "读不了"), answer,
	        strerror(errno), ask_say(ask, "shipped", "随程序提供"), shipped_campaigns(ask->arena));
}

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
	return o;
}

enum outcome setup_ask_passwords(struct setup *s, struct reason *why)
{
	if (!s->ask.answers && *s->profile->code_at)
		printf("%s: %s\n", s->profile->name,
		        ask_say(&s->ask, s->profile->code_at_en, s->profile->code_at));
	enum outcome o = ask_secret(&s->ask, &ask_imap_password, NULL, &s->imap_password, why);
	if (o == DONE)
		o = ask_secret(&s->ask, &ask_smtp_password, s->imap_password, &s->smtp_password, why);
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
	enum outcome o = ask_text(&s->ask, &ask_address, s->old ? s->old->address : NULL, &s->address, why);
	if (o == DONE)
		o = find_profile(s, why);
	if (o == DONE)
		o = ask_server(s, "imap", s->profile->imap_host, s->profile->imap_port, &s->imap, why);
	if (o == DONE)
		o = ask_server(s, "smtp", s->profile->smtp_host, s->profile->smtp_port, &s->smtp, why);
	return o == DONE ? setup_ask_passwords(s, why) : o;
}

static const char *shown_day(struct arena *a, const struct tm *day)
{
	return arena_printf(a, "%04d-%02d-%02d", day->tm_year + 1900, day->tm_mon + 1, day->tm_mday);
}

/* As the configuration that is replaced says, else today. */
static const char *usual_since(const struct setup *s)
{
	struct tm tm;
	time_t day = s->old ? (time_t)s->old->answers_since : time(NULL);
	if (s->old && s->old->answers_since == INT64_MIN)
		return "all";
	s->old ? gmtime_r(&day, &tm) : localtime_r(&day, &tm);
	return shown_day(s->arena, &tm);
}

static const char *usual_staff(const struct setup *s)
{
	const char *list = NULL;
	for (size_t i = 0; s->old && i < s->old->staff.n; i++)
		list = list ? arena_printf(s->arena, "%s %s", list, s->old->staff.v[i]) : s->old->staff.v[i];
	return list;
}

static enum outcome find_campaign(struct setup *s, struct reason *why)
{
	const char *there = arena_printf(s->arena, "%s/campaign.yaml", s->config_folder), *answer = "";
	const char *shipped = shipped_campaigns(s->arena);
	bool stays = access(there, F_OK) == 0;
	const struct question q = {"campaign",
	        arena_printf(s->arena, "Campaign file to begin with: a path, or one of the shipped ones (%s)",
	                shipped),
	        arena_printf(s->arena, "活动配置文件：填路径，或随程序提供的年份（%s）", shipped),
	        fault_of_campaign};
	enum outcome o = ask_text(&s->ask, &q, stays ? there : "2022", &answer, why);
	if (o == DONE && !(stays && strcmp(answer, there) == 0))
		s->campaign = campaign_file(&s->ask, answer);
	return o;
}

enum outcome setup_ask_all(struct setup *s, struct reason *why)
{
	static const struct question ask_state = {"state", "", "", NULL};
	enum outcome o = ask_mailbox(s, why);
	if (o == DONE)
		o = ask_text(&s->ask, &ask_display_name, s->old ? s->old->display_name : NULL,
		        &s->display_name, why);
	if (o == DONE)
		o = ask_text(&s->ask, &ask_staff, usual_staff(s), &s->staff, why);
	if (o == DONE)
		o = ask_text(&s->ask, &ask_since, usual_since(s), &s->since, why);
	if (o == DONE)
		o = find_campaign(s, why);
	if (o == DONE && s->ask.answers)
		o = ask_text(&s->ask, &ask_state, s->state_folder, &s->state_folder, why);
	return o;
}
