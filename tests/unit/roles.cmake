unit_test(roles roles_test.c forbidden.c ${CMAKE_SOURCE_DIR}/daemon/privileges.c LIBS schema)
