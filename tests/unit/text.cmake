unit_test(text text_test.c LIBS parsers)
