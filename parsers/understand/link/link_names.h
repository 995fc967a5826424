/* The names of linked files, as providers and people write them beside the link. */
#ifndef UNDERSTAND_LINK_NAMES_H
#define UNDERSTAND_LINK_NAMES_H

#include "parsers/understand/works/drafts.h"

/* What a link shows is a word such as 下载, or the address itself. */
bool link_is_button(struct reading *rd, const char *shown);
/* The text ends like a file's name: .mp4 */
bool link_has_extension(struct reading *rd, const char *text);

/* The name in a stretch of a line; `loose`: whatever stands there counts where nothing says that it is a name. ""
 * where there is none. In the arena. */
const char *link_name_in(struct reading *rd, const struct runes *r, struct span s, bool loose);

/* The next name with the extension of a work or archive from s.from on, whether a link is near or not: 炉火正红.mp4 */
bool link_find_bare(struct reading *rd, const struct runes *r, struct span s, struct span *name_r);

#endif
