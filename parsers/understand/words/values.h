/* From what stands behind a label to claims. */
#ifndef UNDERSTAND_VALUES_H
#define UNDERSTAND_VALUES_H

#include "parsers/understand/works/drafts.h"

/* `word` is the label, `span` its value as far as the next label. */
struct labelled {
	const struct vocabulary_word *word;
	const struct sub_project *titles; /* instead: a title label of this sub-project */
	const char *text;                 /* the label's word */
	bool for_all;
	bool weak; /* said in passing: counts where nothing better is given */
};

void value_read(struct reading *rd, struct drafts *d, const struct labelled *l, const struct runes *r,
        struct span span, struct origin o);

/* The label ends in a messenger's name: 微信, 联系方式微信. */
bool value_is_messenger(struct reading *rd, const struct labelled *l);
/* 同上, 〃: the same as above. */
bool value_is_ditto(struct reading *rd, const char *text);
/* Two lists of lines as one. */
const char *value_join(struct arena *a, const char *one, const char *two);
/* All numbers (or the address) of a contact's value, one a line; "" and the fault where none is usable. */
const char *value_contacts(struct reading *rd, const struct runes *r, struct span span, enum fault *fault_r);
/* One of the organiser's own numbers. */
bool value_is_office_phone(const struct reading *rd, const char *digits);
/* Every word of the span that names a sub-project becomes a hint. `extra` is added to words that name it; of a label's value, and
 * right before a title, to words that only hint at it too. */
void value_kinds(struct reading *rd, struct drafts *d, const struct runes *r, struct span span,
        struct origin o, bool to_work, uint32_t extra);

#endif
