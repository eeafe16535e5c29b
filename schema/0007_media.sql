-- 0007_media.sql - what a picture says of itself when it comes in. See schema.sql.

ALTER TABLE evidence ADD COLUMN taken TEXT;
ALTER TABLE evidence ADD COLUMN unshown TEXT;
