/* The privilege table: in the real jail of each role, everything that is not its work is refused. The
 * zygote's and the parse child's jails stand in zygote.c and are tried in zygote_test.c and sandbox_test.c.
 */
#include "daemon/role.h"
#include "tests/unit/forbidden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char state_folder[] = "/tmp/xuanwangd-roles-XXXXXX";
static char archive_folder[64];

static void try_role(enum role role, unsigned allowed)
{
	struct arena *a = arena_new(1 << 20);
	struct config config = {.imap = {.host = "imap.example.org", .port = 993},
	        .smtp = {.host = "smtp.example.org", .port = 465},
	        .state_folder = state_folder,
	        .archive_folder = archive_folder,
	        .require_landlock = true,
	        .clamd_socket = ""};
	struct sandbox s = role_sandbox(role, &config, a);
	forbidden_attempts(&s, allowed);
	arena_close(&a);
}

/* Its own folders are state and archive; the attempts go elsewhere. */
static void keep_reaches_nothing_outside_its_folders(void **state)
{
	(void)state;
	try_role(ROLE_KEEP, 0);
}

/* The attempt connects to a port that is neither the mail server's nor DNS; kernels before Landlock ABI 4
 * cannot tell ports. */
static void fetch_reaches_only_its_server(void **state)
{
	(void)state;
	try_role(ROLE_FETCH, sandbox_landlock_abi() < 4 ? 1 << ATTEMPT_CONNECT : 0);
}

static void send_reaches_only_its_server(void **state)
{
	(void)state;
	try_role(ROLE_SEND, sandbox_landlock_abi() < 4 ? 1 << ATTEMPT_CONNECT : 0);
}

static void only_the_roles_of_the_table_have_names(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		assert_int_equal(role_by_name(role_name((enum role)i)), i);
	assert_int_equal(role_by_name("root"), ROLE_COUNT);
	assert_int_equal(role_by_name(""), ROLE_COUNT);
}

static int make_folders(void **state)
{
	(void)state;
	if (!mkdtemp(state_folder))
		return 1;
	snprintf(archive_folder, sizeof archive_folder, "%s/archive", state_folder);
	return mkdir(archive_folder, 0750);
}

static int remove_folders(void **state)
{
	(void)state;
	return rmdir(archive_folder) != 0 || rmdir(state_folder) != 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(keep_reaches_nothing_outside_its_folders),
	        cmocka_unit_test(fetch_reaches_only_its_server),
	        cmocka_unit_test(send_reaches_only_its_server),
	        cmocka_unit_test(only_the_roles_of_the_table_have_names),
	};
	return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
