unit_test(zygote zygote_test.c ${CMAKE_SOURCE_DIR}/parsers/zygote.c ${CMAKE_SOURCE_DIR}/parsers/attempt.c ${CMAKE_SOURCE_DIR}/parsers/words.c
	${CMAKE_SOURCE_DIR}/daemon/keep/intake/examine.c LIBS schema)
target_compile_definitions(test_zygote PRIVATE XW_LIBEXEC_DIR="/nonexistent")
