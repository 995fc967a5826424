unit_test(sheet sheet_test.c fixture.c LIBS parsers)
unit_test(xlsx xlsx_test.c fixture.c LIBS parsers)
unit_test(office office_test.c fixture.c LIBS parsers)
