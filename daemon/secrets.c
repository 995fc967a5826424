#include "daemon/secrets.h"

#include "schema/limits.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum outcome open_credential(const char *name, int *fd_r, struct reason *why)
{
	char path[4096];
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	if (!folder || !*folder)
		return fail(why, REFUSED,
		        "no %s: start the service through systemd with LoadCredential=%s:…, or give --%s-fd "
		        "N",
		        name, name, name);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	*fd_r = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd_r < 0)
		return fail_errno(why, REFUSED, "cannot open the credential %s", name);
	return DONE;
}

enum outcome secret_read(int fd, const char *name, char **secret_r, struct reason *why)
{
	size_t len = 0;
	ssize_t got = 1;
	enum outcome o = fd < 0 ? open_credential(name, &fd, why) : DONE;
	*secret_r = NULL;
	if (o != DONE)
		return o;
	char *secret = calloc(1, LIMIT_SECRET_BYTES + 2);
	if (!secret)
		abort();
	while (got > 0 && len <= LIMIT_SECRET_BYTES) {
		got = read(fd, secret + len, LIMIT_SECRET_BYTES + 1 - len);
		len += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	size_t line = strcspn(secret, "\r\n");
	if (got < 0)
		o = fail_errno(why, REFUSED, "cannot read %s", name);
	else if (len > LIMIT_SECRET_BYTES)
		o = fail(why, REFUSED, "%s is longer than %d bytes", name, LIMIT_SECRET_BYTES);
	else if (line == 0 || strspn(secret + line, "\r\n") != len - line)
		o = fail(why, REFUSED, "%s must hold one line that is not empty", name);
	explicit_bzero(secret + line, LIMIT_SECRET_BYTES + 2 - line);
	*secret_r = secret;
	if (o != DONE)
		secret_forget(secret_r);
	return o;
}

void secret_forget(char **secret)
{
	if (*secret)
		explicit_bzero(*secret, strlen(*secret));
	free(*secret);
	*secret = NULL;
}

enum outcome secret_open(struct secret_source *s, struct reason *why)
{
	char *secret;
	bool keep = s->fd >= 0;
	enum outcome o = secret_read(s->fd, s->name, &secret, why);
	s->fd = -1;
	if (keep)
		s->kept = secret;
	else
		secret_forget(&secret);
	return o;
}

enum outcome secret_take(const struct secret_source *s, char **secret_r, struct reason *why)
{
	if (!s->kept)
		return secret_read(-1, s->name, secret_r, why);
	*secret_r = strdup(s->kept);
	if (!*secret_r)
		abort();
	return DONE;
}

void secret_close(struct secret_source *s)
{
	secret_forget(&s->kept);
}
