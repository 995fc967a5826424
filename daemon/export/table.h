/* The register as a plain table, for other programs. */
#ifndef EXPORT_TABLE_H
#define EXPORT_TABLE_H

#include "daemon/keep/view/register.h"

#include <stdio.h>

/* Errors show at ferror(out). */
typedef void table_writer(const struct register_data *r, FILE *out);

/* RFC 4180 with the mark by which Excel knows UTF-8. A value that a spreadsheet would take for a formula gets an
 * apostrophe before it. */
table_writer table_write_csv;
/* One array of objects, one a work, with its files; keys are those of `xuanwangctl show --json`. */
table_writer table_write_json;

#endif
