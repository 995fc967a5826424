#include "parsers/leaf.h"

#include "parsers/base64.h"
#include "schema/limits.h"

#include <unistd.h>

enum { RAW_BLOCK = 32 * 1024, DECODED_BLOCK = RAW_BLOCK };

struct sink {
	struct contents *contents;
	struct buf *head;
	struct hasher *hasher;
	struct leaf *leaf;
	bool keep;
};

static enum outcome write_at(int fd, const uint8_t *bytes, size_t len, uint64_t offset, struct reason *why)
{
	while (len > 0) {
		ssize_t n = pwrite(fd, bytes, len, (off_t)offset);
		if (n <= 0)
			return fail_errno(why, LATER, "cannot write the decoded contents");
		bytes += n;
		len -= (size_t)n;
		offset += (uint64_t)n;
	}
	return DONE;
}

static enum outcome sink_add(struct sink *s, const uint8_t *bytes, size_t len, struct reason *why)
{
	struct leaf *leaf = s->leaf;
	size_t room = s->head->cap - s->head->len;
	buf_put(s->head, bytes, len < room ? len : room);
	hasher_add(s->hasher, bytes, len);
	if (s->keep && leaf->offset + leaf->size + len > LIMIT_CONTENTS_BYTES) {
		s->keep = false;
		leaf->capped = true;
	}
	enum outcome o =
	        s->keep ? write_at(s->contents->fd, bytes, len, leaf->offset + leaf->size, why) : DONE;
	leaf->size += len;
	return o;
}

/* GMime's decoder loses an unpadded end and all that follows a padding. */
static enum outcome read_base64(GMimeStream *in, struct sink *sink, struct reason *why)
{
	char raw[RAW_BLOCK];
	uint8_t decoded[DECODED_BLOCK];
	struct base64 state = {0};
	ssize_t n;
	while ((n = g_mime_stream_read(in, raw, sizeof raw)) > 0) {
		enum outcome o = sink_add(sink, decoded, base64_decode(&state, raw, (size_t)n, decoded), why);
		if (o != DONE)
			return o;
	}
	return sink_add(sink, decoded, base64_finish(&state, decoded), why);
}

static enum outcome read_plain(GMimeStream *in, struct sink *sink, struct reason *why)
{
	char block[RAW_BLOCK];
	ssize_t n;
	while ((n = g_mime_stream_read(in, block, sizeof block)) > 0) {
		enum outcome o = sink_add(sink, (const uint8_t *)block, (size_t)n, why);
		if (o != DONE)
			return o;
	}
	return DONE;
}

static enum outcome read_filtered(
        GMimeStream *in, GMimeContentEncoding encoding, struct sink *sink, struct reason *why)
{
	GMimeStream *filtered = g_mime_stream_filter_new(in);
	GMimeFilter *decoder = g_mime_filter_basic_new(encoding, FALSE);
	g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), decoder);
	enum outcome o = read_plain(filtered, sink, why);
	g_object_unref(decoder);
	g_object_unref(filtered);
	return o;
}

static enum outcome read_content(GMimeDataWrapper *content, struct sink *sink, struct reason *why)
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

enum outcome leaf_read(GMimeDataWrapper *content, bool keep, struct contents *contents, struct buf *head,
        struct leaf *leaf_r, struct reason *why)
{
	*leaf_r = (struct leaf){.offset = contents->offset};
	struct sink sink = {contents, head, hasher_new(), leaf_r, keep && contents->fd >= 0};
	buf_reset(head);
	enum outcome o = read_content(content, &sink, why);
	hasher_finish(&sink.hasher, &leaf_r->hash);
	if (sink.keep)
		contents->offset += leaf_r->size;
	else
		leaf_r->offset = UINT64_MAX;
	return o;
}
