unit_test(sandbox sandbox_test.c forbidden.c LIBS base)
