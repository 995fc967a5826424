-- Restraint: what was held back, what came back, and how long the sending provider wants nothing more.

-- The outbox anew: a kind is the name of its templates, so that a further one needs no new table, and `told` is what an answer
-- says apart from numbers and days, so that nobody is told the same twice.
CREATE TABLE outbox (
	id           INTEGER PRIMARY KEY,
	mail         INTEGER REFERENCES mail (id),       -- NULL for a digest and for what is told at a day's end
	kind         TEXT NOT NULL CHECK (kind <> ''),
	recipient    TEXT NOT NULL,
	message_id   TEXT NOT NULL,
	message      BLOB NOT NULL,
	told         BLOB CHECK (length(told) = 32),
	queued       INTEGER NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused', 'unknown', 'expired')),
	attempts     INTEGER NOT NULL DEFAULT 0,
	next_attempt INTEGER NOT NULL,
	code         INTEGER NOT NULL DEFAULT 0,         -- the server's last word
	said         TEXT NOT NULL DEFAULT '',
	finished     INTEGER,
	UNIQUE (message_id, recipient)
) STRICT;
INSERT INTO outbox (id, mail, kind, recipient, message_id, message, queued, state, attempts, next_attempt, code, said, finished)
	SELECT id, mail, kind, recipient, message_id, message, queued, state, attempts, next_attempt, code, said, finished FROM answer;
DROP TABLE answer;
ALTER TABLE outbox RENAME TO answer;
CREATE UNIQUE INDEX answer_once ON answer (mail) WHERE mail IS NOT NULL; -- at most one answer per mail
CREATE INDEX answer_due ON answer (next_attempt, id) WHERE state = 'queued';
CREATE INDEX answer_recipient ON answer (recipient COLLATE NOCASE, queued);
CREATE INDEX answer_finished ON answer (finished) WHERE state IN ('sent', 'unknown'); -- how many left in an hour, in a day
CREATE INDEX answer_told ON answer (told) WHERE told IS NOT NULL;

-- The sending provider asked for less: nothing is handed to it before `until`. At most one row; gone with the next "250".
CREATE TABLE pause (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	since INTEGER NOT NULL,
	until INTEGER NOT NULL,
	times INTEGER NOT NULL,                          -- refusals in a row: each waits longer
	code  INTEGER NOT NULL,
	said  TEXT NOT NULL
) STRICT;

-- Mails whose answer did not go out because their address had its share of the day: told in one mail at the day's end.
CREATE TABLE held (
	mail      INTEGER PRIMARY KEY REFERENCES mail (id),
	recipient TEXT NOT NULL,
	at        INTEGER NOT NULL,
	told      INTEGER                                -- NULL: not yet
) STRICT;
CREATE INDEX held_open ON held (at) WHERE told IS NULL;

-- Answers of ours that came back. Only a proven one, which bears a Message-ID that nobody else can make, stops further mail to
-- its address; the others are shown to staff.
CREATE TABLE bounce (
	mail       INTEGER PRIMARY KEY REFERENCES mail (id),
	message_id TEXT NOT NULL,                        -- of the answer; '' where it could not be told
	recipient  TEXT NOT NULL,
	proven     INTEGER NOT NULL CHECK (proven IN (0, 1)),
	permanent  INTEGER NOT NULL CHECK (permanent IN (0, 1)),
	status     TEXT NOT NULL,                        -- "5.1.1", '' where it tells none
	at         INTEGER NOT NULL
) STRICT;
CREATE INDEX bounce_recipient ON bounce (recipient COLLATE NOCASE, at);
CREATE INDEX bounce_message_id ON bounce (message_id);
