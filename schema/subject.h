/* Subjects of mails: marks of answering, and what our own answers put in front. */
#ifndef SCHEMA_SUBJECT_H
#define SCHEMA_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

/* The sender's own subject: behind any Re:, 回复： and our own leading 【…】, before our token at the end. Part of `subject`. */
const char *subject_bare(const char *subject, size_t *len_r);

/* Answers one of ours: our own verdict leads it, behind marks of answering. All of it are our words then. */
bool subject_answers_us(const char *subject);

#endif
