#include "base/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int step_fd = -1;
static const char *step_role = "?";

void durable_init(const char *role)
{
	const char *text = getenv("XUANWANGD_STEP_FD");
	step_role = role;
	if (text && *text)
		step_fd = atoi(text);
}

void durable_step(const char *name)
{
	if (step_fd < 0)
		return;
	char line[128], go;
	int len = snprintf(line, sizeof line, "%s %d %s", step_role, (int)getpid(), name);
	if (send(step_fd, line, (size_t)len, MSG_NOSIGNAL) != len || recv(step_fd, &go, 1, 0) != 1)
		_exit(3); /* the test is gone */
}

enum outcome durable_sync_file(int fd, struct reason *why)
{
	if (fdatasync(fd) != 0)
		return fail_errno(why, LATER, "cannot sync a file");
	return DONE;
}

enum outcome durable_sync_folder(int folder_fd, struct reason *why)
{
	if (fsync(folder_fd) != 0)
		return fail_errno(why, LATER, "cannot sync a folder");
	return DONE;
}

enum outcome durable_write(int fd, const void *bytes, size_t len, struct reason *why)
{
	const char *at = bytes;
	while (len > 0) {
		ssize_t put = write(fd, at, len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return fail_errno(why, LATER, "cannot write a file");
		at += put;
		len -= (size_t)put;
	}
	return DONE;
}

enum outcome durable_copy(int from, uint64_t offset, uint64_t len, int to, struct reason *why)
{
	char block[64 * 1024];
	while (len > 0) {
		size_t want = len < sizeof block ? (size_t)len : sizeof block;
		ssize_t got = pread(from, block, want, (off_t)offset);
		if (got < 0)
			return fail_errno(why, LATER, "cannot read a file");
		if (got == 0)
			return fail(why, REFUSED, "a file is shorter than was said");
		enum outcome o = durable_write(to, block, (size_t)got, why);
		if (o != DONE)
			return o;
		offset += (uint64_t)got;
		len -= (uint64_t)got;
	}
	return DONE;
}

static enum outcome make_folder(int folder_fd, const char *path, struct reason *why)
{
	if (mkdirat(folder_fd, path, 0750) == 0 || errno == EEXIST)
		return DONE;
	return fail_errno(why, LATER, "cannot make the folder %s", path);
}

enum outcome durable_make_folders(int folder_fd, const char *path, struct reason *why)
{
	char part[4096];
	enum outcome o = DONE;
	invariant(path[0] != '/' && strlen(path) < sizeof part);
	for (const char *slash = strchr(path, '/'); o == DONE && slash; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
		o = make_folder(folder_fd, part, why);
	}
	return o == DONE ? make_folder(folder_fd, path, why) : o;
}
