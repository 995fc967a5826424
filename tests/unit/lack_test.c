/* What a work can lack, as a set and as the text that the database keeps. */
#include "schema/lack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_set_comes_back_from_its_text(void **state)
{
	(void)state;
	for (unsigned bits = 0; bits < 1u << LACK_COUNT; bits++) {
		char text[LACKS_TEXT_SIZE];
		lacks_write((struct lacks){bits}, text);
		assert_int_equal(lacks_read(text).bits, bits);
		assert_int_equal(*text == '\0', !lacks_any((struct lacks){bits}));
	}
}

static void the_text_names_labels_then_the_rest(void **state)
{
	(void)state;
	char text[LACKS_TEXT_SIZE];
	struct lacks l = {0};
	lacks_add(&l, LACK_FILES);
	lacks_add(&l, LACK_SUB_PROJECT);
	lacks_add(&l, LACK_CONTACT);
	assert_string_equal(lacks_write(l, text), "contact,sub-project,files");
	assert_true(lacks_label(l, LABEL_CONTACT));
	assert_false(lacks_label(l, LABEL_NAME));
}

static void names_that_are_none_are_passed_over(void **state)
{
	(void)state;
	assert_int_equal(lacks_read("").bits, 0);
	assert_int_equal(lacks_read("file,filesx,,unit").bits, 1u << LACK_UNIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_set_comes_back_from_its_text),
	        cmocka_unit_test(the_text_names_labels_then_the_rest),
	        cmocka_unit_test(names_that_are_none_are_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
