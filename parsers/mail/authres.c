#include "parsers/mail/authres.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The value cut into words: quoted strings without their quotes, comments left out, ";" and "=" words of their own. */
struct reader {
	const char *at;
	struct arena *arena;
	bool quoted; /* the word at hand stood in quotes: it is no sign, whatever it holds */
};

/* What the server found, as far as it concerns us. */
struct findings {
	bool dmarc_passed, dmarc_failed;
	bool spf_failed, aligned_passed; /* passed: SPF or DKIM for the domain of the author */
};

static void skip_comment(struct reader *r)
{
	unsigned depth = 0;
	do {
		depth += *r->at == '(';
		depth -= *r->at == ')';
		if (*r->at == '\\' && r->at[1])
			r->at++;
		r->at++;
	} while (*r->at && depth > 0);
}

static const char *read_quoted(struct reader *r)
{
	char *word = arena_alloc(r->arena, strlen(r->at) + 1), *to = word;
	for (r->at++; *r->at && *r->at != '"'; r->at++) {
		if (*r->at == '\\' && r->at[1])
			r->at++;
		*to++ = *r->at;
	}
	r->at += *r->at == '"';
	*to = '\0';
	return word;
}

/* NULL at the end. */
static const char *next_word(struct reader *r)
{
	r->quoted = false;
	while (*r->at && (isspace((unsigned char)*r->at) || *r->at == '('))
		if (*r->at == '(')
			skip_comment(r);
		else
			r->at++;
	if (!*r->at)
		return NULL;
	if (*r->at == '"') {
		r->quoted = true;
		return read_quoted(r);
	}
	size_t len = strchr(";=", *r->at) ? 1 : strcspn(r->at, ";=( \t\r\n\"");
	const char *word = arena_strndup(r->arena, r->at, len);
	r->at += len;
	return word;
}

static bool is_sign(const struct reader *r, const char *word, const char *sign)
{
	return word && !r->quoted && strcmp(word, sign) == 0;
}

/* The name of a method without its version: "spf/1" */
static bool is_method(const char *word, const char *method)
{
	size_t len = strlen(method);
	return strncasecmp(word, method, len) == 0 && (!word[len] || word[len] == '/');
}

static const char *domain_of(const char *address)
{
	const char *at = strrchr(address, '@');
	return at ? at + 1 : address;
}

/* One is the other, or lies below it: news.example.org speaks for example.org, and the reverse. */
static bool is_aligned(const char *domain, const char *author)
{
	size_t n = strlen(domain), k = strlen(author);
	const char *longer = n > k ? domain : author, *shorter = n > k ? author : domain;
	size_t from = strlen(longer) - strlen(shorter);
	return strchr(shorter, '.') && strcasecmp(longer + from, shorter) == 0 &&
	       (from == 0 || longer[from - 1] == '.');
}

struct result {
	const char *method, *result;
	const char *domain; /* whom it is about; "" where it does not tell */
};

/* header.from=… of DMARC, smtp.mailfrom=… of SPF, header.d=… or header.i=… of DKIM */
static bool names_domain(const struct result *f, const char *property)
{
	if (is_method(f->method, "dmarc"))
		return strcasecmp(property, "header.from") == 0;
	if (is_method(f->method, "spf"))
		return strcasecmp(property, "smtp.mailfrom") == 0 || strcasecmp(property, "smtp.mail") == 0;
	return strcasecmp(property, "header.d") == 0 || strcasecmp(property, "header.i") == 0;
}

/* "method=result property=value …" up to the next ";"; false at the end of all. */
static bool read_result(struct reader *r, struct result *f_r)
{
	const char *before = "", *word = next_word(r);
	bool value = false;
	*f_r = (struct result){"", "", ""};
	if (!word)
		return false;
	for (; word && !is_sign(r, word, ";"); word = next_word(r)) {
		if (is_sign(r, word, "=")) {
			value = true;
			continue;
		}
		if (value && !*f_r->method) {
			f_r->method = before;
			f_r->result = word;
		} else if (value && !*f_r->domain && names_domain(f_r, before)) {
			f_r->domain = domain_of(word);
		}
		value = false;
		before = word;
	}
	return true;
}

static void take_result(const struct result *f, const char *author, struct findings *to)
{
	bool passed = strcasecmp(f->result, "pass") == 0, failed = strcasecmp(f->result, "fail") == 0;
	if (is_method(f->method, "dmarc")) {
		/* A mail with two authors may have been checked for the one that we do not show. */
		to->dmarc_passed =
		        to->dmarc_passed || (passed && (!*f->domain || is_aligned(f->domain, author)));
		to->dmarc_failed = to->dmarc_failed || failed;
	} else if (is_method(f->method, "spf")) {
		to->spf_failed = to->spf_failed || failed;
		to->aligned_passed = to->aligned_passed || (passed && is_aligned(f->domain, author));
	} else if (is_method(f->method, "dkim")) {
		to->aligned_passed = to->aligned_passed || (passed && is_aligned(f->domain, author));
	}
}

/* "authserv-id [version]" before the first ";" */
static bool read_head(struct reader *r, const char **id_r)
{
	const char *id = next_word(r), *word = next_word(r);
	if (!id || is_sign(r, id, ";") || is_sign(r, id, "="))
		return false;
	if (word && strspn(word, "0123456789") == strlen(word))
		word = next_word(r);
	*id_r = id;
	return !word || is_sign(r, word, ";");
}

enum authentication authres_read(
        const char *value, const char *from_address, struct arena *a, const char **authserv_id_r)
{
	struct reader r = {.at = value, .arena = a};
	struct findings f = {0};
	struct result result;
	const char *id = "";
	*authserv_id_r = "";
	if (!read_head(&r, &id))
		return AUTHENTICATION_NONE;
	*authserv_id_r = id;
	while (read_result(&r, &result))
		take_result(&result, domain_of(from_address), &f);
	if (f.dmarc_failed)
		return AUTHENTICATION_FAILED;
	if (f.dmarc_passed || f.aligned_passed)
		return AUTHENTICATION_PASSED;
	return f.spf_failed ? AUTHENTICATION_FAILED : AUTHENTICATION_NEUTRAL;
}
