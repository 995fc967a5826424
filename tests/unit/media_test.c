/* Pixels and length of real pictures, sounds and films. */
#include "parsers/media/media.h"
#include "tests/unit/sample_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct reason why;

static void sizes_and_lengths_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		uint32_t width, height;
		uint64_t least, most; /* milliseconds */
	} samples[] = {
	        {"media/film.mp4", 320, 180, 2000, 2000},
	        {"media/film.wmv", 320, 180, 1800, 2200},
	        {"media/sound.mp3", 0, 0, 1500, 1600},
	        {"media/sound.m4a", 0, 0, 1500, 1700},
	        {"media/picture.jpg", 64, 48, 0, 0},
	        {"media/picture.png", 64, 48, 0, 0},
	        {"media/picture.webp", 64, 48, 0, 0},
	        {"media/picture.gif", 64, 48, 0, 0},
	};
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct sample_file f;
		sample_file_open(&f, samples[i].path);
		assert_int_equal(media_read(&f.content, f.arena, &f.text, &why), DONE);
		assert_int_equal(f.text.width, samples[i].width);
		assert_int_equal(f.text.height, samples[i].height);
		assert_in_range(f.text.milliseconds, samples[i].least, samples[i].most);
		assert_int_equal(f.text.unread, UNREAD_NOT);
		sample_file_close(&f);
	}
}

static void damage_is_said_or_survived(void **state)
{
	(void)state;
	struct sample_file f, whole;
	sample_file_set(&f, "no picture at all", 17);
	assert_int_equal(media_read(&f.content, f.arena, &f.text, &why), DONE);
	assert_int_equal(f.text.width, 0);
	sample_file_close(&f);
	sample_file_open(&whole, "media/film.mp4");
	for (size_t len = 1; len < whole.content.len; len += whole.content.len / 20) {
		sample_file_set(&f, whole.bytes, len);
		assert_int_equal(media_read(&f.content, f.arena, &f.text, &why), DONE);
		if (len > 100)
			assert_int_equal(f.text.unread, UNREAD_BROKEN);
		sample_file_close(&f);
	}
	sample_file_close(&whole);
}

int main(void)
{
	media_preload();
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(sizes_and_lengths_are_found),
	        cmocka_unit_test(damage_is_said_or_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
