unit_test(mime mime_test.c LIBS parsers)
