-- title: By {by}
-- about: One line.
--    and its second.
-- param: by, choice(carrier|service), carrier, what the lines are
-- param: from, day, , from this day on
-- param: most, number, 9, so many
-- param: client, text, , only this client's
-- column: key, text whole, 24, {by}
-- column: code, code file, 20, Code
-- column: case, case, 6, Case
-- column: currency, currency, 9, Money
-- column: paid, money(currency) extra sum, 13, Paid
-- column: n, number(days) sum, 8, N
-- column: won, percent(n), 14, Won
-- column: day, day, 10, Day
-- column: at, time hidden, 16, At
-- chart: column, key, paid, Paid by {by}
SELECT carrier AS key, carrier AS code, 1 AS "case", 'USD' AS currency, 100 AS paid, 1 AS n, 50 AS won,
  :from AS day, :now AS at FROM shipment WHERE :client IS NULL AND :by = 'carrier' LIMIT :most
