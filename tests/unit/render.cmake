unit_test(render render_test.c render_campaign.c LIBS keep)
unit_test(reply reply_test.c render_campaign.c LIBS keep)
unit_test(digest digest_test.c render_campaign.c LIBS keep)
unit_test(compose compose_test.c render_campaign.c LIBS keep)

# The same golden message, read by a mail reader that is not ours.
add_test(NAME headers COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/look/headers.py ${CMAKE_SOURCE_DIR}/tests/golden)

add_test(NAME overflow COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/look/overflow.py ${CMAKE_SOURCE_DIR}/tests/golden)
set_tests_properties(overflow PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 180)
