#include "daemon/export/target.h"

#include "base/durable.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct target {
	int folder;          /* -1: a ZIP file */
	struct archive *zip; /* NULL: a folder */
};

static enum outcome open_zip(struct target *t, const char *path, struct reason *why)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return fail_errno(why, REFUSED, "cannot make %s", path);
	t->zip = archive_write_new();
	archive_write_set_format_zip(t->zip);
	/* Pictures, films and documents are packed as they are. */
	archive_write_zip_set_compression_store(t->zip);
	archive_write_set_options(t->zip, "hdrcharset=UTF-8");
	archive_write_set_bytes_in_last_block(t->zip, 1);
	if (archive_write_open_fd(t->zip, fd) != ARCHIVE_OK)
		return fail(why, REFUSED, "cannot write %s", path);
	t->folder = -1;
	return DONE;
}

static enum outcome open_folder(struct target *t, const char *path, struct reason *why)
{
	if (mkdir(path, 0750) != 0)
		return fail_errno(why, REFUSED, "cannot make the folder %s", path);
	t->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	return t->folder >= 0 ? DONE : fail_errno(why, REFUSED, "cannot open the folder %s", path);
}

enum outcome target_open(const char *path, struct target **t_r, struct reason *why)
{
	struct target *t = *t_r = calloc(1, sizeof *t);
	size_t len = strlen(path);
	if (!t)
		abort();
	t->folder = -1;
	return len > 4 && strcmp(path + len - 4, ".zip") == 0 ? open_zip(t, path, why)
	                                                      : open_folder(t, path, why);
}

static enum outcome add_to_folder(
        struct target *t, const char *name, int fd, uint64_t size, int64_t mtime, struct reason *why)
{
	int to = openat(t->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (to < 0)
		return fail_errno(why, LATER, "cannot make a file");
	enum outcome o = durable_copy(fd, 0, size, to, why);
	const struct timespec times[2] = {{.tv_sec = (time_t)mtime}, {.tv_sec = (time_t)mtime}};
	futimens(to, times); /* for people's eyes only */
	if (close(to) != 0 && o == DONE)
		o = fail_errno(why, LATER, "cannot write a file");
	return o;
}

static enum outcome fail_zip(struct target *t, struct reason *why)
{
	const char *text = archive_error_string(t->zip);
	return fail(why, LATER, "cannot write the ZIP file: %s", text ? text : "it failed");
}

static enum outcome add_to_zip(
        struct target *t, const char *name, int fd, uint64_t size, int64_t mtime, struct reason *why)
{
	char block[1 << 16];
	struct archive_entry *e = archive_entry_new();
	archive_entry_set_pathname_utf8(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0640);
	archive_entry_set_size(e, (la_int64_t)size);
	archive_entry_set_mtime(e, (time_t)mtime, 0);
	int rc = archive_write_header(t->zip, e);
	archive_entry_free(e);
	for (uint64_t at = 0; rc == ARCHIVE_OK && at < size;) {
		ssize_t n = pread(fd, block, sizeof block, (off_t)at);
		if (n <= 0)
			return fail_errno(why, LATER, "cannot read a file of the archive");
		if (archive_write_data(t->zip, block, (size_t)n) < 0)
			rc = ARCHIVE_FATAL;
		at += (uint64_t)n;
	}
	return rc == ARCHIVE_OK ? DONE : fail_zip(t, why);
}

enum outcome target_add(
        struct target *t, const char *name, int fd, uint64_t size, int64_t mtime, struct reason *why)
{
	return t->zip ? add_to_zip(t, name, fd, size, mtime, why)
	              : add_to_folder(t, name, fd, size, mtime, why);
}

enum outcome target_close(struct target **t, struct reason *why)
{
	enum outcome o = DONE;
	if ((*t)->zip) {
		if (archive_write_close((*t)->zip) != ARCHIVE_OK)
			o = fail_zip(*t, why);
		archive_write_free((*t)->zip);
	}
	if ((*t)->folder >= 0)
		close((*t)->folder);
	free(*t);
	*t = NULL;
	return o;
}
