#include "daemon/keep/file/folders.h"

#include "base/durable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define RESTORE_MARK "restoring"

static enum outcome open_folder(int at, const char *path, bool make, int *fd_r, struct reason *why)
{
	if (make && mkdirat(at, path, 0750) != 0 && errno != EEXIST)
		return fail_errno(why, REFUSED, "cannot make the folder %s", path);
	*fd_r = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd_r < 0 && !make && errno == ENOENT)
		return fail(why, REFUSED,
		        "there is no folder %s: the service has not run yet, or storage.state names another "
		        "place",
		        path);
	if (*fd_r < 0)
		return fail_errno(why, REFUSED, "cannot open the folder %s", path);
	return DONE;
}

static enum outcome make_key(int state, struct reason *why)
{
	unsigned char key[FOLDERS_KEY_SIZE];
	if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key)
		return fail_errno(why, LATER, "no random bytes for token.key");
	int fd = openat(state, "token.key.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot make token.key");
	enum outcome o = durable_write(fd, key, sizeof key, why);
	if (o == DONE)
		o = durable_sync_file(fd, why);
	close(fd);
	if (o == DONE && renameat(state, "token.key.new", state, "token.key") != 0)
		o = fail_errno(why, LATER, "cannot make token.key");
	return o == DONE ? durable_sync_folder(state, why) : o;
}

static enum outcome read_key(struct folders *f, bool make, struct reason *why)
{
	int fd = openat(f->state, "token.key", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 && errno == ENOENT && make) {
		enum outcome o = make_key(f->state, why);
		if (o != DONE)
			return o;
		fd = openat(f->state, "token.key", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	}
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot open token.key in the state folder");
	ssize_t got = read(fd, f->key, sizeof f->key);
	close(fd);
	if (got != (ssize_t)sizeof f->key)
		return fail(why, REFUSED, "token.key in the state folder must hold %zu bytes", sizeof f->key);
	return DONE;
}

static enum outcome check_one_file_system(const struct folders *f, struct reason *why)
{
	struct stat state, archive;
	if (fstat(f->mail, &state) != 0 || fstat(f->archive, &archive) != 0)
		return fail_errno(why, LATER, "cannot look at the storage folders");
	if (state.st_dev != archive.st_dev)
		return fail(why, REFUSED,
		        "storage.state and storage.archive must lie on one file system: the archive holds "
		        "hard links");
	return DONE;
}

static enum outcome open_all(
        const char *state, const char *archive, bool make, struct folders *f_r, struct reason *why)
{
	*f_r = FOLDERS_NONE;
	enum outcome o = open_folder(AT_FDCWD, state, make, &f_r->state, why);
	if (o == DONE)
		o = open_folder(AT_FDCWD, archive, make, &f_r->archive, why);
	if (o == DONE)
		o = open_folder(f_r->state, "spool", make, &f_r->spool, why);
	if (o == DONE)
		o = open_folder(f_r->state, "mail", make, &f_r->mail, why);
	if (o == DONE)
		o = open_folder(f_r->archive, ".content", make, &f_r->content, why);
	if (o == DONE)
		o = check_one_file_system(f_r, why);
	if (o == DONE)
		o = read_key(f_r, make, why);
	if (asprintf(&f_r->database_path, "%s/xuanwangd.db", state) < 0)
		abort();
	if (o != DONE)
		folders_close(f_r);
	return o;
}

enum outcome folders_open(const char *state, const char *archive, struct folders *f_r, struct reason *why)
{
	return open_all(state, archive, true, f_r, why);
}

enum outcome folders_open_existing(
        const char *state, const char *archive, struct folders *f_r, struct reason *why)
{
	return open_all(state, archive, false, f_r, why);
}

void folders_close(struct folders *f)
{
	int *fds[] = {&f->state, &f->spool, &f->mail, &f->archive, &f->content};
	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) {
		if (*fds[i] >= 0)
			close(*fds[i]);
		*fds[i] = -1;
	}
	free(f->database_path);
	f->database_path = NULL;
}

static enum outcome take_lock(const struct folders *f, int *lock_r, struct reason *why)
{
	*lock_r = openat(f->state, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (*lock_r < 0)
		return fail_errno(why, LATER, "cannot open the lock in the state folder");
	if (flock(*lock_r, LOCK_EX | LOCK_NB) == 0)
		return DONE;
	close(*lock_r);
	*lock_r = -1;
	return fail(why, LATER, "another xuanwangd is at work on this state folder");
}

enum outcome folders_lock(const struct folders *f, int *lock_r, struct reason *why)
{
	enum outcome o = take_lock(f, lock_r, why);
	if (o != DONE || faccessat(f->state, RESTORE_MARK, F_OK, 0) != 0)
		return o;
	close(*lock_r);
	*lock_r = -1;
	return fail(why, REFUSED, "a restoration was interrupted: run xuanwangctl restore again");
}

enum outcome folders_begin_restore(const struct folders *f, int *lock_r, bool *resumed_r, struct reason *why)
{
	enum outcome o = take_lock(f, lock_r, why);
	*resumed_r = faccessat(f->state, RESTORE_MARK, F_OK, 0) == 0;
	return o;
}

enum outcome folders_mark_restore(const struct folders *f, struct reason *why)
{
	int fd = openat(f->state, RESTORE_MARK, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot write to the state folder");
	close(fd);
	return durable_sync_folder(f->state, why);
}

enum outcome folders_end_restore(const struct folders *f, struct reason *why)
{
	if (unlinkat(f->state, RESTORE_MARK, 0) != 0)
		return fail_errno(why, LATER, "cannot end the restoration");
	return durable_sync_folder(f->state, why);
}

bool folders_is_locked(const struct folders *f)
{
	int fd = openat(f->state, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	if (fd >= 0)
		close(fd);
	return locked;
}

void folders_note_look(const struct folders *f)
{
	int fd = openat(f->state, "last-look", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd >= 0) {
		futimens(fd, NULL); /* only for people's eyes: may be lost */
		close(fd);
	}
}

int64_t folders_last_look(const struct folders *f)
{
	struct stat st;
	return fstatat(f->state, "last-look", &st, AT_SYMLINK_NOFOLLOW) == 0 ? (int64_t)st.st_mtime : 0;
}

int64_t folders_free_bytes(const struct folders *f)
{
	struct statvfs st;
	if (fstatvfs(f->mail, &st) != 0 || st.f_bavail > (uint64_t)INT64_MAX / st.f_frsize)
		return INT64_MAX;
	return (int64_t)(st.f_bavail * st.f_frsize);
}

void folders_empty_spool(const struct folders *f)
{
	int fd = openat(f->spool, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d)
		return;
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		if (e->d_name[0] != '.')
			unlinkat(f->spool, e->d_name, 0);
	closedir(d);
}

void folders_stored_name(const struct hash *hash, char name_r[FOLDERS_STORED_NAME_SIZE])
{
	char hex[HASH_HEX_SIZE];
	hash_to_hex(hash, hex);
	snprintf(name_r, FOLDERS_STORED_NAME_SIZE, "%.2s/%s", hex, hex);
}

enum outcome folders_store(
        int from_folder, const char *from, int to_folder, const struct hash *hash, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	folders_stored_name(hash, name);
	/* A name is only ever given to whole content (see the callers), so one that exists is good. */
	if (faccessat(to_folder, name, F_OK, 0) == 0) {
		unlinkat(from_folder, from, 0);
		return DONE;
	}
	char prefix[3] = {name[0], name[1], '\0'};
	if (mkdirat(to_folder, prefix, 0750) != 0 && errno != EEXIST)
		return fail_errno(why, LATER, "cannot make a content folder");
	if (renameat(from_folder, from, to_folder, name) != 0)
		return fail_errno(why, LATER, "cannot store content");
	return DONE;
}
