/* Subjects and tokens as they come back. */
#include "schema/subject.h"
#include "schema/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_bare_subject(void **state)
{
	(void)state;
	static const struct {
		const char *subject, *bare;
		bool ours;
	} subjects[] = {
	        {"Re: RE：回复: 报送", "报送", false},
	        {"回复：【请补充联系方式 编号22-0137-4】Re: 报送", "报送", true},
	        {"回复：【请补充联系方式 编号22-0137-4】Re: 报送 [K7Q2M-9XDTB]", "报送", true},
	        {"【已更新 编号22-0137-4】Re: 报送 [K7Q2M-9XDTB]", "报送", true},
	        {"报送 [合唱]", "报送 [合唱]", false},
	        {"Re[2]: 报送", "报送", false},
	        {"转发：报送", "转发：报送", false},
	        {"Report", "Report", false},
	        {"【已收到", "【已收到", false},
	        {" Re: ", "", false},
	};
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		size_t len;
		char text[128];
		const char *bare = subject_bare(subjects[i].subject, &len);
		snprintf(text, sizeof text, "%.*s", (int)len, bare);
		assert_string_equal(text, subjects[i].bare);
		assert_int_equal(subject_answers_us(subjects[i].subject), subjects[i].ours);
	}
}

static void test_token(void **state)
{
	(void)state;
	char made[TOKEN_SIZE], found[TOKEN_SIZE], text[128];
	token_write(UINT64_C(0xfedcba9876543210), made);
	snprintf(text, sizeof text, "回信时请保留：%s。", made);
	assert_non_null(token_find(text, found));
	assert_string_equal(found, made);
	assert_non_null(token_find("[k7q2m-9xdtb]", found));
	assert_string_equal(found, "K7Q2M-9XDTB");
	assert_non_null(token_find("OI2lM-9XDTB", found));
	assert_string_equal(found, "0121M-9XDTB");
	assert_null(token_find("<xw.a.K7Q2M-9XDTBB@sina.com>", found));
	assert_null(token_find("A-K7Q2M-9XDTB-C", found));
	assert_null(token_find("K7Q2M-9XD", found));
	assert_null(token_find("", found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_bare_subject),
	        cmocka_unit_test(test_token),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
