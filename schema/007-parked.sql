-- Reading a mail once more, by an order: what it had come to is taken out and kept here, so that the same works get the same
-- receipt numbers again, and the trail can tell what became different. What no later reading found again stays here.
CREATE TABLE parked (
	receipt     TEXT PRIMARY KEY,
	mail        INTEGER NOT NULL REFERENCES mail (id),
	kind        TEXT NOT NULL CHECK (kind IN ('work', 'statistics', 'report')),
	position    INTEGER NOT NULL,                    -- the order in which they stood in the mail
	sub_project TEXT NOT NULL DEFAULT '',
	unit        TEXT NOT NULL DEFAULT '',
	name        TEXT NOT NULL DEFAULT '',
	contact     TEXT NOT NULL DEFAULT '',
	title       TEXT NOT NULL DEFAULT '',
	missing     TEXT NOT NULL DEFAULT '',
	state       TEXT NOT NULL DEFAULT '',
	folder      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX parked_mail ON parked (mail, position);
