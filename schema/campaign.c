#include "schema/campaign.h"

#include "schema/limits.h"
#include "schema/zone.h"

#include <stddef.h>
#include <string.h>

/* The lists of words that stand at the root of the file. */
static const struct {
	const char *key;
	size_t offset;
} root_lists[] = {
        {"office_phones", offsetof(struct campaign, office_phones)},
        {"office_mailboxes", offsetof(struct campaign, office_mailboxes)},
        {"receivers", offsetof(struct campaign, receivers)},
        {"unit_endings", offsetof(struct campaign, shapes.unit_endings)},
        {"unit_sure_endings", offsetof(struct campaign, shapes.unit_sure_endings)},
        {"unit_parts", offsetof(struct campaign, shapes.unit_parts)},
        {"unit_breaks", offsetof(struct campaign, shapes.unit_breaks)},
        {"unit_leads", offsetof(struct campaign, shapes.unit_leads)},
        {"compound_surnames", offsetof(struct campaign, shapes.compound_surnames)},
        {"person_leads", offsetof(struct campaign, shapes.person_leads)},
        {"person_sure_leads", offsetof(struct campaign, shapes.person_sure_leads)},
        {"person_follows", offsetof(struct campaign, shapes.person_follows)},
        {"person_makes", offsetof(struct campaign, shapes.person_makes)},
        {"person_between", offsetof(struct campaign, shapes.person_between)},
        {"person_ends", offsetof(struct campaign, shapes.person_ends)},
        {"common_words", offsetof(struct campaign, shapes.common_words)},
        {"not_names", offsetof(struct campaign, shapes.not_names)},
        {"departments", offsetof(struct campaign, shapes.departments)},
        {"posts", offsetof(struct campaign, shapes.posts)},
        {"groups", offsetof(struct campaign, shapes.groups)},
        {"dittos", offsetof(struct campaign, shapes.dittos)},
        {"title_leads", offsetof(struct campaign, shapes.title_leads)},
        {"title_names", offsetof(struct campaign, shapes.title_names)},
        {"title_ends", offsetof(struct campaign, shapes.title_ends)},
        {"title_follows", offsetof(struct campaign, shapes.title_follows)},
        {"paper_words", offsetof(struct campaign, shapes.paper_words)},
        {"connectors", offsetof(struct campaign, shapes.connectors)},
        {"for_all", offsetof(struct campaign, shapes.for_all)},
        {"for_all_leads", offsetof(struct campaign, shapes.for_all_leads)},
        {"further", offsetof(struct campaign, shapes.further)},
        {"extension_words", offsetof(struct campaign, shapes.extension_words)},
        {"roles", offsetof(struct campaign, shapes.roles)},
        {"messengers", offsetof(struct campaign, shapes.messengers)},
        {"generic_names", offsetof(struct campaign, shapes.generic_names)},
        {"form_words", offsetof(struct campaign, shapes.form_words)},
        {"material_words", offsetof(struct campaign, shapes.material_words)},
        {"fillers", offsetof(struct campaign, shapes.fillers)},
        {"quote_marks", offsetof(struct campaign, phrases.quote_marks)},
        {"quote_heads", offsetof(struct campaign, phrases.quote_heads)},
        {"quote_ends", offsetof(struct campaign, phrases.quote_ends)},
        {"own_phrases", offsetof(struct campaign, phrases.own_phrases)},
        {"notice_phrases", offsetof(struct campaign, phrases.notice_phrases)},
        {"submission_words", offsetof(struct campaign, phrases.submission_words)},
        {"question_words", offsetof(struct campaign, phrases.question_words)},
        {"condition_words", offsetof(struct campaign, phrases.condition_words)},
        {"withdraw_words", offsetof(struct campaign, phrases.withdraw_words)},
        {"command_query", offsetof(struct campaign, phrases.command_query)},
        {"command_withdraw", offsetof(struct campaign, phrases.command_withdraw)},
        {"command_fillers", offsetof(struct campaign, phrases.command_fillers)},
        {"announced_words", offsetof(struct campaign, phrases.announced_words)},
        {"handed_in_words", offsetof(struct campaign, phrases.handed_in_words)},
        {"handed_in_places", offsetof(struct campaign, phrases.handed_in_places)},
        {"enclosed_words", offsetof(struct campaign, phrases.enclosed_words)},
        {"enclosed_denials", offsetof(struct campaign, phrases.enclosed_denials)},
        {"newer_words", offsetof(struct campaign, phrases.newer_words)},
        {"supplement_words", offsetof(struct campaign, phrases.supplement_words)},
        {"version_words", offsetof(struct campaign, phrases.version_words)},
        {"responder_subjects", offsetof(struct campaign, phrases.responder_subjects)},
        {"bounce_subjects", offsetof(struct campaign, phrases.bounce_subjects)},
        {"bounce_permanent", offsetof(struct campaign, phrases.bounce_permanent)},
        {"bounce_passing", offsetof(struct campaign, phrases.bounce_passing)},
        {"receipt_subjects", offsetof(struct campaign, phrases.receipt_subjects)},
        {"system_subjects", offsetof(struct campaign, phrases.system_subjects)},
        {"system_phrases", offsetof(struct campaign, phrases.system_phrases)},
        {"spam_words", offsetof(struct campaign, phrases.spam_words)},
};

static const char *const label_keys[] = {"unit", "name", "contact", "title", NULL};

/* A list of words, none of them empty or twice. */
static void read_words(const struct yaml_node *map, const char *key, bool required, struct words *words_r)
{
	words_r->n = yaml_get_strings(map, key, required, &words_r->v);
	const struct yaml_node *list = yaml_list(map, key, false);
	for (size_t i = 0; i < words_r->n; i++) {
		if (!*words_r->v[i])
			yaml_error(yaml_at(list, i), "is empty; write a word or leave the entry out");
		for (size_t k = 0; k < i; k++)
			if (strcmp(words_r->v[i], words_r->v[k]) == 0) {
				yaml_error(yaml_at(list, i), "\"%s\" stands here twice", words_r->v[i]);
				break;
			}
	}
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

static void add_words(const struct yaml_node *map, const char *key, struct vocabulary_word like,
        struct campaign *c, struct arena *a)
{
	struct words words;
	read_words(map, key, false, &words);
	for (size_t i = 0; i < words.n; i++) {
		for (size_t k = 0; k < c->words.n; k++)
			if (strcmp(c->words.v[k].text, words.v[i]) == 0)
				yaml_error(yaml_at(yaml_list(map, key, false), i),
				        "\"%s\" stands under another key of labels too; one word has one "
				        "meaning",
				        words.v[i]);
		like.text = words.v[i];
		*list_add(a, &c->words) = like;
	}
}

static void read_labels(const struct yaml_node *root, struct campaign *c, struct arena *a)
{
	const struct yaml_node *labels = yaml_map(root, "labels", true);
	if (!labels)
		return;
	for (int k = 0; k < LABEL_COUNT; k++) {
		const struct yaml_node *map = yaml_map(labels, label_keys[k], true);
		if (!map)
			continue;
		struct vocabulary_word like = {.label = (enum label)k, .also = LABEL_COUNT};
		add_words(map, "plain", like, c, a);
		like.role = WORD_SUBMITTING;
		if (k == LABEL_UNIT)
			add_words(map, "submitting", like, c, a);
		like.role = WORD_CONTACT_PERSON;
		if (k == LABEL_NAME)
			add_words(map, "contact_person", like, c, a);
		like.role = WORD_SECOND;
		add_words(map, "second", like, c, a);
		yaml_finish_map(map);
	}
	add_words(labels, "name_and_contact",
	        (struct vocabulary_word){
	                .label = LABEL_NAME, .role = WORD_CONTACT_PERSON, .also = LABEL_CONTACT},
	        c, a);
	add_words(labels, "sub_project",
	        (struct vocabulary_word){.role = WORD_SUB_PROJECT, .also = LABEL_COUNT}, c, a);
	add_words(
	        labels, "foreign", (struct vocabulary_word){.role = WORD_FOREIGN, .also = LABEL_COUNT}, c, a);
	yaml_finish_map(labels);
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

static void read_statistics(const struct yaml_node *root, struct campaign *c, struct arena *a)
{
	static const char *const columns[] = {"activity", "date", "participants", "unit", "unions",
	        "propagandists", "enterprises", "reach", "sessions", "ignore"};
	const struct yaml_node *map = yaml_map(root, "statistics", true);
	if (!map)
		return;
	read_words(map, "titles", true, &c->statistics_titles);
	read_words(map, "totals", true, &c->statistics_totals);
	read_words(map, "periods", false, &c->statistics_periods);
	read_words(map, "cumulative", false, &c->statistics_cumulative);
	read_words(map, "planned", false, &c->statistics_planned);
	read_words(map, "people", true, &c->statistics_people);
	read_words(map, "other_counts", false, &c->statistics_other_counts);
	read_words(map, "together", false, &c->statistics_together);
	read_words(map, "asides", false, &c->statistics_asides);
	read_words(map, "remarks", false, &c->statistics_remarks);
	const struct yaml_node *headers = yaml_map(map, "columns", true);
	for (size_t i = 0; headers && i < sizeof columns / sizeof *columns; i++) {
		struct statistics_column *column = list_add(a, &c->columns);
		column->id = columns[i];
		read_words(headers, columns[i], i < 3, &column->headers);
	}
	if (headers)
		yaml_finish_map(headers);
	yaml_finish_map(map);
}

static void read_reports(const struct yaml_node *root, struct campaign *c)
{
	const struct yaml_node *map = yaml_map(root, "reports", true);
	if (!map)
		return;
	read_words(map, "subjects", false, &c->report_subjects);
	read_words(map, "verbs", true, &c->report_verbs);
	read_words(map, "people", true, &c->report_people);
	read_words(map, "sources", false, &c->report_sources);
	yaml_finish_map(map);
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

static void read_root(const struct yaml_node *root, struct campaign *c, struct arena *a)
{
	read_identity(root, c);
	read_folders(root, c);
	read_targets(root, c);
	for (size_t i = 0; i < sizeof root_lists / sizeof *root_lists; i++)
		read_words(root, root_lists[i].key, false,
		        (struct words *)(void *)((char *)c + root_lists[i].offset));
	c->shapes.surnames = yaml_get_string(root, "surnames", "");

	const struct yaml_node *placeholders = yaml_map(root, "placeholders", false);
	if (placeholders) {
		read_words(placeholders, "whole", false, &c->placeholders);
		read_words(placeholders, "containing", false, &c->hints);
		yaml_finish_map(placeholders);
	}
	const struct yaml_node *list = yaml_list(root, "sub_projects", true);
	for (size_t i = 0; i < yaml_length(list); i++)
		read_sub_project(yaml_at(list, i), c, a);
	if (list && yaml_length(list) == 0)
		yaml_error(list, "at least one sub-project is needed");
	read_labels(root, c, a);
	read_units(root, c, a);
	read_statistics(root, c, a);
	read_reports(root, c);
	read_retention(root, c);
	yaml_finish_map(root);
}

enum outcome campaign_read(const char *path, const char *text, size_t len, struct arena *a,
        struct yaml_errors *errors, const struct campaign **campaign_r)
{
	struct yaml *y = NULL;
	size_t before = errors->lines.n;
	struct campaign *c = arena_alloc(a, sizeof *c);
	enum outcome o = yaml_parse(path, text, len, a, errors, &y);
	if (o == DONE || yaml_root(y)) {
		c->path = arena_strdup(a, path);
		read_root(yaml_root(y), c, a);
		o = errors->lines.n == before ? DONE : REFUSED;
	}
	*campaign_r = o == DONE ? c : NULL;
	return o;
}

const struct sub_project *campaign_sub_project(const struct campaign *c, const char *id)
{
	for (size_t i = 0; i < c->sub_projects.n; i++)
		if (strcmp(c->sub_projects.v[i].id, id) == 0)
			return &c->sub_projects.v[i];
	return NULL;
}
