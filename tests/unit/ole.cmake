unit_test(ole ole_test.c sample_file.c LIBS parsers)
