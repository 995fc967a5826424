/* Pictures, sounds and films, from any bytes: no crash, no hang, and a refusal says why. */
#include "parsers/charset.h"
#include "parsers/media.h"

#include <glib.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void be_silent(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer user)
{
	(void)domain, (void)level, (void)text, (void)user;
}

static void prepare(void)
{
	static bool done;
	struct reason why;
	if (done)
		return;
	done = true;
	g_log_set_default_handler(be_silent, NULL);
	if (charset_preload(&why) != DONE)
		abort();
	media_preload();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reason why = {""};
	struct text text = {0};
	struct arena *a;
	const struct content c = {
	        .bytes = (const char *)data, .len = size, .charset = "", .fd = -1, .size = size};
	prepare();
	a = arena_new(256u << 20);
	enum outcome o = media_read(&c, a, &text, &why);
	if (o == REFUSED ? !text.unread || !why.text[0] : o != DONE)
		abort();
	arena_close(&a);
	return 0;
}
