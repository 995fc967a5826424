unit_test(yaml yaml_test.c LIBS schema)
