/* Messages: what is written is read back, and no cut or inflated message is believed. */
#include "base/wire.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static struct message m; /* 64 KiB */

static struct buf sample(void)
{
	struct buf b = BUF_INIT(WIRE_MESSAGE_MOST);
	wire_put_u8(&b, 7);
	wire_put_u32(&b, 0x12345678);
	wire_put_u64(&b, UINT64_MAX - 1);
	wire_put_i64(&b, -2);
	wire_put_str(&b, "徐州");
	wire_put_str(&b, NULL);
	return b;
}

static struct wire_reader reader_of(const struct buf *b, size_t len)
{
	return (struct wire_reader){(const uint8_t *)b->data, (const uint8_t *)b->data + len, false};
}

static bool reads_whole(struct wire_reader r, struct arena *a)
{
	bool same = wire_get_u8(&r) == 7;
	same = wire_get_u32(&r) == 0x12345678 && same;
	same = wire_get_u64(&r) == UINT64_MAX - 1 && same;
	same = wire_get_i64(&r) == -2 && same;
	same = strcmp(wire_get_str(&r, a, 100), "徐州") == 0 && same;
	same = strcmp(wire_get_str(&r, a, 100), "") == 0 && same;
	return wire_is_whole(&r) && same;
}

static void only_the_whole_message_is_read(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct buf b = sample();
	assert_true(reads_whole(reader_of(&b, b.len), a));
	for (size_t len = 0; len < b.len; len++)
		assert_false(reads_whole(reader_of(&b, len), a));
	wire_put_u8(&b, 0);
	assert_false(reads_whole(reader_of(&b, b.len), a));
	buf_free(&b);
	arena_close(&a);
}

static void lengths_and_counts_are_not_believed(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct buf b = BUF_INIT(100);
	struct wire_reader r;
	wire_put_u32(&b, UINT32_MAX);
	wire_put_u8(&b, 'x');
	r = reader_of(&b, b.len);
	assert_string_equal(wire_get_str(&r, a, UINT32_MAX), "");
	assert_true(r.bad);
	r = reader_of(&b, b.len);
	assert_int_equal(wire_get_count(&r, UINT32_MAX), 0);
	assert_true(r.bad);
	buf_reset(&b);
	wire_put_u32(&b, 3);
	buf_put(&b, "a\0b", 3);
	r = reader_of(&b, b.len);
	assert_string_equal(wire_get_str(&r, a, 100), "");
	assert_true(r.bad); /* a NUL inside would hide what follows it */
	r = reader_of(&b, b.len);
	assert_string_equal(wire_get_str(&r, a, 2), "");
	assert_true(r.bad); /* longer than was asked for */
	buf_free(&b);
	arena_close(&a);
}

static void a_message_carries_its_files(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct reason why;
	int pair[2], ends[2];
	char byte = 0;
	struct buf b = sample();
	assert_int_equal(channel_open(pair, &why), DONE);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(channel_send(pair[0], 42, &b, &ends[1], 1, &why), DONE);
	close(ends[1]);
	assert_int_equal(channel_receive(pair[1], &m, &why), DONE);
	assert_int_equal(m.type, 42);
	assert_true(reads_whole(m.body, a));
	assert_true(m.fds[0] >= 0 && m.fds[1] == -1 && m.fds[2] == -1);
	assert_true(fcntl(m.fds[0], F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(m.fds[0], "x", 1), 1);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	message_close_fds(&m);
	assert_int_equal(read(ends[0], &byte, 1), 0); /* no other copy is left open */
	close(ends[0]);
	close(pair[0]);
	assert_int_equal(channel_receive(pair[1], &m, &why), BROKEN);
	close(pair[1]);
	buf_free(&b);
	arena_close(&a);
}

static void nonsense_breaks_the_channel_and_length_the_message(void **state)
{
	(void)state;
	struct reason why;
	int pair[2];
	struct buf b = BUF_INIT(2 * WIRE_MESSAGE_MOST);
	static const char block[WIRE_MESSAGE_MOST];
	assert_int_equal(channel_open(pair, &why), DONE);
	assert_int_equal(send(pair[0], "xyz", 3, 0), 3);
	assert_int_equal(channel_receive(pair[1], &m, &why), BROKEN);
	buf_put(&b, block, sizeof block - 4);
	assert_int_equal(channel_send(pair[0], 1, &b, NULL, 0, &why), DONE);
	assert_int_equal(channel_receive(pair[1], &m, &why), DONE);
	buf_putc(&b, 'x');
	assert_int_equal(channel_send(pair[0], 1, &b, NULL, 0, &why), REFUSED);
	buf_free(&b);
	close(pair[0]);
	close(pair[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(only_the_whole_message_is_read),
	        cmocka_unit_test(lengths_and_counts_are_not_believed),
	        cmocka_unit_test(a_message_carries_its_files),
	        cmocka_unit_test(nonsense_breaks_the_channel_and_length_the_message),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
