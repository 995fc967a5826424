/* Any bytes as a mail: headers, MIME, transfer encodings, uuencode, bodies, attached messages. */
#include "parsers/mail/mime.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct reason why;
	struct document *d;
	if (!ready && mime_preload(&why) != DONE)
		abort();
	ready = true;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	int mail = memfd_create("mail", MFD_CLOEXEC), contents = memfd_create("contents", MFD_CLOEXEC);
	if (write(mail, data, size) != (ssize_t)size || mime_read(mail, contents, a, &d, &why) != DONE)
		abort();
	struct buf claims = BUF_INIT(LIMIT_CLAIMS_BYTES);
	struct claims *back;
	claims_encode(d->claims, &claims);
	/* What the jail says must always be understood on the other side. */
	if (!claims.overrun && claims_decode(buf_str(&claims), claims.len, a, &back, &why) != DONE)
		abort();
	buf_free(&claims);
	close(mail);
	close(contents);
	arena_close(&a);
	return 0;
}
