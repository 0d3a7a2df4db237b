-- Rulings on rows: what a human accepted, rejected or coded otherwise, who it was, and when. They are appended, never
-- changed; what was undone stays in the list. The coder's rows stay as they are: standing_mentions and standing_parties
-- are the rows as they stand after the rulings, and what counts is asked of those.

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

-- The rows on which a ruling stands, as it leaves them; `ruling` tells which.
CREATE TABLE ruled (
  id TEXT PRIMARY KEY,
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
  coder TEXT NOT NULL,
  ruling TEXT NOT NULL CHECK (ruling IN ('accepted', 'rejected', 'recoded'))
) STRICT;
CREATE INDEX ruled_by_document ON ruled (document, n);

CREATE TABLE ruled_parties (
  mention TEXT NOT NULL REFERENCES ruled,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT,
  PRIMARY KEY (mention, role, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX ruled_parties_by_code ON ruled_parties (code, role, mention);

-- Steps of undertakings that a ruling takes out.
CREATE TABLE ruled_steps (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ruled_steps_by_document ON ruled_steps (document);

CREATE VIEW standing_mentions AS
  SELECT id, document, n, start, "end", sentence, passage, actors, recipients, actor_names, recipient_names, reciprocal,
    domestic, type, mode, about, contexts, status, historical, date_start, date_end, date_precision, place_name,
    place_country, quantities, speaker, intensity, confidence, reasons, coder, NULL AS ruling
  FROM mentions WHERE id NOT IN (SELECT id FROM ruled)
  UNION ALL
  SELECT id, document, n, start, "end", sentence, passage, actors, recipients, actor_names, recipient_names, reciprocal,
    domestic, type, mode, about, contexts, status, historical, date_start, date_end, date_precision, place_name,
    place_country, quantities, speaker, intensity, confidence, reasons, coder, ruling
  FROM ruled;

CREATE VIEW standing_parties AS
  SELECT mention, role, n, code, name FROM mention_parties WHERE mention NOT IN (SELECT id FROM ruled)
  UNION ALL
  SELECT mention, role, n, code, name FROM ruled_parties;
