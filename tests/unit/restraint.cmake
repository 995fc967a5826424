unit_test(provider provider_test.c LIBS keep)
