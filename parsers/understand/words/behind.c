#include "parsers/understand/words/behind.h"

/* 母馨月（姓名）: the label in brackets behind its value. */
static bool is_behind(
        struct reading *rd, const struct runes *r, struct span s, struct labelled *l_r, struct span *value_r)
{
	size_t open = s.from;
	s = runes_trim(r, s);
	if (s.to < s.from + 5 || s.to > s.from + 60 || r->cp[s.to - 1] != ')')
		return false;
	for (size_t i = s.from + 1; i + 1 < s.to; i++)
		open = r->cp[i] == '(' ? i : open;
	if (open == s.from || !labels_is_label(rd, r, (struct span){open + 1, s.to - 1}, l_r) ||
	        !labels_is_ours(l_r))
		return false;
	*value_r = (struct span){s.from, open};
	if (labels_is_label(rd, r, *value_r, &(struct labelled){0}))
		return false;
	for (size_t i = value_r->from; i < value_r->to; i++)
		if (r->cp[i] == ':')
			return false;
	return true;
}

/* The whole line is such a value, or several with signs between them. */
bool behind_read(struct reading *rd, struct drafts *d, const struct runes *r, size_t at, struct origin o)
{
	struct labelled l;
	struct span value;
	for (bool read = false;; read = true) {
		for (size_t from = at, i = at; i <= r->n; i++) {
			bool part = i < r->n && (r->cp[i] == ',' || r->cp[i] == ';' || r->cp[i] == 0x3002 ||
			                                r->cp[i] == '/');
			if (i < r->n && !part)
				continue;
			struct span s = runes_trim(r, (struct span){from, i});
			from = i + 1;
			if (s.from >= s.to && i == r->n && i > at)
				continue;
			if (!is_behind(rd, r, s, &l, &value))
				return false;
			if (read) {
				d->labelled++;
				value_read(rd, d, &l, r, value, o);
			}
		}
		if (read)
			return true;
	}
}
