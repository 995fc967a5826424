/* Arena and buffer: caps hold, and past an arena's cap the process ends with the code that says so. */
#include "base/arena.h"
#include "base/buf.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int exit_code_of(void (*work)(void))
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
		work();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void take_little_by_little(void)
{
	struct arena *a = arena_new(1 << 20);
	for (int i = 0; i < 20000; i++)
		arena_alloc(a, 100);
}

static void take_too_much_at_once(void)
{
	arena_alloc(arena_new(1 << 20), SIZE_MAX - 8);
}

static void grow_past_all_numbers(void)
{
	arena_grow(arena_new(1 << 20), NULL, 0, SIZE_MAX / 2, 16);
}

static void the_cap_ends_the_process(void **state)
{
	(void)state;
	assert_int_equal(exit_code_of(take_little_by_little), EXIT_MEMORY);
	assert_int_equal(exit_code_of(take_too_much_at_once), EXIT_MEMORY);
	assert_int_equal(exit_code_of(grow_past_all_numbers), EXIT_MEMORY);
}

static void memory_is_zeroed_aligned_and_kept(void **state)
{
	(void)state;
	struct arena *a = arena_new(8 << 20);
	LIST(int) numbers = {0};
	for (int i = 0; i < 10000; i++) {
		char *p = arena_alloc(a, (size_t)i % 37 + 1);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_int_equal(*p, 0);
		*p = 'x';
		*list_add(a, &numbers) = i;
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(numbers.v[i], i);
	assert_string_equal(arena_printf(a, "%d%s", 5, "五"), "5五");
	assert_string_equal(arena_strndup(a, "abc", 2), "ab");
	arena_close(&a);
	assert_null(a);
	arena_close(&a);
}

static void a_buffer_keeps_what_fits(void **state)
{
	(void)state;
	struct buf b = BUF_INIT(10);
	assert_string_equal(buf_str(&b), "");
	buf_puts(&b, "12345");
	buf_puts(&b, "678901");
	assert_true(b.overrun);
	assert_string_equal(buf_str(&b), "12345");
	buf_printf(&b, "%s", "67890");
	assert_string_equal(buf_str(&b), "1234567890");
	buf_reset(&b);
	assert_false(b.overrun);
	assert_string_equal(buf_str(&b), "");
	buf_free(&b);
}

static void numbers_have_their_width(void **state)
{
	(void)state;
	struct buf b = BUF_INIT(64);
	buf_put_number(&b, 0, 1);
	buf_put_number(&b, 7, 2);
	buf_put_number(&b, 2022, 2);
	buf_put_number(&b, UINT64_MAX, 0);
	assert_string_equal(buf_str(&b), "007202218446744073709551615");
	buf_reset(&b);
	for (int i = 0; i < 5; i++)
		buf_printf(&b, "%d%s", i, "五五五");
	assert_int_equal(b.len, 50);
	buf_printf(&b, "%s", "123456789012345"); /* fits into what was allocated, and not under the cap */
	assert_true(b.overrun);
	assert_int_equal(strlen(buf_str(&b)), 50);
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_cap_ends_the_process),
	        cmocka_unit_test(memory_is_zeroed_aligned_and_kept),
	        cmocka_unit_test(a_buffer_keeps_what_fits),
	        cmocka_unit_test(numbers_have_their_width),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
