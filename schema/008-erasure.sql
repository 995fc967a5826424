-- Erasure: what a campaign's end, or a person, wanted gone. Numbers, states, receipt numbers and counts stay, so that the sums hold;
-- who wanted it and why, the order in `command` tells.

-- Mails whose raw message, head, text and answer are gone.
CREATE TABLE erased (
	mail    INTEGER PRIMARY KEY REFERENCES mail (id),
	command INTEGER NOT NULL REFERENCES command (id)
) STRICT;

-- Works whose people and files are gone.
CREATE TABLE erased_work (
	work    INTEGER PRIMARY KEY REFERENCES work (id),
	command INTEGER NOT NULL REFERENCES command (id)
) STRICT;

-- Contents that are still to be removed from the disk: written with the rows, done before anything else is begun, again after a
-- crash, then deleted. One that another mail's row still names stays.
CREATE TABLE shred (
	kind TEXT NOT NULL CHECK (kind IN ('mail', 'content')),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;
