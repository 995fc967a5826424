/* What staff take away: the register as a workbook or a table, and files. */
#include "daemon/ctl/ctl.h"
#include "daemon/ctl/report.h"
#include "daemon/export/set.h"
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

static enum outcome find_project(
        const struct campaign *c, const char *id, size_t *project_r, struct reason *why)
{
	for (*project_r = 0; *project_r < c->sub_projects.n; ++*project_r)
		if (strcmp(c->sub_projects.v[*project_r].id, id) == 0)
			return DONE;
	return fail(why, REFUSED, "the campaign has no sub-project \"%s\"", id);
}

static enum outcome export_files(struct ctl *ctl, struct reason *why)
{
	struct register_data works;
	struct set_result r = {0};
	struct set_job job = {
	        .works = &works, .folders = &ctl->folders, .to = ctl->to, .anonymous = ctl->anonymous};
	if (!ctl->to || (ctl->pattern && ctl->anonymous))
		return fail(
		        why, REFUSED, "say --to FOLDER or FILE.zip, and --pattern or --anonymous, not both");
	enum outcome o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = find_project(ctl->campaign, ctl->operands[1], &job.project, why);
	if (o == DONE)
		o = register_load(ctl->sql, ctl->campaign, ctl->arena, &works, why);
	if (o != DONE)
		return o;
	job.pattern = ctl->pattern ? ctl->pattern : ctl->campaign->file_pattern;
	o = set_export(&job, ctl->arena, &r, why);
	if (o == DONE)
		printf("%zu files of %zu works in %s\n", r.files, r.works, ctl->to);
	if (o == DONE && ctl->anonymous)
		printf("%zu files are left to people: %s.for-people.csv\nwhose is which: %s.mapping.csv\n",
		        r.for_people, ctl->to, ctl->to);
	return o;
}

enum outcome ctl_export(struct ctl *ctl, struct reason *why)
{
	bool files = strcmp(ctl->operands[0], "files") == 0;
	if (files && ctl->n_operands == 2)
		return export_files(ctl, why);
	if (files || strcmp(ctl->operands[0], "register") != 0 || ctl->n_operands != 1)
		return fail(why, REFUSED, "export register, or export files SUB-PROJECT");
	if (!ctl->format)
		return fail(why, REFUSED, "say --format xlsx, csv or json");
	return export_register(ctl, why);
}
