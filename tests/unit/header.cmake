unit_test(header header_test.c LIBS parsers)
