#include "parsers/mail/leaf.h"

#include "parsers/mail/base64.h"

enum { RAW_BLOCK = 32 * 1024, DECODED_BLOCK = RAW_BLOCK };

/* GMime's decoder loses an unpadded end and all that follows a padding. */
static enum outcome read_base64(GMimeStream *in, const struct leaf_sink *sink, struct reason *why)
{
	char raw[RAW_BLOCK];
	uint8_t decoded[DECODED_BLOCK];
	struct base64 state = {0};
	ssize_t n;
	while ((n = g_mime_stream_read(in, raw, sizeof raw)) > 0) {
		size_t len = base64_decode(&state, raw, (size_t)n, decoded);
		enum outcome o = sink->add(sink->context, decoded, len, why);
		if (o != DONE)
			return o;
	}
	return sink->add(sink->context, decoded, base64_finish(&state, decoded), why);
}

static enum outcome read_plain(GMimeStream *in, const struct leaf_sink *sink, struct reason *why)
{
	char block[RAW_BLOCK];
	ssize_t n;
	while ((n = g_mime_stream_read(in, block, sizeof block)) > 0) {
		enum outcome o = sink->add(sink->context, block, (size_t)n, why);
		if (o != DONE)
			return o;
	}
	return DONE;
}

static enum outcome read_filtered(
        GMimeStream *in, GMimeContentEncoding encoding, const struct leaf_sink *sink, struct reason *why)
{
	GMimeStream *filtered = g_mime_stream_filter_new(in);
	GMimeFilter *decoder = g_mime_filter_basic_new(encoding, FALSE);
	g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), decoder);
	enum outcome o = read_plain(filtered, sink, why);
	g_object_unref(decoder);
	g_object_unref(filtered);
	return o;
}

enum outcome leaf_read(GMimeDataWrapper *content, const struct leaf_sink *sink, struct reason *why)
{
	GMimeStream *in = content ? g_mime_data_wrapper_get_stream(content) : NULL;
	if (!in)
		return DONE;
	g_mime_stream_reset(in);
	GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(content);
	switch (encoding) {
	case GMIME_CONTENT_ENCODING_BASE64:
		return read_base64(in, sink, why);
	case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
	case GMIME_CONTENT_ENCODING_UUENCODE:
		return read_filtered(in, encoding, sink, why);
	default:
		return read_plain(in, sink, why);
	}
}
