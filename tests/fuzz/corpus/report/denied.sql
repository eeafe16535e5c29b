-- title: T
-- column: n, number, 5, N
SELECT count(*) AS n FROM journal