-- 0006_forms.sql - what carriers' own claim forms ask of the parcel and its damage. See schema.sql.

ALTER TABLE shipment ADD COLUMN dimensions TEXT;
ALTER TABLE shipment ADD COLUMN pieces TEXT;
ALTER TABLE shipment ADD COLUMN insurance_fee_cents INTEGER;
ALTER TABLE shipment ADD COLUMN insurance_fee_currency TEXT;
ALTER TABLE casefile ADD COLUMN damage TEXT;
