/* A campaign beside the shipped words: it need not name any, may add, take out and replace, and each fault is told of the file that
 * has it. */
#include "schema/campaign.h"
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* No word of the vocabulary stands here. */
static const char bare[] =
        "id: next\n"
        "name: 明年的活动\n"
        "year: 2030\n"
        "receipt_prefix: \"30\"\n"
        "time_zone: \"+08:00\"\n"
        "works_until: 2030-08-31\n"
        "statistics_until: 2030-08-30\n"
        "office_name: 总工会\n"
        "office_contact: 电话 12345678\n"
        "folders: {open: a, ended: b, statistics: c, reports: d, rest: e}\n"
        "targets: {}\n"
        "sub_projects:\n"
        "- {id: photo, name: 摄影, short_name: 摄影, folder: f, strong: [摄影], required: [title]}\n";

static struct arena *arena;
static struct yaml_errors errors;
static struct campaign_files files;

static int open_arena(void **state)
{
	(void)state;
	struct reason why;
	arena = arena_new(64u << 20);
	errors = (struct yaml_errors){.arena = arena};
	return campaign_load(SAMPLE_VOCABULARY, SAMPLE_CAMPAIGN, arena, &files, &why) == DONE ? 0 : -1;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static struct campaign_file file(const char *path, const char *text)
{
	return (struct campaign_file){path, text, strlen(text)};
}

/* The bare campaign and what more it says, beside the vocabulary that is in `files`. */
static const struct campaign *read_with(const char *more, enum outcome expected)
{
	const struct campaign *c = NULL;
	errors = (struct yaml_errors){.arena = arena};
	files.campaign = file("next.yaml", arena_printf(arena, "%s%s", bare, more));
	enum outcome o = campaign_read(&files, arena, &errors, &c);
	if (o != expected)
		fail_msg("%s", errors.lines.n ? errors.lines.v[0] : "no error");
	return c;
}

static bool has(const struct words *words, const char *word)
{
	for (size_t i = 0; i < words->n; i++)
		if (strcmp(words->v[i], word) == 0)
			return true;
	return false;
}

static const struct vocabulary_word *label(const struct campaign *c, const char *word)
{
	const struct vocabulary_word *found = NULL;
	for (size_t i = 0; i < c->words.n; i++)
		if (strcmp(c->words.v[i].text, word) == 0) {
			assert_null(found); /* one word, one meaning */
			found = &c->words.v[i];
		}
	return found;
}

static const struct words *headers(const struct campaign *c, const char *id)
{
	for (size_t i = 0; i < c->columns.n; i++)
		if (strcmp(c->columns.v[i].id, id) == 0)
			return &c->columns.v[i].headers;
	fail_msg("no column %s", id);
	return NULL;
}

static void check_note(size_t i, const char *begins, const char *holds)
{
	if (i >= errors.notes.n)
		fail_msg("no note %zu", i);
	if (strncmp(errors.notes.v[i], begins, strlen(begins)) != 0 || !strstr(errors.notes.v[i], holds))
		fail_msg("note %zu is \"%s\"", i, errors.notes.v[i]);
}

/* The words of every list, in their order, for a comparison. */
static const char *all_words(const struct campaign *c)
{
	struct buf b = BUF_INIT(4u << 20);
	const struct words *phrases = (const struct words *)&c->phrases;
	for (size_t i = 0; i < sizeof c->phrases / sizeof *phrases; i++)
		for (size_t w = 0; w < phrases[i].n; w++)
			buf_printf(&b, "%zu %s\n", i, phrases[i].v[w]);
	for (size_t i = 0; i < c->words.n; i++)
		buf_printf(&b, "%d %d %s\n", (int)c->words.v[i].label, (int)c->words.v[i].role,
		        c->words.v[i].text);
	for (size_t i = 0; i < c->columns.n; i++)
		for (size_t w = 0; w < c->columns.v[i].headers.n; w++)
			buf_printf(&b, "%s %s\n", c->columns.v[i].id, c->columns.v[i].headers.v[w]);
	const struct words *const lists[] = {&c->placeholders, &c->hints, &c->shapes.common_words,
	        &c->shapes.fillers, &c->shapes.unit_endings, &c->statistics_titles, &c->report_verbs};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t w = 0; w < lists[i]->n; w++)
			buf_printf(&b, "%zu %s\n", i, lists[i]->v[w]);
	buf_puts(&b, c->shapes.surnames);
	const char *all = arena_strdup(arena, buf_str(&b));
	buf_free(&b);
	return all;
}

static void a_campaign_needs_no_words(void **state)
{
	(void)state;
	const struct campaign *c = read_with("", DONE);
	assert_int_equal(label(c, "姓名")->label, LABEL_NAME);
	assert_int_equal(label(c, "联系电话")->label, LABEL_CONTACT);
	assert_int_equal(label(c, "指导老师")->role, WORD_FOREIGN);
	assert_true(has(&c->placeholders, "暂无"));
	assert_true(has(&c->shapes.unit_endings, "合作社"));
	assert_true(has(&c->phrases.spam_words, "发票"));
	assert_true(has(headers(c, "participants"), "参加人数"));
	assert_int_equal(headers(c, "unions")->n, 0);
	assert_int_equal(errors.notes.n, 0);
}

static void words_are_added(void **state)
{
	(void)state;
	size_t shipped = read_with("", DONE)->phrases.spam_words.n;
	const struct campaign *c = read_with("add_words:\n"
	                                     "  spam_words: [包年会员]\n"
	                                     "  surnames: 㐄\n"
	                                     "  labels: {name: {plain: [绘制者]}}\n"
	                                     "  statistics: {columns: {participants: [到会]}}\n"
	                                     "  placeholders: {whole: [过后再说]}\n",
	        DONE);
	assert_int_equal(c->phrases.spam_words.n, shipped + 1);
	assert_true(has(&c->phrases.spam_words, "包年会员"));
	assert_true(has(&c->phrases.spam_words, "发票"));
	assert_int_equal(label(c, "绘制者")->label, LABEL_NAME);
	assert_int_equal(label(c, "姓名")->label, LABEL_NAME);
	assert_non_null(strstr(c->shapes.surnames, "㐄"));
	assert_non_null(strstr(c->shapes.surnames, "赵"));
	assert_true(has(headers(c, "participants"), "到会"));
	assert_true(has(headers(c, "participants"), "参加人数"));
	assert_true(has(&c->placeholders, "过后再说"));
	assert_int_equal(errors.notes.n, 0);
}

static void words_are_taken_out(void **state)
{
	(void)state;
	const struct campaign *c = read_with("remove_words:\n"
	                                     "  spam_words: [大典, 没有这个词]\n"
	                                     "  surnames: 么\n"
	                                     "  labels: {name: {second: [摄影]}}\n",
	        DONE);
	assert_false(has(&c->phrases.spam_words, "大典"));
	assert_true(has(&c->phrases.spam_words, "发票"));
	assert_null(strstr(c->shapes.surnames, "么"));
	assert_non_null(strstr(c->shapes.surnames, "赵"));
	assert_null(label(c, "摄影"));
	assert_non_null(label(c, "导演"));
	assert_int_equal(errors.notes.n, 1);
	check_note(0, "next.yaml:15: remove_words.spam_words[2]: \"没有这个词\" is not among",
	        "nothing is taken out");
}

static void a_list_is_replaced(void **state)
{
	(void)state;
	const struct campaign *c = read_with("spam_words: [包年会员, 发票]\n"
	                                     "paper_words: []\n"
	                                     "labels: {title: {second: [标题]}}\n",
	        DONE);
	assert_int_equal(c->phrases.spam_words.n, 2);
	assert_int_equal(c->shapes.paper_words.n, 0);
	assert_non_null(label(c, "标题"));
	assert_null(label(c, "篇目"));
	assert_non_null(label(c, "作品名称")); /* the other lists of labels stay */
	assert_true(has(&c->phrases.system_phrases, "请勿直接回复"));
	assert_int_equal(errors.notes.n, 3);
	check_note(0, "next.yaml:14: spam_words: stands in place of the shipped words, without ",
	        "with 1 of its own (包年会员): write its own under add_words and delete this list to");
	check_note(1, "next.yaml:15: paper_words: stands in place of the shipped words, without ",
	        ": delete this list to have all");
	check_note(2, "next.yaml:16: labels.title.second: ", "篇目");
}

/* What the campaign means by a label goes before what a package means, also a later one. */
static void a_label_changes_its_meaning(void **state)
{
	(void)state;
	const struct campaign *c =
	        read_with("add_words: {labels: {foreign: [摄影], contact: {plain: [联系电话]}}}\n", DONE);
	assert_int_equal(label(c, "摄影")->role, WORD_FOREIGN);
	assert_int_equal(label(c, "联系电话")->label, LABEL_CONTACT);
	assert_int_equal(errors.notes.n, 2);
	check_note(0, "next.yaml:14: add_words.labels.contact.plain[1]: \"联系电话\" is among",
	        "need not stand here");
	check_note(1, "next.yaml:14: add_words.labels.foreign[1]: \"摄影\" is one of", "labels.name.second");

	read_with("add_words: {labels: {foreign: [甲], name: {plain: [甲]}}}\n", REFUSED);
	assert_non_null(strstr(errors.lines.v[0], "next.yaml:14: "));
	assert_non_null(strstr(errors.lines.v[0], "one word has one meaning"));
	read_with("labels: {foreign: [甲]}\nadd_words: {labels: {name: {plain: [甲]}}}\n", REFUSED);
	assert_non_null(strstr(errors.lines.v[0], "one word has one meaning"));
}

/* As before there was a vocabulary: the campaign's file holds every word. It goes on, whatever the shipped words are. */
static void an_old_whole_file_goes_on(void **state)
{
	(void)state;
	const char *shipped = all_words(read_with("", DONE));
	const char *vocabulary = files.vocabulary.text;
	assert_string_equal(all_words(read_with(vocabulary, DONE)), shipped);
	assert_int_equal(errors.notes.n, 1);
	check_note(0, "next.yaml:",
	        ": labels.unit.plain: says what the vocabulary says, and may be deleted, so that");
	assert_non_null(strstr(errors.notes.v[0], "; and so do labels.unit.submitting, labels.name.plain, "));
	assert_non_null(strstr(errors.notes.v[0], ", surnames, "));
	assert_non_null(strstr(errors.notes.v[0], ", reports.sources"));

	/* A later package has another word, and means something else by one: nothing of that reaches the old file. */
	char *later = arena_strdup(arena, vocabulary);
	memcpy(strstr(later, "spam_words: [代开"), "spam_words: [天书", strlen("spam_words: [天书"));
	char *person = strstr(later, "编剧, 摄影,"), *foreign = strstr(later, "foreign: [审核,");
	memcpy(person, "编剧, 录像", strlen("编剧, 录像"));
	memcpy(foreign, "foreign: [摄影", strlen("foreign: [摄影"));
	files.vocabulary = file("vocabulary.yaml", later);
	assert_string_equal(all_words(read_with(vocabulary, DONE)), shipped);
}

static void a_broken_vocabulary_is_named(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"labels: [x", "words.yaml:"},
	        {"", "words.yaml:1: the file is empty"},
	        {"labels: {}\n", "words.yaml:1: labels: the key \"unit\" is missing"},
	        {"spam_words: 代开\n", "words.yaml:1: spam_words: must be a list"},
	        {"spam_words: [代开, 代开]\n", "words.yaml:1: spam_words[2]: \"代开\" stands here twice"},
	        {"notice_phrases: [x]\n", "words.yaml:1: notice_phrases: is no known key here"},
	        {"add_words: {}\n", "words.yaml:1: add_words: is no known key here"},
	        {"labels: {unit: {plain: [单位]}, name: {plain: [单位]}}\n",
	                "words.yaml:1: labels.name.plain[1]: \"单位\" stands under another key"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool told = false;
		files.vocabulary = file("words.yaml", cases[i][0]);
		read_with("", REFUSED);
		for (size_t k = 0; k < errors.lines.n; k++)
			told = told || strncmp(errors.lines.v[k], cases[i][1], strlen(cases[i][1])) == 0;
		if (!told)
			fail_msg("case %zu: %s", i, errors.lines.v[0]);
	}
}

/* Those of the campaign first, each in its lines' order. */
static void faults_of_both_files_are_told(void **state)
{
	(void)state;
	files.vocabulary =
	        file("words.yaml", arena_printf(arena, "zz: 1\n%s\nzzz: 1\n", files.vocabulary.text));
	read_with("add_words: {labels: {nam: [x]}, spam_words: [\"\"]}\nremove_words: {sub_projects: "
	          "[]}\nzz: 1\n",
	        REFUSED);
	assert_int_equal(errors.lines.n, 6);
	static const char *const told[] = {"next.yaml:14: add_words.", "next.yaml:14: add_words.",
	        "next.yaml:15: remove_words.sub_projects: is no known key",
	        "next.yaml:16: zz: is no known key", "words.yaml:1: zz: is no known key", "words.yaml:"};
	for (size_t i = 0; i < errors.lines.n; i++)
		if (strncmp(errors.lines.v[i], told[i], strlen(told[i])) != 0)
			fail_msg("%zu: %s", i, errors.lines.v[i]);
}

static void a_vocabulary_that_is_not_there_is_named(void **state)
{
	(void)state;
	struct reason why;
	assert_int_equal(
	        campaign_load("/nonexistent/words.yaml", SAMPLE_CAMPAIGN, arena, &files, &why), REFUSED);
	assert_non_null(strstr(why.text, "/nonexistent/words.yaml"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
	const struct CMUnitTest tests[] = {
	        TEST(a_campaign_needs_no_words),
	        TEST(words_are_added),
	        TEST(words_are_taken_out),
	        TEST(a_list_is_replaced),
	        TEST(a_label_changes_its_meaning),
	        TEST(an_old_whole_file_goes_on),
	        TEST(a_broken_vocabulary_is_named),
	        TEST(faults_of_both_files_are_told),
	        TEST(a_vocabulary_that_is_not_there_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
