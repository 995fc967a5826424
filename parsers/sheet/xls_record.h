/* Excel's binary records (BIFF): one after the other, and values inside one that may go on in CONTINUE
 * records. */
#ifndef PARSERS_XLS_RECORD_H
#define PARSERS_XLS_RECORD_H

#include "parsers/office/ole.h"

struct xls_records {
	GsfInput *in;
	uint8_t *window; /* a stretch of the stream from `start` on */
	size_t have;
	gsf_off_t start, next; /* next: where the record after this one begins */
	uint32_t type;
	const uint8_t *body; /* of the record at hand, until the next call */
	size_t len, at;      /* at: how far its values were taken */
	bool wide_charset;   /* BIFF8: strings are UTF-16 */
	const char *charset; /* of older strings */
};

/* `in` must stay open; freed by xls_records_free. */
void xls_records_init(struct xls_records *r, GsfInput *in);
void xls_records_free(struct xls_records *r);
void xls_records_seek(struct xls_records *r, gsf_off_t offset);
/* false at the stream's end and at a record that reaches over it. */
bool xls_records_next(struct xls_records *r);

/* Little-endian, at a place of the record's body; 0 beyond its end. */
uint32_t xls_u16(const struct xls_records *r, size_t at);
uint32_t xls_u32(const struct xls_records *r, size_t at);
double xls_double(const struct xls_records *r, size_t at);

/* Takes a number of `size` bytes at `at`, from the next CONTINUE record where this one is at its end; false
 * where there is none. */
bool xls_take(struct xls_records *r, size_t size, uint32_t *v_r);

enum xls_length { XLS_LENGTH_8 = 1, XLS_LENGTH_16 };
/* Takes a string with its length in front and appends it as UTF-8. false: the record ends inside. */
bool xls_take_string(struct xls_records *r, enum xls_length length, struct buf *out);

#endif
