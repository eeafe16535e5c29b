-- title: T
-- param: a, choice(x|y), x, why
-- column: c, currency hidden, 9, C
-- column: m, money(c) sum, 9, M
-- chart: pie, c, m, P
WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r) SELECT :a AS c, i AS m FROM r