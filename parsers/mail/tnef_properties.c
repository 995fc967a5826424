#include "parsers/mail/tnef_properties.h"

uint32_t tnef_get(struct tnef_reader *r, unsigned bytes)
{
	uint32_t v = 0;
	if ((size_t)(r->end - r->at) < bytes) {
		r->bad = true;
		r->at = r->end;
		return 0;
	}
	for (unsigned i = 0; i < bytes; i++)
		v |= (uint32_t)*r->at++ << (8 * i);
	return v;
}

struct span tnef_take(struct tnef_reader *r, size_t len)
{
	struct span s = {r->at, len};
	if ((size_t)(r->end - r->at) < len) {
		r->bad = true;
		s.len = (size_t)(r->end - r->at);
	}
	r->at += s.len;
	return s;
}

static void skip_padding(struct tnef_reader *r, size_t len)
{
	size_t padding = (4 - len % 4) % 4;
	if ((size_t)(r->end - r->at) >= padding)
		r->at += padding;
	else
		r->at = r->end;
}

/* Bytes of a value of fixed size, 0: it is no such type. */
static size_t fixed_size(unsigned type)
{
	switch (type) {
	case 0x0002: /* a short is padded */
	case 0x0003:
	case 0x0004:
	case 0x000a:
	case 0x000b:
		return 4;
	case 0x0005:
	case 0x0006:
	case 0x0007:
	case 0x0014:
	case 0x0040:
		return 8;
	case 0x0048:
		return 16;
	default:
		return 0;
	}
}

/* A property beyond 0x8000 has a name of its own: a GUID and a number or a string. */
static void skip_name(struct tnef_reader *r)
{
	tnef_take(r, 16);
	if (tnef_get(r, 4) == 0) {
		tnef_get(r, 4);
		return;
	}
	size_t len = tnef_get(r, 4);
	tnef_take(r, len);
	skip_padding(r, len);
}

static struct span take_value(struct tnef_reader *r)
{
	size_t len = tnef_get(r, 4);
	struct span value = tnef_take(r, len);
	skip_padding(r, len);
	return value;
}

static void read_property(struct tnef_reader *r, tnef_property *found, void *context)
{
	enum { SEVERAL = 0x1000, NAMED = 0x8000 };
	unsigned type = tnef_get(r, 2), id = tnef_get(r, 2), single = type & ~(unsigned)SEVERAL;
	size_t fixed = fixed_size(single);
	if (id >= NAMED)
		skip_name(r);
	uint32_t values = !fixed || type & SEVERAL ? tnef_get(r, 4) : 1;
	if (!fixed && single != TNEF_OBJECT && single != TNEF_STRING8 && single != TNEF_UNICODE &&
	        single != TNEF_BINARY)
		r->bad = true;
	for (uint32_t i = 0; i < values && !r->bad; i++) {
		struct span value = fixed ? tnef_take(r, fixed) : take_value(r);
		if (i == 0 && !fixed)
			found(context, id, single, value);
	}
}

void tnef_read_properties(struct span from, tnef_property *found, void *context)
{
	struct tnef_reader r = {from.bytes, from.bytes + from.len, false};
	for (uint32_t left = tnef_get(&r, 4); left > 0 && !r.bad; left--)
		read_property(&r, found, context);
}
