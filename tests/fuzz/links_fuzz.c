/* Any bytes as a body with links: HTML where they begin with a tag, else text. What is claimed must cross the jail's
 * border. */
#include "parsers/text/charset.h"
#include "parsers/text/html.h"
#include "parsers/text/text.h"
#include "parsers/understand/understand.h"
#include "schema/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_cross(const struct claims *claims, struct arena *a)
{
	struct buf out = BUF_INIT(LIMIT_CLAIMS_BYTES);
	struct claims *again;
	struct reason why;
	claims_encode(claims, &out);
	if (out.overrun || claims_decode(buf_str(&out), out.len, a, &again, &why) != DONE)
		abort();
	buf_free(&out);
}

/* The shipped campaign: its words decide what a line is. */
static const struct understanding *prepare(void)
{
	struct campaign_files files;
	const struct campaign *campaign;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES); /* kept */
	struct yaml_errors errors = {.arena = a};
	struct reason why;
	html_preload();
	if (charset_preload(&why) != DONE ||
	        campaign_load(VOCABULARY_FILE, CAMPAIGN_FILE, a, &files, &why) != DONE ||
	        campaign_read(&files, a, &errors, &campaign) != DONE)
		abort();
	return understanding_new(campaign, "office@example.org", a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct understanding *understanding;
	struct reason why = {""};
	if (!understanding)
		understanding = prepare();
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct document d = {.claims = claims_new(a)};
	*list_add(a, &d.claims->parts) = (struct part){
	        .name = "", .declared = "", .type = "text/plain", .role = PART_BODY, .parent = NO_PART};
	d.claims->date = 1659319200;
	const struct content c = {
	        .bytes = (const char *)data, .len = size, .charset = "utf-8", .fd = -1, .size = size};
	struct text *text = list_add(a, &d.texts);
	if ((size > 0 && data[0] == '<' ? html_read : text_read)(&c, a, text, &why) != DONE)
		abort();
	understand_mail(understanding, &d, a);
	must_cross(d.claims, a);
	arena_close(&a);
	return 0;
}
