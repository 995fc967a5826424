unit_test(arena arena_test.c LIBS base)
