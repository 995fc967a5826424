#include "daemon/keep/reply/reply.h"

#include "daemon/keep/reply/mask.h"
#include "daemon/keep/reply/shown.h"
#include "schema/limits.h"
#include "schema/subject.h"

#include <ctype.h>
#include <string.h>

static void set_yes_no(struct fact *f, const char *attribute, bool yes)
{
	fact_set(f, attribute, yes ? "yes" : "no");
}

static void set_receipt(struct fact *f, const char **receipts, size_t i)
{
	if (receipts && receipts[i] && *receipts[i])
		fact_add_text(f, "receipt", receipts[i], LIMIT_SHOWN_CHARACTERS);
}

static void add_values(struct fact *work, const struct resolved *r, enum label label)
{
	for (size_t i = 0; i < r->values.n && i < LIMIT_SHOWN_FILES; i++) {
		if (label != LABEL_CONTACT) {
			fact_add_text(work, label_name(label), r->values.v[i], LIMIT_SHOWN_CHARACTERS);
			continue;
		}
		struct buf masked = BUF_INIT(LIMIT_VALUE_BYTES + 16), plain = BUF_INIT(LIMIT_VALUE_BYTES);
		shown_text(r->values.v[i], LIMIT_SHOWN_CHARACTERS, &plain);
		mask_contact(buf_str(&plain), &masked);
		fact_add_text(work, label_name(label), buf_str(&masked), LIMIT_SHOWN_CHARACTERS);
		buf_free(&masked);
		buf_free(&plain);
	}
}

static int64_t count_digits(const char *s)
{
	int64_t n = 0;
	for (; *s; s++)
		n += *s >= '0' && *s <= '9';
	return n;
}

/* Why something is asked for: nothing was found, or (of a label) what was found and what is wrong with it. */
void reply_add_missing(struct fact *work, enum lack what, const struct claim *from)
{
	struct fact *m = fact_add(work, "missing");
	enum fault fault = from ? from->fault : FAULT_NONE;
	fact_set(m, "label", lack_name(what));
	fact_set(m, "fault", fault_name(fault));
	if (fault == FAULT_NONE || fault == FAULT_EMPTY)
		return;
	/* The unusable value is shown in full, since it must be compared with the right one; of several, the
	 * first. Where nothing of it could be used at all, as it was written. */
	const char *said = *from->value ? from->value : from->source;
	struct buf first = BUF_INIT(LIMIT_VALUE_BYTES);
	buf_put(&first, said, strcspn(said, "\n"));
	const char *digit = strpbrk(buf_str(&first), "0123456789");
	int64_t digits = count_digits(buf_str(&first));
	fact_set_number(m, "digits", digits);
	set_yes_no(m, "mobile", digits >= 8 && digit && *digit == '1');
	if (first.len)
		fact_add_text(m, "value", buf_str(&first), LIMIT_SHOWN_FAULT);
	buf_free(&first);
}

/* Free text of the sender, in which a number may stand that is masked elsewhere. */
static void add_masked(struct fact *parent, const char *name, const char *text, size_t most)
{
	struct buf masked = BUF_INIT(LIMIT_HEADER_BYTES);
	mask_numbers(text, &masked);
	fact_add_text(parent, name, buf_str(&masked), most);
	buf_free(&masked);
}

void reply_add_lines(struct fact *parent, const char *name, const char *lines, bool contact)
{
	for (size_t n = 0; *lines && n < LIMIT_SHOWN_FILES; n++) {
		size_t len = strcspn(lines, "\n");
		struct buf line = BUF_INIT(LIMIT_VALUE_BYTES + 1), masked = BUF_INIT(2 * LIMIT_VALUE_BYTES);
		buf_put(&line, lines, len);
		if (contact)
			mask_contact(buf_str(&line), &masked);
		else
			mask_numbers(buf_str(&line), &masked);
		fact_add_text(parent, name, buf_str(&masked), LIMIT_SHOWN_CHARACTERS);
		buf_free(&line);
		buf_free(&masked);
		lines += len + (lines[len] == '\n');
	}
}

void reply_add_subject(struct fact *root, const char *subject)
{
	size_t len;
	struct buf own = BUF_INIT(LIMIT_HEADER_BYTES);
	subject = subject_bare(subject, &len);
	buf_put(&own, subject, len);
	add_masked(root, "subject", buf_str(&own), LIMIT_SHOWN_SUBJECT);
	buf_free(&own);
}

void reply_add_file(struct fact *parent, const struct part *p)
{
	struct buf size = BUF_INIT(32);
	struct fact *file = fact_add(parent, "file");
	shown_size(p->size, &size);
	fact_set(file, "size", buf_str(&size));
	add_masked(file, "name", p->name, LIMIT_SHOWN_CHARACTERS);
	buf_free(&size);
}

static void add_files(struct fact *parent, const struct claims *c, const uint32_t *files, size_t n)
{
	for (size_t i = 0; i < n && i < LIMIT_SHOWN_FILES; i++) {
		invariant(files[i] < c->parts.n);
		reply_add_file(parent, &c->parts.v[files[i]]);
	}
	if (n > LIMIT_SHOWN_FILES)
		fact_set_number(fact_add(parent, "more-files"), "count", (int64_t)(n - LIMIT_SHOWN_FILES));
}

/* Never the address or the code: an answer must not become a carrier of links. */
static void add_link(struct fact *parent, const struct reply_input *in, const struct link *l)
{
	struct fact *link = fact_add(parent, "link");
	struct buf size = BUF_INIT(32);
	shown_size(l->size, &size);
	if (l->size)
		fact_set(link, "size", buf_str(&size));
	buf_free(&size);
	fact_set(link, "expiry",
	        l->expiry == EXPIRY_DATE && l->expires < in->now ? "over" : expiry_name(l->expiry));
	if (l->expiry == EXPIRY_DATE)
		fact_set_time(link, l->expires, in->campaign->utc_offset);
	if (*l->name)
		add_masked(link, "name", l->name, LIMIT_SHOWN_CHARACTERS);
	if (*l->provider)
		fact_add_text(link, "provider", l->provider, LIMIT_SHOWN_CHARACTERS);
}

static bool is_of_work(const struct verdict *v, uint32_t link)
{
	for (size_t i = 0; i < v->works.n; i++)
		for (size_t k = 0; k < v->works.v[i].claims->links.n; k++)
			if (v->works.v[i].claims->links.v[k] == link)
				return true;
	return false;
}

static void add_links(struct fact *work, const struct reply_input *in, const struct work_claims *w)
{
	for (size_t i = 0; i < w->links.n && i < LIMIT_SHOWN_FILES; i++) {
		invariant(w->links.v[i] < in->claims->links.n);
		add_link(work, in, &in->claims->links.v[w->links.v[i]]);
	}
}

static void add_loose_links(struct fact *root, const struct reply_input *in)
{
	struct fact *loose = NULL;
	size_t shown = 0;
	for (uint32_t i = 0; i < in->claims->links.n && shown < LIMIT_SHOWN_FILES; i++) {
		if (is_of_work(in->verdict, i))
			continue;
		loose = loose ? loose : fact_add(root, "unclaimed-links");
		add_link(loose, in, &in->claims->links.v[i]);
		shown++;
	}
}

/* What a work goes on with: which values are other ones now, and which files are older versions. */
static void add_sequel(struct fact *work, const struct sequel *s)
{
	set_yes_no(work, "goes-on", s && s->work);
	if (!s || !s->work)
		return;
	set_yes_no(work, "was-open", s->work->open);
	set_yes_no(work, "news", s->news);
	for (enum label l = 0; l < LABEL_COUNT; l++)
		if (s->changed & 1u << l)
			fact_set(fact_add(work, "changed"), "label", label_name(l));
	for (size_t i = 0; i < s->replaced.n && i < LIMIT_SHOWN_FILES; i++)
		add_masked(fact_add(work, "replaced"), "name", s->work->files.v[s->replaced.v[i]].part.name,
		        LIMIT_SHOWN_CHARACTERS);
}

static void add_work(struct fact *root, const struct reply_input *in, size_t i)
{
	const struct work_verdict *w = &in->verdict->works.v[i];
	struct fact *work = fact_add(root, "work");
	fact_set_number(work, "number", (int64_t)i + 1);
	set_yes_no(work, "complete", !lacks_any(w->lacks));
	set_yes_no(work, "late", w->late);
	set_yes_no(work, "announced", w->claims->announced);
	set_receipt(work, in->work_receipts, i);
	if (w->sub_project) {
		fact_add_text(work, "sub-project", w->sub_project->name, LIMIT_SHOWN_CHARACTERS);
		if (w->sub_project->titles.n)
			fact_add_text(
			        work, "title-word", w->sub_project->titles.v[0], LIMIT_SHOWN_CHARACTERS);
	} else {
		reply_add_missing(work, LACK_SUB_PROJECT, NULL);
	}
	for (enum label l = 0; l < LABEL_COUNT; l++) {
		add_values(work, &w->labels[l], l);
		if (lacks_label(w->lacks, l))
			reply_add_missing(work, (enum lack)l, w->labels[l].from);
	}
	if (lacks_of(w->lacks, LACK_FILES))
		reply_add_missing(work, LACK_FILES, NULL);
	add_files(work, in->claims, w->claims->files.v, w->claims->files.n);
	add_links(work, in, w->claims);
	add_sequel(work, in->sequels ? &in->sequels[i] : NULL);
}

static void add_waiting(struct fact *root, const struct known_work *w)
{
	struct fact *waiting = fact_add(root, "waiting");
	fact_add_text(waiting, "receipt", w->receipt, LIMIT_SHOWN_CHARACTERS);
	if (*known_value(w, LABEL_TITLE))
		fact_add_text(waiting, "title", known_value(w, LABEL_TITLE), LIMIT_SHOWN_CHARACTERS);
	fact_add_lacks(waiting, w->lacks);
}

static void add_works(struct fact *root, const struct reply_input *in)
{
	int64_t complete = 0, without_labels = 0, without_files = 0;
	bool unknown = false;
	for (size_t i = 0; i < in->verdict->works.n; i++) {
		struct lacks lacks = in->verdict->works.v[i].lacks;
		complete += !lacks_any(lacks);
		without_labels += lacks_more_than(lacks, LACK_FILES);
		without_files += lacks_of(lacks, LACK_FILES);
		unknown |= lacks_of(lacks, LACK_SUB_PROJECT);
	}
	fact_set_number(root, "works", (int64_t)in->verdict->works.n);
	fact_set_number(root, "complete", complete);
	fact_set_number(root, "incomplete", (int64_t)in->verdict->works.n - complete);
	fact_set_number(root, "without-labels", without_labels);
	fact_set_number(root, "without-files", without_files);
	for (size_t i = 0; i < in->verdict->works.n; i++)
		add_work(root, in, i);
	for (size_t i = 0; unknown && i < in->campaign->sub_projects.n; i++)
		fact_add_text(
		        root, "choice", in->campaign->sub_projects.v[i].short_name, LIMIT_SHOWN_CHARACTERS);
}

static void add_statistics(struct fact *root, const struct reply_input *in)
{
	const struct verdict *v = in->verdict;
	int64_t blank = 0;
	for (size_t i = 0; i < v->statistics.n; i++)
		blank += v->statistics.v[i].blank;
	fact_set_number(root, "statistics", (int64_t)v->statistics.n);
	fact_set_number(root, "blank", blank);
	set_yes_no(root, "lacks-table", v->lacks_table);
	for (size_t i = 0; i < v->statistics.n; i++) {
		struct fact *s = fact_add(root, "statistics");
		set_yes_no(s, "blank", v->statistics.v[i].blank);
		set_yes_no(s, "late", v->statistics.v[i].late);
		fact_set_number(s, "activities", v->statistics.v[i].activities);
		fact_set_number(s, "participants", v->statistics.v[i].participants);
		set_receipt(s, in->statistics_receipts, i);
		fact_add_text(s, "unit", v->statistics.v[i].unit, LIMIT_SHOWN_CHARACTERS);
	}
}

static void add_reports(struct fact *root, const struct reply_input *in)
{
	const struct verdict *v = in->verdict;
	fact_set_number(root, "reports", (int64_t)v->reports.n);
	for (size_t i = 0; i < v->reports.n; i++) {
		struct fact *r = fact_add(root, "report");
		set_receipt(r, in->report_receipts, i);
		fact_add_text(r, "unit", v->reports.v[i].unit, LIMIT_SHOWN_CHARACTERS);
		fact_add_text(r, "title", v->reports.v[i].title, LIMIT_SHOWN_CHARACTERS);
		add_files(r, in->claims, v->reports.v[i].claims->files.v, v->reports.v[i].claims->files.n);
	}
	if (v->unclaimed.n)
		add_files(fact_add(root, "unclaimed"), in->claims, v->unclaimed.v, v->unclaimed.n);
}

void reply_add_campaign(struct fact *root, const struct campaign *c)
{
	fact_add_text(root, "campaign", c->name, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(root, "campaign-short", c->short_name, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(root, "office", c->office_name, LIMIT_SHOWN_CHARACTERS);
	fact_add_text(root, "office-contact", c->office_contact, LIMIT_SHOWN_CHARACTERS);
}

struct facts *reply_facts(const struct reply_input *in)
{
	const struct campaign *c = in->campaign;
	struct facts *facts = facts_new("reply");
	struct fact *root = facts_root(facts);
	fact_set(root, "kind", reply_name(in->verdict->reply));
	reply_add_campaign(root, c);
	reply_add_subject(root, in->claims->subject);
	fact_set_time(fact_add(root, "received"), in->received, c->utc_offset);
	if (in->verdict->works.n)
		fact_add_deadline(root, "works", c->works_until, in->now, c->utc_offset);
	if (in->verdict->statistics.n || in->verdict->lacks_table)
		fact_add_deadline(root, "statistics", c->statistics_until, in->now, c->utc_offset);
	if (in->token)
		fact_add_text(root, "token", in->token, LIMIT_SHOWN_CHARACTERS);
	add_works(root, in);
	for (size_t i = 0; i < in->n_waiting && i < LIMIT_SHOWN_FILES; i++)
		add_waiting(root, in->waiting[i]);
	add_statistics(root, in);
	add_reports(root, in);
	add_loose_links(root, in);
	if (in->claims->incomplete)
		fact_add(root, "cut");
	return facts;
}

static void add_parts(struct hasher *h, const struct claims *c, const uint32_t *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (parts[i] < c->parts.n)
			hasher_add(h, c->parts.v[parts[i]].hash.bytes, HASH_SIZE);
}

/* The contents of what was filed: a newer version is new, whatever it is called. */
static void add_contents(struct hasher *h, const struct reply_input *in)
{
	const struct claims *c = in->claims;
	for (size_t i = 0; i < c->works.n; i++)
		add_parts(h, c, c->works.v[i].files.v, c->works.v[i].files.n);
	for (size_t i = 0; i < c->reports.n; i++)
		add_parts(h, c, c->reports.v[i].files.v, c->reports.v[i].files.n);
	for (size_t i = 0; i < c->statistics.n; i++)
		if (c->parts.n && c->statistics.v[i].part < c->parts.n &&
		        c->parts.v[c->statistics.v[i].part].role == PART_FILE)
			add_parts(h, c, &c->statistics.v[i].part, 1);
}

void reply_told(const struct reply_input *in, const char *to, struct hash *told_r)
{
	struct reply_input plain = *in;
	struct hasher *h = hasher_new();
	struct hash facts_of;
	plain.work_receipts = plain.statistics_receipts = plain.report_receipts = NULL;
	plain.token = NULL;
	plain.received = plain.now = 0;
	struct facts *facts = reply_facts(&plain);
	facts_hash(facts, &facts_of);
	facts_close(&facts);
	for (; *to; to++) {
		char c = (char)tolower((unsigned char)*to);
		hasher_add(h, &c, 1);
	}
	hasher_add(h, facts_of.bytes, HASH_SIZE);
	add_contents(h, in);
	hasher_finish(&h, told_r);
}

enum outcome reply_render(
        const struct render *r, const struct reply_input *in, struct rendered *mail_r, struct reason *why)
{
	invariant(in->verdict->reply == REPLY_ACKNOWLEDGE || in->verdict->reply == REPLY_CORRECT);
	struct facts *facts = reply_facts(in);
	enum outcome o = render_mail(r, reply_name(in->verdict->reply), facts, mail_r, why);
	facts_close(&facts);
	return o;
}
