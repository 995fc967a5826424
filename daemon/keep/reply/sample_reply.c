#include "daemon/keep/reply/sample-internal.h"

#include <stdlib.h>

/* One sample under construction. */
struct sampler {
	struct arena *arena;
	const struct campaign *campaign;
	struct claims *claims;
	struct verdict *verdict;
	LIST(const char *) receipts;
	const struct sequel *sequels;
	LIST(const struct known_work *) waiting;
};

static void add_value(struct sampler *s, struct work_verdict *w, enum label label, const char *value)
{
	*list_add(s->arena, &w->labels[label].values) = value;
}

static void add_fault(
        struct sampler *s, struct work_verdict *w, enum label label, enum fault fault, const char *value)
{
	struct claim *from = arena_alloc(s->arena, sizeof *from);
	*from = (struct claim){
	        .label = label, .fault = fault, .part = NO_PART, .value = value, .source = value};
	if (fault != FAULT_NONE)
		w->labels[label].from = from;
	lacks_add(&w->lacks, (enum lack)label);
}

static uint32_t add_part(struct sampler *s, const char *name, uint64_t size)
{
	struct part *p = list_add(s->arena, &s->claims->parts);
	*p = (struct part){.name = name,
	        .declared = "",
	        .type = "",
	        .size = size,
	        .offset = UINT64_MAX,
	        .role = PART_FILE,
	        .readable = true,
	        .parent = NO_PART};
	return (uint32_t)(s->claims->parts.n - 1);
}

/* A work of the n-th sub-project (the campaign may have fewer), with one file. */
static struct work_verdict *add_work(struct sampler *s, size_t sub_project, const char *file, uint64_t size)
{
	struct work_claims *claims = arena_alloc(s->arena, sizeof *claims);
	struct work_verdict *w = list_add(s->arena, &s->verdict->works);
	static const char *const receipts[] = {"22-0137-4", "22-0138-2", "22-0139-0", "22-0140-8"};
	const char *receipt = receipts[s->receipts.n % 4];
	*list_add(s->arena, &s->receipts) = receipt;
	w->claims = claims;
	w->sub_project_why = "";
	if (s->campaign->sub_projects.n)
		w->sub_project = &s->campaign->sub_projects.v[sub_project % s->campaign->sub_projects.n];
	if (file)
		*list_add(s->arena, &claims->files) = add_part(s, file, size);
	return w;
}

static uint32_t add_link(struct sampler *s, const char *name, uint64_t size, enum expiry expiry)
{
	*list_add(s->arena, &s->claims->links) = (struct link){.name = name,
	        .url = "https://example.com/x",
	        .provider = *name ? "QQ邮箱" : "百度网盘",
	        .code = "8k2m",
	        .size = size,
	        .expiry = expiry,
	        .expires = expiry == EXPIRY_DATE ? 1664277540 : 0};
	return (uint32_t)s->claims->links.n - 1;
}

static void fill_complete(struct sampler *s)
{
	struct work_verdict *w =
	        add_work(s, 1, "新北街道总工会+张伟+13802012345+晨光里的守护者.mp4", 18874368);
	add_value(s, w, LABEL_UNIT, "新北街道总工会");
	add_value(s, w, LABEL_NAME, "张伟");
	add_value(s, w, LABEL_CONTACT, "13802012345");
	add_value(s, w, LABEL_TITLE, "晨光里的守护者");
}

static void fill_more(struct sampler *s)
{
	struct work_claims *claims;
	struct work_verdict *w = add_work(s, 2, NULL, 0);
	w->late = true;
	add_value(s, w, LABEL_UNIT, "中新天津生态城总工会");
	add_value(s, w, LABEL_NAME, "李娜");
	add_value(s, w, LABEL_NAME, "欧阳修远");
	add_value(s, w, LABEL_CONTACT, "022-65309739");
	add_value(s, w, LABEL_TITLE, "海风吹过的工地");
	claims = arena_alloc(s->arena, sizeof *claims);
	*claims = *w->claims;
	*list_add(s->arena, &claims->links) = add_link(s, "海风吹过的工地.zip", 134249185, EXPIRY_DATE);
	*list_add(s->arena, &claims->links) = add_link(s, "", 0, EXPIRY_UNKNOWN);
	for (unsigned i = 0; i < 23; i++)
		*list_add(s->arena, &claims->files) =
		        add_part(s, arena_printf(s->arena, "组照%02u.jpg", i + 1), 2000000 + i * 54321);
	w->claims = claims;

	struct statistics_verdict *t = list_add(s->arena, &s->verdict->statistics);
	*t = (struct statistics_verdict){
	        .unit = "中新天津生态城总工会", .activities = 3, .participants = 412, .late = true};
	struct report_claims *report = arena_alloc(s->arena, sizeof *report);
	*list_add(s->arena, &report->files) = add_part(s, "活动信息.docx", 45678);
	*list_add(s->arena, &s->verdict->reports) = (struct report_verdict){.claims = report,
	        .unit = "中新天津生态城总工会",
	        .title = "生态城总工会开展网络安全宣传活动"};
	*list_add(s->arena, &s->verdict->unclaimed) = add_part(s, "IMG_4410.PNG", 912);
	(void)add_link(s, "花絮.rar", 0, EXPIRY_NEVER);
	s->claims->incomplete = true;
}

static void remember(struct sampler *s, struct known_work *w, enum label label, const char *value)
{
	*list_add(s->arena, &w->remembered.claims) =
	        (struct claim){.label = label, .part = NO_PART, .value = value, .source = value};
}

/* A work that we had goes on, and one beside it still waits. */
static void fill_newer(struct sampler *s)
{
	struct known_work *had = arena_alloc(s->arena, sizeof *had),
	                  *other = arena_alloc(s->arena, sizeof *other);
	struct sequel *sequel = arena_alloc(s->arena, sizeof *sequel);
	fill_complete(s);
	*list_add(s->arena, &had->files) =
	        (struct known_file){.part = {.name = "晨光里的守护者（初稿）.mp4"}};
	sequel->work = had;
	sequel->news = true;
	sequel->changed = 1u << LABEL_CONTACT;
	*list_add(s->arena, &sequel->replaced) = 0;
	s->sequels = sequel;
	other->receipt = "22-0138-2";
	lacks_add(&other->lacks, LACK_CONTACT);
	lacks_add(&other->lacks, LACK_NAME);
	remember(s, other, LABEL_TITLE, "海风吹过的工地");
	*list_add(s->arena, &other->remembered.kinds) = (struct kind_claim){.sub_project = "photo"};
	*list_add(s->arena, &s->waiting) = other;
}

static void fill_table(struct sampler *s)
{
	*list_add(s->arena, &s->verdict->statistics) =
	        (struct statistics_verdict){.unit = "茶淀街道总工会", .blank = true};
}

static void fill_faulty(struct sampler *s)
{
	struct work_verdict *w = add_work(s, 4, "IMG_4410.PNG", 431000);
	add_value(s, w, LABEL_UNIT, "寨上街道总工会");
	add_value(s, w, LABEL_NAME, "田甜");
	add_fault(s, w, LABEL_CONTACT, FAULT_TOO_SHORT, "1380201234");
	add_value(s, w, LABEL_TITLE, "田甜的直播间");
}

static struct work_verdict *add_forgotten(struct sampler *s, const char *title)
{
	struct work_verdict *w = add_work(s, 2, NULL, 0);
	add_value(s, w, LABEL_UNIT, "新北街道总工会");
	add_value(s, w, LABEL_NAME, "张伟");
	add_value(s, w, LABEL_TITLE, title);
	lacks_add(&w->lacks, LACK_FILES);
	return w;
}

static void fill_forgotten(struct sampler *s, bool more)
{
	struct work_verdict *w = add_forgotten(s, "晨光里的守护者");
	add_value(s, w, LABEL_CONTACT, "13802012345");
	if (!more)
		return;
	w = add_forgotten(s, "海风吹过的工地");
	add_fault(s, w, LABEL_CONTACT, FAULT_NONE, "");
	s->verdict->lacks_table = true;
}

static void fill_bundle(struct sampler *s)
{
	fill_complete(s);
	struct work_verdict *w = add_work(s, 6, "公众号材料.docx", 88888);
	add_fault(s, w, LABEL_UNIT, FAULT_PLACEHOLDER, "请填写单位全称");
	add_fault(s, w, LABEL_NAME, FAULT_EMPTY, "");
	add_fault(s, w, LABEL_CONTACT, FAULT_LETTERS, "138O2012345");
	add_fault(s, w, LABEL_TITLE, FAULT_NONE, "");
	w = add_work(s, 0, NULL, 0);
	w->sub_project = NULL;
	lacks_add(&w->lacks, LACK_SUB_PROJECT);
	add_value(s, w, LABEL_UNIT, "麒麟软件有限公司工会");
	add_value(s, w, LABEL_NAME, "夏天");
	add_value(s, w, LABEL_TITLE, "麒麟食堂");
	add_fault(s, w, LABEL_CONTACT, FAULT_NO_NUMBER, "见附件");
	struct work_claims *announced = arena_alloc(s->arena, sizeof *announced);
	announced->announced = true;
	w = add_work(s, 3, NULL, 0);
	w->claims = announced;
	add_value(s, w, LABEL_UNIT, "大港街道总工会");
	add_value(s, w, LABEL_NAME, "柳青");
	add_value(s, w, LABEL_CONTACT, "13820096618");
	add_value(s, w, LABEL_TITLE, "读给大港的诗");
	fill_table(s);
}

struct reply_input sample_reply(struct arena *a, const struct campaign *c, enum sample sample)
{
	struct sampler s = {.arena = a,
	        .campaign = c,
	        .claims = claims_new(a),
	        .verdict = arena_alloc(a, sizeof *s.verdict)};
	bool correct = sample >= SAMPLE_CORRECT;
	s.verdict->reply = correct ? REPLY_CORRECT : REPLY_ACKNOWLEDGE;
	s.claims->subject = "Re: 报送“网聚职工正能量”作品";
	switch (sample) {
	case SAMPLE_ACKNOWLEDGE_MORE:
		fill_more(&s);
		break;
	case SAMPLE_ACKNOWLEDGE_NEWER:
		fill_newer(&s);
		break;
	case SAMPLE_CORRECT:
		fill_faulty(&s);
		break;
	case SAMPLE_CORRECT_TABLE:
		fill_table(&s);
		break;
	case SAMPLE_CORRECT_FILES:
	case SAMPLE_CORRECT_FORGOTTEN:
		fill_forgotten(&s, sample == SAMPLE_CORRECT_FORGOTTEN);
		break;
	case SAMPLE_BUNDLE:
		fill_bundle(&s);
		break;
	default:
		fill_complete(&s);
	}
	/* Counted from the campaign's deadline, so that a sample looks the same in any year and on any day.
	 */
	int64_t received = c->works_until - 26 * 86400 + 34200;
	if (sample == SAMPLE_ACKNOWLEDGE_MORE)
		received = c->works_until + 86400;
	static const char *statistics_receipts[] = {"22-0150-5", ""}, *report_receipts[] = {"22-0151-3"};
	return (struct reply_input){.verdict = s.verdict,
	        .claims = s.claims,
	        .campaign = c,
	        .work_receipts = s.receipts.v,
	        .statistics_receipts = statistics_receipts,
	        .report_receipts = report_receipts,
	        .sequels = s.sequels,
	        .waiting = s.waiting.v,
	        .n_waiting = s.waiting.n,
	        .token = "K7Q2M-9XDTB",
	        .received = received,
	        .now = received + 60};
}
