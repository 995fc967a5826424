unit_test(lack lack_test.c LIBS schema)
