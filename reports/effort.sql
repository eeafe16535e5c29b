-- title: Effort by {by}
-- about: How often you had to reach someone, and the minutes on the phone as the call timer or the log has them.
--    A contact about several cases is counted once, with the first of them. Calls without minutes are counted in
--    "Not timed", so the minutes are the least it took.
-- param: by, choice(carrier|owner|client|channel|who|case|month), carrier, what the lines are
-- param: from, day, , on this day or later
-- param: to, day, , on this day or earlier
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only about this carrier's parcels (its code)
-- column: key, text, 24, {by}
-- column: code, text file, 20, Code
-- column: cases, number, 8, Cases
-- column: contacts, number sum, 10, Contacts
-- column: calls, number sum, 8, Calls
-- column: reached, number extra sum, 10, Reached
-- column: minutes, number sum, 10, Minutes
-- column: hold_minutes, number sum, 10, On hold
-- column: not_timed, number sum, 11, Not timed
-- column: minutes_a_case, number, 12, Min. a case
-- chart: bar, key, minutes hold_minutes, Minutes on the phone by {by}
WITH about AS (
  SELECT x.contact_id, min(c.id) AS case_id
  FROM contact_case x JOIN casefile c ON c.id = x.casefile_id JOIN shipment s ON s.id = c.shipment_id
  WHERE (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
  GROUP BY x.contact_id
), line AS (
  SELECT n.channel, n.outcome, n.minutes, n.hold_minutes, c.id AS case_id,
    CASE :by
      WHEN 'carrier' THEN s.carrier
      WHEN 'owner' THEN c.owner
      WHEN 'client' THEN coalesce(c.client, s.client)
      WHEN 'channel' THEN n.channel
      WHEN 'who' THEN n.logged_by
      WHEN 'case' THEN '' || c.id
      WHEN 'month' THEN month(day_of(n.at))
    END AS code,
    CASE :by
      WHEN 'carrier' THEN (SELECT f.title FROM fact_carrier f WHERE f.code = s.carrier)
      WHEN 'channel' THEN replace(n.channel, '_', ' ')
      WHEN 'case' THEN 'case ' || c.id
    END AS title
  FROM contact n JOIN about a ON a.contact_id = n.id JOIN casefile c ON c.id = a.case_id
    JOIN shipment s ON s.id = c.shipment_id
  WHERE (:from IS NULL OR day_of(n.at) >= :from) AND (:to IS NULL OR day_of(n.at) <= :to)
)
SELECT coalesce(title, code, 'not known') AS key, code, count(DISTINCT case_id) AS cases, count(*) AS contacts,
  count(iif(channel = 'phone', 1, NULL)) AS calls, count(iif(outcome = 'reached', 1, NULL)) AS reached,
  sum(minutes) AS minutes, sum(hold_minutes) AS hold_minutes,
  count(iif(channel = 'phone' AND minutes IS NULL, 1, NULL)) AS not_timed,
  round(1.0 * sum(minutes) / count(DISTINCT case_id)) AS minutes_a_case
FROM line
GROUP BY coalesce(title, code), code
ORDER BY iif(:by = 'month', code, NULL), sum(minutes) DESC, contacts DESC, key
