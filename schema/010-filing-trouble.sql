-- What keeps mails that came from being filed (a virus scanner that is away, a full disk) is trouble too. The rows are of the
-- moment: each start forgets them.
DROP TABLE trouble;
CREATE TABLE trouble (
	source  TEXT PRIMARY KEY CHECK (source IN ('imap', 'smtp', 'disk', 'filing')),
	since   INTEGER NOT NULL,
	refused INTEGER NOT NULL CHECK (refused IN (0, 1)), -- 1: somebody must change something; 0: it may pass by itself
	reason  TEXT NOT NULL
) STRICT;
