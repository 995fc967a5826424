#include "daemon/keep/reply/sample-internal.h"

static void remember(
        struct arena *a, struct known_work *w, enum label label, enum fault fault, const char *value)
{
	*list_add(a, &w->remembered.claims) = (struct claim){
	        .label = label, .fault = fault, .part = NO_PART, .value = value, .source = value};
}

/* A work of the n-th sub-project (the campaign may have fewer). */
static struct known_work *add_work(struct arena *a, const struct campaign *c, struct summary_mail *m,
        size_t n, const char *receipt, const char *title)
{
	struct known_work *w = list_add(a, &m->about.works);
	*w = (struct known_work){.id = (int64_t)n + 1, .receipt = receipt, .folder = ""};
	if (c->sub_projects.n)
		*list_add(a, &w->remembered.kinds) = (struct kind_claim){
		        .sub_project = c->sub_projects.v[n % c->sub_projects.n].id, .source = ""};
	remember(a, w, LABEL_UNIT, FAULT_NONE, "寨上街道总工会");
	remember(a, w, LABEL_NAME, FAULT_NONE, n ? "田甜" : "张伟\n李娜");
	remember(a, w, LABEL_TITLE, FAULT_NONE, title);
	*list_add(a, &w->files) =
	        (struct known_file){.part = {.name = "VID_0001.mp4", .size = 18874368}, .stored = ""};
	return w;
}

static struct summary_mail *add_mail(
        struct arena *a, summary_mails *mails, int64_t received, const char *subject)
{
	struct summary_mail *m = list_add(a, mails);
	*m = (struct summary_mail){.received = received, .subject = subject, .message_id = ""};
	return m;
}

struct again_input sample_again(struct arena *a, const struct campaign *c)
{
	summary_mails mails = {0};
	struct summary_mail *m = add_mail(a, &mails, 1659663000, "报送微视频作品");
	struct known_work *w = add_work(a, c, m, 0, "22-0137-4", "晨光里的守护者");
	remember(a, w, LABEL_CONTACT, FAULT_NONE, "13802012345");
	return (struct again_input){.campaign = c,
	        .first = m,
	        .subject = "报送微视频作品",
	        .received = 1659669000,
	        .now = 1659669060,
	        .token = "K7Q2M-9XDTB"};
}

struct summary_input sample_summary(struct arena *a, const struct campaign *c)
{
	summary_mails mails = {0};
	struct summary_mail *m = add_mail(a, &mails, 1659663000, "报送微视频作品");
	struct known_work *w = add_work(a, c, m, 0, "22-0137-4", "晨光里的守护者");
	remember(a, w, LABEL_CONTACT, FAULT_NONE, "13802012345");
	m = add_mail(a, &mails, 1659666600, "再报一件");
	w = add_work(a, c, m, 1, "22-0138-2", "田甜的直播间");
	remember(a, w, LABEL_CONTACT, FAULT_TOO_SHORT, "1380201234");
	w->open = true;
	lacks_add(&w->lacks, LACK_CONTACT);
	m = add_mail(a, &mails, 1659668000, "活动统计表");
	*list_add(a, &m->tables) = (struct summary_table){
	        .receipt = "22-0139-0", .unit = "寨上街道总工会", .activities = 3, .participants = 412};
	*list_add(a, &m->reports) =
	        (struct summary_report){"22-0140-8", "寨上街道总工会", "寨上街道总工会开展网络安全宣传活动"};
	add_mail(a, &mails, 1659669000, "补充材料");
	return (struct summary_input){.campaign = c,
	        .mails = mails.v,
	        .n_mails = mails.n,
	        .more = 2,
	        .token = "K7Q2M-9XDTB",
	        .now = 1659700800};
}
