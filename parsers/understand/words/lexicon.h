/* All words of the campaign, looked up by what stands at a place of a text: the longest word wins, blanks
 * inside a letter-spaced word do not count. The cost of a look-up does not grow with the text. */
#ifndef UNDERSTAND_LEXICON_H
#define UNDERSTAND_LEXICON_H

#include "parsers/understand/words/runes.h"
#include "schema/campaign.h"

enum lexicon_class {
	LEX_LABEL,       /* ref: struct vocabulary_word */
	LEX_TITLE_LABEL, /* ref: struct sub_project */
	LEX_STRONG,      /* ref: struct sub_project */
	LEX_WEAK,        /* ref: struct sub_project */
	LEX_UNIT,        /* ref: struct unit; a name or alias of the roster */
	LEX_RECEIVER,
	LEX_UNIT_ENDING,
	LEX_SURE_ENDING,
	LEX_UNIT_PART,
	LEX_UNIT_KIND,
	LEX_UNIT_BREAK,
	LEX_UNIT_LEAD,
	LEX_UNIT_FOLLOW,
	LEX_SURNAME,
	LEX_RARE_SURNAME,
	LEX_PERSON_LEAD,
	LEX_SURE_LEAD,
	LEX_PERSON_FOLLOW,
	LEX_PERSON_MAKES,
	LEX_PERSON_BETWEEN,
	LEX_PERSON_END,
	LEX_COMMON_WORD,
	LEX_COURTESY,
	LEX_NOT_NAME,
	LEX_DEPARTMENT,
	LEX_POST,
	LEX_GROUP,
	LEX_DITTO,
	LEX_TITLE_LEAD,
	LEX_TITLE_NAMES,
	LEX_TITLE_END,
	LEX_TITLE_FOLLOW,
	LEX_TITLE_ASIDE,
	LEX_PAPER,
	LEX_CONNECTOR,
	LEX_FOR_ALL,
	LEX_FOR_ALL_LEAD,
	LEX_FURTHER,
	LEX_EXTENSION,
	LEX_VALUE_TAIL,
	LEX_CALL,
	LEX_ROLE,
	LEX_MESSENGER,
	LEX_GENERIC,
	LEX_FORM,
	LEX_MATERIAL,
	LEX_CAPTION,
	LEX_STAMP,
	LEX_EXAMPLE,
	LEX_FILLER,
	LEX_NOTICE,
	LEX_OWN,
	LEX_QUOTE_MARK,
	LEX_QUOTE_HEAD,
	LEX_QUOTE_END,
	LEX_SUBMISSION,
	LEX_QUESTION,
	LEX_CONDITION,
	LEX_WITHDRAW,
	LEX_ANNOUNCED,
	LEX_HANDED_IN,
	LEX_HANDED_IN_PLACE,
	LEX_ENCLOSED,
	LEX_ENCLOSED_DENIAL,
	LEX_NEWER,
	LEX_SUPPLEMENT,
	LEX_COMMAND_QUERY,
	LEX_COMMAND_WITHDRAW,
	LEX_COMMAND_FILLER,
	LEX_BOUNCE_PERMANENT,
	LEX_BOUNCE_PASSING,
	LEX_SYSTEM_PHRASE,
	LEX_SPAM,
	LEX_SPAM_SURE,
	LEX_REPORT_VERB,
	LEX_REPORT_PEOPLE,
	LEX_REPORT_SOURCE,
	LEX_REPORT_SUBJECT,
	LEX_STATISTICS_TITLE,
	LEX_TOTAL,
	LEX_PERIOD,
	LEX_CUMULATIVE,
	LEX_PLANNED,
	LEX_PEOPLE,
	LEX_OTHER_COUNT,
	LEX_TOGETHER,
	LEX_ASIDE,
	LEX_REMARK,
	LEX_COLUMN, /* ref: struct statistics_column */
	LEX_PLACEHOLDER,
	LEX_HINT,
	LEX_CLASS_COUNT,
};

/* A set of classes: they are more than 64. */
typedef unsigned __int128 lexicon_set;
#define LEX(c) ((lexicon_set)1 << (c))

struct lexicon;

struct match {
	enum lexicon_class class;
	const void *ref;
	size_t end;   /* behind the word */
	size_t runes; /* of the word, without blanks */
	const char *word;
};

struct lexicon *lexicon_new(struct arena *a, const struct campaign *c);

/* The longest word of `classes` that begins at `at` and ends before or at `to`. */
bool lexicon_at(const struct lexicon *lex, lexicon_set classes, const struct runes *r, size_t at, size_t to,
        struct match *m_r);
/* The first place from s.from on where one begins (*at_r), within the span. */
bool lexicon_find(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s,
        size_t *at_r, struct match *m_r);
/* The whole span, blanks at its ends aside, is one word. */
bool lexicon_is(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s,
        struct match *m_r);
/* How many different words of the classes the text holds. */
size_t lexicon_count(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s);
/* How many runes of words are left when all words of the classes, digits and signs are taken away. */
size_t lexicon_rest(const struct lexicon *lex, lexicon_set classes, const struct runes *r, struct span s);

#endif
