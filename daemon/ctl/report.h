/* All that digest, workbook and exports are made of, read once: so that their numbers are the same. */
#ifndef CTL_REPORT_H
#define CTL_REPORT_H

#include "daemon/ctl/ctl.h"
#include "daemon/export/workbook.h"
#include "daemon/keep/reply/render.h"

struct report {
	struct register_data works;
	struct digest_data digest;
	struct questions questions;
	struct render *templates;
};

/* Reads the database that ctl_open opened, in one transaction. All but the templates lives in ctl's arena; close it by
 * report_close, after a failure too. */
MUST_USE enum outcome report_load(struct ctl *ctl, int64_t now, struct report *r, struct reason *why);
void report_close(struct report *r);

/* The workbook of it at `path`. */
MUST_USE enum outcome report_make_workbook(
        const struct ctl *ctl, const struct report *r, const char *path, struct reason *why);

#endif
