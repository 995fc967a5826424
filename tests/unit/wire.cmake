unit_test(wire wire_test.c LIBS base)
