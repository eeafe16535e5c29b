-- 0005_token.sql - tokens, by which programs use the JSON of the web pages. See schema.sql.

CREATE TABLE token(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash TEXT NOT NULL UNIQUE,
  user_id INTEGER REFERENCES user(id),
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK(scope IN('read','desk','manager','admin')),
  client TEXT,
  made_at INTEGER NOT NULL,
  ends_on INTEGER NOT NULL,
  used_on INTEGER
) STRICT;
CREATE INDEX token_user ON token(user_id);
