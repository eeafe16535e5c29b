-- 0009_item.sql - what carriers' claim forms ask of each thing in the parcel. See schema.sql.

ALTER TABLE item ADD COLUMN type TEXT;
ALTER TABLE item ADD COLUMN condition TEXT CHECK(condition IN('new','used','refurbished'));
ALTER TABLE item ADD COLUMN cost_cents INTEGER;
ALTER TABLE item ADD COLUMN cost_currency TEXT;
