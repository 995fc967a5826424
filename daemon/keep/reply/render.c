#include "daemon/keep/reply/render.h"

#include "daemon/keep/reply/facts-internal.h"
#include "daemon/keep/reply/shown.h"
#include "daemon/keep/reply/stylesheets.h"
#include "schema/limits.h"

#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdlib.h>
#include <string.h>

/* The stylesheets, by the index of their names. */
static const char *const template_names[] = {
        "acknowledge.subject",
        "acknowledge.text",
        "acknowledge.html",
        "correct.subject",
        "correct.text",
        "correct.html",
        "notice.subject",
        "notice.text",
        "notice.html",
        "again.subject",
        "again.text",
        "again.html",
        "summary.subject",
        "summary.text",
        "summary.html",
        "transcript.subject",
        "transcript.text",
        "transcript.html",
        "digest.subject",
        "digest.text",
        "digest.html",
        "questions.text",
};
#define N_TEMPLATES (sizeof template_names / sizeof *template_names)

struct render {
	xsltStylesheet *sheets[N_TEMPLATES];
	xsltSecurityPrefs *forbidden;
};

/* A stylesheet is the administrator's, not an enemy's; but a slip in it must not read or write anything
 * either. */
static xsltSecurityPrefs *forbid_all(void)
{
	xsltSecurityPrefs *p = xsltNewSecurityPrefs();
	invariant(p != NULL);
	static const xsltSecurityOption options[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
	        XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		invariant(xsltSetSecurityPrefs(p, options[i], xsltSecurityForbid) == 0);
	return p;
}

enum outcome render_load(const char *shipped, const char *own, struct render **render_r, struct reason *why)
{
	struct render *r = calloc(1, sizeof *r);
	invariant(r != NULL);
	r->forbidden = forbid_all();
	struct stylesheets *from = stylesheets_open(shipped, own);
	enum outcome o = DONE;
	for (size_t i = 0; i < N_TEMPLATES && o == DONE; i++)
		o = stylesheets_read(from, template_names[i], &r->sheets[i], why);
	if (o == DONE)
		o = stylesheets_check_unused(from, why);
	stylesheets_close(&from);
	if (o == DONE)
		*render_r = r;
	else
		render_close(&r);
	return o;
}

void render_close(struct render **r)
{
	if (!*r)
		return;
	for (size_t i = 0; i < N_TEMPLATES; i++)
		if ((*r)->sheets[i])
			xsltFreeStylesheet((*r)->sheets[i]);
	xsltFreeSecurityPrefs((*r)->forbidden);
	free(*r);
	*r = NULL;
}

static xsltStylesheet *find_sheet(const struct render *r, const char *name)
{
	for (size_t i = 0; i < N_TEMPLATES; i++)
		if (strcmp(template_names[i], name) == 0)
			return r->sheets[i];
	return NULL;
}

static enum outcome transform(const struct render *r, xsltStylesheet *sheet, const struct facts *facts,
        struct buf *faults, xmlDoc **result_r)
{
	xsltTransformContext *c = xsltNewTransformContext(sheet, facts_document(facts));
	invariant(c != NULL);
	xsltSetTransformErrorFunc(c, faults, stylesheets_collect_fault);
	invariant(xsltSetCtxtSecurityPrefs(r->forbidden, c) == 0);
	c->maxTemplateDepth = LIMIT_TEMPLATE_DEPTH;
	c->opLimit = LIMIT_TEMPLATE_STEPS;
	*result_r = xsltApplyStylesheetUser(sheet, facts_document(facts), NULL, NULL, NULL, c);
	enum outcome o = *result_r && c->state == XSLT_STATE_OK ? DONE : REFUSED;
	xsltFreeTransformContext(c);
	return o;
}

enum outcome render_run(const struct render *r, const char *template_name, const struct facts *facts,
        struct buf *out, struct reason *why)
{
	xsltStylesheet *sheet = find_sheet(r, template_name);
	invariant(sheet != NULL);
	struct buf faults = BUF_INIT(sizeof why->text);
	xmlDoc *result = NULL;
	xmlChar *text = NULL;
	int len = 0;

	stylesheets_catch_faults(&faults);
	enum outcome o = transform(r, sheet, facts, &faults, &result);
	if (o == DONE && xsltSaveResultToString(&text, &len, result, sheet) != 0)
		o = REFUSED;
	stylesheets_release_faults();

	if (o != DONE)
		o = fail(why, o, "template %s: %s", template_name,
		        faults.len ? buf_str(&faults) : "it failed");
	else if ((size_t)len > out->cap - out->len)
		o = fail(why, REFUSED, "template %s: its result is longer than allowed", template_name);
	else
		buf_put(out, text ? (const char *)text : "", (size_t)len);
	xmlFree(text);
	xmlFreeDoc(result);
	buf_free(&faults);
	return o;
}

static enum outcome run_face(const struct render *r, const char *kind, const char *face,
        const struct facts *facts, struct buf *out, struct reason *why)
{
	char name[64];
	snprintf(name, sizeof name, "%s.%s", kind, face);
	enum outcome o = render_run(r, name, facts, out, why);
	if (o == DONE && out->len == 0)
		o = fail(why, REFUSED, "template %s: its result is empty", name);
	return o;
}

enum outcome render_mail(const struct render *r, const char *kind, const struct facts *facts,
        struct rendered *mail_r, struct reason *why)
{
	*mail_r = (struct rendered){BUF_INIT(LIMIT_HEADER_BYTES), BUF_INIT(LIMIT_ANSWER_BYTES / 4),
	        BUF_INIT(LIMIT_ANSWER_BYTES / 4)};
	struct buf subject = BUF_INIT(LIMIT_HEADER_BYTES);
	enum outcome o = run_face(r, kind, "subject", facts, &subject, why);
	if (o == DONE)
		o = run_face(r, kind, "text", facts, &mail_r->text, why);
	if (o == DONE)
		o = run_face(r, kind, "html", facts, &mail_r->html, why);
	if (o == DONE)
		shown_text(buf_str(&subject), LIMIT_SUBJECT_CHARACTERS, &mail_r->subject);
	if (o == DONE && mail_r->subject.len == 0)
		o = fail(why, REFUSED, "template %s.subject: its result is blank", kind);
	buf_free(&subject);
	if (o != DONE)
		rendered_free(mail_r);
	return o;
}

void rendered_free(struct rendered *mail)
{
	buf_free(&mail->subject);
	buf_free(&mail->text);
	buf_free(&mail->html);
}
