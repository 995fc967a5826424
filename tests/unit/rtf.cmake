unit_test(rtf rtf_test.c sample_file.c LIBS parsers)
