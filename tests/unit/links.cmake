unit_test(links links_test.c understand_pages.c understand_sample.c LIBS parsers understand keep)
