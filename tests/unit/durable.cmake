unit_test(durable durable_test.c LIBS base)
