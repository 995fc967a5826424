/* MP4, MOV, M4A, 3GP: boxes in boxes. They keep their sizes and places: what tells of the work becomes empty space, and so do
 * tracks that are neither picture nor sound, with all that they hold: places, subtitles, what a camera notes. */
#include "daemon/export/clean_formats.h"

#include <string.h>

/* What each box may hold. A box that is not here holds no boxes. */
static const struct {
	const char *box, *children;
} grammar[] = {
        {"", "ftypstypmoovmoofmdatsidxssixmfra"},
        {"moov", "mvhdtrakmvex"},
        {"trak", "tkhdedtsmdiatapt"},
        {"tapt", "clefprofenof"},
        {"edts", "elst"},
        {"mdia", "mdhdhdlrminfelng"},
        {"minf", "vmhdsmhdhdlrdinfstbl"},
        {"dinf", "dref"},
        {"stbl", "stsdsttscttscslgstssstscstszstz2stcoco64sdtpsbgpsgpdstpssubssaizsaio"},
        {"mvex", "mehdtrextrepleva"},
        {"moof", "mfhdtraf"},
        {"traf", "tfhdtruntfdtsdtpsbgpsgpdsubssaizsaio"},
        {"mfra", "tframfro"},
};

struct box {
	uint8_t *head, *body;
	size_t len; /* of the body */
};

struct walk {
	struct cleaning *c;
	size_t tracks, dropped;
	bool fragments, broken;
};

/* The box at `*at`, which goes on behind it. False: none is there, or it is broken, which `broken_r` tells. */
static bool next_box(uint8_t **at, const uint8_t *end, struct box *b, bool *broken_r)
{
	size_t left = (size_t)(end - *at), head = 8;
	if (left < 8)
		return false;
	uint64_t size = clean_big(*at, 4);
	if (size == 1 && left >= 16) {
		size = clean_big(*at + 8, 8);
		head = 16;
	} else if (size == 0) {
		size = left; /* to the end */
	}
	if (size < head || size > left) {
		*broken_r = true;
		return false;
	}
	*b = (struct box){*at, *at + head, size - head};
	*at += size;
	return true;
}

static bool is_box(const struct box *b, const char *type)
{
	return memcmp(b->head + 4, type, 4) == 0;
}

static void empty(struct box *b)
{
	memcpy(b->head + 4, "free", 4);
	memset(b->body, 0, b->len);
}

static bool find_child(const struct box *parent, const char *type, struct box *child_r)
{
	uint8_t *at = parent->body;
	bool broken = false;
	while (next_box(&at, parent->body + parent->len, child_r, &broken))
		if (is_box(child_r, type))
			return true;
	return false;
}

/* --- what a track holds --- */

/* A table of numbers behind a version and a count. */
struct table {
	const uint8_t *v;
	uint64_t n;
};

static bool find_table(const struct box *stbl, const char *type, size_t head, size_t width, struct table *t)
{
	struct box b;
	*t = (struct table){NULL, 0};
	if (!find_child(stbl, type, &b) || b.len < head)
		return false;
	t->n = clean_big(b.body + head - 4, 4);
	t->v = b.body + head;
	return width == 0 || t->n <= (b.len - head) / width;
}

/* The samples of chunk after chunk, in the words of the standard. */
struct samples {
	struct table sizes, chunks, places;
	uint64_t size; /* of each; 0: `sizes` tells */
	size_t place_width;
};

static bool find_samples(const struct box *stbl, struct samples *s)
{
	struct box b;
	if (!find_child(stbl, "stsz", &b) || b.len < 12 || !find_table(stbl, "stsc", 8, 12, &s->chunks))
		return false;
	s->size = clean_big(b.body + 4, 4);
	s->place_width = find_child(stbl, "co64", &b) ? 8 : 4;
	return find_table(stbl, "stsz", 12, s->size ? 0 : 4, &s->sizes) &&
	       find_table(stbl, s->place_width == 8 ? "co64" : "stco", 8, s->place_width, &s->places);
}

static void zero(struct cleaning *c, uint64_t at, uint64_t len)
{
	if (at < c->size)
		memset(c->bytes + at, 0, len < c->size - at ? len : c->size - at);
}

static void zero_samples(struct cleaning *c, const struct samples *s)
{
	uint64_t run = 0, sample = 0;
	for (uint64_t chunk = 0; chunk < s->places.n && s->chunks.n; chunk++) {
		while (run + 1 < s->chunks.n && clean_big(s->chunks.v + (run + 1) * 12, 4) <= chunk + 1)
			run++;
		uint64_t n = clean_big(s->chunks.v + run * 12 + 4, 4), len = n * s->size;
		uint64_t at = clean_big(s->places.v + chunk * s->place_width, s->place_width);
		for (uint64_t i = 0; s->size == 0 && i < n && sample < s->sizes.n; i++)
			len += clean_big(s->sizes.v + sample++ * 4, 4);
		zero(c, at, len);
	}
}

/* Where in a file its samples lie, which become zeros; the track itself becomes empty space. */
static void drop_track(struct walk *w, struct box *track)
{
	struct box mdia, minf, stbl;
	struct samples samples = {.size = 0};
	bool found = find_child(track, "mdia", &mdia) && find_child(&mdia, "minf", &minf) &&
	             find_child(&minf, "stbl", &stbl) && find_samples(&stbl, &samples);
	w->broken |= !found;
	if (found)
		zero_samples(w->c, &samples);
	empty(track);
	w->dropped++;
}

static bool is_shown(const struct box *track)
{
	struct box mdia, hdlr;
	return find_child(track, "mdia", &mdia) && find_child(&mdia, "hdlr", &hdlr) && hdlr.len >= 12 &&
	       clean_is_one_of(hdlr.body + 8, "videsoun");
}

/* --- single boxes --- */

/* When it was made and changed. */
static void clean_times(struct box *b)
{
	size_t len = b->len && b->body[0] == 1 ? 16 : 8;
	if (b->len >= 4 + len)
		memset(b->body + 4, 0, len);
}

/* Who made it, and a name that people may give to a track. */
static void clean_handler(struct box *b)
{
	if (b->len > 12)
		memset(b->body + 12, 0, b->len - 12);
}

/* Data in another file are named by their path. */
static void clean_references(struct walk *w, struct box *b)
{
	struct box entry;
	uint8_t *at = b->body + 8;
	w->broken |= b->len < 8;
	while (!w->broken && next_box(&at, b->body + b->len, &entry, &w->broken)) {
		w->broken |= entry.len < 4 || !(entry.body[3] & 1); /* not in this file */
		if (entry.len > 4)
			memset(entry.body + 4, 0, entry.len - 4);
	}
}

/* How a track is coded; a film's coder has its name there. */
static void clean_descriptions(struct walk *w, struct box *b)
{
	enum { CODER = 42, CODER_LEN = 32, PICTURE = 78, SOUND = 28 };
	struct box entry, child;
	uint8_t *at = b->body + 8;
	w->broken |= b->len < 8;
	while (!w->broken && next_box(&at, b->body + b->len, &entry, &w->broken)) {
		bool sound = clean_is_one_of(
		        entry.head + 4, "mp4asowttwosalacac-3ec-3lpcmin24fl32samrsawb.mp3OpusfLaC");
		size_t head = sound ? SOUND : PICTURE;
		bool unread = false;
		if (entry.len < head)
			continue;
		if (!sound)
			memset(entry.body + CODER, 0, CODER_LEN);
		/* Older sounds have more before their boxes: what does not read as boxes is left as it is. */
		for (uint8_t *in = entry.body + head; next_box(&in, entry.body + entry.len, &child, &unread);)
			if (clean_is_one_of(child.head + 4, "udtametauuidfreeskipname"))
				empty(&child);
	}
}

static void clean_box(struct walk *w, struct box *b)
{
	w->fragments |= is_box(b, "moof");
	if (is_box(b, "mvhd") || is_box(b, "tkhd") || is_box(b, "mdhd"))
		clean_times(b);
	else if (is_box(b, "hdlr"))
		clean_handler(b);
	else if (is_box(b, "dref"))
		clean_references(w, b);
	else if (is_box(b, "stsd"))
		clean_descriptions(w, b);
}

/* --- the walk --- */

static const char *children_of(const char *type)
{
	for (size_t i = 0; i < sizeof grammar / sizeof *grammar; i++)
		if (strncmp(grammar[i].box, type, 4) == 0)
			return grammar[i].children;
	return NULL;
}

/* As deep as the grammar: a box never stands in its own kind. */
static void clean_children(struct walk *w, const char *parent, uint8_t *at, const uint8_t *end)
{
	const char *allowed = children_of(parent);
	struct box b;
	while (!w->broken && next_box(&at, end, &b, &w->broken)) {
		char type[5] = "";
		memcpy(type, b.head + 4, 4);
		bool track = is_box(&b, "trak");
		if (strlen(type) < 4 || !clean_is_one_of(b.head + 4, allowed)) {
			empty(&b);
		} else if (track && !is_shown(&b)) {
			drop_track(w, &b);
		} else {
			w->tracks += track;
			clean_box(w, &b);
			if (children_of(type))
				clean_children(w, type, b.body, b.body + b.len);
		}
	}
	if (at < end)
		memset(at, 0, (size_t)(end - at));
}

enum cleaned clean_bmff(struct cleaning *c)
{
	struct walk w = {.c = c};
	if (c->size < 16 ||
	        (!clean_is_one_of(c->bytes + 4, "ftyp") && !clean_is_one_of(c->bytes + 4, "moovmdatwide")))
		return CLEANED_UNKNOWN;
	/* Of pictures in this container the box "meta" is the picture itself. */
	if (clean_is_one_of(c->bytes + 8, "heicheixheimheismif1msf1avifavis"))
		return CLEANED_UNKNOWN;
	clean_children(&w, "", c->bytes, c->bytes + c->size);
	/* Samples that lie where boxes are took these with them: what is left must read as before. */
	struct walk again = {.c = c, .broken = w.broken};
	clean_children(&again, "", c->bytes, c->bytes + c->size);
	/* Of fragments nobody could tell which belong to a track that is gone. */
	if (again.broken || w.tracks == 0 || again.tracks != w.tracks || again.dropped ||
	        (w.fragments && w.dropped))
		return CLEANED_UNKNOWN;
	clean_put(c, 0, c->size);
	return CLEANED;
}
