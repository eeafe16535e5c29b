-- title: Register of claims
-- about: One line a claim, and one for each case without a claim. Exposure is what may still come: what was
--    asked for, or approved, less what was paid; nothing once a claim is denied, withdrawn, expired or paid.
--    Paid counts money in the claim's own currency; other money is counted beside it.
-- param: from, day, , opened on this day or later
-- param: to, day, , opened on this day or earlier
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only this carrier's (its code)
-- column: case_number, case, 7, Case
-- column: claim, text file, 9, Claim
-- column: tracking_number, text whole, 30, Tracking number
-- column: carrier, code extra, 14, Carrier
-- column: service, code file, 20, Service
-- column: problem, code extra, 16, Problem
-- column: stage, code file, 11, Stage
-- column: client, text extra, 18, Client
-- column: owner, text file, 12, Owner
-- column: order_number, text file, 18, Order
-- column: opened_on, day file, 12, Opened
-- column: age, number(days) extra, 11, Age
-- column: mailed_on, day file, 12, Mailed
-- column: value, money(value_currency) file sum, 13, Value
-- column: value_currency, currency file, 9, Value in
-- column: route, code file, 12, Route
-- column: state, code, 16, Claim is
-- column: reference, text file, 18, Claim number
-- column: filed_on, day file, 12, Filed
-- column: currency, currency, 9, Money
-- column: claimed, money(currency) sum, 13, Claimed
-- column: approved, money(currency) extra sum, 13, Approved
-- column: paid, money(currency) sum, 13, Paid
-- column: exposure, money(currency) extra sum, 13, Exposure
-- column: paid_otherwise, number file, 12, Paid in other money
-- column: answer_due_on, day file, 12, Answer due
-- column: closes_on, day file, 12, Last day to claim
-- column: denial, code file, 20, Denied because
-- column: closed_on, day file, 12, Closed
WITH line AS (
  SELECT c.id AS case_number, k.id AS claim_id, c.id || '/' || k.number AS claim, s.tracking_number, s.carrier,
    s.service, c.problem, c.stage, coalesce(c.client, s.client) AS client, c.owner, s.order_number,
    day_of(c.opened_at) AS opened_on, day_of(c.closed_at) AS closed_on, s.mailed_on, s.value_cents,
    s.value_currency, k.route, k.state, k.reference, k.filed_on,
    coalesce(k.amount_currency, k.approved_currency) AS currency, k.amount_cents, k.amount_currency,
    k.approved_cents, k.approved_currency, k.answer_due_on, k.denial,
    (SELECT sum(p.amount_cents) FROM payout p WHERE p.claim_id = k.id
      AND p.amount_currency = coalesce(k.amount_currency, k.approved_currency)) AS paid,
    (SELECT count(*) FROM payout p WHERE p.claim_id = k.id
      AND p.amount_currency IS NOT coalesce(k.amount_currency, k.approved_currency)) AS otherwise,
    (SELECT w.closes_on FROM window w WHERE w.casefile_id = c.id AND w.what = 'claim'
      AND w.route = coalesce(k.route, 'carrier')) AS closes_on
  FROM casefile c JOIN shipment s ON s.id = c.shipment_id LEFT JOIN claim k ON k.casefile_id = c.id
  WHERE (:from IS NULL OR day_of(c.opened_at) >= :from) AND (:to IS NULL OR day_of(c.opened_at) <= :to)
    AND (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
)
SELECT case_number, claim, tracking_number, carrier, service, problem, stage, client, owner, order_number, opened_on,
  coalesce(closed_on, :today) - opened_on AS age, mailed_on, value_cents AS value, value_currency, route, state,
  reference, filed_on, currency, iif(amount_currency = currency, amount_cents, NULL) AS claimed,
  iif(approved_currency = currency, approved_cents, NULL) AS approved, paid,
  CASE
    WHEN state IN ('filed', 'acknowledged', 'no_record', 'needs_info', 'appealed')
      THEN max(0, amount_cents - coalesce(paid, 0))
    WHEN state IN ('approved', 'partly_approved')
      THEN max(0, coalesce(approved_cents, amount_cents) - coalesce(paid, 0))
    WHEN state IS NOT NULL THEN 0
  END AS exposure,
  iif(claim_id IS NULL, NULL, otherwise) AS paid_otherwise, answer_due_on, closes_on, denial, closed_on
FROM line
ORDER BY case_number, claim_id
