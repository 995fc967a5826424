#include "daemon/keep/reply/sample-internal.h"

static struct digest_item item(const struct digest_data *d, int64_t mail, int64_t days)
{
	return (struct digest_item){.mail = mail,
	        .since = d->now - days * 86400,
	        .receipt = "",
	        .unit = "",
	        .subject = "",
	        .title = "",
	        .cause = "",
	        .why = "",
	        .command = "",
	        .answer = ""};
}

static void fill_waiting(struct arena *a, struct digest_data *d)
{
	struct digest_item i = item(d, 12, 3);
	i.unit = "新港街道总工会";
	i.subject = "请问摄影作品可以报几幅？";
	i.cause = "nothing-to-file";
	i.command = "xuanwangctl ignore 12";
	i.answer = "忽略 #12";
	*list_add(a, &d->waiting) = i;
	i = item(d, 31, 0);
	i.subject = "报送";
	i.cause = "too-large";
	i.command = "xuanwangctl ignore 31";
	i.answer = "忽略 #31";
	*list_add(a, &d->waiting) = i;
	i = item(d, 27, 1);
	i.unit = "北塘街道总工会";
	i.subject = "微视频报名";
	i.cause = "deadline";
	i.command = "xuanwangctl reprocess 27";
	i.answer = "重读 #27";
	*list_add(a, &d->quarantine) = i;
	i = item(d, 9, 2);
	i.receipt = "22-0131-7";
	i.unit = "茶淀街道总工会";
	i.why = "对方邮箱不存在（550）";
	*list_add(a, &d->unsent) = i;
	i = item(d, 33, 1);
	i.unit = "大港街道总工会";
	i.subject = "报送朗诵作品";
	i.cause = "returned";
	i.command = "xuanwangctl show 33";
	*list_add(a, &d->returned) = i;
}

static void fill_expiring(struct arena *a, struct digest_data *d)
{
	*list_add(a, &d->expiring) = (struct digest_link){.mail = 15,
	        .expires = d->now - 3600,
	        .receipt = "",
	        .unit = "",
	        .title = "报送微视频",
	        .name = "",
	        .provider = "百度网盘"};
	*list_add(a, &d->expiring) = (struct digest_link){.mail = 18,
	        .expires = d->now + 3 * 86400,
	        .receipt = "22-0136-8",
	        .unit = "中塘镇总工会",
	        .title = "藕塘边的直播间",
	        .name = "藕塘边的直播间.mp4",
	        .provider = "QQ邮箱"};
}

static void fill_corrections(struct arena *a, struct digest_data *d)
{
	struct digest_item i = item(d, 5, 4);
	i.receipt = "22-0120-1";
	i.unit = "寨上街道总工会";
	i.title = "田甜的直播间";
	lacks_add(&i.lacks, LACK_CONTACT);
	*list_add(a, &d->corrections) = i;
	i = item(d, 20, 1);
	i.receipt = "22-0138-2";
	i.lacks = lacks_read("unit,name,sub-project");
	*list_add(a, &d->corrections) = i;
}

static void fill_targets(struct arena *a, const struct campaign *c, struct digest_data *d, bool some)
{
	const int64_t most[DIGEST_TARGETS] = {c->targets.unions, c->targets.propagandists,
	        c->targets.enterprises, c->targets.employees, c->targets.reach, (int64_t)c->units.n};
	static const int64_t parts[DIGEST_TARGETS] = {4, 100, 1, 2, 300, 3};
	for (size_t i = 0; i < DIGEST_TARGETS; i++)
		*list_add(a, &d->targets) =
		        (struct digest_target){digest_targets[i], some ? most[i] / parts[i] : 0, most[i]};
}

static void fill_intake(struct arena *a, const struct campaign *c, struct digest_data *d)
{
	for (size_t i = 0; i < c->sub_projects.n; i++)
		*list_add(a, &d->projects) = (struct digest_project){
		        c->sub_projects.v[i].name, {(int64_t)(i % 3), (int64_t)(i * 7)}};
	d->statistics = (struct digest_count){1, 14};
	d->reports = (struct digest_count){0, 9};
	d->in = (struct digest_count){9, 240};
	d->filed = (struct digest_count){6, 201};
	d->asked = (struct digest_count){1, 12};
	d->staff = (struct digest_count){1, 7};
	d->ignored = (struct digest_count){0, 18};
	d->quarantined = (struct digest_count){1, 2};
}

struct digest_data sample_digest(struct arena *a, const struct campaign *c, enum sample sample)
{
	struct digest_data d = {.now = c->works_until - 26 * 86400 + 61200,
	        .service = "running",
	        .workbook = true,
	        .trouble = "",
	        .refusal = ""};
	bool full = sample == SAMPLE_DIGEST;
	fill_targets(a, c, &d, full);
	for (size_t i = 0; i < c->units.n; i++)
		if (full && i % 3 == 0)
			*list_add(a, &d.reported) = c->units.v[i].name;
		else if (full && i % 3 == 1)
			*list_add(a, &d.without_table) = c->units.v[i].name;
		else
			*list_add(a, &d.not_reported) = c->units.v[i].name;
	if (full) {
		d.token = "K7Q2M-9XDTB";
		fill_waiting(a, &d);
		fill_expiring(a, &d);
		fill_corrections(a, &d);
	}
	if (full || sample == SAMPLE_DIGEST_QUIET)
		fill_intake(a, c, &d);
	if (sample == SAMPLE_DIGEST_QUIET)
		d.in.today = 0;
	if (sample == SAMPLE_DIGEST_TROUBLE) {
		d.in.total = 1;
		d.service = "unknown";
		d.trouble = "IMAP 服务器拒绝登录";
		d.answers_queued = 3;
		d.held = 3;
		d.summary_hour = 20;
		d.paused_until = d.now + 5400;
		d.refusal = "550 Sender frequency limited";
	}
	return d;
}
