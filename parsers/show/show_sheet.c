#include "parsers/show/show_sheet.h"

#include "parsers/sheet/sheet.h"
#include "schema/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct region {
	uint32_t first_row, first_column, last_row, last_column;
};

struct showing_sheets {
	struct json *json;
	struct arena *arena;
	LIST(struct region) merged; /* of this sheet: they may come among its cells */
	LIST(struct region) unshown[SHEET_AXES];
	bool begun;
};

static bool on_begin(void *context, const char *name, bool hidden)
{
	struct showing_sheets *s = context;
	struct json *j = s->json;
	if (!s->begun) {
		json_key(j, "kind");
		json_string(j, "spreadsheet");
		json_key(j, "sheets");
		json_open(j, '[');
	}
	s->begun = true;
	s->merged.n = s->unshown[SHEET_ROWS].n = s->unshown[SHEET_COLUMNS].n = 0;
	json_open(j, '{');
	json_key(j, "name");
	json_string(j, name);
	if (hidden) {
		json_key(j, "hidden");
		json_word(j, "true");
	}
	json_key(j, "cells");
	json_open(j, '{');
	return true;
}

static bool on_cell(void *context, uint32_t row, uint32_t column, const char *text)
{
	struct showing_sheets *s = context;
	json_key(s->json, json_cell(row, column).text);
	json_string(s->json, text);
	return !s->json->failed;
}

static void on_merge(
        void *context, uint32_t first_row, uint32_t first_column, uint32_t last_row, uint32_t last_column)
{
	struct showing_sheets *s = context;
	if (s->merged.n < LIMIT_SHEET_MERGES)
		*list_add(s->arena, &s->merged) =
		        (struct region){first_row, first_column, last_row, last_column};
}

static void on_hide(void *context, enum sheet_axis axis, uint32_t first, uint32_t last)
{
	struct showing_sheets *s = context;
	struct region *before = s->unshown[axis].n ? &s->unshown[axis].v[s->unshown[axis].n - 1] : NULL;
	struct region one = {first, first, last, last};
	if (before && before->last_row + 1 == first)
		before->last_row = before->last_column = last;
	else if (s->unshown[axis].n < LIMIT_SHEET_HIDDEN)
		*list_add(s->arena, &s->unshown[axis]) = one;
}

static void put_merged(struct json *j, const struct region *r)
{
	char range[2 * sizeof(struct json_cell_name) + 1];
	snprintf(range, sizeof range, "%s:%s", json_cell(r->first_row, r->first_column).text,
	        json_cell(r->last_row, r->last_column).text);
	json_string(j, range);
}

/* 3:5, B:D: as the program names rows and columns. */
static void put_unshown(struct json *j, enum sheet_axis axis, const struct region *r)
{
	char range[2 * sizeof(struct json_cell_name) + 1];
	struct json_cell_name first = json_cell(0, r->first_column), last = json_cell(0, r->last_column);
	first.text[strcspn(first.text, "1")] = last.text[strcspn(last.text, "1")] = '\0';
	if (axis == SHEET_ROWS)
		snprintf(range, sizeof range, "%" PRIu32 ":%" PRIu32, r->first_row + 1, r->last_row + 1);
	else
		snprintf(range, sizeof range, "%s:%s", first.text, last.text);
	json_string(j, range);
}

static void on_link(void *context, uint32_t row, uint32_t column, const char *url)
{
	(void)context, (void)row, (void)column, (void)url;
}

static void on_end(void *context)
{
	static const char *const keys[SHEET_AXES] = {"hidden_rows", "hidden_columns"};
	struct showing_sheets *s = context;
	struct json *j = s->json;
	json_close(j, '}');
	json_key(j, "merged");
	json_open(j, '[');
	for (size_t i = 0; i < s->merged.n; i++)
		put_merged(j, &s->merged.v[i]);
	json_close(j, ']');
	for (int axis = 0; axis < SHEET_AXES; axis++) {
		if (!s->unshown[axis].n)
			continue;
		json_key(j, keys[axis]);
		json_open(j, '[');
		for (size_t i = 0; i < s->unshown[axis].n; i++)
			put_unshown(j, (enum sheet_axis)axis, &s->unshown[axis].v[i]);
		json_close(j, ']');
	}
	json_close(j, '}');
}

enum outcome show_sheets(const struct format *format, const struct content *c, struct json *j,
        struct arena *a, struct text *text, struct reason *why)
{
	struct showing_sheets s = {.json = j, .arena = a};
	const struct sheet_sink sink = {&s, on_begin, on_cell, on_merge, on_hide, on_link, on_end};
	enum outcome o = format->read_sheets(c, &sink, text, why);
	if (o == DONE && !s.begun) {
		json_key(j, "kind");
		json_string(j, "spreadsheet");
		json_key(j, "sheets");
		json_open(j, '[');
		s.begun = true;
	}
	if (s.begun)
		json_close(j, ']');
	return o;
}
