-- Rulings on rows: what a human accepted, rejected or coded otherwise, who it was, and when. They are appended, never
-- changed; what was undone stays in the list.

CREATE TABLE all_rulings (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'recode', 'same', 'not same', 'undo')),
  one TEXT NOT NULL,
  other TEXT,
  undoes INTEGER REFERENCES all_rulings,
  fields TEXT,
  document TEXT,
  row TEXT,
  note TEXT
) STRICT;
INSERT INTO all_rulings (number, at, verdict, one, other, note) SELECT number, at, verdict, one, other, note FROM rulings;
DROP TABLE rulings;
ALTER TABLE all_rulings RENAME TO rulings;
CREATE INDEX rulings_by_one ON rulings (one);
CREATE INDEX rulings_by_document ON rulings (document);
CREATE INDEX rulings_undone ON rulings (undoes);

-- mentions and mention_parties hold the rows as they stand after the rulings; of those on which a ruling stands `coded`
-- has the row that the coder made, unless it makes none any more.
ALTER TABLE mentions ADD COLUMN ruling TEXT CHECK (ruling IN ('accepted', 'rejected', 'recoded'));

CREATE TABLE coded (
  id TEXT PRIMARY KEY REFERENCES mentions,
  document TEXT NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  passage TEXT NOT NULL,
  actors TEXT NOT NULL,
  recipients TEXT NOT NULL,
  actor_names TEXT NOT NULL,
  recipient_names TEXT NOT NULL,
  reciprocal INTEGER NOT NULL,
  domestic INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  about TEXT,
  contexts TEXT NOT NULL,
  status TEXT NOT NULL,
  historical INTEGER NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  place_name TEXT,
  place_country TEXT,
  quantities TEXT NOT NULL,
  speaker TEXT,
  intensity REAL NOT NULL,
  confidence REAL NOT NULL,
  reasons TEXT NOT NULL,
  coder TEXT NOT NULL
) STRICT;
CREATE INDEX coded_by_document ON coded (document, n);

-- A ruling names a step by its id.
CREATE INDEX steps_by_id ON steps (id);

-- Steps of undertakings that a ruling takes out.
CREATE TABLE ruled_steps (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ruled_steps_by_document ON ruled_steps (document);
