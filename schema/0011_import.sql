-- 0011_import.sql - who took a file in. See schema.sql.

ALTER TABLE import ADD COLUMN imported_by TEXT;
