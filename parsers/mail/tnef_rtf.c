#include "parsers/mail/tnef_rtf.h"

#include <string.h>

/* What both sides know beforehand, by the specification. */
static const char preset[] =
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
        "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
        "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

enum { WINDOW = 4096, COMPRESSED = 0x75465a4c, PLAIN = 0x414c454d };

struct inflater {
	char window[WINDOW];
	unsigned at;
	struct buf *out;
};

static void put(struct inflater *i, char c)
{
	i->window[i->at] = c;
	i->at = (i->at + 1) % WINDOW;
	buf_putc(i->out, c);
}

/* True at the mark of the end: a reference to where the next byte will stand. */
static bool put_reference(struct inflater *i, unsigned reference)
{
	unsigned offset = reference >> 4, len = (reference & 15) + 2;
	if (offset == i->at)
		return true;
	for (unsigned n = 0; n < len; n++)
		put(i, i->window[(offset + n) % WINDOW]);
	return false;
}

static void inflate(struct tnef_reader *r, struct buf *out)
{
	struct inflater i = {.at = sizeof preset - 1, .out = out};
	memcpy(i.window, preset, sizeof preset - 1);
	while (r->at < r->end && !out->overrun) {
		unsigned control = tnef_get(r, 1);
		for (unsigned bit = 0; bit < 8 && r->at < r->end; bit++) {
			if (!(control >> bit & 1)) {
				put(&i, (char)tnef_get(r, 1));
				continue;
			}
			unsigned high = tnef_get(r, 1);
			if (put_reference(&i, high << 8 | tnef_get(r, 1)))
				return;
		}
	}
}

bool tnef_inflate_rtf(struct span from, struct buf *out)
{
	struct tnef_reader r = {from.bytes, from.bytes + from.len, false};
	tnef_get(&r, 4); /* sizes, which nobody needs to believe */
	tnef_get(&r, 4);
	uint32_t how = tnef_get(&r, 4);
	tnef_get(&r, 4);
	if (r.bad || (how != COMPRESSED && how != PLAIN))
		return false;
	if (how == PLAIN)
		buf_put(out, r.at, (size_t)(r.end - r.at));
	else
		inflate(&r, out);
	return true;
}
