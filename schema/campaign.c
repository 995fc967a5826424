#include "schema/campaign.h"

#include "schema/config.h"
#include "schema/limits.h"
#include "schema/vocabulary.h"
#include "schema/zone.h"

#include <stddef.h>
#include <string.h>

static const char *const label_keys[] = {"unit", "name", "contact", "title", NULL};

static void read_words(const struct yaml_node *map, const char *key, bool required, struct words *words_r)
{
	yaml_get_words(map, key, required, &words_r->v, &words_r->n);
}

static bool is_id(const char *s)
{
	return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static const char *read_id(const struct yaml_node *map)
{
	const char *id = yaml_get_string(map, "id", NULL);
	if (*id && !is_id(id))
		yaml_error(
		        yaml_scalar(map, "id", false), "\"%s\": only a-z, 0-9 and hyphens are allowed", id);
	return id;
}

static unsigned read_required(const struct yaml_node *map)
{
	struct words names;
	read_words(map, "required", true, &names);
	unsigned bits = 0;
	for (size_t i = 0; i < names.n; i++) {
		int k = 0;
		while (label_keys[k] && strcmp(label_keys[k], names.v[i]) != 0)
			k++;
		if (label_keys[k])
			bits |= 1u << k;
		else
			yaml_error(yaml_at(yaml_list(map, "required", false), i),
			        "\"%s\" is no label; allowed are unit, name, contact, title", names.v[i]);
	}
	return bits;
}

static void read_sub_project(const struct yaml_node *map, struct campaign *c, struct arena *a)
{
	struct sub_project s = {.id = read_id(map)};
	s.name = yaml_get_string(map, "name", NULL);
	s.short_name = yaml_get_string(map, "short_name", NULL);
	s.folder = yaml_get_string(map, "folder", NULL);
	read_words(map, "strong", true, &s.strong);
	read_words(map, "weak", false, &s.weak);
	read_words(map, "extensions", false, &s.extensions);
	read_words(map, "titles", false, &s.titles);
	s.performed = yaml_get_bool(map, "performed", false);
	s.required = read_required(map);
	if (strchr(s.folder, '/') || s.folder[0] == '.')
		yaml_error(yaml_scalar(map, "folder", false),
		        "one folder's name is asked for, without \"/\" and not beginning with a dot");
	if (campaign_sub_project(c, s.id))
		yaml_error(yaml_scalar(map, "id", false), "\"%s\" is the id of another sub-project already",
		        s.id);
	for (size_t i = 0; i < c->sub_projects.n; i++)
		if (*s.folder && strcmp(c->sub_projects.v[i].folder, s.folder) == 0)
			yaml_error(yaml_scalar(map, "folder", false), "\"%s\" is the folder of %s already",
			        s.folder, c->sub_projects.v[i].id);
	yaml_finish_map(map);
	*list_add(a, &c->sub_projects) = s;
}

static void read_units(const struct yaml_node *root, struct campaign *c, struct arena *a)
{
	const struct yaml_node *list = yaml_list(root, "units", false);
	for (size_t i = 0; i < yaml_length(list); i++) {
		const struct yaml_node *map = yaml_at(list, i);
		struct unit u = {.id = read_id(map)};
		u.name = yaml_get_string(map, "name", NULL);
		u.union_name = yaml_get_string(map, "union", u.name);
		u.kind = yaml_get_string(map, "kind", "");
		u.target = (int)yaml_get_number(map, "target", 0, 100000, c->targets.activities_per_unit);
		read_words(map, "aliases", false, &u.aliases);
		for (size_t k = 0; k < c->units.n; k++)
			if (strcmp(c->units.v[k].id, u.id) == 0)
				yaml_error(map, "id \"%s\" is given twice", u.id);
		yaml_finish_map(map);
		*list_add(a, &c->units) = u;
	}
}

static void read_targets(const struct yaml_node *root, struct campaign *c)
{
	const struct yaml_node *map = yaml_map(root, "targets", true);
	if (!map)
		return;
	const int64_t most = INT64_C(1) << 50;
	c->targets = (struct targets){
	        .unions = yaml_get_number(map, "unions", 0, most, 0),
	        .propagandists = yaml_get_number(map, "propagandists", 0, most, 0),
	        .enterprises = yaml_get_number(map, "enterprises", 0, most, 0),
	        .employees = yaml_get_number(map, "employees", 0, most, 0),
	        .reach = yaml_get_number(map, "reach", 0, most, 0),
	        .activities_per_unit = yaml_get_number(map, "activities_per_unit", 0, 100000, 0),
	};
	yaml_finish_map(map);
}

/* The moment after the last second of the named day. */
static int64_t read_last_day(const struct yaml_node *root, const char *key, int utc_offset)
{
	const char *text = yaml_get_string(root, key, NULL);
	int64_t midnight = 0;
	if (*text && !zone_read_day(text, &midnight))
		yaml_error(yaml_scalar(root, key, false),
		        "\"%s\" is no date; a day like 2022-08-31 is asked for", text);
	return midnight + INT64_C(86400) - utc_offset;
}

static void read_identity(const struct yaml_node *root, struct campaign *c)
{
	c->id = read_id(root);
	c->name = yaml_get_string(root, "name", NULL);
	c->short_name = yaml_get_string(root, "short_name", c->name);
	c->year = (int)yaml_get_number(root, "year", 2000, 2999, YAML_REQUIRED);
	c->receipt_prefix = yaml_get_string(root, "receipt_prefix", NULL);
	c->file_pattern = yaml_get_string(root, "file_pattern", "{unit}-{name}-{title}");
	size_t digits = strspn(c->receipt_prefix, "0123456789");
	if (c->receipt_prefix[digits] || digits > 4)
		yaml_error(yaml_scalar(root, "receipt_prefix", false),
		        "\"%s\": one to four digits are asked for", c->receipt_prefix);
	c->link_warning_days = (int)yaml_get_number(root, "link_warning_days", 0, 365, 7);
	c->office_name = yaml_get_string(root, "office_name", NULL);
	c->office_contact = yaml_get_string(root, "office_contact", NULL);

	c->time_zone = yaml_get_string(root, "time_zone", NULL);
	struct reason why;
	if (*c->time_zone && zone_offset(c->time_zone, &c->utc_offset, &why) != DONE)
		yaml_error(yaml_scalar(root, "time_zone", false), "%s", why.text);
	c->works_until = read_last_day(root, "works_until", c->utc_offset);
	c->statistics_until = read_last_day(root, "statistics_until", c->utc_offset);
}

/* One safe name, so that a campaign cannot write outside the archive. */
static const char *read_folder(const struct yaml_node *map, const char *key)
{
	const char *folder = yaml_get_string(map, key, NULL);
	if (strchr(folder, '/') || folder[0] == '.')
		yaml_error(yaml_scalar(map, key, false),
		        "\"%s\": one folder's name is asked for, without \"/\" and not beginning with a dot",
		        folder);
	return folder;
}

static void read_folders(const struct yaml_node *root, struct campaign *c)
{
	const struct yaml_node *map = yaml_map(root, "folders", true);
	c->folder_open = read_folder(map, "open");
	c->folder_ended = read_folder(map, "ended");
	c->folder_statistics = read_folder(map, "statistics");
	c->folder_reports = read_folder(map, "reports");
	c->folder_rest = read_folder(map, "rest");
	yaml_finish_map(map);
}

static void read_retention(const struct yaml_node *root, struct campaign *c)
{
	static const char *const keeps[] = {"counts", "register", NULL};
	const struct yaml_node *map = yaml_map(root, "retention", false);
	if (!map)
		return;
	c->retention_after = read_last_day(map, "after", c->utc_offset);
	c->retention_keeps_register = yaml_get_choice(map, "keep", keeps, 1) == 1;
	const struct yaml_node *after = yaml_scalar(map, "after", false);
	if (after && (c->retention_after <= c->works_until || c->retention_after <= c->statistics_until))
		yaml_error(after, "must not be before works_until and statistics_until");
	yaml_finish_map(map);
}

/* What is the campaign's own; words that any campaign could use stand in the vocabulary. */
static void read_root(const struct yaml_node *root, struct campaign *c, struct arena *a)
{
	read_identity(root, c);
	read_folders(root, c);
	read_targets(root, c);
	read_words(root, "office_phones", false, &c->office_phones);
	read_words(root, "office_mailboxes", false, &c->office_mailboxes);
	read_words(root, "receivers", false, &c->receivers);
	read_words(root, "notice_phrases", false, &c->phrases.notice_phrases);
	const struct yaml_node *list = yaml_list(root, "sub_projects", true);
	for (size_t i = 0; i < yaml_length(list); i++)
		read_sub_project(yaml_at(list, i), c, a);
	if (list && yaml_length(list) == 0)
		yaml_error(list, "at least one sub-project is needed");
	read_units(root, c, a);
	read_retention(root, c);
}

/* The file's form; a fault of it may leave something to look at all the same. */
static bool parse(const struct campaign_file *f, struct arena *a, struct yaml_errors *errors,
        const struct yaml_node **root_r)
{
	struct yaml *y = NULL;
	enum outcome o = yaml_parse(f->path, f->text, f->len, a, errors, &y);
	*root_r = yaml_root(y);
	return o == DONE || *root_r;
}

enum outcome campaign_read(const struct campaign_files *files, struct arena *a, struct yaml_errors *errors,
        const struct campaign **campaign_r)
{
	struct yaml_errors of_words = {.arena = errors->arena};
	const struct yaml_node *words, *own;
	size_t before = errors->lines.n;
	struct campaign *c = arena_alloc(a, sizeof *c);
	bool readable = parse(&files->vocabulary, a, &of_words, &words);
	if (parse(&files->campaign, a, errors, &own) && readable) {
		c->path = arena_strdup(a, files->campaign.path);
		read_root(own, c, a);
		vocabulary_read(words, own, c, a);
		yaml_finish_map(own);
	}
	for (size_t i = 0; i < of_words.lines.n; i++)
		*list_add(errors->arena, &errors->lines) = of_words.lines.v[i];
	*campaign_r = errors->lines.n == before ? c : NULL;
	return *campaign_r ? DONE : REFUSED;
}

static enum outcome load_file(
        const char *path, struct arena *a, struct campaign_file *file_r, struct reason *why)
{
	struct buf text = BUF_INIT(LIMIT_YAML_BYTES);
	enum outcome o = config_load_file(path, &text, why);
	char *copy = arena_alloc(a, text.len + 1);
	if (text.len)
		memcpy(copy, text.data, text.len);
	*file_r = (struct campaign_file){arena_strdup(a, path), copy, text.len};
	buf_free(&text);
	return o;
}

enum outcome campaign_load(const char *vocabulary, const char *campaign, struct arena *a,
        struct campaign_files *files_r, struct reason *why)
{
	enum outcome o = load_file(vocabulary, a, &files_r->vocabulary, why);
	return o == DONE ? load_file(campaign, a, &files_r->campaign, why) : o;
}

const struct sub_project *campaign_sub_project(const struct campaign *c, const char *id)
{
	for (size_t i = 0; i < c->sub_projects.n; i++)
		if (strcmp(c->sub_projects.v[i].id, id) == 0)
			return &c->sub_projects.v[i];
	return NULL;
}
