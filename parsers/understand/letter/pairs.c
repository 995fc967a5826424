#include "parsers/understand/letter/pairs.h"

#include "parsers/understand/letter/labels.h"

enum { PAIRS_MOST = 6, HEAD_MOST = 30, LINE_MOST = 160 };

static const uint32_t signs[] = {'/', 0x3001, '+', '&', '|', ',', ';', ' '};

enum { SIGNS = sizeof signs / sizeof *signs };

/* The pieces between signs of one kind; 0 where they are too many, or one is empty. A run of blanks is one sign. */
static size_t split(const struct runes *r, struct span s, uint32_t sign, struct span pieces[PAIRS_MOST])
{
	size_t n = 0;
	s = runes_trim(r, s);
	for (size_t from = s.from, i = s.from; i <= s.to; i++) {
		if (i < s.to && r->cp[i] != sign)
			continue;
		struct span piece = runes_trim(r, (struct span){from, i});
		from = i + 1;
		if (piece.from >= piece.to && sign == ' ')
			continue;
		if (piece.from >= piece.to || n == PAIRS_MOST)
			return 0;
		pieces[n++] = piece;
	}
	return n;
}

static bool read_labels(struct reading *rd, const struct runes *r, struct span head, uint32_t sign,
        struct labelled labels[PAIRS_MOST], size_t *n_r)
{
	struct span pieces[PAIRS_MOST];
	size_t n = split(r, head, sign, pieces);
	for (size_t i = 0; i < n; i++)
		if (!labels_is_label(rd, r, pieces[i], &labels[i]))
			return false;
	*n_r = n;
	return n >= 2;
}

bool pairs_read(struct reading *rd, struct drafts *d, const struct runes *r, size_t at, struct origin o)
{
	struct labelled labels[PAIRS_MOST];
	struct span values[PAIRS_MOST];
	size_t colon = at, n = 0, k = 0;
	while (colon < r->n && colon < at + HEAD_MOST && r->cp[colon] != ':')
		colon++;
	if (r->n > LINE_MOST || colon + 1 >= r->n || r->cp[colon] != ':')
		return false;
	while (k < SIGNS && !read_labels(rd, r, (struct span){at, colon}, signs[k], labels, &n))
		k++;
	if (k == SIGNS)
		return false;
	struct span rest = {colon + 1, r->n};
	bool same = split(r, rest, signs[k], values) == n;
	for (size_t i = 0; i < SIGNS && !same; i++)
		same = split(r, rest, signs[i], values) == n;
	for (size_t i = 0; i < n && same; i++) {
		d->labelled++;
		value_read(rd, d, &labels[i], r, values[i], o);
	}
	return same;
}
