-- title: Filed and recovered by month
-- about: Each sum stands in the month in which it happened: claimed when it was filed, approved when they decided,
--    paid when the money came. A month's payments mostly answer the claims of earlier ones, so there is no rate.
-- param: from, day, , happened on this day or later
-- param: to, day, , happened on this day or earlier
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only this carrier's (its code)
-- column: month, text, 10, Month
-- column: currency, currency, 9, Money
-- column: filed, number sum, 9, Filed
-- column: claimed, money(currency) sum, 13, Claimed
-- column: approved, money(currency) sum, 13, Approved
-- column: paid, money(currency) sum, 13, Paid
-- chart: line, month, claimed approved paid, Claimed, approved and paid by month
WITH base AS (
  SELECT k.* FROM claim k JOIN casefile c ON c.id = k.casefile_id JOIN shipment s ON s.id = c.shipment_id
  WHERE k.state NOT IN ('draft', 'withdrawn')
    AND (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
), flow AS (
  SELECT filed_on AS day, amount_currency AS currency, 1 AS filed, amount_cents AS claimed, NULL AS approved,
    NULL AS paid FROM base
  UNION ALL
  SELECT coalesce(appeal_decided_on, decided_on), approved_currency, NULL, NULL, approved_cents, NULL
  FROM base WHERE approved_cents IS NOT NULL
  UNION ALL
  SELECT p.paid_on, p.amount_currency, NULL, NULL, NULL, p.amount_cents FROM base JOIN payout p ON p.claim_id = base.id
)
SELECT month(day) AS month, currency, count(filed) AS filed, sum(claimed) AS claimed, sum(approved) AS approved,
  sum(paid) AS paid
FROM flow
WHERE day IS NOT NULL AND (:from IS NULL OR day >= :from) AND (:to IS NULL OR day <= :to)
GROUP BY currency, month(day)
ORDER BY currency IS NULL, currency, month
