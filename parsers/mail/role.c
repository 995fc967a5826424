#include "parsers/mail/role.h"

#include "parsers/mail/envelope.h"
#include "parsers/mail/parameter.h"
#include "schema/limits.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* "type/subtype" in lower case; what is no media type is octet-stream, nothing at all is text/plain. */
static const char *media_type(const char *raw, struct arena *a)
{
	raw += strspn(raw, " \t\r\n");
	size_t len = strcspn(raw, "; \t\r\n");
	if (len == 0)
		return "text/plain";
	if (len > 127)
		return "application/octet-stream";
	char *type = arena_strndup(a, raw, len);
	for (char *s = type; *s; s++) {
		if (!isgraph((unsigned char)*s))
			return "application/octet-stream";
		*s = (char)tolower((unsigned char)*s);
	}
	return strchr(type, '/') ? type : "application/octet-stream";
}

static const char *content_id(const char *raw, struct arena *a)
{
	raw += strspn(raw, " \t\r\n<");
	return arena_strndup(a, raw, strcspn(raw, ">\r\n"));
}

void role_read_fields(GMimeObject *leaf, struct leaf_fields *f_r, struct arena *a)
{
	const char *type = envelope_field(leaf, "Content-Type"),
	           *disposition = envelope_field(leaf, "Content-Disposition");
	const char *name = parameter_decode(disposition, "filename", a);
	if (!name[0])
		name = parameter_decode(disposition, "name", a);
	if (!name[0])
		name = parameter_decode(type, "name", a);
	if (!name[0])
		name = parameter_decode(type, "filename", a);
	*f_r = (struct leaf_fields){
	        .type = media_type(type, a),
	        .name = envelope_cap(name, LIMIT_NAME_BYTES, a),
	        .charset = parameter_decode(type, "charset", a),
	        .cid = content_id(envelope_field(leaf, "Content-ID"), a),
	        .attached = strncasecmp(disposition + strspn(disposition, " \t\r\n"), "attachment", 10) == 0,
	        .flowed = strcasecmp(parameter_decode(type, "format", a), "flowed") == 0,
	        .delete_blank = strcasecmp(parameter_decode(type, "delsp", a), "yes") == 0,
	};
}

/* Parts that programs exchange; a leading part of the type is enough. */
static bool is_for_machines(const char *type)
{
	static const char *const types[] = {"message/delivery-status", "message/disposition-notification",
	        "message/feedback-report", "message/global-", "text/rfc822-headers", "text/calendar",
	        "text/vcard", "text/x-vcard", "text/directory", "text/x-amp-html", "text/watch-html",
	        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
	        "application/pgp-keys", "application/ics"};
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strncmp(type, types[i], strlen(types[i])) == 0)
			return true;
	return false;
}

/* The same by name, where a program declared nothing better: invite.ics */
static bool is_named_for_machines(const char *name)
{
	static const char *const endings[] = {".ics", ".vcf", ".p7s"};
	size_t n = strlen(name);
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (n > 4 && strcasecmp(name + n - 4, endings[i]) == 0)
			return true;
	return false;
}

/* A letterhead's picture that no text shows: logo.png, inline. */
static bool is_letterhead(const struct leaf_fields *f)
{
	static const char *const stems[] = {"logo", "signature", "banner", "footer", "header"};
	for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
		size_t n = strlen(stems[i]);
		if (strncmp(f->type, "image/", 6) == 0 && !f->attached &&
		        strncasecmp(f->name, stems[i], n) == 0 &&
		        f->name[n + strspn(f->name + n, "0123456789-_")] == '.')
			return true;
	}
	return false;
}

static bool is_shown_text(const char *type)
{
	static const char *const types[] = {"text/plain", "text/html", "text/enriched", "text/richtext"};
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

enum part_role role_of(const struct leaf_fields *f, bool alone)
{
	if (is_for_machines(f->type) || is_named_for_machines(f->name))
		return PART_MACHINE;
	if (is_letterhead(f))
		return PART_INLINE;
	if (is_shown_text(f->type) && !f->attached && (!f->name[0] || alone))
		return PART_BODY;
	return PART_FILE;
}

void role_mark_small(struct claims *c, const char *const *cids)
{
	for (size_t i = 0; i < c->parts.n; i++) {
		struct part *p = &c->parts.v[i];
		size_t len = strlen(p->name);
		bool pasted =
		        cids[i] && len > 0 && strncmp(cids[i], p->name, len) == 0 && cids[i][len] == '@';
		if (pasted && p->role == PART_FILE && strncmp(p->type, "image/", 6) == 0 && p->width > 0 &&
		        p->width <= LIMIT_ORNAMENT_PIXELS && p->height <= LIMIT_ORNAMENT_PIXELS)
			p->role = PART_INLINE;
	}
}

void role_mark_ornament(struct claims *c, const char *const *cids, struct showing ornament)
{
	for (size_t i = 0; i < c->parts.n; i++) {
		struct part *p = &c->parts.v[i];
		if (cids[i] && p->parent == ornament.parent && p->size <= LIMIT_ORNAMENT_BYTES &&
		        strncmp(p->type, "image/", 6) == 0 && strcmp(cids[i], ornament.cid) == 0)
			p->role = PART_INLINE;
	}
}
