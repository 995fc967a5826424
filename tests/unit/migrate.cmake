unit_test(migrate migrate_test.c LIBS keep)
