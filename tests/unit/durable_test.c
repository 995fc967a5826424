/* Files that must last, their hashes, and the steps at which a test may cut the power. */
#include "base/durable.h"
#include "base/hash.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void a_hash_is_the_one_everybody_gets(void **state)
{
	(void)state;
	struct hash hash;
	char hex[HASH_HEX_SIZE];
	hash_bytes("abc", 3, &hash);
	hash_to_hex(&hash, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	/* RFC 4231, case 2 */
	hash_keyed("Jefe", 4, "what do ya want for nothing?", 28, &hash);
	hash_to_hex(&hash, hex);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void a_range_is_copied_and_hashed_exactly(void **state)
{
	(void)state;
	struct reason why;
	struct hash whole, part;
	struct stat st;
	int from = memfd_create("from", MFD_CLOEXEC), to = memfd_create("to", MFD_CLOEXEC);
	char *bytes = calloc(1, 200001);
	for (size_t i = 0; i < 200001; i++)
		bytes[i] = (char)(i * 7);
	assert_int_equal(durable_write(from, bytes, 200001, &why), DONE);
	assert_int_equal(durable_copy(from, 1, 200000, to, &why), DONE);
	assert_int_equal(fstat(to, &st), 0);
	assert_int_equal(st.st_size, 200000);
	hash_bytes(bytes + 1, 200000, &whole);
	assert_int_equal(hash_file(to, 0, 200000, &part, &why), DONE);
	assert_memory_equal(&whole, &part, sizeof whole);
	struct hasher *h = hasher_new();
	hasher_add(h, bytes + 1, 100000);
	hasher_add(h, bytes + 100001, 100000);
	hasher_finish(&h, &part);
	assert_null(h);
	assert_memory_equal(&whole, &part, sizeof whole);
	assert_int_equal(durable_copy(from, 1, 200001, to, &why), REFUSED);
	assert_int_equal(hash_file(from, 1, 200001, &part, &why), REFUSED);
	free(bytes);
	close(from);
	close(to);
}

static void folders_are_made_once(void **state)
{
	(void)state;
	struct reason why;
	struct stat st;
	char path[] = BUILD_FOLDER "/durable-XXXXXX";
	assert_non_null(mkdtemp(path));
	int folder = open(path, O_RDONLY | O_DIRECTORY);
	assert_int_equal(durable_make_folders(folder, "a/b/c", &why), DONE);
	assert_int_equal(durable_make_folders(folder, "a/b/c", &why), DONE);
	assert_int_equal(fstatat(folder, "a/b/c", &st, 0), 0);
	assert_int_equal(st.st_mode & 0027, 0);
	assert_int_equal(unlinkat(folder, "a/b/c", AT_REMOVEDIR), 0);
	assert_int_equal(unlinkat(folder, "a/b", AT_REMOVEDIR), 0);
	assert_int_equal(unlinkat(folder, "a", AT_REMOVEDIR), 0);
	close(folder);
	assert_int_equal(rmdir(path), 0);
}

/* The first word of a process: its name, and where it is told to go on. */
static int receive_greeting(int fd)
{
	char line[64], control[CMSG_SPACE(sizeof(int))];
	struct iovec iov = {line, sizeof line};
	struct msghdr msg = {
	        .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
	int go;
	assert_true(recvmsg(fd, &msg, 0) > 5);
	assert_int_equal(strncmp(line, "keep ", 5), 0);
	assert_non_null(CMSG_FIRSTHDR(&msg));
	memcpy(&go, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof go);
	return go;
}

static void a_step_waits_for_the_test(void **state)
{
	(void)state;
	int pair[2], status;
	char number[12], line[128];
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	pid_t pid = fork();
	if (pid == 0) {
		snprintf(number, sizeof number, "%d", pair[1]);
		setenv("XUANWANGD_STEP_FD", number, 1);
		close(pair[0]);
		durable_init("keep");
		durable_step("admitted");
		_exit(0);
	}
	close(pair[1]);
	int go = receive_greeting(pair[0]);
	ssize_t len = recv(pair[0], line, sizeof line - 1, 0);
	assert_true(len > 0);
	line[len] = '\0';
	assert_int_equal(strncmp(line, "keep ", 5), 0);
	assert_non_null(strstr(line, " admitted"));
	usleep(20 * 1000);
	assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
	assert_int_equal(write(go, "g", 1), 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(go);
	close(pair[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_hash_is_the_one_everybody_gets),
	        cmocka_unit_test(a_range_is_copied_and_hashed_exactly),
	        cmocka_unit_test(folders_are_made_once),
	        cmocka_unit_test(a_step_waits_for_the_test),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
