/* Any bytes as a campaign, configuration included: every refusal names at least one error. */
#include "schema/campaign.h"
#include "schema/limits.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct yaml_errors errors = {.arena = a};
	const struct campaign *campaign;
	enum outcome o = campaign_read("fuzz.yaml", (const char *)data, size, a, &errors, &campaign);
	if (o == REFUSED ? errors.lines.n == 0 : o != DONE || errors.lines.n > 0)
		abort();
	arena_close(&a);
	return 0;
}
