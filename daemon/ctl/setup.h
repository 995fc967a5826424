/* What setup has been told, and how it is put on disk. */
#ifndef CTL_SETUP_H
#define CTL_SETUP_H

#include "daemon/ctl/ask.h"
#include "schema/config.h"
#include "schema/profiles.h"

struct setup {
	struct ask ask;
	struct arena *arena;
	const char *config_path, *config_folder;
	const struct config *old; /* what is replaced, for proposals; NULL: nothing that can be read */
	const char *unit; /* "xuanwangd", "xuanwangd@name"; NULL: the configuration is not where units look */
	const struct profile *profile;
	struct server imap, smtp;
	const char *address, *display_name, *staff, *since, *state_folder;
	const char *campaign; /* the file that is taken over; NULL: the one in place stays */
	const char *imap_password, *smtp_password;
};

struct ctl;
/* Where the configuration lies, for which unit, and how answers come. REFUSED: it cannot be written there. */
MUST_USE enum outcome setup_open(struct ctl *ctl, struct setup *s, struct reason *why);
/* All questions but the probe's. */
MUST_USE enum outcome setup_ask_all(struct setup *s, struct reason *why);
/* Both passwords, and where the provider hides them. `profile` must be known. */
MUST_USE enum outcome setup_ask_passwords(struct setup *s, struct reason *why);
void setup_tell_sealed(const struct setup *s, bool sealed);

/* The folder of one of several mailboxes is made when it is configured. */
void setup_make_folder(const struct setup *s);
/* The configuration that says all this, as the service will read it. REFUSED: it would not. */
MUST_USE enum outcome setup_compose(const struct setup *s, struct buf *text_r, struct reason *why);
/* Configuration and campaign; what was there before stays beside it as .bak. */
MUST_USE enum outcome setup_write_files(const struct setup *s, const struct buf *text, struct reason *why);
/* Sealed to this machine where systemd can and a unit will ask for them, else in files for root alone. `sealed_r`: which. */
MUST_USE enum outcome setup_write_secrets(const struct setup *s, bool *sealed_r, struct reason *why);

#endif
