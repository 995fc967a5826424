#include "parsers/understand/words/lexicon.h"

enum { BUCKETS = 8192 };

struct entry {
	const uint32_t *cp;
	size_t n;
	enum lexicon_class class;
	const void *ref;
	const char *word;
	struct entry *next; /* of the same first rune, longer ones first */
};

struct lexicon {
	struct arena *a;
	struct entry *buckets[BUCKETS];
};

static size_t bucket_of(uint32_t c)
{
	return (c * 2654435761u >> 8) % BUCKETS;
}

static void add(struct lexicon *lex, enum lexicon_class class, const char *word, const void *ref)
{
	struct runes r = runes_read(lex->a, word);
	uint32_t *dense = arena_alloc(lex->a, (r.n + 1) * sizeof *dense);
	size_t n = 0;
	for (size_t i = 0; i < r.n; i++)
		if (!rune_is_blank(r.cp[i]))
			dense[n++] = r.cp[i];
	if (n == 0)
		return;
	struct entry *e = arena_alloc(lex->a, sizeof *e);
	*e = (struct entry){.cp = dense, .n = n, .class = class, .ref = ref, .word = word};
	struct entry **at = &lex->buckets[bucket_of(dense[0])];
	while (*at && (*at)->n >= n)
		at = &(*at)->next;
	e->next = *at;
	*at = e;
}

static void add_list(
        struct lexicon *lex, enum lexicon_class class, const struct words *words, const void *ref)
{
	for (size_t i = 0; i < words->n; i++)
		add(lex, class, words->v[i], ref);
}

static void add_surnames(struct lexicon *lex, const struct campaign_shapes *s)
{
	struct runes r = runes_read(lex->a, s->surnames);
	for (size_t i = 0; i < r.n; i++)
		add(lex, LEX_SURNAME, runes_text(lex->a, &r, (struct span){i, i + 1}), NULL);
	add_list(lex, LEX_SURNAME, &s->compound_surnames, NULL);
	add_list(lex, LEX_RARE_SURNAME, &s->rare_surnames, NULL);
}

static void add_shapes(struct lexicon *lex, const struct campaign_shapes *s)
{
	add_list(lex, LEX_UNIT_ENDING, &s->unit_endings, NULL);
	add_list(lex, LEX_SURE_ENDING, &s->unit_sure_endings, NULL);
	add_list(lex, LEX_UNIT_PART, &s->unit_parts, NULL);
	add_list(lex, LEX_UNIT_KIND, &s->unit_kinds, NULL);
	add_list(lex, LEX_UNIT_BREAK, &s->unit_breaks, NULL);
	add_list(lex, LEX_UNIT_LEAD, &s->unit_leads, NULL);
	add_list(lex, LEX_UNIT_FOLLOW, &s->unit_follows, NULL);
	add_list(lex, LEX_PERSON_LEAD, &s->person_leads, NULL);
	add_list(lex, LEX_SURE_LEAD, &s->person_sure_leads, NULL);
	add_list(lex, LEX_PERSON_FOLLOW, &s->person_follows, NULL);
	add_list(lex, LEX_PERSON_MAKES, &s->person_makes, NULL);
	add_list(lex, LEX_PERSON_BETWEEN, &s->person_between, NULL);
	add_list(lex, LEX_PERSON_END, &s->person_ends, NULL);
	add_list(lex, LEX_COMMON_WORD, &s->common_words, NULL);
	add_list(lex, LEX_COURTESY, &s->courtesies, NULL);
	add_list(lex, LEX_NOT_NAME, &s->not_names, NULL);
	add_list(lex, LEX_DEPARTMENT, &s->departments, NULL);
	add_list(lex, LEX_POST, &s->posts, NULL);
	add_list(lex, LEX_GROUP, &s->groups, NULL);
	add_list(lex, LEX_DITTO, &s->dittos, NULL);
	add_list(lex, LEX_TITLE_LEAD, &s->title_leads, NULL);
	add_list(lex, LEX_TITLE_NAMES, &s->title_names, NULL);
	add_list(lex, LEX_TITLE_END, &s->title_ends, NULL);
	add_list(lex, LEX_TITLE_FOLLOW, &s->title_follows, NULL);
	add_list(lex, LEX_TITLE_ASIDE, &s->title_asides, NULL);
	add_list(lex, LEX_PAPER, &s->paper_words, NULL);
	add_list(lex, LEX_CONNECTOR, &s->connectors, NULL);
	add_list(lex, LEX_CALL, &s->call_words, NULL);
	add_list(lex, LEX_VALUE_TAIL, &s->value_tails, NULL);
	add_list(lex, LEX_FOR_ALL, &s->for_all, NULL);
	add_list(lex, LEX_FOR_ALL_LEAD, &s->for_all_leads, NULL);
	add_list(lex, LEX_FURTHER, &s->further, NULL);
	add_list(lex, LEX_EXTENSION, &s->extension_words, NULL);
	add_list(lex, LEX_ROLE, &s->roles, NULL);
	add_list(lex, LEX_MESSENGER, &s->messengers, NULL);
	add_list(lex, LEX_GENERIC, &s->generic_names, NULL);
	add_list(lex, LEX_FORM, &s->form_words, NULL);
	add_list(lex, LEX_MATERIAL, &s->material_words, NULL);
	add_list(lex, LEX_CAPTION, &s->caption_words, NULL);
	add_list(lex, LEX_STAMP, &s->stamp_words, NULL);
	add_list(lex, LEX_EXAMPLE, &s->example_words, NULL);
	add_list(lex, LEX_FILLER, &s->fillers, NULL);
	add_surnames(lex, s);
}

static void add_phrases(struct lexicon *lex, const struct campaign_phrases *p)
{
	add_list(lex, LEX_NOTICE, &p->notice_phrases, NULL);
	add_list(lex, LEX_OWN, &p->own_phrases, NULL);
	add_list(lex, LEX_QUOTE_MARK, &p->quote_marks, NULL);
	add_list(lex, LEX_QUOTE_HEAD, &p->quote_heads, NULL);
	add_list(lex, LEX_QUOTE_END, &p->quote_ends, NULL);
	add_list(lex, LEX_SUBMISSION, &p->submission_words, NULL);
	add_list(lex, LEX_QUESTION, &p->question_words, NULL);
	add_list(lex, LEX_CONDITION, &p->condition_words, NULL);
	add_list(lex, LEX_WITHDRAW, &p->withdraw_words, NULL);
	add_list(lex, LEX_ANNOUNCED, &p->announced_words, NULL);
	add_list(lex, LEX_HANDED_IN, &p->handed_in_words, NULL);
	add_list(lex, LEX_HANDED_IN_PLACE, &p->handed_in_places, NULL);
	add_list(lex, LEX_ENCLOSED, &p->enclosed_words, NULL);
	add_list(lex, LEX_ENCLOSED_DENIAL, &p->enclosed_denials, NULL);
	add_list(lex, LEX_NEWER, &p->newer_words, NULL);
	add_list(lex, LEX_SUPPLEMENT, &p->supplement_words, NULL);
	add_list(lex, LEX_COMMAND_QUERY, &p->command_query, NULL);
	add_list(lex, LEX_COMMAND_WITHDRAW, &p->command_withdraw, NULL);
	add_list(lex, LEX_COMMAND_FILLER, &p->command_fillers, NULL);
	add_list(lex, LEX_BOUNCE_PERMANENT, &p->bounce_permanent, NULL);
	add_list(lex, LEX_BOUNCE_PASSING, &p->bounce_passing, NULL);
	add_list(lex, LEX_SYSTEM_PHRASE, &p->system_phrases, NULL);
	add_list(lex, LEX_SPAM, &p->spam_words, NULL);
	add_list(lex, LEX_SPAM_SURE, &p->spam_sure_words, NULL);
}

static void add_sub_projects(struct lexicon *lex, const struct campaign *c)
{
	for (size_t i = 0; i < c->sub_projects.n; i++) {
		const struct sub_project *s = &c->sub_projects.v[i];
		add_list(lex, LEX_STRONG, &s->strong, s);
		add_list(lex, LEX_WEAK, &s->weak, s);
		add_list(lex, LEX_TITLE_LABEL, &s->titles, s);
	}
}

static void add_statistics(struct lexicon *lex, const struct campaign *c)
{
	add_list(lex, LEX_STATISTICS_TITLE, &c->statistics_titles, NULL);
	add_list(lex, LEX_TOTAL, &c->statistics_totals, NULL);
	add_list(lex, LEX_PERIOD, &c->statistics_periods, NULL);
	add_list(lex, LEX_CUMULATIVE, &c->statistics_cumulative, NULL);
	add_list(lex, LEX_PLANNED, &c->statistics_planned, NULL);
	add_list(lex, LEX_PEOPLE, &c->statistics_people, NULL);
	add_list(lex, LEX_OTHER_COUNT, &c->statistics_other_counts, NULL);
	add_list(lex, LEX_TOGETHER, &c->statistics_together, NULL);
	add_list(lex, LEX_ASIDE, &c->statistics_asides, NULL);
	add_list(lex, LEX_REMARK, &c->statistics_remarks, NULL);
	for (size_t i = 0; i < c->columns.n; i++)
		add_list(lex, LEX_COLUMN, &c->columns.v[i].headers, &c->columns.v[i]);
}

struct lexicon *lexicon_new(struct arena *a, const struct campaign *c)
{
	struct lexicon *lex = arena_alloc(a, sizeof *lex);
	lex->a = a;
	for (size_t i = 0; i < c->words.n; i++)
		add(lex, LEX_LABEL, c->words.v[i].text, &c->words.v[i]);
	for (size_t i = 0; i < c->units.n; i++) {
		add(lex, LEX_UNIT, c->units.v[i].name, &c->units.v[i]);
		add(lex, LEX_UNIT, c->units.v[i].union_name, &c->units.v[i]);
		add_list(lex, LEX_UNIT, &c->units.v[i].aliases, &c->units.v[i]);
	}
	add_statistics(lex, c);
	add_sub_projects(lex, c);
	add_shapes(lex, &c->shapes);
	add_phrases(lex, &c->phrases);
	add_list(lex, LEX_RECEIVER, &c->receivers, NULL);
	add_list(lex, LEX_REPORT_VERB, &c->report_verbs, NULL);
	add_list(lex, LEX_REPORT_PEOPLE, &c->report_people, NULL);
	add_list(lex, LEX_REPORT_SOURCE, &c->report_sources, NULL);
	add_list(lex, LEX_REPORT_SUBJECT, &c->report_subjects, NULL);
	add_list(lex, LEX_PLACEHOLDER, &c->placeholders, NULL);
	add_list(lex, LEX_HINT, &c->hints, NULL);
	return lex;
}

/* Blanks inside the word are skipped in the text, at most four in a row: a wide gap parts two words. */
static bool fits(const struct entry *e, const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	size_t i = at;
	for (size_t k = 0; k < e->n; k++) {
		for (size_t gap = 0; k > 0 && gap < 8 && i < to && rune_is_blank(r->cp[i]) &&
		                     !rune_is_letter(e->cp[k - 1]);
		        gap++)
			i++;
		if (i >= to || r->cp[i] != e->cp[k])
			return false;
		i++;
	}
	*end_r = i;
	return true;
}

bool lexicon_at(const struct lexicon *lex, lexicon_set classes, const struct runes *r, size_t at, size_t to,
        struct match *m_r)
{
	if (at >= to)
		return false;
	for (const struct entry *e = lex->buckets[bucket_of(r->cp[at])]; e; e = e->next) {
		size_t end;
		if (!(classes & LEX(e->class)) || !fits(e, r, at, to, &end))
			continue;
		/* a Latin word is a whole word: "tel" is not in "hotel" */
		if (rune_is_letter(e->cp[0]) && at > 0 && rune_is_letter(r->cp[at - 1]))
			continue;
		if (rune_is_letter(e->cp[e->n - 1]) && end < r->n && rune_is_letter(r->cp[end]))
			continue;
		*m_r = (struct match){
		        .class = e->class, .ref = e->ref, .end = end, .runes = e->n, .word = e->word};
		return true;
	}
	return false;
}

bool lexicon_find(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s,
        size_t *at_r, struct match *m_r)
{
	for (size_t i = s.from; i < s.to; i++)
		if (lexicon_at(lex, classes, r, i, s.to, m_r)) {
			*at_r = i;
			return true;
		}
	return false;
}

bool lexicon_is(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s,
        struct match *m_r)
{
	s = runes_trim(r, s);
	return s.from < s.to && lexicon_at(lex, classes, r, s.from, s.to, m_r) && m_r->end == s.to;
}

size_t lexicon_count(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s)
{
	enum { MOST = 32 };
	const char *seen[MOST];
	size_t n = 0;
	struct match m;
	for (size_t at; n < MOST && lexicon_find(lex, classes, r, s, &at, &m); s.from = m.end) {
		size_t i = 0;
		while (i < n && seen[i] != m.word)
			i++;
		if (i == n)
			seen[n++] = m.word;
	}
	return n;
}

size_t lexicon_rest(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s)
{
	size_t rest = 0;
	struct match m;
	for (size_t i = s.from; i < s.to;) {
		if (lexicon_at(lex, classes, r, i, s.to, &m)) {
			i = m.end;
			continue;
		}
		rest += rune_is_han(r->cp[i]) || rune_is_letter(r->cp[i]);
		i++;
	}
	return rest;
}
