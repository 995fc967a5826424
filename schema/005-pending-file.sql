-- A file that did not come but lies elsewhere: a large attachment that the sender's mail service keeps (超大附件), a net
-- disk, an online document. The program never fetches it; a person does, before it expires.
CREATE TABLE pending_file (
	id       INTEGER PRIMARY KEY,
	mail     INTEGER NOT NULL REFERENCES mail (id),
	work     INTEGER REFERENCES work (id),           -- NULL: it belongs to none, or nobody could tell to which
	provider TEXT NOT NULL,                          -- 百度网盘; '' where unknown
	name     TEXT NOT NULL,                          -- '' where the mail does not give it
	size     INTEGER NOT NULL CHECK (size >= 0),     -- bytes, as precise as was written; 0: not given
	code     TEXT NOT NULL,                          -- the extraction code
	url      TEXT NOT NULL,                          -- '' where the mail was passed on as text and lost it
	expiry   TEXT NOT NULL CHECK (expiry IN ('unknown', 'date', 'never')),
	expires  INTEGER NOT NULL,                       -- with 'date': the last moment
	state    TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'fetched', 'dropped')),
	finished INTEGER,                                -- when a person said that it was fetched, or is not needed
	CHECK ((expiry = 'date') = (expires > 0) AND (state = 'pending') = (finished IS NULL))
) STRICT;
CREATE INDEX pending_file_mail ON pending_file (mail);
CREATE INDEX pending_file_due ON pending_file (expires) WHERE state = 'pending';
