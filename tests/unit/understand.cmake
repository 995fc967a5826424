unit_test(understand_mails understand_mails_test.c understand_sample.c LIBS understand keep)
unit_test(understand_shapes understand_shapes_test.c understand_sample.c LIBS understand keep)
unit_test(campaign campaign_test.c understand_sample.c LIBS understand keep)
unit_test(decide decide_test.c understand_sample.c LIBS understand keep)
