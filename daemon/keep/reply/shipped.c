#include "daemon/keep/reply/shipped.h"

#include <glob.h>
#include <string.h>
#include <unistd.h>

static const char *find(struct arena *a, const char *name, const char *installed)
{
	char program[4096];
	ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
	program[len > 0 ? len : 0] = '\0';
	char *slash = strrchr(program, '/');
	if (!slash)
		return installed;
	const char *beside = arena_printf(a, "%.*s/%s", (int)(slash - program), program, name);
	return access(beside, R_OK) == 0 ? beside : installed;
}

const char *shipped_templates(struct arena *a)
{
	return find(a, "templates", XW_DATA_DIR "/templates");
}

const char *shipped_vocabulary(struct arena *a)
{
	return find(a, "vocabulary.yaml", XW_DATA_DIR "/vocabulary.yaml");
}

const char *shipped_campaign(struct arena *a)
{
	return find(a, "campaigns/2022.yaml", XW_DATA_DIR "/campaigns/2022.yaml");
}

const char *shipped_campaigns(struct arena *a)
{
	const char *list = "";
	glob_t found = {0};
	glob(arena_printf(a, "%s/*.yaml", find(a, "campaigns", XW_DATA_DIR "/campaigns")), 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *name = strrchr(found.gl_pathv[i], '/') + 1;
		list = arena_printf(a, "%s%s%.*s", list, *list ? ", " : "", (int)strcspn(name, "."), name);
	}
	globfree(&found);
	return list;
}

const char *shipped_campaign_named(struct arena *a, const char *name)
{
	const char *file = arena_printf(a, "campaigns/%s.yaml", name);
	return find(a, file, arena_printf(a, "%s/%s", XW_DATA_DIR, file));
}
