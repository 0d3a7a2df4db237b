-- Documents with all that was found in them, the log of runs, and the words of every sentence.
-- Offsets are characters of documents.text, half open: substr(text, start + 1, "end" - start) gives the words.
-- Lists are JSON; unknown is NULL; truth is 0 or 1. docs/ledger.md explains every table.

CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,
  version TEXT NOT NULL,
  coder TEXT,
  arguments TEXT NOT NULL,
  outcome TEXT,
  counts TEXT NOT NULL,
  skipped TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  source TEXT,
  digest TEXT NOT NULL,
  encoding TEXT NOT NULL,
  flags TEXT NOT NULL,
  title TEXT,
  author TEXT,
  outlet TEXT,
  published TEXT,
  published_evidence TEXT,
  published_confidence REAL,
  published_start INTEGER,
  published_end INTEGER,
  text TEXT NOT NULL,
  coder TEXT NOT NULL,
  seal TEXT NOT NULL DEFAULT '',
  run INTEGER REFERENCES runs
) STRICT;
CREATE INDEX documents_by_name ON documents (name);

CREATE TABLE sources (
  digest TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents,
  name TEXT NOT NULL,
  asked TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_document ON sources (document);

CREATE TABLE passages (
  document TEXT NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  author TEXT,
  time TEXT,
  reply_to TEXT,
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
  key INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  passage INTEGER NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (document, n),
  UNIQUE (document, start, "end"),
  FOREIGN KEY (document, passage) REFERENCES passages (document, n)
) STRICT;

CREATE TABLE spans (
  document TEXT NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  actors TEXT NOT NULL,
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
  document TEXT NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  rule TEXT NOT NULL,
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
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
  FOREIGN KEY (document, start, "end") REFERENCES sentences (document, start, "end")
) STRICT;
CREATE UNIQUE INDEX mentions_by_document ON mentions (document, n);
CREATE INDEX mentions_by_sentence ON mentions (document, start, "end");

CREATE TABLE mention_parties (
  mention TEXT NOT NULL REFERENCES mentions,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT,
  PRIMARY KEY (mention, role, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_parties_by_code ON mention_parties (code, role, mention);

CREATE VIRTUAL TABLE sentence_words USING fts5 (
  text, content = 'sentences', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
  INSERT INTO sentence_words (rowid, text) VALUES (new.key, new.text);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
  INSERT INTO sentence_words (sentence_words, rowid, text) VALUES ('delete', old.key, old.text);
END;
