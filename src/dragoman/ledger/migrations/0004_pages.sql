-- What lists are walked along, page by page, and what the first page counts. An unknown day comes last.

CREATE INDEX mentions_by_day ON mentions (
  coalesce(date_start, date_end, '9999-99-99'), id, date_start, date_end, passage, ruling, type, mode, status, historical,
  domestic, confidence, document
);
CREATE INDEX mentions_by_confidence ON mentions (confidence, id, passage, ruling, type, mode, status, historical, domestic);
CREATE INDEX events_by_day ON events (
  coalesce(date_start, date_end, '9999-99-99'), id, date_start, date_end, type, mode, status, historical, confidence
);
CREATE INDEX undertakings_by_name ON undertakings (lower(name), id, kind, state);
CREATE INDEX changes_by_run ON changes (run, number);
CREATE INDEX documents_by_outlet ON documents (outlet);
CREATE INDEX disagreements_by_fact ON disagreements (fact, about);

-- How many events two states, or what continues them, take part in together, on whatever side: one < other.
CREATE TABLE pairs (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairs_by_events ON pairs (events);
CREATE INDEX pairs_by_other ON pairs (other);
INSERT INTO pairs
SELECT one, other, count(*) FROM (
  SELECT DISTINCT a.happening, lineage(a.code) AS one, lineage(b.code) AS other
  FROM events e
  JOIN happening_parties a ON a.happening = e.id
  JOIN happening_parties b ON b.happening = e.id AND lineage(a.code) < lineage(b.code)
) GROUP BY one, other;
