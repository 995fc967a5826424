#include "collect_sample.h"
#include "parsers/archive/archive.h"
#include "parsers/archive/volume.h"
#include "schema/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static int contents;

static int open_one(void **state)
{
	(void)state;
	arena = arena_new(LIMIT_ARENA_BYTES);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	close(contents);
	arena_close(&arena);
	return 0;
}

static const struct document *take(const char *name)
{
	return collect_sample(arena_printf(arena, "archive/%s", name), arena, &contents);
}

static const struct part *check_member(const struct document *d, const char *name, const char *type)
{
	const struct part *p = collect_sample_part(d, name);
	struct hash hash;
	struct reason why;
	assert_string_equal(p->type, type);
	assert_int_equal(p->role, PART_FILE);
	assert_int_equal(hash_file(contents, p->offset, p->size, &hash, &why), DONE);
	assert_memory_equal(hash.bytes, p->hash.bytes, HASH_SIZE);
	return p;
}

static void check_first_line(const struct document *d, const struct part *p, const char *line)
{
	for (size_t i = 0; i < d->texts.n; i++)
		if (&d->claims->parts.v[d->texts.v[i].part] == p) {
			assert_string_equal(d->texts.v[i].blocks.v[0].line, line);
			return;
		}
	fail_msg("no text of %s", p->name);
}

#define FORM "单位：新北街道总工会"

static void every_format_gives_its_files(void **state)
{
	static const char *const names[] = {"plain.7z", "old.rar", "new.rar"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct document *d = take(names[i]);
		assert_true(d->claims->parts.v[0].readable);
		assert_int_equal(d->claims->parts.n, 3);
		assert_int_equal(d->claims->parts.v[1].parent, 0);
		check_first_line(d,
		        check_member(d, arena_printf(arena, "%s/作品/登记表.txt", names[i]), "text/plain"),
		        FORM);
		close(contents);
	}
	take("empty.zip");
}

static void tar_and_single_files(void **state)
{
	(void)state;
	const struct document *d = take("works.tar.gz");
	check_first_line(d, check_member(d, "works.tar.gz/作品/登记表.txt", "text/plain"), FORM);
	assert_int_equal(d->claims->parts.n, 2); /* a link is no file */
	close(contents);
	d = take("single.txt.gz");
	check_first_line(d, check_member(d, "single.txt.gz/single.txt", "text/plain"), FORM);
}

static void zip_in_its_variants(void **state)
{
	static const char *const names[][2] = {{"zip64.zip", "作品.txt"}, {"descriptor.zip", "-"}};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct document *d = take(names[i][0]);
		const char *name = arena_printf(arena, "%s/%s", names[i][0], names[i][1]);
		check_first_line(d, check_member(d, name, "text/plain"), FORM);
		close(contents);
	}
	take("empty.zip");
}

static void names_of_windows(void **state)
{
	(void)state;
	const struct document *d = take("gbk.zip");
	collect_sample_part(d, "gbk.zip/作品/新港街道+张伟/晨光.jpg");
	/* The second byte of 誠 is a backslash. */
	check_first_line(d, check_member(d, "gbk.zip/作品/報誠一.txt", "text/plain"), FORM);
	assert_int_equal(d->claims->parts.n, 3);
}

static void names_are_harmless(void **state)
{
	static const char *const pairs[][2] = {{"../../etc/passwd", "etc/passwd"}, {"/a//b/./c", "a/b/c"},
	        {"C:\\a\\b", "a/b"}, {"c:..\\x", "x"}, {"", "_"}, {"..", "_"}, {"a\tb\x7f", "a_b_"},
	        {"\xe2\x80\xaegpj", "_gpj"}};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(archive_name(pairs[i][0], arena), pairs[i][1]);
	char long_name[8000];
	memset(long_name, 'a', sizeof long_name);
	long_name[sizeof long_name - 1] = '\0';
	assert_int_equal(strlen(archive_name(long_name, arena)), LIMIT_NAME_BYTES);
	const struct document *d = take("traversal.zip");
	for (size_t i = 0; i < d->claims->parts.n; i++)
		assert_null(strstr(d->claims->parts.v[i].name, ".."));
	collect_sample_part(d, "traversal.zip/Windows/win.ini");
}

static void debris_is_for_machines(void **state)
{
	(void)state;
	const struct document *d = take("utf8.zip");
	assert_int_equal(d->claims->parts.n, 5);
	assert_int_equal(collect_sample_part(d, "utf8.zip/作品/晨光.jpg")->role, PART_FILE);
	assert_int_equal(collect_sample_part(d, "utf8.zip/作品/.DS_Store")->role, PART_MACHINE);
	assert_int_equal(collect_sample_part(d, "utf8.zip/作品/Thumbs.db")->role, PART_MACHINE);
	assert_int_equal(collect_sample_part(d, "utf8.zip/__MACOSX/作品/._晨光.jpg")->role, PART_MACHINE);
}

static void passwords_are_told(void **state)
{
	static const char *const names[] = {"secret.7z", "secret.zip", "hidden.7z"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct document *d = take(names[i]);
		assert_int_equal(d->claims->parts.v[0].unread, UNREAD_PROTECTED);
		assert_false(d->claims->parts.v[0].readable);
		assert_int_equal(d->claims->parts.n, i < 2 ? 3 : 1);
		for (size_t k = 1; k < d->claims->parts.n; k++) {
			assert_false(d->claims->parts.v[k].readable);
			assert_true(d->claims->parts.v[k].offset == UINT64_MAX);
		}
		close(contents);
	}
	take("empty.zip");
}

static void damage_leaves_what_was_read(void **state)
{
	(void)state;
	const struct document *d = take("broken.zip");
	assert_int_equal(d->claims->parts.v[0].unread, UNREAD_BROKEN);
	assert_false(d->claims->parts.v[0].readable);
	check_first_line(d, check_member(d, "broken.zip/一.txt", "text/plain"), FORM);
	assert_int_equal(collect_sample_part(d, "broken.zip/二.txt")->unread, UNREAD_BROKEN);
	close(contents);
	d = take("endless.rar");
	assert_int_equal(d->claims->parts.v[0].unread, UNREAD_BROKEN);
}

static void bombs_are_left_alone(void **state)
{
	(void)state;
	const struct document *d = take("bomb.zip");
	uint64_t bytes = 0;
	unsigned large = 0;
	for (size_t i = 1; i < d->claims->parts.n; i++) {
		const struct part *p = &d->claims->parts.v[i];
		bytes += p->offset == UINT64_MAX ? 0 : p->size;
		large += p->parent == 0 && p->unread == UNREAD_TOO_LARGE;
	}
	assert_true(bytes <= LIMIT_UNPACKED_BYTES);
	assert_int_equal(large, 5); /* seven times 40 MB were taken */
	check_first_line(d, check_member(d, "bomb.zip/小.txt", "text/plain"), FORM);
}

static void too_many_files(void **state)
{
	(void)state;
	const struct document *d = take("many.zip");
	assert_int_equal(d->claims->parts.n, LIMIT_PARTS_INSIDE);
	assert_int_equal(d->claims->parts.v[0].unread, UNREAD_TOO_LARGE);
	assert_true(d->claims->incomplete);
}

static void too_deep(void **state)
{
	(void)state;
	const struct document *d = take("deep.zip");
	size_t n = d->claims->parts.n;
	assert_int_equal(n, LIMIT_UNPACK_DEPTH + 1);
	assert_int_equal(d->claims->parts.v[n - 1].unread, UNREAD_TOO_DEEP);
	assert_false(d->claims->parts.v[n - 1].readable);
	assert_true(d->claims->parts.v[n - 2].readable);
}

static void a_mail_in_an_archive(void **state)
{
	(void)state;
	const struct document *d = take("mail.zip");
	assert_string_equal(collect_sample_part(d, "mail.zip/来信.eml")->type, "message/rfc822");
	assert_int_equal(d->claims->parts.v[2].parent, 1);
	check_first_line(d, &d->claims->parts.v[2], "内文");
	assert_int_equal(d->texts.v[0].message, 1);
}

static void time_of_a_mail_runs_out(void **state)
{
	(void)state;
	static const char *const paths[] = {"archive/mail.zip", "xls/statistics.xls"};
	for (size_t i = 0; i < 2; i++) {
		struct arena *a = arena_new(64u << 20);
		int decoded;
		const struct document *d = collect_sample_late(paths[i], a, &decoded);
		assert_int_equal(d->claims->parts.n, 1);
		assert_int_equal(d->claims->parts.v[0].unread, UNREAD_TOO_LARGE);
		assert_false(d->claims->parts.v[0].readable);
		assert_true(d->claims->incomplete);
		close(decoded);
		arena_close(&a);
	}
}

static void volumes_are_known_by_their_names(void **state)
{
	(void)state;
	static const char *const volumes[] = {"作品.7z.001", "a.ZIP.002", "a.tar.gz.003", "a.z01", "a.R00"};
	static const char *const others[] = {"", "a", "a.", ".", "a.001", "a.mp4.001", "7z.001", "a.zip.01",
	        "a.zip", "a.z", "a.z1", "a.r001", "a.zip.0012"};
	for (size_t i = 0; i < sizeof volumes / sizeof *volumes; i++)
		if (!volume_by_name(volumes[i]))
			fail_msg("%s is none", volumes[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (volume_by_name(others[i]))
			fail_msg("%s is one", others[i]);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_one, close_one)
	const struct CMUnitTest tests[] = {TEST(every_format_gives_its_files), TEST(tar_and_single_files),
	        TEST(zip_in_its_variants), TEST(names_of_windows), TEST(names_are_harmless),
	        TEST(debris_is_for_machines), TEST(passwords_are_told), TEST(damage_leaves_what_was_read),
	        TEST(bombs_are_left_alone), TEST(too_many_files), TEST(too_deep), TEST(a_mail_in_an_archive),
	        TEST(time_of_a_mail_runs_out), TEST(volumes_are_known_by_their_names)};
	return cmocka_run_group_tests(tests, collect_sample_preload, NULL);
}
