unit_test(fetch_mailbox_name fetch_mailbox_name.c LIBS fetch)
