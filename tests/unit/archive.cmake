unit_test(archive archive_test.c collect_sample.c LIBS parsers)
unit_test(tnef tnef_test.c collect_sample.c LIBS parsers)
unit_test(uuencode uuencode_test.c collect_sample.c LIBS parsers)
unit_test(show show_test.c collect_sample.c LIBS parsers)
