/* Any bytes as a campaign beside a small vocabulary, and as a vocabulary beside a small campaign that changes it: every refusal
 * names at least one error. */
#include "schema/campaign.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] =
        "labels: {unit: {plain: [单位]}, name: {second: [摄影]}, contact: {}, title: {}}\n"
        "statistics: {titles: [], totals: [], people: [],\n"
        "  columns: {activity: [], date: [], participants: [人数]}}\n"
        "reports: {verbs: [], people: []}\n"
        "surnames: 赵钱\n"
        "spam_words: [发票, 代开]\n";
static const char own[] =
        "{id: a, name: a, year: 2022, receipt_prefix: \"22\", time_zone: \"+08:00\",\n"
        "works_until: 2022-08-31, statistics_until: 2022-08-30, office_name: a, office_contact: a,\n"
        "folders: {open: a, ended: b, statistics: c, reports: d, rest: e}, targets: {},\n"
        "sub_projects: [{id: a, name: a, short_name: a, folder: a, strong: [a], required: [name]}],\n"
        "add_words: {labels: {foreign: [摄影, 单位]}, surnames: 孙, spam_words: [代开, 大典]},\n"
        "remove_words: {surnames: 钱, spam_words: [发票]}, dittos: [同上]}\n";

static enum outcome read_both(struct campaign_file vocabulary, struct campaign_file campaign)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct yaml_errors errors = {.arena = a};
	const struct campaign_files files = {vocabulary, campaign};
	const struct campaign *c;
	enum outcome o = campaign_read(&files, a, &errors, &c);
	if (o == REFUSED ? errors.lines.n == 0 : o != DONE || errors.lines.n > 0)
		abort();
	arena_close(&a);
	return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool good;
	const struct campaign_file any = {"fuzz.yaml", (const char *)data, size};
	const struct campaign_file vocabulary = {"vocabulary.yaml", words, strlen(words)};
	const struct campaign_file campaign = {"campaign.yaml", own, strlen(own)};
	if (!good && read_both(vocabulary, campaign) != DONE)
		abort();
	good = true;
	(void)read_both(vocabulary, any);
	(void)read_both(any, campaign);
	return 0;
}
