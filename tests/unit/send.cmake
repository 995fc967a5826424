unit_test(send_text send_text_test.c LIBS send)
