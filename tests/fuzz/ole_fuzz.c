/* Word's and Excel's binary formats, from any bytes: no crash, no hang, and a refusal says why. */
#include "parsers/charset.h"
#include "parsers/ole.h"

#include <glib.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libgsf loses entries of damaged directories; a parser's process ends with its mail. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libgsf-1";
}

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
	ole_preload();
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
	enum outcome o = ole_read(&c, a, &text, &why);
	if (o == REFUSED ? !text.unread || !why.text[0] : o != DONE)
		abort();
	arena_close(&a);
	return 0;
}
