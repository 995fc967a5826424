#include "schema/vocabulary.h"

#include "base/buf.h"
#include "schema/limits.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A map of words in each place that may hold it. */
struct places {
	const struct yaml_node *shipped, *own, *added, *removed;
};

/* One list of words in each of them; a node is NULL where it does not stand. */
struct list {
	struct places at;
	struct words shipped, own, added, removed;
};

struct reader {
	struct campaign *c;
	struct arena *a;
	LIST(const struct yaml_node *) same; /* lists of the campaign's file that say nothing new */
};

/* The lists of words that stand at the root. */
static const struct {
	const char *key;
	size_t offset;
} root_lists[] = {
        {"unit_endings", offsetof(struct campaign, shapes.unit_endings)},
        {"unit_sure_endings", offsetof(struct campaign, shapes.unit_sure_endings)},
        {"unit_parts", offsetof(struct campaign, shapes.unit_parts)},
        {"unit_kinds", offsetof(struct campaign, shapes.unit_kinds)},
        {"unit_breaks", offsetof(struct campaign, shapes.unit_breaks)},
        {"unit_leads", offsetof(struct campaign, shapes.unit_leads)},
        {"unit_follows", offsetof(struct campaign, shapes.unit_follows)},
        {"compound_surnames", offsetof(struct campaign, shapes.compound_surnames)},
        {"rare_surnames", offsetof(struct campaign, shapes.rare_surnames)},
        {"person_leads", offsetof(struct campaign, shapes.person_leads)},
        {"person_sure_leads", offsetof(struct campaign, shapes.person_sure_leads)},
        {"person_follows", offsetof(struct campaign, shapes.person_follows)},
        {"person_makes", offsetof(struct campaign, shapes.person_makes)},
        {"person_between", offsetof(struct campaign, shapes.person_between)},
        {"person_ends", offsetof(struct campaign, shapes.person_ends)},
        {"common_words", offsetof(struct campaign, shapes.common_words)},
        {"courtesies", offsetof(struct campaign, shapes.courtesies)},
        {"not_names", offsetof(struct campaign, shapes.not_names)},
        {"departments", offsetof(struct campaign, shapes.departments)},
        {"posts", offsetof(struct campaign, shapes.posts)},
        {"groups", offsetof(struct campaign, shapes.groups)},
        {"dittos", offsetof(struct campaign, shapes.dittos)},
        {"title_leads", offsetof(struct campaign, shapes.title_leads)},
        {"title_names", offsetof(struct campaign, shapes.title_names)},
        {"title_ends", offsetof(struct campaign, shapes.title_ends)},
        {"title_follows", offsetof(struct campaign, shapes.title_follows)},
        {"title_asides", offsetof(struct campaign, shapes.title_asides)},
        {"paper_words", offsetof(struct campaign, shapes.paper_words)},
        {"connectors", offsetof(struct campaign, shapes.connectors)},
        {"value_tails", offsetof(struct campaign, shapes.value_tails)},
        {"call_words", offsetof(struct campaign, shapes.call_words)},
        {"for_all", offsetof(struct campaign, shapes.for_all)},
        {"for_all_leads", offsetof(struct campaign, shapes.for_all_leads)},
        {"further", offsetof(struct campaign, shapes.further)},
        {"extension_words", offsetof(struct campaign, shapes.extension_words)},
        {"roles", offsetof(struct campaign, shapes.roles)},
        {"messengers", offsetof(struct campaign, shapes.messengers)},
        {"generic_names", offsetof(struct campaign, shapes.generic_names)},
        {"form_words", offsetof(struct campaign, shapes.form_words)},
        {"material_words", offsetof(struct campaign, shapes.material_words)},
        {"caption_words", offsetof(struct campaign, shapes.caption_words)},
        {"stamp_words", offsetof(struct campaign, shapes.stamp_words)},
        {"example_words", offsetof(struct campaign, shapes.example_words)},
        {"fillers", offsetof(struct campaign, shapes.fillers)},
        {"quote_marks", offsetof(struct campaign, phrases.quote_marks)},
        {"quote_heads", offsetof(struct campaign, phrases.quote_heads)},
        {"quote_ends", offsetof(struct campaign, phrases.quote_ends)},
        {"own_phrases", offsetof(struct campaign, phrases.own_phrases)},
        {"submission_words", offsetof(struct campaign, phrases.submission_words)},
        {"question_words", offsetof(struct campaign, phrases.question_words)},
        {"condition_words", offsetof(struct campaign, phrases.condition_words)},
        {"withdraw_words", offsetof(struct campaign, phrases.withdraw_words)},
        {"command_query", offsetof(struct campaign, phrases.command_query)},
        {"command_withdraw", offsetof(struct campaign, phrases.command_withdraw)},
        {"command_fillers", offsetof(struct campaign, phrases.command_fillers)},
        {"announced_words", offsetof(struct campaign, phrases.announced_words)},
        {"handed_in_words", offsetof(struct campaign, phrases.handed_in_words)},
        {"handed_in_places", offsetof(struct campaign, phrases.handed_in_places)},
        {"enclosed_words", offsetof(struct campaign, phrases.enclosed_words)},
        {"enclosed_denials", offsetof(struct campaign, phrases.enclosed_denials)},
        {"newer_words", offsetof(struct campaign, phrases.newer_words)},
        {"supplement_words", offsetof(struct campaign, phrases.supplement_words)},
        {"version_words", offsetof(struct campaign, phrases.version_words)},
        {"responder_subjects", offsetof(struct campaign, phrases.responder_subjects)},
        {"bounce_subjects", offsetof(struct campaign, phrases.bounce_subjects)},
        {"bounce_permanent", offsetof(struct campaign, phrases.bounce_permanent)},
        {"bounce_passing", offsetof(struct campaign, phrases.bounce_passing)},
        {"receipt_subjects", offsetof(struct campaign, phrases.receipt_subjects)},
        {"system_subjects", offsetof(struct campaign, phrases.system_subjects)},
        {"system_phrases", offsetof(struct campaign, phrases.system_phrases)},
        {"spam_words", offsetof(struct campaign, phrases.spam_words)},
        {"spam_sure_words", offsetof(struct campaign, phrases.spam_sure_words)},
};

/* The lists of labels: below one field's map, or below `labels` itself. */
static const struct {
	bool of_field;
	const char *key;
	struct vocabulary_word like;
} label_lists[] = {
        {true, "plain", {NULL, LABEL_UNIT, WORD_PLAIN, LABEL_COUNT}},
        {true, "submitting", {NULL, LABEL_UNIT, WORD_SUBMITTING, LABEL_COUNT}},
        {true, "second", {NULL, LABEL_UNIT, WORD_SECOND, LABEL_COUNT}},
        {true, "plain", {NULL, LABEL_NAME, WORD_PLAIN, LABEL_COUNT}},
        {true, "contact_person", {NULL, LABEL_NAME, WORD_CONTACT_PERSON, LABEL_COUNT}},
        {true, "second", {NULL, LABEL_NAME, WORD_SECOND, LABEL_COUNT}},
        {true, "plain", {NULL, LABEL_CONTACT, WORD_PLAIN, LABEL_COUNT}},
        {true, "second", {NULL, LABEL_CONTACT, WORD_SECOND, LABEL_COUNT}},
        {true, "plain", {NULL, LABEL_TITLE, WORD_PLAIN, LABEL_COUNT}},
        {true, "second", {NULL, LABEL_TITLE, WORD_SECOND, LABEL_COUNT}},
        {false, "name_and_contact", {NULL, LABEL_NAME, WORD_CONTACT_PERSON, LABEL_CONTACT}},
        {false, "sub_project", {NULL, LABEL_UNIT, WORD_SUB_PROJECT, LABEL_COUNT}},
        {false, "foreign", {NULL, LABEL_UNIT, WORD_FOREIGN, LABEL_COUNT}},
};
enum { LABEL_LISTS = sizeof label_lists / sizeof *label_lists };

/* --- places and lists --- */

static struct places enter(const struct places *p, const char *key, bool required)
{
	return (struct places){
	        .shipped = yaml_map(p->shipped, key, required),
	        .own = yaml_map(p->own, key, false),
	        .added = yaml_map(p->added, key, false),
	        .removed = yaml_map(p->removed, key, false),
	};
}

static void finish(const struct places *p)
{
	yaml_finish_map(p->shipped);
	yaml_finish_map(p->own);
	yaml_finish_map(p->added);
	yaml_finish_map(p->removed);
}

static struct list list_in(const struct places *p, const char *key, bool required)
{
	struct list l;
	l.at.shipped = yaml_get_words(p->shipped, key, required, &l.shipped.v, &l.shipped.n);
	l.at.own = yaml_get_words(p->own, key, false, &l.own.v, &l.own.n);
	l.at.added = yaml_get_words(p->added, key, false, &l.added.v, &l.added.n);
	l.at.removed = yaml_get_words(p->removed, key, false, &l.removed.v, &l.removed.n);
	return l;
}

static size_t find(const struct words *words, const char *word)
{
	size_t i = 0;
	while (i < words->n && strcmp(words->v[i], word) != 0)
		i++;
	return i;
}

static bool has(const struct words *words, const char *word)
{
	return find(words, word) < words->n;
}

/* What holds in the end. */
static struct words merge(const struct list *l, struct arena *a)
{
	const struct words *base = l->at.own ? &l->own : &l->shipped;
	struct words all = {arena_alloc(a, (base->n + l->added.n + 1) * sizeof *all.v), 0};
	for (size_t i = 0; i < base->n; i++)
		if (l->at.own || !has(&l->removed, base->v[i]))
			all.v[all.n++] = base->v[i];
	for (size_t i = 0; i < l->added.n; i++)
		if (!has(&all, l->added.v[i]))
			all.v[all.n++] = l->added.v[i];
	return all;
}

/* --- notes --- */

/* ", without 3 of them (甲, 乙, 丙)": those words that others lack, with how they are called; "" where there are none. */
static const char *tell_beyond(struct reader *r, const struct words *words, const struct words *others,
        const char *before, const char *behind)
{
	enum { SHOWN = 30 };
	size_t n = 0;
	const char *shown = "";
	for (size_t i = 0; i < words->n; i++)
		if (!has(others, words->v[i]) && ++n <= SHOWN)
			shown = arena_printf(r->a, "%s%s%s", shown, n > 1 ? ", " : "", words->v[i]);
	return n ? arena_printf(r->a, ", %s %zu %s (%s%s)", before, n, behind, shown, n > SHOWN ? " …" : "")
	         : "";
}

static void note_own(struct reader *r, const struct list *l)
{
	const char *lacks = tell_beyond(r, &l->shipped, &l->own, "without", "of them");
	const char *brings = tell_beyond(r, &l->own, &l->shipped, "with", "of its own");
	if (!*lacks && !*brings)
		*list_add(r->a, &r->same) = l->at.own;
	else if (l->at.shipped)
		yaml_note(l->at.own,
		        "stands in place of the shipped words%s%s: %sdelete this list to have all shipped "
		        "words, also those of later packages%s",
		        lacks, brings, *brings ? "write its own under add_words and " : "",
		        *lacks ? "; remove_words names what you do not want" : "");
	if (l->at.removed)
		yaml_note(l->at.removed,
		        "takes nothing out: this file's own list stands in place of the shipped one");
}

static int by_line(const void *a, const void *b)
{
	size_t x = yaml_line(*(const struct yaml_node *const *)a),
	       y = yaml_line(*(const struct yaml_node *const *)b);
	return (x > y) - (x < y);
}

/* One note about all lists that say nothing new. A file of the time when there was no vocabulary has nearly all. */
static void note_same(struct reader *r)
{
	const char *paths = "";
	if (!r->same.n)
		return;
	qsort(r->same.v, r->same.n, sizeof *r->same.v, by_line);
	for (size_t i = 1; i < r->same.n; i++)
		paths = arena_printf(r->a, "%s%s%s", paths, i > 1 ? ", " : "", yaml_path(r->same.v[i]));
	if (*paths)
		paths = arena_printf(r->a, "; and so do %s", paths);
	yaml_note(r->same.v[0],
	        "says what the vocabulary says, and may be deleted, so that the words of later packages come "
	        "too%s",
	        paths);
}

/* What the campaign says of a list and need not say. */
static void note(struct reader *r, const struct list *l)
{
	if (l->at.own) {
		note_own(r, l);
		return;
	}
	for (size_t i = 0; i < l->added.n; i++)
		if (has(&l->shipped, l->added.v[i]))
			yaml_note(yaml_at(l->at.added, i),
			        "\"%s\" is among the shipped words: it need not stand here", l->added.v[i]);
	for (size_t i = 0; i < l->removed.n; i++)
		if (!has(&l->shipped, l->removed.v[i]))
			yaml_note(yaml_at(l->at.removed, i),
			        "\"%s\" is not among the shipped words: nothing is taken out",
			        l->removed.v[i]);
}

static struct words read_list(struct reader *r, const struct places *p, const char *key, bool required)
{
	struct list l = list_in(p, key, required);
	note(r, &l);
	return merge(&l, r->a);
}

/* --- labels --- */

/* Where the campaign itself gives this label under that key; NULL: nowhere. */
static const struct yaml_node *given(const struct list *l, const char *word)
{
	size_t own = find(&l->own, word), added = find(&l->added, word);
	return own < l->own.n       ? yaml_at(l->at.own, own)
	       : added < l->added.n ? yaml_at(l->at.added, added)
	                            : NULL;
}

static const struct yaml_node *given_elsewhere(
        const struct list lists[LABEL_LISTS], size_t i, const char *word)
{
	const struct yaml_node *at = NULL;
	for (size_t k = 0; k < LABEL_LISTS && !at; k++)
		at = k == i ? NULL : given(&lists[k], word);
	return at;
}

static void check_meaning(const struct yaml_node *at, const char *word, bool elsewhere)
{
	if (elsewhere)
		yaml_error(
		        at, "\"%s\" stands under another key of labels too; one word has one meaning", word);
}

/* Within one file one word has one meaning. */
static void check_meanings(const struct list lists[LABEL_LISTS])
{
	for (size_t i = 0; i < LABEL_LISTS; i++) {
		const struct list *l = &lists[i];
		for (size_t w = 0; w < l->shipped.n; w++) {
			bool elsewhere = false;
			for (size_t k = 0; k < i; k++)
				elsewhere = elsewhere || has(&lists[k].shipped, l->shipped.v[w]);
			check_meaning(yaml_at(l->at.shipped, w), l->shipped.v[w], elsewhere);
		}
		for (size_t w = 0; w < l->own.n; w++)
			check_meaning(
			        yaml_at(l->at.own, w), l->own.v[w], given_elsewhere(lists, i, l->own.v[w]));
		for (size_t w = 0; w < l->added.n; w++)
			check_meaning(yaml_at(l->at.added, w), l->added.v[w],
			        given_elsewhere(lists, i, l->added.v[w]));
	}
}

/* What the campaign means by a word goes before what a package, perhaps a later one, does. */
static void add_label(struct reader *r, const struct list lists[LABEL_LISTS], size_t i, const char *word)
{
	const struct yaml_node *elsewhere = given(&lists[i], word) ? NULL : given_elsewhere(lists, i, word);
	if (elsewhere) {
		yaml_note(elsewhere,
		        "\"%s\" is one of the shipped words of %s; it means this here, and no longer that",
		        word, yaml_path(lists[i].at.shipped));
		return;
	}
	struct vocabulary_word *new = list_add(r->a, &r->c->words);
	*new = label_lists[i].like;
	new->text = word;
}

static void read_labels(struct reader *r, const struct places *root)
{
	static const char *const fields[LABEL_COUNT] = {"unit", "name", "contact", "title"};
	struct places labels = enter(root, "labels", true), maps[LABEL_COUNT];
	struct list lists[LABEL_LISTS];
	for (size_t k = 0; k < LABEL_COUNT; k++)
		maps[k] = enter(&labels, fields[k], true);
	for (size_t i = 0; i < LABEL_LISTS; i++) {
		const struct places *p = label_lists[i].of_field ? &maps[label_lists[i].like.label] : &labels;
		lists[i] = list_in(p, label_lists[i].key, false);
		note(r, &lists[i]);
	}
	check_meanings(lists);
	for (size_t i = 0; i < LABEL_LISTS; i++) {
		struct words words = merge(&lists[i], r->a);
		for (size_t w = 0; w < words.n; w++)
			add_label(r, lists, i, words.v[w]);
	}
	for (size_t k = 0; k < LABEL_COUNT; k++)
		finish(&maps[k]);
	finish(&labels);
}

/* --- the rest --- */

static void read_statistics(struct reader *r, const struct places *root)
{
	static const char *const columns[] = {"activity", "date", "participants", "unit", "unions",
	        "propagandists", "enterprises", "reach", "sessions", "ignore"};
	struct campaign *c = r->c;
	struct places map = enter(root, "statistics", true), headers = enter(&map, "columns", true);
	c->statistics_titles = read_list(r, &map, "titles", true);
	c->statistics_totals = read_list(r, &map, "totals", true);
	c->statistics_periods = read_list(r, &map, "periods", false);
	c->statistics_cumulative = read_list(r, &map, "cumulative", false);
	c->statistics_planned = read_list(r, &map, "planned", false);
	c->statistics_people = read_list(r, &map, "people", true);
	c->statistics_other_counts = read_list(r, &map, "other_counts", false);
	c->statistics_together = read_list(r, &map, "together", false);
	c->statistics_asides = read_list(r, &map, "asides", false);
	c->statistics_remarks = read_list(r, &map, "remarks", false);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		*list_add(r->a, &c->columns) =
		        (struct statistics_column){columns[i], read_list(r, &headers, columns[i], i < 3)};
	finish(&headers);
	finish(&map);
}

static void read_reports(struct reader *r, const struct places *root)
{
	struct places map = enter(root, "reports", true);
	r->c->report_subjects = read_list(r, &map, "subjects", false);
	r->c->report_verbs = read_list(r, &map, "verbs", true);
	r->c->report_people = read_list(r, &map, "people", true);
	r->c->report_sources = read_list(r, &map, "sources", false);
	finish(&map);
}

static void read_placeholders(struct reader *r, const struct places *root)
{
	struct places map = enter(root, "placeholders", false);
	r->c->placeholders = read_list(r, &map, "whole", false);
	r->c->hints = read_list(r, &map, "containing", false);
	finish(&map);
}

static const struct yaml_node *take_characters(
        struct reader *r, const struct yaml_node *map, const char *key, struct words *words_r)
{
	const struct yaml_node *n = yaml_scalar(map, key, false);
	const char *text = yaml_text(n);
	*words_r = (struct words){arena_alloc(r->a, (strlen(text) + 1) * sizeof *words_r->v), 0};
	for (size_t len; *text; text += len) {
		len = 1;
		while (((unsigned char)text[len] & 0xc0) == 0x80)
			len++;
		words_r->v[words_r->n++] = arena_strndup(r->a, text, len);
	}
	return n;
}

/* The one list that is written as a string: a family name is one character. */
static const char *read_surnames(struct reader *r, const struct places *root)
{
	static const char key[] = "surnames";
	struct list l;
	struct buf all = BUF_INIT(LIMIT_YAML_BYTES);
	l.at.shipped = take_characters(r, root->shipped, key, &l.shipped);
	l.at.own = take_characters(r, root->own, key, &l.own);
	l.at.added = take_characters(r, root->added, key, &l.added);
	l.at.removed = take_characters(r, root->removed, key, &l.removed);
	if (l.at.own)
		note_own(r, &l);
	struct words words = merge(&l, r->a);
	for (size_t i = 0; i < words.n; i++)
		buf_puts(&all, words.v[i]);
	const char *surnames = arena_strdup(r->a, buf_str(&all));
	buf_free(&all);
	return surnames;
}

void vocabulary_read(
        const struct yaml_node *shipped, const struct yaml_node *own, struct campaign *c, struct arena *a)
{
	struct reader r = {.c = c, .a = a};
	struct places root = {
	        shipped, own, yaml_map(own, "add_words", false), yaml_map(own, "remove_words", false)};
	for (size_t i = 0; i < sizeof root_lists / sizeof *root_lists; i++)
		*(struct words *)(void *)((char *)c + root_lists[i].offset) =
		        read_list(&r, &root, root_lists[i].key, false);
	c->shapes.surnames = read_surnames(&r, &root);
	read_placeholders(&r, &root);
	read_labels(&r, &root);
	read_statistics(&r, &root);
	read_reports(&r, &root);
	yaml_finish_map(root.shipped);
	yaml_finish_map(root.added);
	yaml_finish_map(root.removed);
	note_same(&r);
}
