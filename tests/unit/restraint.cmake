unit_test(provider provider_test.c LIBS keep)
unit_test(authres authres_test.c LIBS parsers)
unit_test(understand_command understand_command_test.c understand_sample.c LIBS understand keep)

add_test(NAME automatic COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/automatic/automatic.py $<TARGET_FILE:xuanwangctl>)
