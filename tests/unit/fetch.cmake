unit_test(mailbox_name mailbox_name_test.c LIBS fetch)
