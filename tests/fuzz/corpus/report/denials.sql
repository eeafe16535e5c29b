-- title: Denials and what won
-- about: Why claims were denied, how appeals ended, and which papers the cases held whose appeal was won, wholly or
--    in part. Won = won / decided appeals; of fewer than 10 decided ones it is not shown.
-- param: from, day, , decided on this day or later
-- param: to, day, , decided on this day or earlier
-- param: client, text, , only this client's
-- param: owner, text, , only this owner's
-- param: carrier, text, , only this carrier's (its code)
-- column: reason, text, 34, Reason
-- column: code, text file, 24, Code
-- column: denied, number sum, 8, Denied
-- column: appealed, number sum, 10, Appealed
-- column: decided, number sum, 9, Decided
-- column: won, number sum, 7, Won
-- column: won_rate, percent(decided), 14, Won rate
-- column: won_with, text file, 34, The cases that won held
-- column: answer, text file, 40, What answers it
-- chart: bar, reason, denied appealed won, Denials, appeals and what was won
WITH line AS (
  SELECT k.casefile_id, k.denial, k.appeals > 0 AS appealed, k.appeals > 0 AND k.appeal_result IS NOT NULL AS decided,
    k.appeals > 0 AND k.appeal_result IN ('won', 'partly') AS won
  FROM claim k JOIN casefile c ON c.id = k.casefile_id JOIN shipment s ON s.id = c.shipment_id
  WHERE (k.denial IS NOT NULL OR k.state = 'denied')
    AND (:from IS NULL OR k.decided_on >= :from) AND (:to IS NULL OR k.decided_on <= :to)
    AND (:client IS NULL OR coalesce(c.client, s.client) = :client)
    AND (:owner IS NULL OR c.owner = :owner) AND (:carrier IS NULL OR s.carrier = :carrier)
), held AS (
  SELECT denial, replace(e.kind, '_', ' ') || ' (' || count(DISTINCT line.casefile_id) || ')' AS paper
  FROM line JOIN evidence e ON e.casefile_id = line.casefile_id
  WHERE won GROUP BY denial, e.kind ORDER BY denial, count(DISTINCT line.casefile_id) DESC, e.kind
)
SELECT coalesce(d.title, line.denial, 'not said') AS reason, line.denial AS code, count(*) AS denied,
  coalesce(sum(appealed), 0) AS appealed, coalesce(sum(decided), 0) AS decided, coalesce(sum(won), 0) AS won,
  round(100.0 * sum(won) / nullif(sum(decided), 0)) AS won_rate,
  (SELECT group_concat(paper, ', ') FROM held WHERE held.denial IS line.denial) AS won_with, d.rebuttal AS answer
FROM line LEFT JOIN fact_denial d ON d.code = line.denial
GROUP BY line.denial
ORDER BY denied DESC, reason
