-- Orders of the staff: what people put right, and the trail of it.

-- One order, inserted by whoever gives it, executed by keep alone (or by xuanwangctl under keep's lock). The row stays: it is the
-- audit trail. What `argument` and `value` hold, daemon/keep/order/order.h says for each verb.
CREATE TABLE command (
	id       INTEGER PRIMARY KEY,
	given    INTEGER NOT NULL,
	who      TEXT NOT NULL CHECK (who <> ''),
	why      TEXT NOT NULL,                         -- in the words of who gave it
	verb     TEXT NOT NULL,
	target   TEXT NOT NULL,                         -- a receipt number or a mail, as it was named
	argument TEXT NOT NULL,
	value    TEXT NOT NULL,
	tell     INTEGER NOT NULL CHECK (tell IN (0, 1)), -- the sender is to hear of it
	say      TEXT NOT NULL,                         -- … with these words of the staff
	state    TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
	finished INTEGER,
	result   TEXT NOT NULL DEFAULT '',              -- one English sentence
	CHECK ((state = 'waiting') = (finished IS NULL))
) STRICT;
CREATE INDEX command_waiting ON command (id) WHERE state = 'waiting';

-- What an order changed. `receipt` is '' where the mail itself is meant.
CREATE TABLE change (
	command  INTEGER NOT NULL REFERENCES command (id),
	position INTEGER NOT NULL,
	mail     INTEGER NOT NULL REFERENCES mail (id),
	receipt  TEXT NOT NULL,
	field    TEXT NOT NULL,
	old      TEXT NOT NULL,
	new      TEXT NOT NULL,
	PRIMARY KEY (command, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_mail ON change (mail);

-- What is still to be done in the archive so that it agrees with the rows: written in the transaction that changes the rows, done
-- before anything else is begun, again after a crash, then deleted. Paths are below the archive.
CREATE TABLE move (
	id    INTEGER PRIMARY KEY,
	kind  TEXT NOT NULL CHECK (kind IN ('move', 'link', 'remove')),
	hash  BLOB CHECK (length(hash) = 32),           -- of the raw message that is to be linked
	path  TEXT NOT NULL,
	moved TEXT NOT NULL,                            -- where `path` goes; '' for the other kinds
	CHECK ((kind = 'move') = (moved <> '') AND (kind = 'link') = (hash IS NOT NULL))
) STRICT;

-- The works anew: a work may have come to an end, and a person may have taken one although something is missing, which `missing`
-- still tells then.
PRAGMA defer_foreign_keys = ON;
CREATE TEMPORARY TABLE work_before AS SELECT * FROM work;
DROP TABLE work;
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
	state       TEXT NOT NULL CHECK (state IN ('complete', 'open', 'withdrawn', 'rejected', 'merged')),
	late        INTEGER NOT NULL CHECK (late IN (0, 1)),
	folder      TEXT NOT NULL,                      -- below the archive; of a merged work, that of the one it went into
	accepted    INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1)), -- a person took it as it is
	merged_into INTEGER REFERENCES work (id),
	CHECK (state <> 'open' OR (missing <> '' AND NOT accepted)),
	CHECK (state <> 'complete' OR missing = '' OR accepted),
	CHECK ((state = 'merged') = (merged_into IS NOT NULL))
) STRICT;
INSERT INTO work (id, mail, receipt, campaign, sub_project, unit, roster_unit, name, contact, title, missing, state, late, folder)
	SELECT id, mail, receipt, campaign, sub_project, unit, roster_unit, name, contact, title, missing, state, late, folder
	FROM work_before;
DROP TABLE work_before;
CREATE INDEX work_mail ON work (mail);
CREATE INDEX work_sub_project ON work (campaign, sub_project, state);
CREATE INDEX work_folder ON work (folder);

-- How a mail came and is to be treated, where not as usual.
ALTER TABLE mail ADD COLUMN imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)); -- from a file, not from the mailbox
ALTER TABLE mail ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1)); -- is not answered by itself
ALTER TABLE mail ADD COLUMN again INTEGER REFERENCES command (id); -- the order by which it is, or was, read once more

-- An answer that an order asked for stands beside the one that the mail was given by itself.
ALTER TABLE answer ADD COLUMN command INTEGER REFERENCES command (id);
DROP INDEX answer_once;
CREATE UNIQUE INDEX answer_once ON answer (mail) WHERE mail IS NOT NULL AND command IS NULL; -- at most one by itself per mail
CREATE INDEX answer_command ON answer (command) WHERE command IS NOT NULL;
