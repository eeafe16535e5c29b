"""A register as a script of python3-xlsxwriter would write it: sheet.py DESK.db REPORT.sql TODAY NEW.xlsx

The same SELECT on the same file, the same cells in the same places. Prints the rows.
"""
import re
import sqlite3
import sys

import xlsxwriter

FIRST_ROW = 4
EPOCH = 25569  # 1970-01-01 as a spreadsheet counts days
FORMATS = {"case": "#,##0", "number": "#,##0", "day": "yyyy-mm-dd", "money": "#,##0.00", "code": "@", "text": "@"}


def main(desk, report, today, out):
    sql = open(report, encoding="utf-8").read()
    kinds = [k if k in FORMATS else "text" for k in re.findall(r"^-- column: \w+, (\w+)", sql, re.M)]
    db = sqlite3.connect(f"file:{desk}?mode=ro", uri=True)
    db.create_function("day_of", 1, lambda at: None if at is None else at // 86400)
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    formats = {kind: book.add_format({"num_format": number}) for kind, number in FORMATS.items()}
    names = dict.fromkeys(re.findall(r":(\w+)", sql), None) | {"today": int(today)}
    rows = 0
    for values in db.execute(sql, names):
        for column, (kind, value) in enumerate(zip(kinds, values)):
            if value is None:
                continue
            if isinstance(value, str):
                text = value.replace("_", " ") if kind == "code" else value
                sheet.write_string(FIRST_ROW + rows, column, text, formats[kind])
            else:
                number = value / 100 if kind == "money" else value + EPOCH if kind == "day" else value
                sheet.write_number(FIRST_ROW + rows, column, number, formats[kind])
        rows += 1
    book.close()
    print(rows)


main(*sys.argv[1:])
