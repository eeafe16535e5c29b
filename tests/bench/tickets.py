#!/usr/bin/python3
"""tickets.py DIR N - artifacts of N tickets, as Fossil keeps them, for "fossil reconstruct"

Each ticket was opened and changed twice since, as a case is that somebody works on. Prints the ids.
"""
import hashlib
import os
import sys

PLAIN = str.maketrans({" ": "\\s", "\n": "\\n", "\\": "\\\\"})


def artifact(second, ticket, fields):
    day = 1 + second // 86400 % 28
    lines = [f"D 2026-10-{day:02}T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}.000"]
    lines += [f"J {name} {value.translate(PLAIN)}" for name, value in sorted(fields.items())]
    lines += [f"K {ticket}", "U ann"]
    text = "\n".join(lines) + "\n"
    return f"{text}Z {hashlib.md5(text.encode()).hexdigest()}\n".encode()


def main():
    folder, n = sys.argv[1], int(sys.argv[2])
    os.makedirs(folder)
    for i in range(n):
        ticket = hashlib.sha1(b"ticket %d" % i).hexdigest()
        changes = [
            {"title": f"Parcel {9400111206200000000000 + i} is lost", "status": "Open", "type": "Incident",
             "severity": "Important", "comment": "Mailed on 2026-10-01, worth 120.00 USD, no scan since acceptance."},
            {"+comment": "Called: a search was started, they call back with the result by Friday.",
             "login": "ann", "mimetype": "text/plain"},
            {"+comment": "Called again: not found, a claim may be filed.", "login": "ann", "mimetype": "text/plain",
             "status": "Verified"},
        ]
        for k, fields in enumerate(changes):
            with open(os.path.join(folder, f"{i:06}{k}"), "wb") as out:
                out.write(artifact(i * 200 + k * 50, ticket, fields))
        print(ticket)


main()
