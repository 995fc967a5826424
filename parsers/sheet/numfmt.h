/* Numbers of spreadsheets as a person sees them: dates by the cell's number format, percentages, and else the
 * plain number, every digit of it, without exponent. */
#ifndef PARSERS_NUMFMT_H
#define PARSERS_NUMFMT_H

#include "base/buf.h"

enum number_kind { NUMBER_PLAIN, NUMBER_PADDED, NUMBER_PERCENT, NUMBER_DATE };

/* A number format, looked at once for all cells that have it. */
struct number_format {
	enum number_kind kind;
	unsigned digits;  /* padded: with zeros to so many; percent: behind the point */
	const char *code; /* of a date */
};

/* `code` must outlive the result. */
struct number_format numfmt_by_code(const char *code);
/* The formats that every workbook has, as Chinese programs show them. */
struct number_format numfmt_builtin(unsigned id);

/* Appends `raw`, a number in XML's notation; what is none is appended as it is. `epoch_1904`: day 0 is
 * 1904-01-01. */
void numfmt_put(const struct number_format *f, const char *raw, bool epoch_1904, struct buf *out);

/* A date and time of day by a format's code, e.g. yyyy"年"m"月"d"日". */
void numfmt_put_date(const char *code, double serial, bool epoch_1904, struct buf *out);

/* "2022-08-03T09:30:00" with a time of day only where it has one. */
void numfmt_put_iso_date(const char *value, struct buf *out);

/* Without exponent where it needs none, 15 digits at most. */
void numfmt_put_plain(double value, struct buf *out);

#endif
