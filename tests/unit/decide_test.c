/* Which value counts, what is missing, and whether an answer may go out. */
#include "daemon/keep/decide/decide.h"
#include "daemon/keep/decide/roster.h"
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static const struct campaign *campaign;

static int open_all(void **state)
{
	(void)state;
	arena = arena_new(256u << 20);
	campaign = sample_campaign(arena);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static void add(struct work_claims *w, enum label label, enum place place, uint32_t rank, enum fault fault,
        const char *value)
{
	*list_add(arena, &w->claims) = (struct claim){.label = label,
	        .place = place,
	        .rank = rank,
	        .fault = fault,
	        .part = NO_PART,
	        .value = value,
	        .source = value};
}

static void add_kind(struct work_claims *w, const char *id, uint32_t weight, const char *source)
{
	*list_add(arena, &w->kinds) = (struct kind_claim){
	        .sub_project = id, .place = PLACE_BODY, .weight = weight, .part = NO_PART, .source = source};
}

/* One photograph with all labels and its file, from a person. */
static struct claims *complete(void)
{
	struct claims *c = claims_new(arena);
	c->from_address = "sender@example.org";
	*list_add(arena, &c->parts) = (struct part){.name = "码头.jpg",
	        .declared = "",
	        .type = "image/jpeg",
	        .role = PART_FILE,
	        .readable = true,
	        .purpose = PURPOSE_MEDIA,
	        .parent = NO_PART};
	struct work_claims *w = list_add(arena, &c->works);
	add(w, LABEL_UNIT, PLACE_BODY, 0, FAULT_NONE, "新北街道总工会");
	add(w, LABEL_NAME, PLACE_BODY, 0, FAULT_NONE, "张伟\n李强");
	add(w, LABEL_CONTACT, PLACE_BODY, 0, FAULT_NONE, "13802012345");
	add(w, LABEL_TITLE, PLACE_BODY, 0, FAULT_NONE, "码头");
	add_kind(w, "photo", 50, "摄影");
	*list_add(arena, &w->files) = 0;
	return c;
}

static struct verdict *decide(const struct claims *c, const struct history *history, int64_t received)
{
	const struct history none = {.own_address = SAMPLE_OWN};
	struct verdict *v;
	decide_mail(c, campaign, history ? history : &none, received, arena, &v);
	return v;
}

static void test_complete(void **state)
{
	(void)state;
	struct verdict *v = decide(complete(), NULL, campaign->works_until - 1);
	assert_int_equal(v->reply, REPLY_ACKNOWLEDGE);
	assert_int_equal(v->state, STATE_FILED);
	assert_string_equal(v->to, "sender@example.org");
	assert_string_equal(v->works.v[0].sub_project->id, "photo");
	assert_string_equal(v->works.v[0].roster_unit->id, "jz-xinbei");
	assert_int_equal(v->works.v[0].labels[LABEL_NAME].values.n, 2);
	assert_false(v->works.v[0].late);
	assert_true(decide(complete(), NULL, campaign->works_until)->works.v[0].late);
}

static void test_places(void **state)
{
	(void)state;
	static const struct {
		enum place place;
		uint32_t rank;
		enum fault fault;
		bool wins; /* over rank 0 of the body */
	} cases[] = {{PLACE_FORM, 3, FAULT_NONE, true}, {PLACE_FILE_NAME, 0, FAULT_NONE, true},
	        {PLACE_SUBJECT, 0, FAULT_NONE, false}, {PLACE_SIGNATURE, 0, FAULT_NONE, false},
	        {PLACE_SENDER, 0, FAULT_NONE, false}, {PLACE_BODY, 1, FAULT_NONE, false},
	        {PLACE_FORM, 6, FAULT_NONE, false}, {PLACE_FORM, 0, FAULT_TOO_SHORT, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct claims *c = complete();
		add(&c->works.v[0], LABEL_CONTACT, cases[i].place, cases[i].rank, cases[i].fault,
		        "13900000000");
		struct verdict *v = decide(c, NULL, 0);
		assert_string_equal(v->works.v[0].labels[LABEL_CONTACT].values.v[0],
		        cases[i].wins ? "13900000000" : "13802012345");
		assert_int_equal(v->works.v[0].labels[LABEL_CONTACT].others.n, cases[i].fault == FAULT_NONE);
	}
	/* a contact person, wherever named, stands behind an author */
	struct claims *c = complete();
	add(&c->works.v[0], LABEL_NAME, PLACE_FORM, 4, FAULT_NONE, "联系人");
	assert_string_equal(decide(c, NULL, 0)->works.v[0].labels[LABEL_NAME].values.v[0], "张伟");
}

static void test_each_label_missing(void **state)
{
	(void)state;
	for (int k = 0; k < LABEL_COUNT; k++) {
		struct claims *c = complete();
		struct work_claims *w = &c->works.v[0];
		w->claims.v[k].fault = k == LABEL_CONTACT ? FAULT_TOO_SHORT : FAULT_EMPTY;
		struct verdict *v = decide(c, NULL, 0);
		assert_int_equal(v->works.v[0].lacks.bits, 1u << k);
		assert_int_equal(v->reply, REPLY_CORRECT);
		assert_int_equal(v->state, STATE_ASKED);
		assert_ptr_equal(v->works.v[0].labels[k].from, &w->claims.v[k]);
	}
}

static void test_sub_project_in_doubt(void **state)
{
	(void)state;
	struct claims *c = complete();
	add_kind(&c->works.v[0], "video", 55, "微视频");
	struct verdict *v = decide(c, NULL, 0);
	assert_null(v->works.v[0].sub_project);
	assert_int_equal(v->reply, REPLY_CORRECT);
	add_kind(&c->works.v[0], "video", 355, "微视频"); /* behind a label of its own */
	assert_string_equal(decide(c, NULL, 0)->works.v[0].sub_project->id, "video");
	c = complete();
	c->works.v[0].kinds.n = 0;
	add_kind(&c->works.v[0], "photo", 5, "jpg"); /* an extension alone tells nothing */
	assert_null(decide(c, NULL, 0)->works.v[0].sub_project);
}

static void add_document(struct claims *c, bool readable, enum purpose purpose)
{
	*list_add(arena, &c->parts) = (struct part){.name = "材料.docx",
	        .declared = "",
	        .type = "application/msword",
	        .role = PART_FILE,
	        .readable = readable,
	        .purpose = purpose,
	        .parent = NO_PART};
}

static void test_unread_documents(void **state)
{
	(void)state;
	struct claims *c = complete(); /* nobody's document: it may hold another work */
	add_document(c, false, PURPOSE_UNKNOWN);
	struct verdict *v = decide(c, NULL, 0);
	assert_int_equal(v->state, STATE_STAFF);
	assert_string_equal(v->to, "");
	assert_string_equal(v->cause, "unread");
	assert_int_equal(v->unclaimed.n, 1);

	*list_add(arena, &c->works.v[0].files) = 1; /* the work's own: all labels stand outside of it */
	assert_int_equal(decide(c, NULL, 0)->reply, REPLY_ACKNOWLEDGE);
	c->works.v[0].claims.v[LABEL_CONTACT].fault = FAULT_EMPTY; /* what is missing may stand in it */
	assert_int_equal(decide(c, NULL, 0)->reply, REPLY_STAFF);

	c = complete();
	c->incomplete = true;
	assert_int_equal(decide(c, NULL, 0)->state, STATE_STAFF);
}

/* A file whose text was read, but in which nothing was recognised, is as good as unread. */
static void test_documents_nobody_understood(void **state)
{
	(void)state;
	struct claims *c = complete();
	add_document(c, true, PURPOSE_UNKNOWN);
	assert_string_equal(decide(c, NULL, 0)->cause, "unread");
	c->parts.v[1].purpose = PURPOSE_WORK; /* a work's text, but of no work that was found */
	assert_string_equal(decide(c, NULL, 0)->cause, "loose-file");
	c->parts.v[1].purpose = PURPOSE_FORM;
	assert_int_equal(decide(c, NULL, 0)->reply, REPLY_ACKNOWLEDGE);
	c->works.v[0].claims.v[LABEL_CONTACT].fault =
	        FAULT_EMPTY; /* the form was read: it is missing there too */
	assert_int_equal(decide(c, NULL, 0)->reply, REPLY_CORRECT);
	c->parts.v[1].unread = UNREAD_PARTLY;
	assert_string_equal(decide(c, NULL, 0)->cause, "unread");

	c = complete(); /* an archive that would not open */
	add_document(c, false, PURPOSE_CONTAINER);
	assert_string_equal(decide(c, NULL, 0)->cause, "unread");
}

/* What answers our question is merged by a person unless it is whole by itself. */
static void test_an_answer_to_us(void **state)
{
	(void)state;
	struct history h = {.own_address = "office@example.org", .answers_us = true};
	struct claims *c = complete();
	assert_int_equal(decide(c, &h, 0)->reply, REPLY_ACKNOWLEDGE);
	c->works.v[0].claims.v[LABEL_NAME].fault = FAULT_EMPTY;
	struct verdict *v = decide(c, &h, 0);
	assert_int_equal(v->state, STATE_STAFF);
	assert_string_equal(v->cause, "reply");
	c->automatic = AUTOMATIC_RESPONDER;
	c->automatic_why = "test";
	assert_int_equal(decide(c, &h, 0)->state, STATE_IGNORED);
}

static void test_may_i_answer(void **state)
{
	(void)state;
	struct claims *c = complete();
	c->automatic = AUTOMATIC_BOUNCE;
	c->automatic_why = "test";
	struct verdict *v = decide(c, NULL, 0);
	assert_int_equal(v->state, STATE_IGNORED);
	assert_int_equal(v->reply, REPLY_NONE);
	assert_string_equal(v->to, "");

	v = decide(complete(),
	        &(struct history){.own_address = SAMPLE_OWN, .answers_today = 3, .answers_most = 3}, 0);
	assert_int_equal(v->state, STATE_FILED);
	assert_string_equal(v->to, "");
	assert_string_equal(v->held, "sender@example.org");
	assert_string_equal(v->cause, "");
	v = decide(complete(),
	        &(struct history){.own_address = SAMPLE_OWN, .answers_today = 2, .answers_most = 3}, 0);
	assert_string_equal(v->to, "sender@example.org");

	c = complete();
	c->reply_to = SAMPLE_OWN;
	assert_string_equal(decide(c, NULL, 0)->to, "");
	c = complete();
	c->from_address = "";
	assert_string_equal(decide(c, NULL, 0)->to, "");
	assert_string_equal(decide(c, NULL, 0)->cause, "no-address");
	assert_int_equal(decide(claims_new(arena), NULL, 0)->state, STATE_STAFF);
}

static void test_roster(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"大港街道总工会", "jz-dagang"},
	        {"大港油田公司第三采油厂工会", "zs-zsyou"}, {"天津泰达投资控股有限公司工会", "zs-tedakg"},
	        {"泰达街道总工会", "jz-taida"}, {"国网天津滨海供电公司工会", ""}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct unit *u = roster_find(campaign, cases[i][0]);
		assert_string_equal(u ? u->id : "", cases[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_complete),
	        cmocka_unit_test(test_places),
	        cmocka_unit_test(test_each_label_missing),
	        cmocka_unit_test(test_sub_project_in_doubt),
	        cmocka_unit_test(test_unread_documents),
	        cmocka_unit_test(test_documents_nobody_understood),
	        cmocka_unit_test(test_an_answer_to_us),
	        cmocka_unit_test(test_may_i_answer),
	        cmocka_unit_test(test_roster),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
