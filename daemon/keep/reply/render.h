/* Templates: XSLT stylesheets that turn facts into the subject, text and HTML of an outgoing mail.
 *
 * Every template of render.c's table stands in the shipped folder; a file of the same name in the
 * administrator's folder stands for it. All of them are read and checked once; afterwards no file is opened
 * any more, whatever a stylesheet asks. */
#ifndef KEEP_RENDER_H
#define KEEP_RENDER_H

#include "base/buf.h"
#include "base/outcome.h"
#include "daemon/keep/reply/facts.h"

struct render; /* heap; closed by render_close */

/* `own` is the administrator's folder, "" for none. REFUSED: file, line and fault of a broken template, or a
 * stylesheet in `own` that nothing uses (a misspelt name would be passed over in silence otherwise). LATER: a
 * folder cannot be read. */
MUST_USE enum outcome render_load(
        const char *shipped, const char *own, struct render **render_r, struct reason *why);
void render_close(struct render **r);

/* Appends the result of the template (such as "acknowledge.text"). REFUSED where it fails with these facts,
 * or asks for a file, the network, too much depth or too many steps; `out` is unchanged then. */
MUST_USE enum outcome render_run(const struct render *r, const char *template_name, const struct facts *facts,
        struct buf *out, struct reason *why);

/* The three faces of one mail, from "<kind>.subject", "<kind>.text" and "<kind>.html". */
struct rendered {
	struct buf subject, text, html;
};
/* The subject is made one line of at most LIMIT_SUBJECT_CHARACTERS. REFUSED also where one of the three is
 * empty. */
MUST_USE enum outcome render_mail(const struct render *r, const char *kind, const struct facts *facts,
        struct rendered *mail_r, struct reason *why);
void rendered_free(struct rendered *mail);

#endif
