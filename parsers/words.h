/* What a parse child says on stderr. Its bytes may be a mail's: only the fixed lines of our own code reach
 * the log, a few, cleaned, and only LIMIT_PARSE_WORDS bytes of them. */
#ifndef PARSERS_WORDS_H
#define PARSERS_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* A pipe; the writing end never blocks the child. Both -1 in builds with sanitizers, whose reports are wanted
 * whole. */
bool words_open(int *read_r, int *write_r);
/* After the child's end: logs what is to be logged and closes. */
void words_close(int *fd, uint64_t request);

#endif
