unit_test(html html_test.c LIBS parsers)
