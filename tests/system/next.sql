-- The migration of a version that does not exist: the boot test upgrades to it and tries to go back.
CREATE TABLE next_version(note TEXT NOT NULL) STRICT;
INSERT INTO next_version(note) VALUES('migrated');
