unit_test(subject subject_test.c LIBS schema)
