unit_test(media media_test.c sample_file.c LIBS parsers)
