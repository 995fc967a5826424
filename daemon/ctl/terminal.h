/* One key from a person at a terminal; a line where there is none, so that a script can answer too. */
#ifndef CTL_TERMINAL_H
#define CTL_TERMINAL_H

#include <stddef.h>

/* The key, in lower case; '\n' for Enter; 'q' at the end of input and for ^C. */
int terminal_read_key(void);
/* A line of input without its end, cut to `size`; "" at the end of input. */
void terminal_read_line(char *line_r, size_t size);

#endif
