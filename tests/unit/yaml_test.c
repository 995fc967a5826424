/* Whoever mistypes a configuration is told every mistake at once, with file, line, key and what is allowed.
 */
#include "schema/limits.h"
#include "schema/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct yaml_errors errors;

static int open_arena(void **state)
{
	(void)state;
	arena = arena_new(64u << 20);
	errors = (struct yaml_errors){.arena = arena};
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static const struct yaml_node *read_bytes(const char *text, size_t len, enum outcome expected)
{
	struct yaml *y;
	assert_int_equal(yaml_parse("test.yaml", text, len, arena, &errors, &y), expected);
	return yaml_root(y);
}

static const struct yaml_node *read_good(const char *text)
{
	return read_bytes(text, strlen(text), DONE);
}

static void read_bad(const char *text)
{
	read_bytes(text, strlen(text), REFUSED);
}

static void check_error(size_t i, const char *line)
{
	assert_true(i < errors.lines.n);
	assert_string_equal(errors.lines.v[i], line);
}

static void check_only_error(const char *line)
{
	assert_int_equal(errors.lines.n, 1);
	check_error(0, line);
}

static void values_come_through(void **state)
{
	(void)state;
	static const char *const colours[] = {"red", "green", NULL};
	const char **words;
	const struct yaml_node *root =
	        read_good("name: 单位\nempty: \"\"\nport: 993\nquick: yes\ncolour: green\n"
	                  "inner:\n  key: '值'\nwords: [一, two]\n");
	assert_string_equal(yaml_get_string(root, "name", NULL), "单位");
	assert_string_equal(yaml_get_string(root, "empty", NULL), "");
	assert_string_equal(yaml_get_string(root, "absent", "else"), "else");
	assert_int_equal(yaml_get_number(root, "port", 1, 65535, YAML_REQUIRED), 993);
	assert_int_equal(yaml_get_number(root, "absent", 1, 65535, 7), 7);
	assert_true(yaml_get_bool(root, "quick", false));
	assert_true(yaml_get_bool(root, "absent", true));
	assert_int_equal(yaml_get_choice(root, "colour", colours, -1), 1);
	const struct yaml_node *inner = yaml_map(root, "inner", true);
	assert_string_equal(yaml_get_string(inner, "key", NULL), "值");
	yaml_finish_map(inner);
	assert_int_equal(yaml_get_strings(root, "words", true, &words), 2);
	assert_string_equal(words[0], "一");
	assert_string_equal(words[1], "two");
	yaml_finish_map(root);
	assert_int_equal(errors.lines.n, 0);
}

static void unknown_key_names_the_allowed_ones(void **state)
{
	(void)state;
	const struct yaml_node *root = read_good("host: here\nprot: 993\n");
	yaml_get_string(root, "host", NULL);
	yaml_get_number(root, "port", 1, 65535, 143);
	yaml_finish_map(root);
	check_only_error("test.yaml:2: prot: is no known key here; allowed: host, port");
}

static void missing_key_is_named(void **state)
{
	(void)state;
	const struct yaml_node *root = read_good("imap:\n  port: 993\n");
	yaml_get_string(yaml_map(root, "imap", true), "host", NULL);
	check_only_error("test.yaml:2: imap: the key \"host\" is missing");
}

static void key_may_stand_once(void **state)
{
	(void)state;
	read_bad("host: here\nport: 1\nhost: there\n");
	check_only_error("test.yaml:3: host: stands here twice");
}

static void aliases_are_refused(void **state)
{
	(void)state;
	read_bad("one: &a [x, x]\ntwo: [*a, *a]\n");
	check_only_error("test.yaml:1: aliases (*name) are not allowed here: write the value out");
}

static void numbers_are_whole_and_in_range(void **state)
{
	(void)state;
	static const char *const no_numbers[] = {
	        "20x2", "x20", "0x20", "1e3", "2.5", "\"\"", "99999999999999999999", "0", "70000", "-1"};
	for (size_t i = 0; i < sizeof no_numbers / sizeof *no_numbers; i++) {
		const struct yaml_node *root =
		        read_good(arena_printf(arena, "a: 1\nport: %s\n", no_numbers[i]));
		size_t before = errors.lines.n;
		yaml_get_number(root, "port", 1, 65535, YAML_REQUIRED);
		const char *value = *no_numbers[i] == '"' ? "" : no_numbers[i];
		assert_int_equal(errors.lines.n, before + 1);
		check_error(before,
		        arena_printf(arena,
		                "test.yaml:2: port: is \"%s\", must be a whole number from 1 to 65535",
		                value));
	}
}

static void choice_names_what_is_allowed(void **state)
{
	(void)state;
	static const char *const colours[] = {"red", "green", NULL};
	const struct yaml_node *root = read_good("colour: blue\nquick: maybe\n");
	assert_int_equal(yaml_get_choice(root, "colour", colours, 0), 0);
	yaml_get_bool(root, "quick", false);
	assert_int_equal(errors.lines.n, 2);
	check_error(0, "test.yaml:1: colour: is \"blue\", must be one of: red, green");
	check_error(1, "test.yaml:2: quick: is \"maybe\", must be one of: no, yes, false, true");
}

static void wrong_kinds_are_told(void **state)
{
	(void)state;
	const char **words;
	const struct yaml_node *root =
	        read_good("host: [a]\nimap: word\nstaff: {a: b}\nmixed: [a, {b: c}]\n");
	yaml_get_string(root, "host", "");
	yaml_map(root, "imap", true);
	yaml_list(root, "staff", true);
	yaml_get_strings(root, "mixed", true, &words);
	assert_int_equal(errors.lines.n, 4);
	check_error(0, "test.yaml:1: host: must be a single value");
	check_error(1, "test.yaml:2: imap: must be a mapping: lines of \"key: value\", indented");
	check_error(2, "test.yaml:3: staff: must be a list: [one, two] or lines of \"- one\"");
	check_error(3, "test.yaml:4: mixed[2]: must be a single value");
}

/* "settled:" with nothing behind it means the defaults. */
static void optional_key_may_stand_empty(void **state)
{
	(void)state;
	const struct yaml_node *root = read_good("digest:\nwords:\n");
	assert_null(yaml_map(root, "digest", false));
	assert_null(yaml_list(root, "words", false));
	assert_int_equal(errors.lines.n, 0);
}

static void no_yaml_is_told_with_its_line(void **state)
{
	(void)state;
	read_bad("a: 1\nb: [1, 2\nc: 3\n");
	assert_int_equal(errors.lines.n, 1);
	assert_int_equal(strncmp(errors.lines.v[0], "test.yaml:", 10), 0);
	assert_true(atoi(errors.lines.v[0] + 10) >= 2);
}

static void neither_empty_nor_a_mapping(void **state)
{
	(void)state;
	read_bad("");
	read_bad("- a\n- b\n");
	assert_int_equal(errors.lines.n, 2);
	check_error(0, "test.yaml:1: the file is empty");
	check_error(1, "test.yaml:1: must be a mapping: lines of \"key: value\"");
}

static void hostile_sizes_end(void **state)
{
	(void)state;
	char deep[400] = "a: ";
	memset(deep + 3, '[', 100);
	memset(deep + 103, ']', 100);
	read_bad(deep);
	assert_non_null(strstr(errors.lines.v[0], "nested too deeply"));
	char *large = arena_alloc(arena, LIMIT_YAML_BYTES + 1);
	memset(large, '#', LIMIT_YAML_BYTES + 1);
	size_t before = errors.lines.n;
	read_bytes(large, LIMIT_YAML_BYTES + 1, REFUSED);
	check_error(before, "test.yaml:1: the file is too large");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
	const struct CMUnitTest tests[] = {
	        TEST(values_come_through),
	        TEST(unknown_key_names_the_allowed_ones),
	        TEST(missing_key_is_named),
	        TEST(key_may_stand_once),
	        TEST(aliases_are_refused),
	        TEST(numbers_are_whole_and_in_range),
	        TEST(choice_names_what_is_allowed),
	        TEST(wrong_kinds_are_told),
	        TEST(optional_key_may_stand_empty),
	        TEST(no_yaml_is_told_with_its_line),
	        TEST(neither_empty_nor_a_mapping),
	        TEST(hostile_sizes_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
