/* A small input that fills an arena is a finding like a crash: libFuzzer must see it, where the program just ends. */
#include "base/outcome.h"

#include <stdlib.h>

_Noreturn void __wrap_memory_exhausted(const char *what);

_Noreturn void __wrap_memory_exhausted(const char *what)
{
	(void)what;
	abort();
}
