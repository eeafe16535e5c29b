-- title: Recovery by {by}
-- about: What was claimed, what they agreed to, what came, and what may still come, for claims that went out.
--    Every currency has lines of its own and is never added to another.
-- about: Ended claims are paid, denied or expired. Won back = what was paid on ended claims / what was claimed with
--    them; of fewer than 10 ended claims it is not shown.
-- about: Days = from filing to the first money, on average. Exposure is what may still come: what was asked for, or
--    approved, less what was paid. Money that came without a word of approval counts as approved.
-- about: By SKU, a parcel with several is counted once, under "several SKUs".
-- param: by, choice(carrier|service|reason|client|sku|route|owner|account|month), carrier, what the lines are
-- param: from, day, , filed on this day or later
-- param: to, day, , filed on this day or earlier
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only this carrier's (its code)
-- column: key, text, 24, {by}
-- column: code, text file, 20, Code
-- column: currency, currency, 9, Money
-- column: claims, number sum, 9, Claims
-- column: claimed, money(currency) sum, 13, Claimed
-- column: approved, money(currency) extra sum, 13, Approved
-- column: paid, money(currency) sum, 13, Paid
-- column: exposure, money(currency) sum, 13, Exposure
-- column: ended, number sum, 8, Ended
-- column: won_back, percent(ended), 14, Won back
-- column: days, number, 8, Days
-- chart: column, key, claimed approved paid, Claimed, approved and paid by {by}
WITH base AS (
  SELECT k.id, k.state, k.amount_cents, k.amount_currency, k.approved_cents, k.approved_currency,
    k.state IN ('paid', 'denied', 'expired') AS ended,
    coalesce(k.amount_currency, k.approved_currency,
      (SELECT p.amount_currency FROM payout p WHERE p.claim_id = k.id ORDER BY p.id LIMIT 1)) AS currency,
    (SELECT min(p.paid_on) FROM payout p WHERE p.claim_id = k.id) - k.filed_on AS days,
    CASE :by
      WHEN 'carrier' THEN s.carrier
      WHEN 'service' THEN s.carrier || ' ' || s.service
      WHEN 'reason' THEN c.problem
      WHEN 'client' THEN coalesce(c.client, s.client)
      WHEN 'sku' THEN (SELECT iif(count(DISTINCT i.sku) > 1, 'several SKUs', min(i.sku))
        FROM item i WHERE i.shipment_id = s.id)
      WHEN 'route' THEN coalesce(k.door, k.route)
      WHEN 'owner' THEN c.owner
      WHEN 'account' THEN s.account
      WHEN 'month' THEN month(k.filed_on)
    END AS code,
    CASE :by
      WHEN 'carrier' THEN (SELECT f.title FROM fact_carrier f WHERE f.code = s.carrier)
      WHEN 'service' THEN (SELECT f.title || ' ' || v.title FROM fact_carrier f JOIN fact_service v
        ON v.carrier = f.code AND v.code = s.service WHERE f.code = s.carrier)
      WHEN 'reason' THEN replace(c.problem, '_', ' ')
      WHEN 'route' THEN coalesce((SELECT f.title FROM fact_route f WHERE f.code = k.door), k.route)
    END AS title
  FROM claim k JOIN casefile c ON c.id = k.casefile_id JOIN shipment s ON s.id = c.shipment_id
  WHERE k.state NOT IN ('draft', 'withdrawn')
    AND (:from IS NULL OR k.filed_on >= :from) AND (:to IS NULL OR k.filed_on <= :to)
    AND (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
), flow AS (
  SELECT id, ended, days, coalesce(title, code, 'not known') AS key, code, currency,
    iif(amount_currency = currency, amount_cents, NULL) AS claimed, NULL AS approved, NULL AS paid,
    CASE
      WHEN state IN ('filed', 'acknowledged', 'no_record', 'needs_info', 'appealed') THEN amount_cents
      WHEN state IN ('approved', 'partly_approved') AND coalesce(approved_currency, currency) = currency
        THEN coalesce(approved_cents, amount_cents)
      ELSE 0
    END - (SELECT coalesce(sum(p.amount_cents), 0) FROM payout p WHERE p.claim_id = base.id
      AND p.amount_currency = base.currency) AS exposure
  FROM base
  UNION ALL
  SELECT id, ended, NULL, coalesce(title, code, 'not known'), code, approved_currency, NULL, approved_cents, NULL, NULL
  FROM base WHERE approved_cents IS NOT NULL
  UNION ALL
  SELECT base.id, ended, NULL, coalesce(title, code, 'not known'), code, p.amount_currency, NULL,
    iif(approved_cents IS NULL, p.amount_cents, NULL), p.amount_cents, NULL
  FROM base JOIN payout p ON p.claim_id = base.id
)
SELECT key, code, currency, count(DISTINCT id) AS claims, sum(claimed) AS claimed, sum(approved) AS approved,
  sum(paid) AS paid, sum(max(0, exposure)) AS exposure, count(DISTINCT iif(ended, id, NULL)) AS ended,
  round(100.0 * coalesce(sum(iif(ended, paid, NULL)), 0) / nullif(sum(iif(ended, claimed, NULL)), 0)) AS won_back,
  round(avg(days)) AS days
FROM flow
GROUP BY currency, key, code
ORDER BY currency IS NULL, currency, iif(:by = 'month', code, NULL), sum(claimed) DESC, key
