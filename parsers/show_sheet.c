#include "parsers/show_sheet.h"

#include "parsers/sheet.h"
#include "schema/limits.h"

#include <stdio.h>

struct region {
	uint32_t first_row, first_column, last_row, last_column;
};

struct showing_sheets {
	struct json *json;
	struct arena *arena;
	LIST(struct region) merged; /* of this sheet: they may come among its cells */
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
	s->merged.n = 0;
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

static void on_end(void *context)
{
	struct showing_sheets *s = context;
	struct json *j = s->json;
	json_close(j, '}');
	json_key(j, "merged");
	json_open(j, '[');
	for (size_t i = 0; i < s->merged.n; i++) {
		const struct region *r = &s->merged.v[i];
		char range[2 * sizeof(struct json_cell_name) + 1];
		snprintf(range, sizeof range, "%s:%s", json_cell(r->first_row, r->first_column).text,
		        json_cell(r->last_row, r->last_column).text);
		json_string(j, range);
	}
	json_close(j, ']');
	json_close(j, '}');
}

enum outcome show_sheets(const struct format *format, const struct content *c, struct json *j,
        struct arena *a, struct text *text, struct reason *why)
{
	struct showing_sheets s = {.json = j, .arena = a};
	const struct sheet_sink sink = {&s, on_begin, on_cell, on_merge, on_end};
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
