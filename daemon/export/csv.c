#include "daemon/export/csv.h"

#include <string.h>

static void put_cell(struct buf *out, const char *value)
{
	buf_putc(out, '"');
	if (*value && strchr("=+-@\t\r", *value))
		buf_putc(out, '\'');
	for (; *value; value++) {
		if (*value == '"')
			buf_putc(out, '"');
		buf_putc(out, *value);
	}
	buf_putc(out, '"');
}

void csv_put_line(struct buf *out, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put_cell(out, cells[i]);
		buf_puts(out, i + 1 < n ? "," : "\r\n");
	}
}
