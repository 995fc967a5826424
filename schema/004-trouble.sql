-- What keeps the service from its work just now; a row goes when it is over. For status, metrics and alarms.
CREATE TABLE trouble (
	source  TEXT PRIMARY KEY CHECK (source IN ('imap', 'smtp', 'disk')),
	since   INTEGER NOT NULL,
	refused INTEGER NOT NULL CHECK (refused IN (0, 1)), -- 1: somebody must change something; 0: it may pass by itself
	reason  TEXT NOT NULL
) STRICT;
