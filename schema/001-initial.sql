-- The database of keep. Numbered files are applied once each, in order, and never edited after a release.
-- Times are epoch seconds. Hashes are SHA-256 as 32 bytes.

-- One message, admitted once: the same bytes fetched again (another UID, another UIDVALIDITY) are the same mail.
CREATE TABLE mail (
	id            INTEGER PRIMARY KEY,              -- the order of admission, and of settlement
	raw           BLOB UNIQUE CHECK (length(raw) = 32), -- NULL: too large, was not fetched
	size          INTEGER NOT NULL CHECK (size >= 0),
	internal_date INTEGER NOT NULL,                 -- the server's time of receipt
	arrived       INTEGER NOT NULL,
	attempts      INTEGER NOT NULL DEFAULT 0,       -- how often the service died while this mail was at hand
	settled       INTEGER,                          -- NULL: not yet
	state         TEXT CHECK (state IN ('filed', 'asked', 'staff', 'ignored', 'quarantined')),
	reply         TEXT CHECK (reply IN ('none', 'acknowledge', 'correct', 'staff')),
	why           TEXT NOT NULL DEFAULT '',         -- one English sentence
	cause         TEXT NOT NULL DEFAULT '',         -- where a human must look: a word that the digest's template knows
	content       BLOB CHECK (length(content) = 32), -- identity beyond transport; NULL where it could not be read
	duplicate_of  INTEGER REFERENCES mail (id),
	campaign      TEXT NOT NULL DEFAULT '',
	subject       TEXT NOT NULL DEFAULT '',
	sender        TEXT NOT NULL DEFAULT '',
	sender_name   TEXT NOT NULL DEFAULT '',
	message_id    TEXT NOT NULL DEFAULT '',
	folder        TEXT NOT NULL DEFAULT '',         -- of files that belong to no work or report; below the archive
	CHECK ((settled IS NULL) = (state IS NULL) AND (settled IS NULL) = (reply IS NULL))
) STRICT;
CREATE INDEX mail_unsettled ON mail (id) WHERE settled IS NULL;
CREATE INDEX mail_content ON mail (content) WHERE content IS NOT NULL;
CREATE INDEX mail_state ON mail (state, settled);

-- Where the server holds it, and whether it was told that the mail is settled.
CREATE TABLE placement (
	mailbox      TEXT NOT NULL,
	uidvalidity  INTEGER NOT NULL,
	uid          INTEGER NOT NULL,
	mail         INTEGER NOT NULL REFERENCES mail (id),
	acknowledged INTEGER,
	PRIMARY KEY (mailbox, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_open ON placement (mailbox, uidvalidity, uid, mail) WHERE acknowledged IS NULL;
CREATE INDEX placement_mail ON placement (mail);

-- Up to which UID everything was admitted. Written in the transaction that admits.
CREATE TABLE cursor (
	mailbox     TEXT PRIMARY KEY,
	uidvalidity INTEGER NOT NULL,
	uid         INTEGER NOT NULL
) STRICT;

-- The last serial number given in a campaign.
CREATE TABLE serial (
	prefix TEXT PRIMARY KEY,
	last   INTEGER NOT NULL
) STRICT;

CREATE TABLE work (
	id          INTEGER PRIMARY KEY,
	mail        INTEGER NOT NULL REFERENCES mail (id),
	receipt     TEXT NOT NULL UNIQUE,
	campaign    TEXT NOT NULL,
	sub_project TEXT NOT NULL,                      -- '' where unknown
	unit        TEXT NOT NULL,
	roster_unit TEXT NOT NULL,                      -- id in the campaign's roster, '' where none
	name        TEXT NOT NULL,                      -- several: one a line
	contact     TEXT NOT NULL,
	title       TEXT NOT NULL,
	missing     TEXT NOT NULL,                      -- 'unit,contact', and 'sub-project' where unknown
	state       TEXT NOT NULL CHECK (state IN ('complete', 'open')),
	late        INTEGER NOT NULL CHECK (late IN (0, 1)),
	folder      TEXT NOT NULL,                      -- below the archive
	CHECK ((state = 'complete') = (missing = ''))
) STRICT;
CREATE INDEX work_mail ON work (mail);
CREATE INDEX work_sub_project ON work (campaign, sub_project, state);

-- The mails that went on with a work: answers to our questions.
CREATE TABLE continued (
	work INTEGER NOT NULL REFERENCES work (id),
	mail INTEGER NOT NULL REFERENCES mail (id),
	PRIMARY KEY (work, mail)
) STRICT, WITHOUT ROWID;
CREATE INDEX continued_mail ON continued (mail);

-- Every value that was seen for a work, with its place and exact source text; `chosen` ones make up the row above.
CREATE TABLE evidence (
	work   INTEGER NOT NULL REFERENCES work (id),
	label  TEXT NOT NULL CHECK (label IN ('unit', 'name', 'contact', 'title', 'sub-project')),
	place  TEXT NOT NULL,
	fault  TEXT NOT NULL,
	value  TEXT NOT NULL,
	source TEXT NOT NULL,
	chosen INTEGER NOT NULL CHECK (chosen IN (0, 1))
) STRICT;
CREATE INDEX evidence_work ON evidence (work);

CREATE TABLE statistics (
	id           INTEGER PRIMARY KEY,
	mail         INTEGER NOT NULL REFERENCES mail (id),
	receipt      TEXT NOT NULL UNIQUE,
	campaign     TEXT NOT NULL,
	unit         TEXT NOT NULL,
	roster_unit  TEXT NOT NULL,
	activities   INTEGER NOT NULL,
	participants INTEGER NOT NULL,
	blank        INTEGER NOT NULL CHECK (blank IN (0, 1)),
	late         INTEGER NOT NULL CHECK (late IN (0, 1)),
	folder       TEXT NOT NULL
) STRICT;
CREATE INDEX statistics_mail ON statistics (mail);

-- One row of a statistics table; -1 where the table does not tell.
CREATE TABLE activity (
	statistics        INTEGER NOT NULL REFERENCES statistics (id),
	position          INTEGER NOT NULL,
	activity          TEXT NOT NULL,
	date              TEXT NOT NULL,
	date_text         TEXT NOT NULL,
	participants      INTEGER NOT NULL,
	participants_text TEXT NOT NULL,
	unions            INTEGER NOT NULL,
	propagandists     INTEGER NOT NULL,
	enterprises       INTEGER NOT NULL,
	reach             INTEGER NOT NULL,
	PRIMARY KEY (statistics, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
	id          INTEGER PRIMARY KEY,
	mail        INTEGER NOT NULL REFERENCES mail (id),
	receipt     TEXT NOT NULL UNIQUE,
	campaign    TEXT NOT NULL,
	unit        TEXT NOT NULL,
	roster_unit TEXT NOT NULL,
	title       TEXT NOT NULL,
	folder      TEXT NOT NULL
) STRICT;
CREATE INDEX report_mail ON report (mail);

-- Every file that came, under the receipt (or the mail) whose folder it lies in.
CREATE TABLE file (
	mail   INTEGER NOT NULL REFERENCES mail (id),
	folder TEXT NOT NULL,                           -- below the archive
	stored TEXT NOT NULL,                           -- its safe name in that folder
	name   TEXT NOT NULL,                           -- as the sender gave it
	type   TEXT NOT NULL,
	size   INTEGER NOT NULL CHECK (size >= 0),
	hash   BLOB NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (folder, stored)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_mail ON file (mail);
CREATE INDEX file_hash ON file (hash);

-- The steps that led to the verdict, for `explain`.
CREATE TABLE step (
	mail     INTEGER NOT NULL REFERENCES mail (id),
	position INTEGER NOT NULL,
	text     TEXT NOT NULL,
	PRIMARY KEY (mail, position)
) STRICT, WITHOUT ROWID;

-- The outbox. A row is written with the verdict and never rewritten; only its fate is.
CREATE TABLE answer (
	id           INTEGER PRIMARY KEY,
	mail         INTEGER REFERENCES mail (id),       -- NULL for a digest
	kind         TEXT NOT NULL CHECK (kind IN ('acknowledge', 'correct', 'digest')),
	recipient    TEXT NOT NULL,
	message_id   TEXT NOT NULL,
	message      BLOB NOT NULL,
	queued       INTEGER NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused', 'unknown', 'expired')),
	attempts     INTEGER NOT NULL DEFAULT 0,
	next_attempt INTEGER NOT NULL,
	code         INTEGER NOT NULL DEFAULT 0,         -- the server's last word
	said         TEXT NOT NULL DEFAULT '',
	finished     INTEGER,
	UNIQUE (message_id, recipient)
) STRICT;
CREATE UNIQUE INDEX answer_once ON answer (mail) WHERE mail IS NOT NULL; -- at most one answer per mail
CREATE INDEX answer_due ON answer (next_attempt, id) WHERE state = 'queued';
CREATE INDEX answer_recipient ON answer (recipient COLLATE NOCASE, queued);
