unit_test(send_text send_text.c LIBS send)
