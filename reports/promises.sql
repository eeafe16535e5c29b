-- title: Promises of the {owed_by}, by {by}
-- about: What they promised and whether it came.
-- about: Kept-promise rate = kept / (kept + broken). Promises that are open, or that were waived, do not count; of
--    fewer than 10 that were settled the rate is not shown. Late = open and past its day.
-- param: owed_by, choice(carrier|us|insurer|platform|post_office|recipient), carrier, who promised
-- param: by, choice(carrier|representative|owner|client|month), carrier, what the lines are
-- param: from, day, , given on this day or later
-- param: to, day, , given on this day or earlier
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only about this carrier's parcels (its code)
-- column: key, text, 24, {by}
-- column: code, text file, 20, Code
-- column: promises, number sum, 10, Promises
-- column: kept, number sum, 8, Kept
-- column: broken, number sum, 8, Broken
-- column: waived, number extra sum, 8, Waived
-- column: open, number sum, 8, Open
-- column: late, number sum, 8, Late
-- column: settled, number file sum, 14, Kept or broken
-- column: kept_rate, percent(settled), 14, Kept rate
-- chart: stack, key, kept broken open, Promises kept, broken and open by {by}
WITH about AS (
  SELECT x.contact_id, min(c.id) AS case_id
  FROM contact_case x JOIN casefile c ON c.id = x.casefile_id JOIN shipment s ON s.id = c.shipment_id
  WHERE (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
  GROUP BY x.contact_id
), line AS (
  SELECT p.state, p.due_on,
    CASE :by
      WHEN 'carrier' THEN s.carrier
      WHEN 'representative' THEN n.rep_name
      WHEN 'owner' THEN c.owner
      WHEN 'client' THEN coalesce(c.client, s.client)
      WHEN 'month' THEN month(day_of(n.at))
    END AS code,
    iif(:by = 'carrier', (SELECT f.title FROM fact_carrier f WHERE f.code = s.carrier), NULL) AS title
  FROM promise p JOIN contact n ON n.id = p.contact_id JOIN about a ON a.contact_id = n.id
    JOIN casefile c ON c.id = a.case_id JOIN shipment s ON s.id = c.shipment_id
  WHERE p.owed_by = :owed_by
    AND (:from IS NULL OR day_of(n.at) >= :from) AND (:to IS NULL OR day_of(n.at) <= :to)
)
SELECT coalesce(title, code, 'not known') AS key, code, count(*) AS promises, count(iif(state = 'kept', 1, NULL)) AS kept,
  count(iif(state = 'broken', 1, NULL)) AS broken, count(iif(state = 'waived', 1, NULL)) AS waived,
  count(iif(state = 'open', 1, NULL)) AS open,
  count(iif(state = 'open' AND due_on < :today, 1, NULL)) AS late,
  count(iif(state IN ('kept', 'broken'), 1, NULL)) AS settled,
  round(100.0 * count(iif(state = 'kept', 1, NULL)) / nullif(count(iif(state IN ('kept', 'broken'), 1, NULL)), 0))
    AS kept_rate
FROM line
GROUP BY coalesce(title, code), code
ORDER BY iif(:by = 'month', code, NULL), promises DESC, key
