#include "parsers/archive/rar.h"

#include "parsers/office/package.h"
#include "schema/limits.h"

#include <string.h>

enum { SIGNATURE = 8, CRC = 4, MOST_RECORDS = 64, VOLUME = 1 };
enum head { HEAD_MAIN = 1, HEAD_FILE = 2, HEAD_ENCRYPTION = 4, HEAD_END = 5 };
enum flag { HAS_EXTRA = 1, HAS_DATA = 2 };
enum { EXTRA_ENCRYPTION = 1 };

/* Where the file is read. */
struct cursor {
	const struct content *content;
	uint64_t at;
	bool failed;
};

/* Seven bits a byte, the lowest first; the highest bit says that there are more. */
static uint64_t take_number(struct cursor *c)
{
	uint64_t n = 0;
	for (unsigned shift = 0; shift < 63; shift += 7) {
		uint8_t byte;
		if (content_read(c->content, c->at++, &byte, 1) != 1)
			break;
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return n;
	}
	c->failed = true;
	return 0;
}

/* The records at the end of a file's head. */
static bool extra_is_encrypted(const struct content *c, uint64_t from, uint64_t to)
{
	struct cursor at = {c, from, false};
	for (unsigned i = 0; i < MOST_RECORDS && at.at < to && !at.failed; i++) {
		uint64_t size = take_number(&at), next = at.at + size;
		if (take_number(&at) == EXTRA_ENCRYPTION && !at.failed)
			return true;
		if (size == 0 || next > to)
			return false;
		at.at = next;
	}
	return false;
}

static struct rar look_at_5(const struct content *content)
{
	struct cursor c = {content, SIGNATURE, false};
	struct rar rar = {false, false};
	for (unsigned i = 0; i < LIMIT_ARCHIVE_ENTRIES && !c.failed && c.at < content->size; i++) {
		c.at += CRC;
		uint64_t size = take_number(&c), end = c.at + size;
		uint64_t type = take_number(&c), flags = take_number(&c);
		uint64_t extra = flags & HAS_EXTRA ? take_number(&c) : 0,
		         data = flags & HAS_DATA ? take_number(&c) : 0;
		if (c.failed || size > content->size || data > content->size || extra > size ||
		        type == HEAD_END)
			break;
		if (type == HEAD_MAIN)
			rar.volume = take_number(&c) & VOLUME;
		if (type == HEAD_ENCRYPTION ||
		        (type == HEAD_FILE && extra_is_encrypted(content, end - extra, end))) {
			rar.encrypted = true;
			break;
		}
		c.at = end + data;
	}
	return rar;
}

/* Its first block follows the signature: CRC, type, flags, two bytes the second of them. */
static struct rar look_at_4(const uint8_t *head)
{
	enum { TYPE = 9, FLAGS = 10, MAIN = 0x73 };
	return (struct rar){.volume = head[TYPE] == MAIN && (head[FLAGS] & VOLUME)};
}

struct rar rar_look(const struct content *c)
{
	uint8_t head[13];
	if (content_read(c, 0, head, sizeof head) == (ssize_t)sizeof head) {
		if (memcmp(head, "Rar!\x1a\x07\x01", SIGNATURE) == 0)
			return look_at_5(c);
		if (memcmp(head, "Rar!\x1a\x07", SIGNATURE - 1) == 0)
			return look_at_4(head);
	}
	return (struct rar){false, false};
}
