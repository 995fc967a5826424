unit_test(config config_test.c LIBS schema)
