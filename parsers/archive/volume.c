#include "parsers/archive/volume.h"

#include "parsers/office/package.h"
#include "parsers/view.h"

#include <string.h>
#include <strings.h>

static bool are_digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") == n && s[n] == '\0';
}

bool volume_by_name(const char *name)
{
	static const char *const archives[] = {"zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz"};
	const char *dot = strrchr(name, '.');
	if (!dot || !dot[1])
		return false;
	if (strchr("zZrR", dot[1]) && are_digits(dot + 2, 2))
		return true;
	if (!are_digits(dot + 1, 3))
		return false;
	for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
		size_t n = strlen(archives[i]);
		if ((size_t)(dot - name) > n && dot[-1 - (ptrdiff_t)n] == '.' &&
		        strncasecmp(dot - n, archives[i], n) == 0)
			return true;
	}
	return false;
}

/* The end of the central directory stands last, before a comment that hardly ever is there. */
static bool is_last_of_several(const struct content *c)
{
	enum { END = 22, DISK = 4, ZIP64 = 0xffff };
	uint8_t end[END];
	if (c->size < END || content_read(c, c->size - END, end, END) != END || memcmp(end, "PK\5\6", 4) != 0)
		return false;
	unsigned disk = view_u16(end, END, DISK);
	return disk != 0 && disk != ZIP64;
}

bool volume_by_content(const struct content *c)
{
	char head[8];
	bool zip = content_read(c, 0, head, sizeof head) == (ssize_t)sizeof head;
	return (zip && memcmp(head, "PK\7\10PK\3\4", sizeof head) == 0) || is_last_of_several(c);
}

enum outcome volume_unpack(
        const struct content *c, struct collector *to, enum unread *unread_r, struct reason *why)
{
	(void)c, (void)to;
	*unread_r = UNREAD_VOLUME;
	return fail(why, REFUSED, "it is one volume of an archive in several files");
}
