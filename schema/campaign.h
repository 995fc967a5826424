/* One campaign: everything that changes from year to year, read from its own checked YAML file (see 2022.yaml for the
 * form), and the words that do not change, from the vocabulary that comes with the program. */
#ifndef SCHEMA_CAMPAIGN_H
#define SCHEMA_CAMPAIGN_H

#include "base/arena.h"
#include "schema/claims.h"
#include "schema/yaml.h"

#include <stdbool.h>
#include <stdint.h>

struct words {
	const char **v;
	size_t n;
};

struct sub_project {
	const char *id, *name, *short_name, *folder;
	struct words strong; /* words that name it: 微视频, 网络正能量微视频征集 */
	struct words weak;   /* words that hint at it: 短片, 剧情 */
	struct words
	        extensions;  /* files that a work of it is made of, without dot; the first ones are typical */
	struct words titles; /* labels that name the work in this sub-project only: 账号名称 */
	bool performed;      /* 诵读: the text may be another's, so that its author is not the work's */
	unsigned required;   /* bit (1 << enum label) for each label that a work must have */
};

enum vocabulary_role {
	WORD_PLAIN,          /* gives the field */
	WORD_SUBMITTING,     /* the unit that hands in: second to the author's unit */
	WORD_CONTACT_PERSON, /* 联系人, 填报人: a name only where no author is given */
	WORD_SECOND,         /* landline, mail, messenger: where nothing better is given */
	WORD_SUB_PROJECT,    /* 作品类别: its value names the sub-project */
	WORD_FOREIGN, /* 指导老师, 主办单位, 身份证号: a label whose value is none of ours */
};

struct vocabulary_word {
	const char *text; /* without blanks, colons and （盖章）-like brackets */
	enum label label; /* meaningless for WORD_SUB_PROJECT and WORD_FOREIGN */
	enum vocabulary_role role;
	enum label also; /* a combined label (联系人及电话): the second field; LABEL_COUNT where plain */
};

struct unit {
	const char *id, *name, *union_name, *kind;
	struct words aliases;
	int target; /* activities that it is asked for */
};

struct statistics_column {
	const char *id; /* activity, date, participants, unit, unions, propagandists, enterprises, reach,
	                   sessions, ignore… */
	struct words headers;
};

struct targets {
	int64_t unions, propagandists, enterprises, employees, reach, activities_per_unit;
};

/* Which sure signs tell what a piece of text is; vocabulary.yaml explains each list. */
struct campaign_shapes {
	struct words unit_endings, unit_sure_endings, unit_parts, unit_kinds, unit_breaks, unit_leads,
	        unit_follows;
	const char *surnames; /* one character each */
	struct words compound_surnames, rare_surnames, person_leads, person_sure_leads, person_follows;
	struct words person_makes, person_between, person_ends, common_words, courtesies;
	struct words not_names; /* what a short piece holds that names no person */
	struct words departments, posts, groups, dittos, title_leads, title_names, title_ends, title_follows,
	        title_asides, paper_words;
	struct words connectors, value_tails, call_words, for_all, for_all_leads, further, extension_words,
	        roles, messengers;
	struct words generic_names, form_words, material_words, fillers, caption_words, stamp_words,
	        example_words;
};

/* Phrases that say what a whole mail, or a quoted part of it, is. */
struct campaign_phrases {
	struct words quote_marks, quote_heads, quote_ends, own_phrases, notice_phrases;
	struct words submission_words, question_words, condition_words, withdraw_words;
	struct words announced_words, handed_in_words, handed_in_places, enclosed_words, enclosed_denials;
	struct words newer_words, supplement_words, version_words;
	struct words command_query, command_withdraw, command_fillers, bounce_permanent, bounce_passing;
	struct words responder_subjects, bounce_subjects, receipt_subjects, system_subjects, system_phrases,
	        spam_words, spam_sure_words;
};

struct campaign {
	const char *path, *id, *name, *short_name;
	int year;
	const char *receipt_prefix; /* digits */
	/* Folders of the archive beside those of the sub-projects: works that wait for something, works that were
	 * withdrawn or rejected, statistics tables, write-ups, and files that belong to none of these. */
	const char *folder_open, *folder_ended, *folder_statistics, *folder_reports, *folder_rest;
	const char *file_pattern; /* names of exported files: "{unit}-{name}-{title}" */
	const char *time_zone;    /* IANA name, or "+08:00" */
	int utc_offset;           /* seconds east of UTC; a zone without daylight saving is required */
	int link_warning_days;    /* how long before a linked file expires staff are told of it */
	int64_t works_until, statistics_until;    /* epoch seconds: the first moment that is late */
	const char *office_name, *office_contact; /* how to reach a human, as printed in answers */
	struct words
	        office_mailboxes; /* … addresses: mail from these is ours, and quoted it is no submission */
	struct words office_phones; /* the organiser's own numbers: never anybody's contact */
	struct words receivers;     /* names of the receiver and its superiors: never a submitter */
	struct words placeholders;  /* values that are none: 无 … */
	struct words hints;         /* what a hint left standing in a form contains: 请填写 … */
	struct campaign_shapes shapes;
	struct campaign_phrases phrases;
	struct words statistics_titles, statistics_totals, statistics_periods, statistics_cumulative;
	struct words statistics_planned;
	struct words statistics_people, statistics_other_counts, statistics_together, statistics_asides,
	        statistics_remarks;
	struct words report_subjects, report_verbs, report_people, report_sources;
	LIST(struct sub_project) sub_projects;
	LIST(struct vocabulary_word) words;
	LIST(struct unit) units;
	LIST(struct statistics_column) columns;
	struct targets targets;
	int64_t retention_after;       /* from this moment on its mails may be erased; 0: it does not say */
	bool retention_keeps_register; /* units and titles of works stay then */
};

struct campaign_file {
	const char *path, *text;
	size_t len;
};

/* What a campaign is read from: the shipped words (schema/vocabulary.h), and its own file. */
struct campaign_files {
	struct campaign_file vocabulary, campaign;
};

/* The two files' texts, into the arena. REFUSED: one cannot be read. */
MUST_USE enum outcome campaign_load(const char *vocabulary, const char *campaign, struct arena *a,
        struct campaign_files *files_r, struct reason *why);

/* Reads and checks both. Looks the time zone up in the system's tz database, so it is called before a jail is
 * entered. REFUSED: `errors` holds one line per error: file, line, key, what is allowed. Its notes tell what the campaign's
 * file need not say. The campaign lives in the arena. */
MUST_USE enum outcome campaign_read(const struct campaign_files *files, struct arena *a,
        struct yaml_errors *errors, const struct campaign **campaign_r);

/* NULL where there is none of that id. */
const struct sub_project *campaign_sub_project(const struct campaign *c, const char *id);

#endif
