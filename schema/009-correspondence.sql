-- The correspondence: what was held back is told in one mail, nobody is told the same twice, staff correct by mail.

-- The mail that told it. NULL where `told` is NULL: it waits; else: it was given up (the address is gone, a backup was restored).
ALTER TABLE held ADD COLUMN summary INTEGER REFERENCES answer (id);
CREATE INDEX held_summary ON held (summary) WHERE summary IS NOT NULL;

-- Sender, subject and all contents, without what is another with each sending: who sends the same once more is known by it.
ALTER TABLE mail ADD COLUMN substance BLOB CHECK (length(substance) = 32);
CREATE INDEX mail_substance ON mail (substance) WHERE substance IS NOT NULL;

-- The mail that gave the order; NULL: it was given at the machine.
ALTER TABLE command ADD COLUMN mail INTEGER REFERENCES mail (id);
CREATE INDEX command_mail ON command (mail) WHERE mail IS NOT NULL;
