/* Any bytes as a campaign beside the shipped vocabulary, and as a vocabulary beside the shipped campaign: every refusal names at
 * least one error. */
#include "schema/campaign.h"
#include "schema/limits.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_both(struct campaign_files files)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct yaml_errors errors = {.arena = a};
	const struct campaign *campaign;
	enum outcome o = campaign_read(&files, a, &errors, &campaign);
	if (o == REFUSED ? errors.lines.n == 0 : o != DONE || errors.lines.n > 0)
		abort();
	arena_close(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *kept;
	static struct campaign_files shipped;
	const struct campaign_file any = {"fuzz.yaml", (const char *)data, size};
	struct reason why;
	if (!kept) {
		kept = arena_new(LIMIT_ARENA_BYTES);
		if (campaign_load(VOCABULARY_FILE, CAMPAIGN_FILE, kept, &shipped, &why) != DONE)
			abort();
	}
	read_both((struct campaign_files){shipped.vocabulary, any});
	read_both((struct campaign_files){any, shipped.campaign});
	return 0;
}
