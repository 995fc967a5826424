/* Microsoft's compound files (OLE2): Word's, Excel's and WPS's older formats share them, and neither name nor
 * declared type tell reliably which it is; the streams do. */
#ifndef PARSERS_OLE_H
#define PARSERS_OLE_H

#include "parsers/sheet/sheet.h"

#include <gsf/gsf.h>

/* GLib types and the like. Must be called before the sandbox. */
void ole_preload(void);

/* Reads what the compound file holds, as a document or as the sheets of a workbook. REFUSED as in struct
 * format. */
MUST_USE enum outcome ole_read(
        const struct content *c, struct arena *a, struct text *text, struct reason *why);
/* The same of a workbook only. */
MUST_USE SHEET_READER(ole_read_sheets);

/* A named stream of a storage; NULL where there is none. The caller unrefs it. */
GsfInput *ole_stream(GsfInfile *storage, const char *name);

/* Copies `len` bytes from `offset` on; false, and zeros, where the stream ends before. */
bool ole_read_at(GsfInput *in, gsf_off_t offset, void *bytes_r, size_t len);
/* The whole stream, NULL where it is longer than `most` or damaged; the caller g_frees it. */
uint8_t *ole_slurp(GsfInput *in, gsf_off_t offset, size_t len, size_t most);

#endif
