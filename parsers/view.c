#include "parsers/view.h"

#include <sys/mman.h>
#include <unistd.h>

enum outcome view_open(
        const struct content *c, uint64_t most, struct text *text, struct view *v_r, struct reason *why)
{
	*v_r = (struct view){(const uint8_t *)(c->bytes ? c->bytes : ""), c->len, NULL, 0};
	if (!c->cut)
		return DONE;
	text->unread = UNREAD_TOO_LARGE;
	if (c->size > most || c->fd < 0)
		return fail(why, REFUSED, "the file has %llu bytes, of which %llu can be looked at",
		        (unsigned long long)c->size, (unsigned long long)(c->fd < 0 ? c->len : most));
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), before = c->offset % page;
	size_t len = (size_t)(c->size + before);
	void *map = mmap(NULL, len, PROT_READ, MAP_PRIVATE, c->fd, (off_t)(c->offset - before));
	if (map == MAP_FAILED)
		return fail_errno(why, REFUSED, "the file cannot be mapped");
	text->unread = UNREAD_NOT;
	*v_r = (struct view){(const uint8_t *)map + before, (size_t)c->size, map, len};
	return DONE;
}

void view_close(struct view *v)
{
	if (v->map)
		munmap(v->map, v->map_len);
	*v = (struct view){(const uint8_t *)"", 0, NULL, 0};
}
