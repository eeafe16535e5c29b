-- 0010_view.sql - lists of the register that people keep under a name. See schema.sql.

CREATE TABLE saved_view(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  kept_for TEXT,
  saved_by TEXT NOT NULL,
  stage TEXT,
  problem TEXT,
  carrier TEXT,
  owner TEXT,
  client TEXT,
  due TEXT,
  value TEXT,
  sort TEXT,
  mine INTEGER NOT NULL,
  closed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view(coalesce(kept_for,''), name);
