/* Compressed RTF (MS-OXRTFCP), as the body of a winmail.dat. */
#ifndef PARSERS_TNEF_RTF_H
#define PARSERS_TNEF_RTF_H

#include "base/buf.h"
#include "parsers/mail/tnef_properties.h"

/* Appends what was compressed, up to the buffer's cap; false where it is none. */
bool tnef_inflate_rtf(struct span from, struct buf *out);

#endif
