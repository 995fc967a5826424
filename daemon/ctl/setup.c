/* From a mailbox's address to a service that can be started: asks the few things it needs and writes the files. */
#include "daemon/ctl/setup.h"
#include "daemon/ctl/ctl.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "/etc/xuanwangd"

static const struct question ask_replace = {"replace",
        "There is a configuration already. Replace it (the old one stays as .bak)",
        "已有配置文件，是否替换（旧文件保留为 .bak）", NULL};
static const struct question ask_probe = {"probe",
        "Try both servers now, and send one mail to the mailbox itself",
        "现在连接服务器测试，并给本邮箱发一封自检邮件", NULL};

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

enum outcome setup_open(struct ctl *ctl, struct setup *s, struct reason *why)
{
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
	return ask_open(ctl->answers, s->arena, &s->ask, why);
}

/* What the configuration that is to be replaced says is proposed again; one with errors proposes nothing. */
static void read_old(struct setup *s)
{
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	struct yaml_errors errors = {.arena = s->arena};
	struct reason unread;
	if (config_load_file(s->config_path, &text, &unread) != DONE ||
	        config_read(s->config_path, buf_str(&text), text.len, s->arena, &errors, &s->old) != DONE)
		s->old = NULL;
	buf_free(&text);
}

static enum outcome begin(struct ctl *ctl, struct setup *s, struct reason *why)
{
	bool yes = true;
	enum outcome o = setup_open(ctl, s, why);
	if (o == DONE && s->ask.terminal) {
		puts(ask_say(&s->ask,
		        "A few questions. Enter takes what stands in [brackets]; nothing is written before "
		        "the last answer.",
		        "请回答几个问题。直接回车即采用 [方括号] "
		        "中的内容；回答完最后一项之前，不会写入任何文件。"));
		read_old(s);
	}
	if (o != DONE || ctl->force || access(s->config_path, F_OK) != 0)
		return o;
	if (!s->ask.terminal)
		return fail(why, REFUSED, "%s is there already: --force replaces it and keeps it as .bak",
		        s->config_path);
	o = ask_yes(&s->ask, &ask_replace, false, &yes, why);
	return o == DONE && !yes ? fail(why, REFUSED, "nothing was changed") : o;
}

void setup_tell_sealed(const struct setup *s, bool sealed)
{
	puts(sealed ? ask_say(&s->ask, "The passwords are sealed to this machine (systemd-creds).",
	                      "密码已加密保存，只能在本机使用（systemd-creds）。")
	            : ask_say(&s->ask, "The passwords lie in files that only root can read.",
	                      "密码保存在仅 root 可读的文件中。"));
}

static void tell_written(const struct setup *s, bool sealed)
{
	printf("\n%s: %s\n", s->config_path, ask_say(&s->ask, "written", "已写入"));
	setup_tell_sealed(s, sealed);
}

/* Last, where it is read: what the administrator has still to do. */
static void tell_next(struct ctl *ctl, const struct setup *s, bool in_order)
{
	struct reason unread;
	const char *unit = s->unit ? s->unit : "xuanwangd";
	const char *at = strchr(unit, '@') ? strchr(unit, '@') : "";
	printf("\n%s\n  %s/campaign.yaml\n",
	        ask_say(&s->ask,
	                "Days, contacts and units stand in the campaign; look through it, then run "
	                "xuanwangctl check:",
	                "截止日期、联系人、单位名单都在活动配置文件里；请检查修改，然后执行 xuanwangctl "
	                "check："),
	        s->config_folder);
	if (ctl_load(ctl, &unread) == DONE)
		ctl_tell_if_over(ctl, s->ask.chinese);
	if (!in_order)
		printf("%s\n", ask_say(&s->ask,
		                       "What failed above: xuanwangctl probe tries again, xuanwangctl "
		                       "password takes another password.",
		                       "上面未通过的项目：改好后用 xuanwangctl probe 重新测试；更换密码用 "
		                       "xuanwangctl password。"));
	if (s->unit)
		printf("%s\n  systemctl enable --now %s.service xuanwangd-digest%s.timer\n",
		        ask_say(&s->ask, "To start the service (one that runs already: systemctl restart):",
		                "启动服务（已在运行的用 systemctl restart）："),
		        unit, at);
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
		o = setup_ask_all(&s, why);
	if (o == DONE)
		o = ask_for_probe(&s, &probe, why);
	if (o == DONE)
		o = setup_compose(&s, &text, why);
	if (o == DONE)
		o = setup_write_files(&s, &text, why);
	if (o == DONE)
		o = setup_write_secrets(&s, &sealed, why);
	buf_free(&text);
	if (o != DONE)
		return o;
	tell_written(&s, sealed);
	if (probe)
		o = ctl_run_probe(ctl, s.imap_password, s.smtp_password, why);
	tell_next(ctl, &s, o == DONE);
	return o;
}
