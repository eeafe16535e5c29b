
CREATE TABLE shipment(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  carrier TEXT,
  tracking_number TEXT NOT NULL,
  service TEXT,
  mailed_on INTEGER,
  accepted_on INTEGER,
  expected_on INTEGER,
  delivered_on INTEGER,
  delivered_at INTEGER,
  from_address TEXT,
  to_address TEXT,
  contents TEXT,
  weight TEXT,
  order_number TEXT,
  value_cents INTEGER,
  value_currency TEXT,
  insured_cents INTEGER,
  insured_currency TEXT,
  postage_cents INTEGER,
  postage_currency TEXT,
  insurer TEXT,
  label_source TEXT,
  account TEXT,
  status TEXT NOT NULL CHECK(status IN('unknown','pre_transit','in_transit','out_for_delivery','attempted','available_for_pickup','delivered','return_to_sender','failure','cancelled')),
  trouble TEXT NOT NULL CHECK(trouble IN('none','lost','damaged','delayed','returned','address','customs','unclear')),
  status_text TEXT,
  last_scan_at INTEGER,
  last_asked_at INTEGER,
  import_id INTEGER REFERENCES import(id)
) STRICT;
CREATE INDEX shipment_number ON shipment(tracking_number);

CREATE TABLE item(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  description TEXT NOT NULL,
  sku TEXT,
  serial_number TEXT,
  quantity INTEGER NOT NULL CHECK(quantity > 0),
  value_cents INTEGER,
  value_currency TEXT,
  bought_on INTEGER
) STRICT;
CREATE INDEX item_shipment ON item(shipment_id);

CREATE TABLE casefile(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  problem TEXT NOT NULL CHECK(problem IN('lost','damaged','missing_contents','delayed','misdelivered','not_received','returned','unclear','instruction')),
  stage TEXT NOT NULL CHECK(stage IN('open','contacted','requested','ready','filed','decided','appealed','paid','closed')),
  owner TEXT,
  client TEXT,
  note TEXT,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  closed_at INTEGER,
  close_reason TEXT
) STRICT;
CREATE INDEX casefile_shipment ON casefile(shipment_id);
CREATE INDEX casefile_open ON casefile(id) WHERE closed_at IS NULL;
CREATE INDEX casefile_stage ON casefile(stage, id);
CREATE INDEX casefile_owner ON casefile(owner, id) WHERE owner IS NOT NULL;
CREATE INDEX casefile_client ON casefile(client, id) WHERE client IS NOT NULL;

CREATE TABLE contact(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  channel TEXT NOT NULL CHECK(channel IN('phone','email','web_form','chat','post_office','letter','social','other')),
  party TEXT NOT NULL CHECK(party IN('carrier','us','insurer','platform','post_office','recipient')),
  direction TEXT NOT NULL CHECK(direction IN('out','in')),
  outcome TEXT NOT NULL CHECK(outcome IN('reached','no_answer','voicemail','cut_off','callback','refused')),
  at INTEGER NOT NULL,
  rep_name TEXT,
  rep_id TEXT,
  reference TEXT,
  dialed TEXT,
  keypad TEXT,
  callback TEXT,
  said TEXT,
  minutes INTEGER,
  hold_minutes INTEGER,
  logged_by TEXT NOT NULL,
  logged_at INTEGER NOT NULL
) STRICT;

CREATE TABLE contact_case(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  casefile_id INTEGER NOT NULL REFERENCES casefile(id)
) STRICT;
CREATE UNIQUE INDEX contact_case_pair ON contact_case(casefile_id, contact_id);
CREATE INDEX contact_case_contact ON contact_case(contact_id);

CREATE TABLE promise(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  owed_by TEXT NOT NULL CHECK(owed_by IN('carrier','us','insurer','platform','post_office','recipient')),
  what TEXT NOT NULL,
  due_on INTEGER,
  state TEXT NOT NULL CHECK(state IN('open','kept','broken','waived')),
  settled_on INTEGER,
  settled_by TEXT
) STRICT;
CREATE INDEX promise_contact ON promise(contact_id);
CREATE INDEX promise_due ON promise(due_on) WHERE state = 'open';

CREATE TABLE request(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN('help_request','missing_mail_search','international_inquiry','trace','other')),
  state TEXT NOT NULL CHECK(state IN('open','answered','withdrawn')),
  reference TEXT,
  filed_on INTEGER NOT NULL,
  answer_due_on INTEGER,
  answered_on INTEGER,
  result TEXT NOT NULL CHECK(result IN('none','found','not_found','no_answer','other')),
  answer TEXT
) STRICT;
CREATE UNIQUE INDEX request_number ON request(casefile_id, number);
CREATE INDEX request_due ON request(answer_due_on) WHERE state = 'open';

CREATE TABLE poll(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  asked_at INTEGER NOT NULL,
  source TEXT NOT NULL CHECK(source IN('api','saved_answer','csv','pasted','email','notice','manual')),
  outcome TEXT NOT NULL CHECK(outcome IN('new','unchanged','not_found','unreadable','refused','unreachable','deferred')),
  new_events INTEGER NOT NULL,
  message TEXT
) STRICT;
CREATE INDEX poll_shipment ON poll(shipment_id, id);

CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  poll_id INTEGER REFERENCES poll(id),
  occurred_at INTEGER,
  occurred_at_local TEXT,
  place TEXT,
  code TEXT,
  text TEXT,
  status TEXT NOT NULL CHECK(status IN('unknown','pre_transit','in_transit','out_for_delivery','attempted','available_for_pickup','delivered','return_to_sender','failure','cancelled')),
  trouble TEXT NOT NULL CHECK(trouble IN('none','lost','damaged','delayed','returned','address','customs','unclear')),
  is_scan INTEGER NOT NULL CHECK(is_scan IN(0,1)),
  source TEXT NOT NULL CHECK(source IN('api','saved_answer','csv','pasted','email','notice','manual')),
  first_seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_shipment ON event(shipment_id, id);

CREATE TABLE route(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('carrier','insurance','platform','marketplace','card')),
  name TEXT,
  who_may_file TEXT,
  cap_cents INTEGER,
  cap_currency TEXT,
  note TEXT
) STRICT;
CREATE INDEX route_casefile ON route(casefile_id);

CREATE TABLE claim(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  number INTEGER NOT NULL,
  route TEXT NOT NULL CHECK(route IN('carrier','insurance','platform','marketplace','card')),
  state TEXT NOT NULL CHECK(state IN('draft','filed','acknowledged','no_record','needs_info','approved','partly_approved','denied','appealed','paid','withdrawn','expired')),
  amount_cents INTEGER,
  amount_currency TEXT,
  amount_note TEXT,
  reference TEXT,
  filed_on INTEGER,
  decided_on INTEGER,
  appealed_on INTEGER,
  reason TEXT
) STRICT;
CREATE UNIQUE INDEX claim_number ON claim(casefile_id, number);

CREATE TABLE window(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  what TEXT NOT NULL CHECK(what IN('claim','notice','inquiry','search','refund','appeal','second_appeal','suit')),
  route TEXT NOT NULL CHECK(route IN('carrier','insurance','platform','marketplace','card')),
  opens_on INTEGER,
  closes_on INTEGER,
  opens_from TEXT NOT NULL CHECK(opens_from IN('none','mailed_on','expected_on','delivered_on','help_request_on','decided_on','last_scan_on')),
  closes_from TEXT NOT NULL CHECK(closes_from IN('none','mailed_on','expected_on','delivered_on','help_request_on','decided_on','last_scan_on')),
  opens_anchor_on INTEGER,
  closes_anchor_on INTEGER,
  opens_days INTEGER,
  closes_days INTEGER,
  unit TEXT NOT NULL CHECK(unit IN('calendar','working')),
  unknown_because TEXT,
  rule TEXT NOT NULL,
  limit_note TEXT,
  who_may_file TEXT,
  form TEXT,
  cover_cents INTEGER,
  cover_currency TEXT,
  cover_max_cents INTEGER,
  cover_max_currency TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL CHECK(confidence IN('low','medium','high')),
  live INTEGER NOT NULL CHECK(live IN(0,1)),
  alternatives TEXT
) STRICT;
CREATE UNIQUE INDEX window_casefile ON window(casefile_id, what, route);
CREATE INDEX window_opens ON window(what, opens_on) WHERE live;
CREATE INDEX window_closes ON window(what, closes_on, opens_on) WHERE live;

CREATE TABLE payout(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  claim_id INTEGER NOT NULL REFERENCES claim(id),
  amount_cents INTEGER NOT NULL,
  amount_currency TEXT NOT NULL,
  paid_on INTEGER NOT NULL,
  how TEXT,
  reference TEXT
) STRICT;
CREATE INDEX payout_claim ON payout(claim_id);

CREATE TABLE remedy(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('refund','reship','credit')),
  amount_cents INTEGER,
  amount_currency TEXT,
  given_on INTEGER,
  note TEXT
) STRICT;
CREATE INDEX remedy_casefile ON remedy(casefile_id);

CREATE TABLE hold(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  what TEXT,
  kept_where TEXT NOT NULL,
  until INTEGER,
  released_on INTEGER
) STRICT;
CREATE INDEX hold_casefile ON hold(casefile_id);
CREATE INDEX hold_until ON hold(until) WHERE released_on IS NULL;

CREATE TABLE evidence(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('proof_of_value','proof_of_mailing','proof_of_insurance','proof_of_payment','proof_of_delivery','proof_of_refund','acceptance_receipt','damage_photo','packaging_photo','label_photo','repair_estimate','inspection_report','correspondence','statement','release_letter','decision_letter','police_report','other')),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  size INTEGER NOT NULL,
  shot INTEGER,
  dated_on INTEGER,
  note TEXT,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_casefile ON evidence(casefile_id);
CREATE INDEX evidence_sha256 ON evidence(sha256);

CREATE TABLE journal(
  entry INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  header BLOB NOT NULL,
  body_hash BLOB NOT NULL CHECK(length(body_hash) = 32),
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;

CREATE TABLE journal_body(
  entry INTEGER PRIMARY KEY REFERENCES journal(entry),
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  body BLOB NOT NULL
) STRICT;

CREATE TABLE journal_file(
  shipment_id INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES journal(entry),
  PRIMARY KEY(shipment_id, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE job(
  name TEXT PRIMARY KEY,
  leased_by TEXT NOT NULL,
  leased_until INTEGER NOT NULL
) STRICT;

CREATE TABLE import(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_created INTEGER NOT NULL,
  rows_refused INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN('running','complete','undone')),
  started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE user(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK(role IN('read','desk','manager','admin')),
  client TEXT,
  password_hash TEXT,
  disabled_at INTEGER
) STRICT;

CREATE TABLE setting(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE search_text(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX search_text_row ON search_text(kind, row_id, casefile_id);
CREATE VIRTUAL TABLE search USING fts5(words, content='search_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE fact_carrier(
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  aliases TEXT,
  home_zone TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_service(
  carrier TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  aliases TEXT,
  PRIMARY KEY(carrier, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_rule(
  code TEXT PRIMARY KEY,
  carrier TEXT NOT NULL,
  service TEXT,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  route TEXT NOT NULL,
  opens_days INTEGER,
  opens_from TEXT NOT NULL,
  closes_days INTEGER,
  closes_from TEXT NOT NULL,
  unit TEXT NOT NULL,
  limit_note TEXT,
  who_may_file TEXT,
  cover_cents INTEGER,
  cover_currency TEXT,
  cover_max_cents INTEGER,
  form TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_rule_carrier ON fact_rule(carrier, kind);
CREATE TABLE fact_contact(
  id INTEGER PRIMARY KEY,
  carrier TEXT NOT NULL,
  channel TEXT NOT NULL,
  purpose TEXT,
  value TEXT NOT NULL,
  hours TEXT,
  zone TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE INDEX fact_contact_carrier ON fact_contact(carrier);
CREATE TABLE fact_event_code(
  id INTEGER PRIMARY KEY,
  carrier TEXT NOT NULL,
  code TEXT,
  text TEXT,
  status TEXT NOT NULL,
  trouble TEXT NOT NULL,
  is_scan INTEGER NOT NULL,
  meaning TEXT,
  next_step TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE INDEX fact_event_code_carrier ON fact_event_code(carrier, code);

CREATE TRIGGER journal_is_append_only_1 BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_append_only_2 BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_body_is_never_changed BEFORE UPDATE ON journal_body BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER casefile_is_never_deleted BEFORE DELETE ON casefile BEGIN SELECT raise(ABORT, 'cases are closed, never deleted'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'tracking events are evidence'); END;
CREATE TRIGGER poll_is_never_deleted BEFORE DELETE ON poll BEGIN SELECT raise(ABORT, 'polls are evidence'); END;
