-- 0004_web.sql - who may sign in to the web pages, and who is signed in. See schema.sql.

ALTER TABLE user DROP COLUMN password_hash;
CREATE TABLE login(
  user_id INTEGER PRIMARY KEY REFERENCES user(id),
  password_hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE session(
  token_hash TEXT PRIMARY KEY,
  user_id INTEGER REFERENCES user(id),
  began_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session(user_id);
CREATE INDEX session_seen ON session(seen_at);
CREATE TABLE link(
  token_hash TEXT PRIMARY KEY,
  user_id INTEGER REFERENCES user(id),
  ends_at INTEGER NOT NULL
) STRICT;
