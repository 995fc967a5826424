unit_test(pdf pdf_test.c sample_file.c LIBS parsers)
