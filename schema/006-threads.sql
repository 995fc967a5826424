-- Conversations: answers find their works again, and newer versions stand for older ones.

-- Our answer's token; the key by which an answer finds its conversation where a client drops the header fields.
ALTER TABLE answer ADD COLUMN token TEXT NOT NULL DEFAULT '';
CREATE INDEX answer_token ON answer (token) WHERE token <> '';

-- The title without signs and without the words of a newer version, for finding the same work again.
ALTER TABLE work ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
CREATE INDEX work_title ON work (title_key) WHERE title_key <> '';

-- The mail whose newer version stands for this file, which lies in the folder's subfolder of older ones since; NULL: it is current.
ALTER TABLE file ADD COLUMN superseded INTEGER REFERENCES mail (id);
