-- What reports tell together: events, undertakings and disagreements, how they came to be, and what humans ruled.
-- Things are what is grouped: the reports of events (one for each mention of an article) and the steps of undertakings.
-- documents.gathered names the rules by which those of a document were found.

CREATE TABLE steps (
  document TEXT NOT NULL,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (document, n),
  FOREIGN KEY (document, start, "end") REFERENCES sentences (document, start, "end")
) STRICT, WITHOUT ROWID;

ALTER TABLE documents ADD COLUMN gathered TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_by_gathered ON documents (gathered);

CREATE TABLE things (
  id TEXT PRIMARY KEY,
  sort TEXT NOT NULL CHECK (sort IN ('event', 'undertaking')),
  document TEXT NOT NULL REFERENCES documents,
  data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX things_by_document ON things (document);

-- Two things can be of one happening only where one bears a key that the other seeks: the hash of a pair of parties with
-- a month, a word or a year.
CREATE TABLE thing_keys (
  key INTEGER NOT NULL,
  thing TEXT NOT NULL,
  borne INTEGER NOT NULL,
  sought INTEGER NOT NULL,
  PRIMARY KEY (key, thing)
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_keys_by_thing ON thing_keys (thing);

-- Pairs that are likelier of one happening than of two: value is the log of the odds.
CREATE TABLE thing_links (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_links_by_other ON thing_links (other);

-- Which group a thing is in: the id of its event or undertaking, which has no row in those tables where a group tells
-- nothing that took place, was said or was undertaken.
CREATE TABLE thing_groups (
  thing TEXT PRIMARY KEY REFERENCES things,
  "group" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_groups_by_group ON thing_groups ("group");

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  mode TEXT,
  about TEXT,
  status TEXT NOT NULL,
  actors TEXT NOT NULL,
  recipients TEXT NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  place_name TEXT,
  place_country TEXT,
  intensity REAL NOT NULL,
  confidence REAL NOT NULL,
  historical INTEGER NOT NULL,
  mentions TEXT NOT NULL,
  documents TEXT NOT NULL,
  outlets TEXT NOT NULL,
  sources INTEGER NOT NULL,
  first_reported TEXT,
  basis TEXT NOT NULL
) STRICT;

CREATE TABLE undertakings (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,
  kind TEXT NOT NULL,
  by_parties TEXT NOT NULL,
  to_parties TEXT NOT NULL,
  parties TEXT NOT NULL,
  subject TEXT NOT NULL,
  due TEXT,
  state TEXT NOT NULL,
  ordered INTEGER NOT NULL,
  steps TEXT NOT NULL
) STRICT;

-- The sentences in which steps of an undertaking stand: two that share one are related.
CREATE TABLE happening_sentences (
  happening TEXT NOT NULL,
  document TEXT NOT NULL,
  start INTEGER NOT NULL,
  PRIMARY KEY (happening, document, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_sentences_by_place ON happening_sentences (document, start);

CREATE TABLE disagreements (
  id TEXT PRIMARY KEY,
  about TEXT NOT NULL,
  fact TEXT NOT NULL,
  accounts TEXT NOT NULL
) STRICT;
CREATE INDEX disagreements_by_about ON disagreements (about);

CREATE TABLE happening_parties (
  happening TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'party')),
  code TEXT NOT NULL,
  PRIMARY KEY (happening, role, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_parties_by_code ON happening_parties (code, role, happening);

-- Ids of happenings that are gone, and what holds their mentions now.
CREATE TABLE former_ids (
  former TEXT NOT NULL,
  now TEXT NOT NULL,
  PRIMARY KEY (former, now)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  run INTEGER,
  what TEXT NOT NULL CHECK (what IN ('added', 'merged', 'split', 'withdrawn', 'grown', 'changed')),
  sort TEXT NOT NULL,
  id TEXT NOT NULL,
  others TEXT NOT NULL
) STRICT;

-- Decisions of humans, the later one first where they contradict; they name mentions, so that they outlive any recoding.
CREATE TABLE rulings (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'not same')),
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  note TEXT
) STRICT;
