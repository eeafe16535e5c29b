-- schema.sql - the desk's file as it is now, every column explained
--
-- The numbered files beside this one are what is run; a test builds a file by that road and compares it
-- with this page. Days are days since 1970-01-01, times are seconds since 1970-01-01T00:00:00Z, money is
-- hundredths and an ISO 4217 currency, codes are the words of the product. Every row that people
-- write carries "version", which counts its writes; each write is listed in the journal.

-- One parcel given to one carrier. May be watched without a case.
CREATE TABLE shipment(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  carrier TEXT,                    -- code: usps, ups, ...; NULL while unknown
  tracking_number TEXT NOT NULL,   -- capitals and digits, no blanks
  service TEXT,                    -- code: ground_advantage, ...
  mailed_on INTEGER,               -- day, as the shipper says
  accepted_on INTEGER,             -- day of the carrier's first real scan, at that place
  expected_on INTEGER,             -- day promised or expected
  delivered_on INTEGER,            -- day delivered, at that place or as the shipper says
  delivered_at INTEGER,            -- time delivered, only when a scan gave one
  from_address TEXT,               -- sender: name and address, lines separated by newlines
  to_address TEXT,                 -- addressee, the same way
  contents TEXT,                   -- what is in it
  weight TEXT,                     -- as given: "2 lb 4 oz"
  order_number TEXT,               -- the shop's order
  value_cents INTEGER,             -- what the contents were worth
  value_currency TEXT,
  insured_cents INTEGER,           -- cover bought or declared
  insured_currency TEXT,
  postage_cents INTEGER,           -- paid for the label
  postage_currency TEXT,
  insurer TEXT,                    -- who insures it, when it is not the carrier
  label_source TEXT,               -- where the label was bought
  account TEXT,                    -- account with the carrier that paid
  status TEXT NOT NULL CHECK(status IN('unknown','pre_transit','in_transit','out_for_delivery','attempted','available_for_pickup','delivered','return_to_sender','failure','cancelled')),
  trouble TEXT NOT NULL CHECK(trouble IN('none','lost','damaged','delayed','returned','address','customs','unclear')),
  status_text TEXT,                -- the carrier's own words
  last_scan_at INTEGER,            -- time of the last real scan; computed events do not count
  last_asked_at INTEGER,           -- time of the last poll, whatever came
  import_id INTEGER REFERENCES import(id), -- the import that brought it; unseen until that is complete
  history_until INTEGER,           -- day after which the carrier forgets its scans
  insured_on INTEGER,              -- day the insurance was bought
  shipper TEXT,                    -- shipper of record, when it is not us
  client TEXT,                     -- whose parcel it is, for a 3PL
  failed_polls INTEGER,            -- so many times in a row the carrier could not be asked or read; NULL: none
  dimensions TEXT,                 -- as given: "12 x 9 x 4 in"
  pieces TEXT,                     -- as given: "1", "2 of 3"
  insurance_fee_cents INTEGER,     -- paid for the insurance
  insurance_fee_currency TEXT
) STRICT;
CREATE INDEX shipment_number ON shipment(tracking_number);
CREATE INDEX shipment_moving ON shipment(last_asked_at) WHERE status NOT IN('delivered','cancelled');
CREATE INDEX shipment_failing ON shipment(failed_polls) WHERE failed_polls >= 3;
CREATE INDEX shipment_history ON shipment(history_until) WHERE history_until IS NOT NULL;
CREATE INDEX shipment_delivered ON shipment(carrier, delivered_on) WHERE status = 'delivered';
CREATE INDEX shipment_odd ON shipment(trouble) WHERE status = 'delivered' AND trouble <> 'none';

-- One thing in the parcel.
CREATE TABLE item(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  description TEXT NOT NULL,       -- brand, model, size, colour
  sku TEXT,                        -- the shop's article number
  serial_number TEXT,              -- UPS asks for it over 500 dollars
  quantity INTEGER NOT NULL CHECK(quantity > 0),
  value_cents INTEGER,             -- of one piece, after discount
  value_currency TEXT,
  bought_on INTEGER,               -- day of purchase
  type TEXT,                       -- what sort of thing: "Electronics"; forms have lists of their own
  condition TEXT CHECK(condition IN('new','used','refurbished')),
  cost_cents INTEGER,              -- what one piece cost us, to buy or to make
  cost_currency TEXT
) STRICT;
CREATE INDEX item_shipment ON item(shipment_id);

-- One problem with one shipment; people read "case". Numbers are never used again.
CREATE TABLE casefile(
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- the case number
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  problem TEXT NOT NULL CHECK(problem IN('lost','damaged','missing_contents','delayed','misdelivered','not_received','returned','unclear','instruction')),
  stage TEXT NOT NULL CHECK(stage IN('open','contacted','requested','ready','filed','decided','appealed','paid','closed')),
  owner TEXT,                      -- colleague who looks after it
  client TEXT,                     -- whose parcel it is, for a 3PL
  note TEXT,                       -- free words, internal
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  closed_at INTEGER,               -- NULL while open
  close_reason TEXT,
  damage TEXT                      -- what is broken, how badly, and how it is seen
) STRICT;
CREATE INDEX casefile_shipment ON casefile(shipment_id);
CREATE INDEX casefile_open ON casefile(id) WHERE closed_at IS NULL;
CREATE INDEX casefile_stage ON casefile(stage, id);
CREATE INDEX casefile_owner ON casefile(owner, id) WHERE owner IS NOT NULL;
CREATE INDEX casefile_client ON casefile(client, id) WHERE client IS NOT NULL;

-- One attempt to reach someone about one or several cases.
CREATE TABLE contact(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  channel TEXT NOT NULL CHECK(channel IN('phone','email','web_form','chat','post_office','letter','social','other')),
  party TEXT NOT NULL CHECK(party IN('carrier','us','insurer','platform','post_office','recipient')),  -- with whom
  direction TEXT NOT NULL CHECK(direction IN('out','in')),
  outcome TEXT NOT NULL CHECK(outcome IN('reached','no_answer','voicemail','cut_off','callback','refused')),
  at INTEGER NOT NULL,             -- when it happened
  rep_name TEXT,                   -- representative
  rep_id TEXT,                     -- operator or badge number
  reference TEXT,                  -- the number they gave
  dialed TEXT,                     -- number dialled
  keypad TEXT,                     -- keys pressed to reach a person
  callback TEXT,                   -- number they call back on
  said TEXT,                       -- what was said
  minutes INTEGER,                 -- whole call
  hold_minutes INTEGER,            -- of these on hold
  logged_by TEXT NOT NULL,
  logged_at INTEGER NOT NULL,
  post_office_id INTEGER REFERENCES post_office(id), -- the counter that was visited or called
  message_id TEXT                  -- of the e-mail it was read from
) STRICT;
CREATE UNIQUE INDEX contact_message ON contact(message_id) WHERE message_id IS NOT NULL;
CREATE INDEX contact_keypad ON contact(id) WHERE keypad IS NOT NULL;

-- Which cases a contact spoke of.
CREATE TABLE contact_case(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  casefile_id INTEGER NOT NULL REFERENCES casefile(id)
) STRICT;
CREATE UNIQUE INDEX contact_case_pair ON contact_case(casefile_id, contact_id);
CREATE INDEX contact_case_contact ON contact_case(contact_id);

-- An agreed next step.
CREATE TABLE promise(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),  -- where it was given
  owed_by TEXT NOT NULL CHECK(owed_by IN('carrier','us','insurer','platform','post_office','recipient')),
  what TEXT NOT NULL,
  due_on INTEGER,                  -- day; NULL: nobody said when
  state TEXT NOT NULL CHECK(state IN('open','kept','broken','waived')),
  settled_on INTEGER,              -- day it was kept, broken or waived
  settled_by TEXT
) STRICT;
CREATE INDEX promise_contact ON promise(contact_id);
CREATE INDEX promise_due ON promise(due_on) WHERE state = 'open';
CREATE INDEX promise_settled ON promise(settled_on) WHERE state IN('kept','broken') AND owed_by = 'carrier';

-- A search, trace or inquiry that is not a claim.
CREATE TABLE request(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  number INTEGER NOT NULL,         -- 1, 2, ... within the case
  kind TEXT NOT NULL CHECK(kind IN('help_request','missing_mail_search','international_inquiry','trace','other','delivery_scan','signature','instruction')),
  state TEXT NOT NULL CHECK(state IN('open','answered','withdrawn')),
  reference TEXT,                  -- the number they gave
  filed_on INTEGER NOT NULL,
  answer_due_on INTEGER,           -- day by which they answer, when known
  answered_on INTEGER,
  result TEXT NOT NULL CHECK(result IN('none','found','not_found','no_answer','other','granted','refused')),
  answer TEXT,                     -- in words
  asked_of TEXT CHECK(asked_of IN('us','insurer','platform','post_office','recipient')),  -- NULL: the carrier
  what TEXT,                       -- the instruction, or what is sought
  valid_until INTEGER              -- last day on which a granted instruction holds
) STRICT;
CREATE UNIQUE INDEX request_number ON request(casefile_id, number);
CREATE INDEX request_due ON request(answer_due_on) WHERE state = 'open';

-- One time that we asked for tracking, and what came. Absence of scans is evidence.
CREATE TABLE poll(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  asked_at INTEGER NOT NULL,
  source TEXT NOT NULL CHECK(source IN('api','saved_answer','csv','pasted','email','notice','manual')),
  outcome TEXT NOT NULL CHECK(outcome IN('new','unchanged','not_found','unreadable','refused','unreachable','deferred')),
  new_events INTEGER NOT NULL,
  message TEXT,                    -- why, for people
  asked TEXT,                      -- whom: a carrier's code, or easypost; NULL when nobody was asked
  gone_events INTEGER,             -- events seen before that this answer no longer has
  answer_sha256 TEXT               -- the answer as it came
) STRICT;
CREATE INDEX poll_shipment ON poll(shipment_id, id);

-- One scan as the carrier gave it, and how we read it.
CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL REFERENCES shipment(id),
  poll_id INTEGER REFERENCES poll(id),   -- the poll that first brought it
  occurred_at INTEGER,             -- NULL when the carrier gave no zone
  occurred_at_local TEXT,          -- as given
  place TEXT,
  code TEXT,                       -- the carrier's
  text TEXT,                       -- the carrier's
  status TEXT NOT NULL CHECK(status IN('unknown','pre_transit','in_transit','out_for_delivery','attempted','available_for_pickup','delivered','return_to_sender','failure','cancelled')),
  trouble TEXT NOT NULL CHECK(trouble IN('none','lost','damaged','delayed','returned','address','customs','unclear')),
  is_scan INTEGER NOT NULL CHECK(is_scan IN(0,1)),  -- 0: written by a clock or a label, proves nothing
  source TEXT NOT NULL CHECK(source IN('api','saved_answer','csv','pasted','email','notice','manual')),
  first_seen_at INTEGER NOT NULL,
  signed_by TEXT,                  -- who took it, as the carrier says
  gone_poll_id INTEGER REFERENCES poll(id)  -- the first poll whose answer no longer had it
) STRICT;
CREATE INDEX event_shipment ON event(shipment_id, id);

-- What a carrier answered, byte for byte, by its hash. Rows that were made from it name the hash.
CREATE TABLE answer(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK(length(sha256) = 64),
  size INTEGER NOT NULL,           -- bytes, unpacked
  packed BLOB NOT NULL             -- zlib
) STRICT;

-- A door: whom one may claim from.
CREATE TABLE route(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('carrier','insurance','platform','marketplace','card')),
  name TEXT,                       -- "Shipsurance policy 12"
  who_may_file TEXT,
  cap_cents INTEGER,               -- the most it pays
  cap_currency TEXT,
  note TEXT
) STRICT;
CREATE INDEX route_casefile ON route(casefile_id);

-- One request for money through one route: "12/1".
CREATE TABLE claim(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  number INTEGER NOT NULL,         -- 1, 2, ... within the case
  route TEXT NOT NULL CHECK(route IN('carrier','insurance','platform','marketplace','card')),
  state TEXT NOT NULL CHECK(state IN('draft','filed','acknowledged','no_record','needs_info','approved','partly_approved','denied','appealed','paid','withdrawn','expired')),
  amount_cents INTEGER,            -- asked for
  amount_currency TEXT,
  amount_note TEXT,                -- how computed
  reference TEXT,                  -- the carrier's claim number
  filed_on INTEGER,
  decided_on INTEGER,
  appealed_on INTEGER,
  reason TEXT,                     -- why denied, as said
  door TEXT,                       -- code of fact_route
  filed_how TEXT,                  -- online, by e-mail, ...
  acknowledged_on INTEGER,         -- day they said they have it
  answer_due_on INTEGER,           -- day by which they answer, as they say
  info_wanted TEXT,                -- what they asked for
  info_due_on INTEGER,             -- day until which they want it
  approved_cents INTEGER,          -- what they agreed to pay
  approved_currency TEXT,
  denial TEXT,                     -- code of fact_denial
  appeals INTEGER,                 -- how often it was appealed
  appeal_decided_on INTEGER,       -- day of the newest decision on an appeal
  pay_due_on INTEGER,              -- day by which the money should be there
  goods_cents INTEGER,             -- how the amount was reached: value of the goods
  goods_currency TEXT,
  discount_cents INTEGER,          -- ... less what the buyer got off
  discount_currency TEXT,
  postage_cents INTEGER,           -- ... and postage
  postage_currency TEXT,
  repair_cents INTEGER,            -- ... or what the repair costs
  repair_currency TEXT,
  salvage_cents INTEGER,           -- ... less what is left of them
  salvage_currency TEXT,
  cap_cents INTEGER,               -- ... at most this cover
  cap_currency TEXT,
  appeal_result TEXT CHECK(appeal_result IN('won','partly','lost'))  -- of the newest appeal; NULL: undecided
) STRICT;
CREATE UNIQUE INDEX claim_number ON claim(casefile_id, number);
CREATE INDEX claim_reference ON claim(reference COLLATE NOCASE) WHERE reference IS NOT NULL;
CREATE INDEX claim_denial ON claim(denial) WHERE denial IS NOT NULL;
CREATE INDEX claim_answer ON claim(answer_due_on) WHERE state IN('filed','acknowledged','no_record','appealed');
CREATE INDEX claim_no_record ON claim(filed_on) WHERE state = 'no_record';
CREATE INDEX claim_info ON claim(info_due_on) WHERE state = 'needs_info';
CREATE INDEX claim_pay ON claim(pay_due_on) WHERE state IN('approved','partly_approved');

-- The first and the last day for something. Stored when an anchor or a rule changes, with the rule as it was read.
CREATE TABLE window(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  what TEXT NOT NULL CHECK(what IN('claim','notice','inquiry','search','refund','appeal','second_appeal','suit')),
  route TEXT NOT NULL CHECK(route IN('carrier','insurance','platform','marketplace','card')),
  opens_on INTEGER,                -- first day, inclusive; NULL: unknown
  closes_on INTEGER,               -- last day, inclusive; NULL: unknown
  opens_from TEXT NOT NULL CHECK(opens_from IN('none','mailed_on','expected_on','delivered_on','help_request_on','decided_on','last_scan_on','accepted_on','appeal_decided_on','insured_on')),
  closes_from TEXT NOT NULL CHECK(closes_from IN('none','mailed_on','expected_on','delivered_on','help_request_on','decided_on','last_scan_on','accepted_on','appeal_decided_on','insured_on')),
  opens_anchor_on INTEGER,         -- the day that the first day was counted from
  closes_anchor_on INTEGER,        -- the day that the last day was counted from
  opens_days INTEGER,
  closes_days INTEGER,
  unit TEXT NOT NULL CHECK(unit IN('calendar','working')),
  unknown_because TEXT,            -- which fact is missing, and how to give it
  rule TEXT NOT NULL,              -- code of the rule used
  limit_note TEXT,                 -- the limit as the source says it
  who_may_file TEXT,
  form TEXT,                       -- where one files
  cover_cents INTEGER,             -- included cover
  cover_currency TEXT,
  cover_max_cents INTEGER,         -- the most that can be bought
  cover_max_currency TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,       -- the source's own date, as it says
  checked_on INTEGER NOT NULL,     -- day on which we gathered it
  confidence TEXT NOT NULL CHECK(confidence IN('low','medium','high')),
  live INTEGER NOT NULL CHECK(live IN(0,1)),  -- 1: still of use: the case is open and nothing is filed
  alternatives TEXT,               -- JSON: what other sources say
  opens_unit TEXT CHECK(opens_unit IN('calendar','working')),  -- of the first day, where it is another than "unit"
  work_week TEXT CHECK(work_week IN('uk_mon_sat','uk_mon_fri','canada')),  -- whose working days; NULL: United States
  after_request TEXT,              -- kind of request that must end first
  basis INTEGER                    -- hash of the facts it was counted from: while they stand, so does it
) STRICT;
CREATE UNIQUE INDEX window_casefile ON window(casefile_id, what, route);
CREATE INDEX window_opens ON window(what, opens_on) WHERE live;
CREATE INDEX window_closes ON window(what, closes_on, opens_on) WHERE live;

-- Money that came. Approved is not paid.
CREATE TABLE payout(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  claim_id INTEGER NOT NULL REFERENCES claim(id),
  amount_cents INTEGER NOT NULL,
  amount_currency TEXT NOT NULL,
  paid_on INTEGER NOT NULL,
  how TEXT,                        -- check, credit on an invoice, ...
  reference TEXT
) STRICT;
CREATE INDEX payout_claim ON payout(claim_id);
CREATE INDEX payout_day ON payout(paid_on, amount_cents);

-- What the customer got: a second track beside the claim.
CREATE TABLE remedy(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('refund','reship','credit')),
  amount_cents INTEGER,
  amount_currency TEXT,
  given_on INTEGER,
  note TEXT,
  reference TEXT                   -- of the refund, or the number of the parcel sent again
) STRICT;
CREATE INDEX remedy_casefile ON remedy(casefile_id);

-- Goods or packaging that must not be thrown away.
CREATE TABLE hold(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  what TEXT,                       -- "box and packing"
  kept_where TEXT NOT NULL,
  until INTEGER,                   -- day; NULL: until the claim is settled
  released_on INTEGER              -- NULL while held
) STRICT;
CREATE INDEX hold_casefile ON hold(casefile_id);
CREATE INDEX hold_until ON hold(until) WHERE released_on IS NULL;

-- One rung of the ladder of a problem that was climbed: looked round, asked the neighbours.
CREATE TABLE step(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  code TEXT NOT NULL,              -- of fact_step
  done_on INTEGER NOT NULL,        -- day
  done_by TEXT NOT NULL,
  note TEXT                        -- what came of it
) STRICT;
CREATE UNIQUE INDEX step_code ON step(casefile_id, code);

-- Two contacts that contradict each other, so that a letter can quote both.
CREATE TABLE contradiction(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  other_id INTEGER NOT NULL REFERENCES contact(id),  -- the earlier one
  note TEXT                        -- where they differ
) STRICT;
CREATE UNIQUE INDEX contradiction_pair ON contradiction(contact_id, other_id);
CREATE INDEX contradiction_other ON contradiction(other_id);

-- A line of the morning list that shall rest until a day, and why. Windows are never hidden by it.
CREATE TABLE snooze(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL,              -- of the line: promise, request, hold, ...
  row_id INTEGER NOT NULL,         -- of the promise, request, hold, ...
  until INTEGER NOT NULL,          -- day on which it comes back
  reason TEXT NOT NULL,
  snoozed_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX snooze_line ON snooze(kind, row_id, casefile_id);
CREATE INDEX snooze_casefile ON snooze(casefile_id);
CREATE INDEX snooze_until ON snooze(until);

-- Something we owe that no promise holds: a parcel that turned up after it was paid for.
CREATE TABLE duty(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('turned_up')),
  what TEXT NOT NULL,              -- in words
  since_on INTEGER NOT NULL,       -- day it arose
  settled_on INTEGER,              -- day it was done; NULL: open
  settled_by TEXT,
  note TEXT                        -- how it was settled
) STRICT;
CREATE INDEX duty_casefile ON duty(casefile_id);
CREATE INDEX duty_open ON duty(since_on) WHERE settled_on IS NULL;

-- A file that proves something. The bytes lie beside the database, named by their SHA-256.
CREATE TABLE evidence(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  casefile_id INTEGER NOT NULL REFERENCES casefile(id),
  kind TEXT NOT NULL CHECK(kind IN('proof_of_value','proof_of_mailing','proof_of_insurance','proof_of_payment','proof_of_delivery','proof_of_refund','acceptance_receipt','damage_photo','packaging_photo','label_photo','repair_estimate','inspection_report','correspondence','statement','release_letter','decision_letter','police_report','other')),
  name TEXT NOT NULL,              -- the file's own name
  media_type TEXT NOT NULL,        -- from the bytes, not the name
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  size INTEGER NOT NULL,           -- bytes
  shot INTEGER,                    -- number of the photo where they are asked in order
  dated_on INTEGER,                -- day taken or issued, as a person says
  note TEXT,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  purged_on INTEGER,               -- day its file was deleted; NULL: it is there
  taken TEXT,                      -- when the camera says: "2026-11-03T14:22:05", with "+01:00" if it knows its zone
  unshown TEXT                     -- why its picture cannot be shown; NULL: it can, or there is none
) STRICT;
CREATE INDEX evidence_casefile ON evidence(casefile_id);
CREATE INDEX evidence_sha256 ON evidence(sha256);

-- The append-only record of everything done. hash = SHA-256(header, body_hash).
CREATE TABLE journal(
  entry INTEGER PRIMARY KEY,       -- 1, 2, 3 ... without gaps
  at INTEGER NOT NULL,             -- time of the act, as in the header
  header BLOB NOT NULL,            -- the hashed bytes: who, when, what, each row written, both links
  body_hash BLOB NOT NULL CHECK(length(body_hash) = 32),  -- SHA-256(salt, body)
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;

-- What was written, in full. May be dropped by a purge; the chain still verifies.
CREATE TABLE journal_body(
  entry INTEGER PRIMARY KEY REFERENCES journal(entry),
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  body BLOB NOT NULL
) STRICT;

-- Which entries belong to which shipment's own chain.
CREATE TABLE journal_file(
  shipment_id INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES journal(entry),
  PRIMARY KEY(shipment_id, entry)
) STRICT, WITHOUT ROWID;

-- A long job under way, so that cron and a colleague do not do it twice. Not journalled: it proves nothing.
CREATE TABLE job(
  name TEXT PRIMARY KEY,           -- "track usps"
  leased_by TEXT NOT NULL,         -- host and process
  leased_until INTEGER NOT NULL    -- after this time anybody may take it
) STRICT;

-- A call under way: the timer of one person. Not journalled: the contact that ends it is.
CREATE TABLE call(
  user TEXT PRIMARY KEY,
  cases TEXT NOT NULL,             -- "3, 7"
  dialed TEXT,
  started_at INTEGER NOT NULL,
  hold_since INTEGER,              -- time since when on hold; NULL: not on hold
  held_s INTEGER NOT NULL          -- seconds on hold so far
) STRICT;

-- One import of shipments, events or payments; shipments stay invisible until it is complete.
CREATE TABLE import(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,              -- the file's own name
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,              -- "usps_saved_answer", "payouts" ...
  rows_read INTEGER NOT NULL,
  rows_created INTEGER NOT NULL,
  rows_refused INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN('running','complete','undone')),
  started_at INTEGER NOT NULL,
  rows_merged INTEGER,             -- rows whose parcel was known
  map TEXT,                        -- the column map
  imported_by TEXT                 -- who took it in; NULL: before that was noted
) STRICT;

-- A counter of the carrier, as its locator gave it, so that a visit can be logged.
CREATE TABLE post_office(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  facility_id TEXT NOT NULL UNIQUE, -- the carrier's
  name TEXT NOT NULL,
  address TEXT,                    -- lines separated by newlines
  zip TEXT,                        -- five digits
  phone TEXT,
  hours TEXT,                      -- "Mon-Fri 09:00-17:00; closed Sat-Sun"
  zone TEXT,
  asked_at INTEGER NOT NULL        -- when the locator said so
) STRICT;
CREATE INDEX post_office_zip ON post_office(zip);

-- Somebody who works on the desk through the web pages. Nobody is deleted: journal and cases name him.
CREATE TABLE user(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK(role IN('read','desk','manager','admin')),
  client TEXT,                     -- sees only this client's cases
  disabled_at INTEGER
) STRICT;

-- How a user signs in. Not journalled: a journal keeps what it was given for ever.
CREATE TABLE login(
  user_id INTEGER PRIMARY KEY REFERENCES user(id),
  password_hash TEXT NOT NULL,     -- argon2id
  changed_at INTEGER NOT NULL
) STRICT;

-- A browser that is signed in. Not journalled.
CREATE TABLE session(
  token_hash TEXT PRIMARY KEY,     -- SHA-256 of what the browser keeps, in hexadecimal
  user_id INTEGER REFERENCES user(id), -- NULL: whoever runs the desk, while it has no users
  began_at INTEGER NOT NULL,       -- by the machine's clock, as all times of sessions
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session(user_id);
CREATE INDEX session_seen ON session(seen_at);

-- A link that signs in once. Not journalled.
CREATE TABLE link(
  token_hash TEXT PRIMARY KEY,     -- SHA-256 of what the link carries, in hexadecimal
  user_id INTEGER REFERENCES user(id), -- who then sets a new password; NULL: as in session
  ends_at INTEGER NOT NULL
) STRICT;

-- What a program signs in by. Not journalled, but that it was made and withdrawn is.
CREATE TABLE token(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash TEXT NOT NULL UNIQUE, -- SHA-256 of what the program keeps, in hexadecimal
  user_id INTEGER REFERENCES user(id), -- whose it is; NULL: as in session
  name TEXT NOT NULL,              -- what it is for
  scope TEXT NOT NULL CHECK(scope IN('read','desk','manager','admin')), -- never more than the user's role
  client TEXT,                     -- sees only this client's cases; NULL: as its user
  made_at INTEGER NOT NULL,        -- by the machine's clock, as the days below
  ends_on INTEGER NOT NULL,        -- the last day on which it is taken
  used_on INTEGER                  -- the last day on which it was; NULL: never
) STRICT;
CREATE INDEX token_user ON token(user_id);

-- How often signing in failed, so that a restart forgives nothing. Not journalled; an hour long.
CREATE TABLE sign_in_failure(
  key TEXT PRIMARY KEY,            -- SHA-256 of the name or the address that was tried
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL         -- by the machine's clock
) STRICT;
CREATE INDEX sign_in_failure_last ON sign_in_failure(last_at);

-- A list of the register that people keep under a name: what they typed, so that +7d counts from the day it is looked at.
CREATE TABLE saved_view(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  kept_for TEXT,                   -- the user who alone sees it; NULL: the whole desk
  saved_by TEXT NOT NULL,
  stage TEXT,
  problem TEXT,
  carrier TEXT,
  owner TEXT,
  client TEXT,
  due TEXT,                        -- the claim window closes by then: "+7d"
  value TEXT,                      -- worth so much or more: "100 EUR"
  sort TEXT,                       -- newest, oldest, due, value; NULL: as usual
  mine INTEGER NOT NULL,           -- 1: of whoever looks
  closed INTEGER NOT NULL          -- 1: closed cases, too
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view(coalesce(kept_for,''), name);

-- What belongs to the file rather than to a person's configuration.
CREATE TABLE setting(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

-- The words by which cases are found, written by the operations.
CREATE TABLE search_text(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,              -- casefile, contact, request, evidence
  row_id INTEGER NOT NULL,         -- the row it was taken from
  casefile_id INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX search_text_row ON search_text(kind, row_id, casefile_id);
CREATE VIRTUAL TABLE search USING fts5(words, content='search_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2');

-- Facts, loaded from schema/facts/*.csv; the journal keeps the digest of each table.
CREATE TABLE fact_carrier(
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  aliases TEXT,                    -- other spellings, separated by |
  home_zone TEXT                   -- IANA zone of its offices
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_service(
  carrier TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  aliases TEXT,                    -- separated by |
  PRIMARY KEY(carrier, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_rule(
  code TEXT PRIMARY KEY,
  carrier TEXT NOT NULL,           -- any: rules of an insurer, for parcels of every carrier
  service TEXT,                    -- NULL: every service
  scope TEXT NOT NULL,             -- domestic, military, international, europe, overseas, inbound, any
  kind TEXT NOT NULL,              -- loss, damage, missing_contents, delay
  what TEXT NOT NULL,              -- claim, notice, inquiry, search, refund, appeal, ...
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
  confidence TEXT NOT NULL,
  opens_unit TEXT,                 -- of the first day, where it is another than "unit"
  work_week TEXT,                  -- whose working days: uk_mon_sat, uk_mon_fri, canada; NULL: United States
  insurer TEXT,                    -- code of the route that it belongs to; NULL: the carrier
  after_request TEXT,              -- kind of request that must end first
  own INTEGER                      -- 1: of the table beside the desk's file
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_rule_carrier ON fact_rule(carrier, kind);
CREATE TABLE fact_contact(
  id INTEGER PRIMARY KEY,
  carrier TEXT NOT NULL,
  channel TEXT NOT NULL,
  purpose TEXT,
  value TEXT NOT NULL,             -- number, address or URL
  hours TEXT,                      -- as the source says; NULL: unknown
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
  code TEXT,                       -- NULL: known by its text alone
  text TEXT,
  status TEXT NOT NULL,
  trouble TEXT NOT NULL,
  is_scan INTEGER NOT NULL,
  meaning TEXT,                    -- in plain words
  next_step TEXT,
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE INDEX fact_event_code_carrier ON fact_event_code(carrier, code);

CREATE TABLE fact_route(
  code TEXT PRIMARY KEY,           -- "easypost_insurance"
  kind TEXT NOT NULL,              -- carrier, insurance, platform, marketplace, card
  title TEXT NOT NULL,
  carrier TEXT,                    -- NULL: every carrier
  insurer TEXT,                    -- names of the insurer that open it, separated by |
  label_source TEXT,               -- names of the label source that open it, separated by |
  shipper TEXT,                    -- names of the shipper of record that open it; *: any
  place INTEGER NOT NULL,          -- order in which to knock
  who_may_file TEXT,
  cap_cents INTEGER,
  cap_currency TEXT,
  excludes TEXT,                   -- codes of routes it cannot go together with, separated by |
  refund TEXT,                     -- not_before_filing, not_before_decision, required_first, proof_helps
  warning TEXT,                    -- wrong claimant, wrong door
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_evidence(
  id INTEGER PRIMARY KEY,
  carrier TEXT,                    -- NULL: every carrier
  kind TEXT,                       -- loss, damage, missing_contents, delay; NULL: every kind
  route TEXT,                      -- NULL: every route
  code TEXT NOT NULL,              -- "proof_of_value": a carrier's own row replaces the general one
  title TEXT NOT NULL,
  kinds TEXT NOT NULL,             -- what answers it, separated by |: kinds of evidence, hold, serial_number, scan, confirmed
  shot INTEGER,                    -- number of the photo where they are asked in order
  over_cents INTEGER,              -- asked only when the value is above
  over_currency TEXT,
  after_wait INTEGER,              -- 1: must be dated on the first day of the claim or later
  asked_when TEXT,                 -- other_shipper, not_received; NULL: always
  note TEXT,                       -- how they want it
  place INTEGER NOT NULL,          -- order of the list
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE TABLE fact_denial(
  code TEXT PRIMARY KEY,           -- "late_filing"
  title TEXT NOT NULL,
  rebuttal TEXT NOT NULL,          -- what answers it
  evidence TEXT,                   -- kinds that answer it, separated by |
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_answer_time(
  id INTEGER PRIMARY KEY,
  carrier TEXT NOT NULL,
  what TEXT NOT NULL,              -- acknowledge, decide, appeal, pay, or a kind of request
  days INTEGER NOT NULL,
  unit TEXT NOT NULL,              -- calendar, working
  work_week TEXT,                  -- whose working days; NULL: United States
  note TEXT,                       -- as the source says
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL
) STRICT;
CREATE INDEX fact_answer_time_carrier ON fact_answer_time(carrier, what);
CREATE TABLE fact_step(
  problem TEXT NOT NULL,
  place INTEGER NOT NULL,          -- order of the ladder
  code TEXT NOT NULL,              -- "look_round"
  title TEXT NOT NULL,
  how TEXT,                        -- what to do, whom to ask, what to note
  done_by TEXT,                    -- what shows that it was done, separated by |: "request delivery_scan", "evidence police_report"
  source TEXT NOT NULL,
  source_date TEXT NOT NULL,
  checked_on INTEGER NOT NULL,
  confidence TEXT NOT NULL,
  PRIMARY KEY(problem, code)
) STRICT, WITHOUT ROWID;

-- Accidents are stopped here; the journal's chain finds the rest.
CREATE TRIGGER journal_is_append_only_1 BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_append_only_2 BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_body_is_never_changed BEFORE UPDATE ON journal_body BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER casefile_is_never_deleted BEFORE DELETE ON casefile BEGIN SELECT raise(ABORT, 'cases are closed, never deleted'); END;
CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON answer BEGIN SELECT raise(ABORT, 'answers are evidence'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'tracking events are evidence'); END;
CREATE TRIGGER poll_is_never_deleted BEFORE DELETE ON poll BEGIN SELECT raise(ABORT, 'polls are evidence'); END;
