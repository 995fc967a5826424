/* What most of keep's doings want: of one service, for as long as it runs. */
#ifndef KEEP_TOOLS_H
#define KEEP_TOOLS_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/reply/render.h"
#include "daemon/keep/store/sql.h"
#include "schema/config.h"

struct tools {
	const struct config *config;
	const struct campaign *campaign;
	const struct folders *folders;
	struct sql *sql;
	const struct render *render;
};

#endif
