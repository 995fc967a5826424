unit_test(charset charset_test.c LIBS parsers)
