/* A small input that fills an arena is a finding like a crash: libFuzzer must see it, where the program just ends. */
#include "base/outcome.h"

#include <stdlib.h>

const char *__lsan_default_suppressions(void);

/* libmediainfo loses what it had begun where a file is damaged. Nothing of ours is made by C++, and a parser's process ends with its
 * mail. Weak: a target may know of further ones. */
__attribute__((weak)) const char *__lsan_default_suppressions(void)
{
	return "leak:libstdc++";
}

_Noreturn void __wrap_memory_exhausted(const char *what);

_Noreturn void __wrap_memory_exhausted(const char *what)
{
	(void)what;
	abort();
}
