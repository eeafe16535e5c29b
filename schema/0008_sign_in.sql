-- 0008_sign_in.sql - sign-ins that failed. See schema.sql.

CREATE TABLE sign_in_failure(
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_last ON sign_in_failure(last_at);
