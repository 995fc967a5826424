/* What staff take away: the register as a workbook or a table. */
#include "daemon/ctl/ctl.h"
#include "daemon/ctl/report.h"
#include "daemon/export/table.h"

#include <stdio.h>
#include <string.h>

static enum outcome to_file(struct ctl *ctl, const struct report *r, table_writer *write, struct reason *why)
{
	FILE *out = ctl->to ? fopen(ctl->to, "we") : stdout;
	if (!out)
		return fail_errno(why, REFUSED, "cannot make %s", ctl->to);
	write(&r->works, out);
	bool failed = fflush(out) != 0 || ferror(out);
	if (ctl->to)
		failed |= fclose(out) != 0;
	return failed ? fail_errno(why, LATER, "cannot write the table") : DONE;
}

static enum outcome export_register(struct ctl *ctl, struct reason *why)
{
	struct report r;
	int64_t now = 0;
	bool csv = strcmp(ctl->format, "csv") == 0, json = strcmp(ctl->format, "json") == 0;
	if (!csv && !json && strcmp(ctl->format, "xlsx") != 0)
		return fail(why, REFUSED, "--format is \"%s\", must be xlsx, csv or json", ctl->format);
	if (!csv && !json && !ctl->to)
		return fail(why, REFUSED, "a workbook wants --to FILE");
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = ctl_moment(ctl, &now, why);
	if (o != DONE)
		return o;
	o = report_load(ctl, now, &r, why);
	if (o == DONE && !csv && !json)
		o = report_make_workbook(ctl, &r, ctl->to, why);
	else if (o == DONE)
		o = to_file(ctl, &r, csv ? table_write_csv : table_write_json, why);
	report_close(&r);
	return o;
}

enum outcome ctl_export(struct ctl *ctl, struct reason *why)
{
	if (strcmp(ctl->operands[0], "register") != 0)
		return fail(why, REFUSED, "no \"%s\" can be exported; register can", ctl->operands[0]);
	if (!ctl->format)
		return fail(why, REFUSED, "say --format xlsx, csv or json");
	return export_register(ctl, why);
}
