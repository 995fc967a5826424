/* The targets of document readers: any bytes as a whole file; no crash, no hang, and a refusal says why. */
#ifndef FUZZ_READER_H
#define FUZZ_READER_H

#include "parsers/format.h"
#include "parsers/text/charset.h"

#include <glib.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void be_silent(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer user)
{
	(void)domain, (void)level, (void)text, (void)user;
}

/* `preload` is called once. */
static inline void fuzz_reader(const uint8_t *data, size_t size, void (*preload)(void),
        enum outcome (*read)(const struct content *, struct arena *, struct text *, struct reason *))
{
	static bool ready;
	struct reason why = {""};
	struct text text = {0};
	const struct content c = {
	        .bytes = (const char *)data, .len = size, .charset = "", .fd = -1, .size = size};
	if (!ready) {
		g_log_set_default_handler(be_silent, NULL);
		if (charset_preload(&why) != DONE)
			abort();
		preload();
		ready = true;
	}
	struct arena *a = arena_new(256u << 20);
	enum outcome o = read(&c, a, &text, &why);
	if (o == REFUSED ? !text.unread || !why.text[0] : o != DONE)
		abort();
	arena_close(&a);
}

#endif
