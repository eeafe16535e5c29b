ALTER TABLE shipment ADD COLUMN history_until INTEGER;

ALTER TABLE contact ADD COLUMN post_office_id INTEGER REFERENCES post_office(id);

ALTER TABLE poll ADD COLUMN asked TEXT;
ALTER TABLE poll ADD COLUMN gone_events INTEGER;
ALTER TABLE poll ADD COLUMN answer_sha256 TEXT;

ALTER TABLE event ADD COLUMN signed_by TEXT;
ALTER TABLE event ADD COLUMN gone_poll_id INTEGER REFERENCES poll(id);

ALTER TABLE import ADD COLUMN rows_merged INTEGER;
ALTER TABLE import ADD COLUMN map TEXT;

CREATE INDEX shipment_moving ON shipment(last_asked_at) WHERE status NOT IN('delivered','cancelled');
CREATE INDEX shipment_history ON shipment(history_until) WHERE history_until IS NOT NULL;
CREATE INDEX shipment_delivered ON shipment(carrier, delivered_on) WHERE status = 'delivered';
CREATE INDEX shipment_odd ON shipment(trouble) WHERE status = 'delivered' AND trouble <> 'none';

CREATE TABLE answer(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK(length(sha256) = 64),
  size INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;
CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON answer BEGIN SELECT raise(ABORT, 'answers are evidence'); END;

CREATE TABLE post_office(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  facility_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT,
  zip TEXT,
  phone TEXT,
  hours TEXT,
  zone TEXT,
  asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX post_office_zip ON post_office(zip);
