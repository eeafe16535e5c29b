-- title: Open cases by age
-- about: How long open cases have been open, what the parcels are worth, what was claimed for them and what may
--    still come. Every currency has lines of its own.
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only this carrier's (its code)
-- column: age, text, 14, Open for
-- column: currency, currency, 9, Money
-- column: cases, number sum, 9, Cases
-- column: without_contact, number sum, 12, No contact
-- column: without_claim, number sum, 11, No claim
-- column: value, money(currency) sum, 13, Value
-- column: claimed, money(currency) extra sum, 13, Claimed
-- column: exposure, money(currency) sum, 13, Exposure
-- chart: column, age, cases, Open cases by age
WITH bucket(place, first, last, title) AS (
  VALUES (1, 0, 7, '0-7 days'), (2, 8, 14, '8-14 days'), (3, 15, 30, '15-30 days'), (4, 31, 60, '31-60 days'),
    (5, 61, 90, '61-90 days'), (6, 91, NULL, 'over 90 days')
), open_case AS (
  SELECT c.id, max(0, :today - day_of(c.opened_at)) AS days,
    coalesce(s.value_currency, (SELECT k.amount_currency FROM claim k WHERE k.casefile_id = c.id
      AND k.amount_currency IS NOT NULL ORDER BY k.id LIMIT 1)) AS currency, s.value_cents, s.value_currency
  FROM casefile c JOIN shipment s ON s.id = c.shipment_id
  WHERE c.closed_at IS NULL AND (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
), money AS (
  SELECT o.id, o.days, o.currency, iif(o.value_currency = o.currency, o.value_cents, NULL) AS value,
    (SELECT count(*) FROM contact_case x WHERE x.casefile_id = o.id) AS contacts,
    (SELECT count(*) FROM claim k WHERE k.casefile_id = o.id AND k.state NOT IN ('draft', 'withdrawn')) AS claims,
    (SELECT sum(k.amount_cents) FROM claim k WHERE k.casefile_id = o.id AND k.amount_currency = o.currency
      AND k.state NOT IN ('draft', 'withdrawn')) AS claimed,
    (SELECT sum(max(0, iif(k.state IN ('approved', 'partly_approved'), coalesce(k.approved_cents, k.amount_cents),
        k.amount_cents) - (SELECT coalesce(sum(p.amount_cents), 0) FROM payout p WHERE p.claim_id = k.id
          AND p.amount_currency = k.amount_currency)))
      FROM claim k WHERE k.casefile_id = o.id AND k.amount_currency = o.currency
      AND k.state IN ('filed', 'acknowledged', 'no_record', 'needs_info', 'appealed', 'approved', 'partly_approved')
    ) AS exposure
  FROM open_case o
), currencies AS (SELECT DISTINCT currency FROM money)
SELECT b.title AS age, u.currency, count(m.id) AS cases, count(iif(m.contacts = 0, m.id, NULL)) AS without_contact,
  count(iif(m.claims = 0, m.id, NULL)) AS without_claim, sum(m.value) AS value, sum(m.claimed) AS claimed,
  sum(m.exposure) AS exposure
FROM currencies u CROSS JOIN bucket b LEFT JOIN money m
  ON m.currency IS u.currency AND m.days >= b.first AND (b.last IS NULL OR m.days <= b.last)
GROUP BY u.currency, b.place
ORDER BY u.currency IS NULL, u.currency, b.place
