ALTER TABLE shipment ADD COLUMN insured_on INTEGER;
ALTER TABLE shipment ADD COLUMN shipper TEXT;
ALTER TABLE shipment ADD COLUMN client TEXT;
ALTER TABLE shipment ADD COLUMN failed_polls INTEGER;
CREATE INDEX shipment_failing ON shipment(failed_polls) WHERE failed_polls >= 3;

ALTER TABLE contact ADD COLUMN message_id TEXT;
CREATE UNIQUE INDEX contact_message ON contact(message_id) WHERE message_id IS NOT NULL;
CREATE INDEX contact_keypad ON contact(id) WHERE keypad IS NOT NULL;

ALTER TABLE claim ADD COLUMN door TEXT;
ALTER TABLE claim ADD COLUMN filed_how TEXT;
ALTER TABLE claim ADD COLUMN acknowledged_on INTEGER;
ALTER TABLE claim ADD COLUMN answer_due_on INTEGER;
ALTER TABLE claim ADD COLUMN info_wanted TEXT;
ALTER TABLE claim ADD COLUMN info_due_on INTEGER;
ALTER TABLE claim ADD COLUMN approved_cents INTEGER;
ALTER TABLE claim ADD COLUMN approved_currency TEXT;
ALTER TABLE claim ADD COLUMN denial TEXT;
ALTER TABLE claim ADD COLUMN appeals INTEGER;
ALTER TABLE claim ADD COLUMN appeal_decided_on INTEGER;
ALTER TABLE claim ADD COLUMN pay_due_on INTEGER;
ALTER TABLE claim ADD COLUMN goods_cents INTEGER;
ALTER TABLE claim ADD COLUMN goods_currency TEXT;
ALTER TABLE claim ADD COLUMN discount_cents INTEGER;
ALTER TABLE claim ADD COLUMN discount_currency TEXT;
ALTER TABLE claim ADD COLUMN postage_cents INTEGER;
ALTER TABLE claim ADD COLUMN postage_currency TEXT;
ALTER TABLE claim ADD COLUMN repair_cents INTEGER;
ALTER TABLE claim ADD COLUMN repair_currency TEXT;
ALTER TABLE claim ADD COLUMN salvage_cents INTEGER;
ALTER TABLE claim ADD COLUMN salvage_currency TEXT;
ALTER TABLE claim ADD COLUMN cap_cents INTEGER;
ALTER TABLE claim ADD COLUMN cap_currency TEXT;
ALTER TABLE claim ADD COLUMN appeal_result TEXT CHECK(appeal_result IN('won','partly','lost'));
CREATE INDEX claim_reference ON claim(reference COLLATE NOCASE) WHERE reference IS NOT NULL;
CREATE INDEX payout_day ON payout(paid_on, amount_cents);
CREATE INDEX claim_denial ON claim(denial) WHERE denial IS NOT NULL;
CREATE INDEX claim_answer ON claim(answer_due_on) WHERE state IN('filed','acknowledged','no_record','appealed');
CREATE INDEX claim_no_record ON claim(filed_on) WHERE state = 'no_record';
CREATE INDEX claim_info ON claim(info_due_on) WHERE state = 'needs_info';
CREATE INDEX claim_pay ON claim(pay_due_on) WHERE state IN('approved','partly_approved');

CREATE INDEX promise_settled ON promise(settled_on) WHERE state IN('kept','broken') AND owed_by = 'carrier';

ALTER TABLE remedy ADD COLUMN reference TEXT;
ALTER TABLE evidence ADD COLUMN purged_on INTEGER;

ALTER TABLE request RENAME TO request_old;
CREATE TABLE request(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN('help_request','missing_mail_search','international_inquiry','trace','other','delivery_scan','signature','instruction')),
  state TEXT NOT NULL CHECK(state IN('open','answered','withdrawn')),
  reference TEXT,
  filed_on INTEGER NOT NULL,
  answer_due_on INTEGER,
  answered_on INTEGER,
  result TEXT NOT NULL CHECK(result IN('none','found','not_found','no_answer','other','granted','refused')),
  answer TEXT,
  asked_of TEXT CHECK(asked_of IN('us','insurer','platform','post_office','recipient')),
  what TEXT,
  valid_until INTEGER
) STRICT;
INSERT INTO request(id, version, casefile_id, number, kind, state, reference, filed_on, answer_due_on, answered_on,
    result, answer)
  SELECT id, version, casefile_id, number, kind, state, reference, filed_on, answer_due_on, answered_on,
    result, answer
  FROM request_old;
INSERT INTO sqlite_sequence(name, seq) SELECT 'request', seq FROM sqlite_sequence
  WHERE name = 'request_old' AND NOT EXISTS(SELECT 1 FROM sqlite_sequence WHERE name = 'request');
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'request_old') WHERE name = 'request';
DROP TABLE request_old;
CREATE UNIQUE INDEX request_number ON request(casefile_id, number);
CREATE INDEX request_due ON request(answer_due_on) WHERE state = 'open';

ALTER TABLE window RENAME TO window_old;
CREATE TABLE window(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  what TEXT NOT NULL CHECK(what IN('claim','notice','inquiry','search','refund','appeal','second_appeal','suit')),
  route TEXT NOT NULL CHECK(route IN('carrier','insurance','platform','marketplace','card')),
  opens_on INTEGER,
  closes_on INTEGER,
  opens_from TEXT NOT NULL CHECK(opens_from IN('none','mailed_on','expected_on','delivered_on','help_request_on','decided_on','last_scan_on','accepted_on','appeal_decided_on','insured_on')),
  closes_from TEXT NOT NULL CHECK(closes_from IN('none','mailed_on','expected_on','delivered_on','help_request_on','decided_on','last_scan_on','accepted_on','appeal_decided_on','insured_on')),
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
  alternatives TEXT,
  opens_unit TEXT CHECK(opens_unit IN('calendar','working')),
  work_week TEXT CHECK(work_week IN('uk_mon_sat','uk_mon_fri','canada')),
  after_request TEXT,
  basis INTEGER
) STRICT;
INSERT INTO window(id, version, casefile_id, what, route, opens_on, closes_on, opens_from, closes_from,
    opens_anchor_on, closes_anchor_on, opens_days, closes_days, unit, unknown_because, rule,
    limit_note, who_may_file, form, cover_cents, cover_currency, cover_max_cents,
    cover_max_currency, source, source_date, checked_on, confidence, live, alternatives)
  SELECT id, version, casefile_id, what, route, opens_on, closes_on, opens_from, closes_from,
    opens_anchor_on, closes_anchor_on, opens_days, closes_days, unit, unknown_because, rule,
    limit_note, who_may_file, form, cover_cents, cover_currency, cover_max_cents,
    cover_max_currency, source, source_date, checked_on, confidence, live, alternatives
  FROM window_old;
INSERT INTO sqlite_sequence(name, seq) SELECT 'window', seq FROM sqlite_sequence
  WHERE name = 'window_old' AND NOT EXISTS(SELECT 1 FROM sqlite_sequence WHERE name = 'window');
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'window_old') WHERE name = 'window';
DROP TABLE window_old;
CREATE UNIQUE INDEX window_casefile ON window(casefile_id, what, route);
CREATE INDEX window_opens ON window(what, opens_on) WHERE live;
CREATE INDEX window_closes ON window(what, closes_on, opens_on) WHERE live;

CREATE TABLE step(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  code TEXT NOT NULL,
  done_on INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX step_code ON step(casefile_id, code);

CREATE TABLE contradiction(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  other_id INTEGER NOT NULL REFERENCES contact(id),
  note TEXT
) STRICT;
CREATE UNIQUE INDEX contradiction_pair ON contradiction(contact_id, other_id);
CREATE INDEX contradiction_other ON contradiction(other_id);

CREATE TABLE snooze(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  until INTEGER NOT NULL,
  reason TEXT NOT NULL,
  snoozed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX snooze_line ON snooze(kind, row_id, casefile_id);
CREATE INDEX snooze_casefile ON snooze(casefile_id);
CREATE INDEX snooze_until ON snooze(until);

CREATE TABLE duty(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('turned_up')),
  what TEXT NOT NULL,
  since_on INTEGER NOT NULL,
  settled_on INTEGER,
  settled_by TEXT,
  note TEXT
) STRICT;
CREATE INDEX duty_casefile ON duty(casefile_id);
CREATE INDEX duty_open ON duty(since_on) WHERE settled_on IS NULL;

CREATE TABLE call(
  user TEXT PRIMARY KEY,
  cases TEXT NOT NULL,
  dialed TEXT,
  started_at INTEGER NOT NULL,
  hold_since INTEGER,
  held_s INTEGER NOT NULL
) STRICT;

CREATE TABLE fact_route(
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  carrier TEXT,
  insurer TEXT,
  label_source TEXT,
  shipper TEXT,
  place INTEGER NOT NULL,
  who_may_file TEXT,
  cap_cents INTEGER,
  cap_currency TEXT,
  excludes TEXT,
  refund TEXT,
  warning TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_evidence(
  id INTEGER PRIMARY KEY,
  carrier TEXT,
  kind TEXT,
  route TEXT,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  kinds TEXT NOT NULL,
  shot INTEGER,
  over_cents INTEGER,
  over_currency TEXT,
  after_wait INTEGER,
  asked_when TEXT,
  note TEXT,
  place INTEGER NOT NULL,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE TABLE fact_denial(
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  rebuttal TEXT NOT NULL,
  evidence TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_answer_time(
  id INTEGER PRIMARY KEY,
  carrier TEXT NOT NULL,
  what TEXT NOT NULL,
  days INTEGER NOT NULL,
  unit TEXT NOT NULL,
  work_week TEXT,
  note TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE INDEX fact_answer_time_carrier ON fact_answer_time(carrier, what);
CREATE TABLE fact_step(
  problem TEXT NOT NULL,
  place INTEGER NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  how TEXT,
  done_by TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL,
  PRIMARY KEY(problem, code)
) STRICT, WITHOUT ROWID;

ALTER TABLE fact_rule ADD COLUMN opens_unit TEXT;
ALTER TABLE fact_rule ADD COLUMN work_week TEXT;
ALTER TABLE fact_rule ADD COLUMN insurer TEXT;
ALTER TABLE fact_rule ADD COLUMN after_request TEXT;
ALTER TABLE fact_rule ADD COLUMN own INTEGER;
