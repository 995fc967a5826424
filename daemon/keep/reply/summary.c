#include "daemon/keep/reply/summary.h"

#include "daemon/keep/reply/reply.h"
#include "schema/limits.h"

/* Each work once, whatever mails are about it. */
typedef LIST(const struct known_work *) all_works;

static all_works gather(const struct summary_input *in, struct arena *a)
{
	all_works all = {0};
	for (size_t i = 0; i < in->n_mails; i++) {
		const struct thread *t = &in->mails[i].about;
		for (size_t k = 0; k < t->works.n; k++) {
			bool known = false;
			for (size_t j = 0; j < all.n; j++)
				known = known || all.v[j]->id == t->works.v[k].id;
			if (!known)
				*list_add(a, &all) = &t->works.v[k];
		}
	}
	return all;
}

static const struct claim *fault_of(const struct known_work *w, enum label label)
{
	const struct claim *found = NULL;
	for (size_t i = 0; i < w->remembered.claims.n; i++)
		if (w->remembered.claims.v[i].label == label && w->remembered.claims.v[i].fault != FAULT_NONE)
			found = &w->remembered.claims.v[i];
	return found;
}

static void add_files(struct fact *work, const struct known_work *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->files.n; i++)
		if (!w->files.v[i].superseded && ++n <= LIMIT_SHOWN_FILES)
			reply_add_file(work, &w->files.v[i].part);
	if (n > LIMIT_SHOWN_FILES)
		fact_set_number(fact_add(work, "more-files"), "count", (int64_t)(n - LIMIT_SHOWN_FILES));
}

static void add_work(struct fact *root, const struct campaign *c, const struct known_work *w, size_t number)
{
	struct fact *work = fact_add(root, "work");
	const char *id = w->remembered.kinds.n ? w->remembered.kinds.v[0].sub_project : "";
	const struct sub_project *sub = campaign_sub_project(c, id);
	fact_set_number(work, "number", (int64_t)number);
	fact_set(work, "complete", w->open ? "no" : "yes");
	fact_set(work, "late", w->late ? "yes" : "no");
	fact_set(work, "announced", "no");
	fact_set(work, "goes-on",
	        "yes"); /* it may have come without a file, and nothing is said of that any more */
	fact_add_text(work, "receipt", w->receipt, LIMIT_SHOWN_CHARACTERS);
	if (sub)
		fact_add_text(work, "sub-project", sub->name, LIMIT_SHOWN_CHARACTERS);
	if (sub && sub->titles.n)
		fact_add_text(work, "title-word", sub->titles.v[0], LIMIT_SHOWN_CHARACTERS);
	for (enum label l = 0; l < LABEL_COUNT; l++)
		reply_add_lines(work, label_name(l), known_value(w, l), l == LABEL_CONTACT);
	for (enum lack k = 0; w->open && k < LACK_COUNT; k++)
		if (lacks_of(w->lacks, k))
			reply_add_missing(work, k, k < LACK_SUB_PROJECT ? fault_of(w, (enum label)k) : NULL);
	add_files(work, w);
}

static void add_table(struct fact *root, const struct summary_table *t)
{
	struct fact *s = fact_add(root, "statistics");
	fact_set(s, "blank", t->blank ? "yes" : "no");
	fact_set(s, "late", t->late ? "yes" : "no");
	fact_set_number(s, "activities", t->activities);
	fact_set_number(s, "participants", t->participants);
	fact_add_text(s, "receipt", t->receipt, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(s, "unit", t->unit, LIMIT_SHOWN_CHARACTERS);
}

static void add_report(struct fact *root, const struct summary_report *r)
{
	struct fact *report = fact_add(root, "report");
	fact_add_text(report, "receipt", r->receipt, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(report, "unit", r->unit, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(report, "title", r->title, LIMIT_SHOWN_CHARACTERS);
}

struct counts {
	int64_t works, incomplete, without_labels, without_files, statistics, blank, reports;
	bool unknown; /* the sub-project of one */
	bool lacks_table;
};

static void count_tables(const struct summary_mail *m, struct counts *n)
{
	n->statistics += (int64_t)m->tables.n;
	n->reports += (int64_t)m->reports.n;
	for (size_t i = 0; i < m->tables.n; i++)
		n->blank += m->tables.v[i].blank;
}

static void count_work(const struct known_work *w, struct counts *n)
{
	n->works++;
	n->incomplete += w->open;
	n->without_labels += w->open && lacks_more_than(w->lacks, LACK_FILES);
	n->without_files += w->open && lacks_of(w->lacks, LACK_FILES);
	n->unknown = n->unknown || (w->open && lacks_of(w->lacks, LACK_SUB_PROJECT));
}

/* Asked for, and neither a work nor an empty table says what: the table did not come. */
static bool lacks_table(const struct summary_mail *m)
{
	struct counts n = {0};
	count_tables(m, &n);
	for (size_t i = 0; i < m->about.works.n; i++)
		count_work(&m->about.works.v[i], &n);
	return m->asked && n.works + n.statistics == 0;
}

static void set_counts(struct fact *f, const struct counts *n)
{
	fact_set_number(f, "works", n->works);
	fact_set_number(f, "complete", n->works - n->incomplete);
	fact_set_number(f, "incomplete", n->incomplete);
	fact_set_number(f, "without-labels", n->without_labels);
	fact_set_number(f, "without-files", n->without_files);
	fact_set_number(f, "statistics", n->statistics);
	fact_set_number(f, "blank", n->blank);
	fact_set(f, "lacks-table", n->lacks_table ? "yes" : "no");
	fact_set_number(f, "reports", n->reports);
}

/* What came of one mail. */
static void add_mail(struct fact *root, const struct campaign *c, const struct summary_mail *m, size_t number)
{
	struct fact *mail = fact_add(root, "mail");
	struct counts n = {0};
	count_tables(m, &n);
	for (size_t i = 0; i < m->about.works.n; i++)
		count_work(&m->about.works.v[i], &n);
	n.lacks_table = lacks_table(m);
	fact_set_number(mail, "number", (int64_t)number);
	set_counts(mail, &n);
	reply_add_subject(mail, m->subject);
	fact_set_time(fact_add(mail, "received"), m->received, c->utc_offset);
	for (size_t i = 0; i < m->about.works.n && i < LIMIT_SHOWN_FILES; i++)
		fact_add_text(mail, m->about.works.v[i].open ? "open" : "done", m->about.works.v[i].receipt,
		        LIMIT_SHOWN_CHARACTERS);
	for (size_t i = 0; i < m->tables.n && i < LIMIT_SHOWN_FILES; i++)
		fact_add_text(mail, m->tables.v[i].blank ? "open" : "done", m->tables.v[i].receipt,
		        LIMIT_SHOWN_CHARACTERS);
	for (size_t i = 0; i < m->reports.n && i < LIMIT_SHOWN_FILES; i++)
		fact_add_text(mail, "done", m->reports.v[i].receipt, LIMIT_SHOWN_CHARACTERS);
}

static struct facts *make_facts(const struct summary_input *in, const char *kind, const all_works *works)
{
	const struct campaign *c = in->campaign;
	struct facts *facts = facts_new("reply");
	struct fact *root = facts_root(facts);
	struct counts n = {0};
	for (size_t i = 0; i < works->n; i++)
		count_work(works->v[i], &n);
	for (size_t i = 0; i < in->n_mails; i++) {
		count_tables(&in->mails[i], &n);
		n.lacks_table = n.lacks_table || lacks_table(&in->mails[i]);
	}
	fact_set(root, "kind", kind);
	fact_set_number(root, "mails", (int64_t)in->n_mails);
	fact_set_number(root, "more", in->more);
	set_counts(root, &n);
	reply_add_campaign(root, c);
	fact_set_time(fact_add(root, "today"), in->now, c->utc_offset);
	if (n.works)
		fact_add_deadline(root, "works", c->works_until, in->now, c->utc_offset);
	if (n.statistics || n.lacks_table)
		fact_add_deadline(root, "statistics", c->statistics_until, in->now, c->utc_offset);
	fact_add_text(root, "token", in->token, LIMIT_SHOWN_CHARACTERS);
	for (size_t i = 0; i < in->n_mails; i++)
		add_mail(root, c, &in->mails[i], i + 1);
	for (size_t i = 0; i < works->n; i++)
		add_work(root, c, works->v[i], i + 1);
	for (size_t i = 0; n.unknown && i < c->sub_projects.n; i++)
		fact_add_text(root, "choice", c->sub_projects.v[i].short_name, LIMIT_SHOWN_CHARACTERS);
	for (size_t i = 0; i < in->n_mails; i++) {
		for (size_t k = 0; k < in->mails[i].tables.n; k++)
			add_table(root, &in->mails[i].tables.v[k]);
		for (size_t k = 0; k < in->mails[i].reports.n; k++)
			add_report(root, &in->mails[i].reports.v[k]);
	}
	return facts;
}

enum outcome summary_render(
        const struct render *r, const struct summary_input *in, struct rendered *mail_r, struct reason *why)
{
	struct arena *a = arena_new(1 << 20);
	const all_works works = gather(in, a);
	struct facts *facts = make_facts(in, "summary", &works);
	enum outcome o = render_mail(r, "summary", facts, mail_r, why);
	facts_close(&facts);
	arena_close(&a);
	return o;
}

enum outcome again_render(
        const struct render *r, const struct again_input *in, struct rendered *mail_r, struct reason *why)
{
	const struct summary_input one = {.campaign = in->campaign,
	        .mails = in->first,
	        .n_mails = 1,
	        .token = in->token,
	        .now = in->now};
	struct arena *a = arena_new(1 << 20);
	const all_works works = gather(&one, a);
	struct facts *facts = make_facts(&one, "again", &works);
	reply_add_subject(facts_root(facts), in->subject);
	fact_set_time(fact_add(facts_root(facts), "received"), in->received, in->campaign->utc_offset);
	enum outcome o = render_mail(r, "again", facts, mail_r, why);
	facts_close(&facts);
	arena_close(&a);
	return o;
}
