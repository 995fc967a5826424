/* A small campaign of fixed content, so that golden files do not depend on the shipped one; and comparing
 * with golden files. */
#ifndef TESTS_RENDER_CAMPAIGN_H
#define TESTS_RENDER_CAMPAIGN_H

#include "base/buf.h"
#include "daemon/keep/reply/render.h"
#include "schema/campaign.h"

#define TEMPLATES SOURCE_FOLDER "/systemd/templates"

const struct campaign *render_campaign(struct arena *a);

/* The shipped templates; the test fails where they do not load. */
struct render *render_shipped(void);

/* Fails where tests/golden/<name> differs. With XW_WRITE_GOLDEN=1 in the environment the file is written
 * instead. */
void assert_golden(const char *name, const struct buf *content);

#endif
