#include "daemon/export/clean.h"

#include "base/sandbox.h"
#include "daemon/export/clean_formats.h"
#include "schema/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_FAILED = 40 };

static clean_format *const formats[] = {clean_jpeg, clean_png, clean_gif, clean_tiff, clean_bmff, clean_riff,
        clean_flac, clean_office, clean_mpeg_audio};

void clean_put_bytes(struct cleaning *c, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;
	if (c->to < 0)
		buf_put(c->memory, bytes, len);
	while (c->to >= 0 && len && !c->failed) {
		ssize_t n = write(c->to, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		c->failed = n <= 0;
		at += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
}

void clean_put(struct cleaning *c, size_t offset, size_t len)
{
	if (offset < c->size)
		clean_put_bytes(c, c->bytes + offset, len < c->size - offset ? len : c->size - offset);
}

/* What a format began before it found a fault must not stand before the next one's. */
static void take_back(struct cleaning *c)
{
	if (c->to < 0)
		buf_reset(c->memory);
	else if (ftruncate(c->to, 0) != 0 || lseek(c->to, 0, SEEK_SET) != 0)
		c->failed = true;
}

enum cleaned clean_any(struct cleaning *c)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		enum cleaned r = formats[i](c);
		if (r != CLEANED_UNKNOWN)
			return r;
		take_back(c);
	}
	return CLEANED_UNKNOWN;
}

/* Nothing of the parent's is left open but the two files: not the database, not the archive's folders. */
static bool keep_only(int *from, int *to)
{
	enum { FROM = 3, TO = 4 };
	int source = fcntl(*from, F_DUPFD_CLOEXEC, TO + 1), target = fcntl(*to, F_DUPFD_CLOEXEC, TO + 1);
	bool ok = source >= 0 && target >= 0 && dup2(source, FROM) >= 0 && dup2(target, TO) >= 0 &&
	          close_range(TO + 1, ~0u, 0) == 0;
	*from = FROM;
	*to = TO;
	return ok;
}

static _Noreturn void be_child(int from, uint64_t size, const struct clean_names *names, int to)
{
	const struct sandbox jail = {.role = "clean",
	        .memory_most = LIMIT_CLEAN_MEMORY,
	        .cpu_seconds = LIMIT_PARSE_CPU_SECONDS,
	        .may_lack_landlock = true}; /* nothing can be opened anyhow: the calls are missing */
	struct reason why;
	if (!keep_only(&from, &to))
		_exit(EXIT_FAILED);
	if (sandbox_enter(&jail, &why) != DONE)
		_exit(EXIT_FAILED);
	void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, from, 0);
	if (map == MAP_FAILED)
		_exit(EXIT_FAILED);
	struct cleaning c = {.bytes = map, .size = size, .names = names, .to = to};
	enum cleaned r = clean_any(&c);
	_exit(c.failed ? EXIT_FAILED : (int)r);
}

enum outcome clean_file(
        int from, uint64_t size, const struct clean_names *names, int to, enum cleaned *r, struct reason *why)
{
	int status = 0;
	*r = CLEANED_UNKNOWN;
	if (size == 0)
		return DONE;
	pid_t child = fork();
	if (child < 0)
		return fail_errno(why, LATER, "cannot start a process");
	if (child == 0)
		be_child(from, size, names, to);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return fail_errno(why, LATER, "cannot wait for a process");
	/* One that crashed, or was ended over a forbidden call, has read a file that nobody should trust. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FAILED)
		return fail(why, LATER, "a file could not be cleaned: no jail, no memory or no space");
	if (WIFEXITED(status) && WEXITSTATUS(status) <= CLEANED_NAMED)
		*r = (enum cleaned)WEXITSTATUS(status);
	return DONE;
}
