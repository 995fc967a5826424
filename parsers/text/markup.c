#include "parsers/text/markup.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *names; /* between blanks */
	unsigned effects;
} elements[] = {
        {" p div h1 h2 h3 h4 h5 h6 li dt dd address article section header footer form fieldset center "
         "caption main nav aside "
         "figure figcaption legend tr td th ",
                BREAKS},
        {" head title style script template object applet map select noframes ", HIDES},
        {" blockquote ", BREAKS | QUOTES},
        {" table dl ", BREAKS | TABLE},
        {" tr dt ", ROW},
        {" td th dt dd ", CELL},
        {" pre ", BREAKS | KEEPS},
        {" ol ", BREAKS | LISTS | ORDERED},
        {" ul menu dir ", BREAKS | LISTS},
        {" a ", ANCHOR},
};

static unsigned effects_of(const char *name)
{
	char wanted[32];
	unsigned effects = 0;
	if (snprintf(wanted, sizeof wanted, " %s ", name) >= (int)sizeof wanted)
		return 0;
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
		if (strstr(elements[i].names, wanted))
			effects |= elements[i].effects;
	return effects;
}

const char *markup_attribute(const xmlChar **atts, const char *name)
{
	for (size_t i = 0; atts && atts[i]; i += 2)
		if (strcasecmp((const char *)atts[i], name) == 0)
			return atts[i + 1] ? (const char *)atts[i + 1] : "";
	return NULL;
}

uint32_t markup_span(const xmlChar **atts, const char *name, uint32_t most)
{
	const char *value = markup_attribute(atts, name);
	long n = value ? strtol(value, NULL, 10) : 1;
	return n < 0 ? 1 : n > (long)most ? most : (uint32_t)n;
}

/* The value of a CSS property in a style attribute, blanks skipped; NULL where it is not there. */
static const char *style_of(const xmlChar **atts, const char *property)
{
	const char *s = markup_attribute(atts, "style");
	size_t len = strlen(property);
	while (s && (s = strcasestr(s, property))) {
		const char *value = s + len + strspn(s + len, " \t\r\n");
		const char *before = markup_attribute(atts, "style");
		if (*value == ':' && (s == before || strchr(" ;\t\r\n", s[-1])))
			return value + 1 + strspn(value + 1, " \t\r\n");
		s += len;
	}
	return NULL;
}

static bool is_hidden(const xmlChar **atts)
{
	const char *display = style_of(atts, "display");
	return (display && strncasecmp(display, "none", 4) == 0) || markup_attribute(atts, "hidden");
}

long markup_drawn(const xmlChar **atts, const char *side)
{
	const char *value = markup_attribute(atts, side);
	if (!value)
		value = style_of(atts, side);
	char *end = NULL;
	long pixels = value ? strtol(value, &end, 10) : 0;
	return pixels > 0 && *end != '%' ? pixels : 0;
}

unsigned markup_effects(const char *name, const xmlChar **atts)
{
	unsigned effects = effects_of(name);
	const char *class = markup_attribute(atts, "class");
	if (is_hidden(atts))
		effects |= HIDES;
	if (class && strstr(class, "gmail_quote") && strcmp(name, "blockquote") != 0)
		effects |= BREAKS | QUOTES;
	return effects;
}

void markup_find_charset(const char *bytes, size_t len, char *charset_r, size_t room)
{
	char head[2048];
	size_t n = len < sizeof head - 1 ? len : sizeof head - 1;
	for (size_t i = 0; i < n; i++)
		head[i] = bytes[i] ? bytes[i] : ' ';
	head[n] = '\0';
	const char *meta = strcasestr(head, "<meta"), *s = meta ? strcasestr(meta, "charset=") : NULL;
	s = s ? s + 8 + strspn(s + 8, "\"' ") : "";
	snprintf(charset_r, room, "%.*s", (int)strcspn(s, "\"'; />\r\n"), s);
}
