#!/usr/bin/python3
"""Makes a desk with a year of made-up cases to look at reports with: year.py WAYLAID HOME [CASES]

Everything goes through the built program, each act on its day. The same count gives the same desk.
"""
import datetime
import os
import random
import subprocess
import sys

TODAY = datetime.date(2026, 11, 23)
waylaid, home = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
count = int(sys.argv[3]) if len(sys.argv) > 3 else 120
dice = random.Random(7)
os.makedirs(home, exist_ok=True)
env = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "TZ": "UTC",
       "XDG_DATA_HOME": home + "/data", "XDG_CONFIG_HOME": home + "/config"}


def run(day, *words):
    done = subprocess.run([waylaid, *words], env=dict(env, WAYLAID_NOW=f"{day}T15:00:00Z"), capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f"waylaid {' '.join(words)}: {done.stderr}")


def usps(serial):
    digits = f"94001112062{serial:010d}"
    total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(digits))
    return digits + str(-total % 10)


def ups(serial):
    body = f"999AA103{serial:07d}"
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in body]
    return "1Z" + body + str(-sum(v * (2 if i % 2 else 1) for i, v in enumerate(values)) % 10)


def claim(case, day, value, currency):
    decided = day + datetime.timedelta(days=dice.randint(5, 25))
    fate = dice.random()
    run(day, "claim", "file", case, "--amount", f"{value} {currency}", "--anyway")
    if decided > TODAY:
        return
    if fate < .5:
        run(decided, "claim", "approve", case, "--amount", f"{value * 9 // 10} {currency}")
        if decided + datetime.timedelta(days=4) <= TODAY and fate < .42:
            run(decided + datetime.timedelta(days=4), "paid", case, f"{value * 9 // 10} {currency}")
    elif fate < .85:
        run(decided, "claim", "deny", case, "--reason", dice.choice(
            ["insufficient-value-proof", "late-filing", "packaging-inadequate"]), "--said", "no")
        if fate < .72:
            run(decided, "claim", "appeal", case)
            run(decided, "claim", *(["approve", case, "--amount", f"{value // 2} {currency}"] if fate < .65 else
                                    ["deny", case, "--reason", "late-filing", "--said", "still no"]))


promises = 0
for serial in range(1, count + 1):
    day = TODAY - datetime.timedelta(days=330 * (count - serial) // count + 2)
    case, value, currency = str(serial), dice.randint(20, 400), "EUR" if serial % 5 == 0 else "USD"
    words = ["open", ups(serial) if serial % 3 == 0 else usps(serial), "--problem",
             dice.choice(["lost", "damaged", "not-received", "delayed"]), "--mailed",
             str(day - datetime.timedelta(days=20)), "--value", f"{value} {currency}", "--client",
             dice.choice(["Acme", "Brightwood", "Café Ångström"]), "--owner", dice.choice(["kim", "ann"])]
    run(day, *words, *(["--service", "ground-advantage"] if serial % 3 else []))
    run(day, "item", case, "Lamp", "--sku", dice.choice(["LAMP-1", "MUG-2", "RUG-3"]), "--value", str(value))
    for _ in range(dice.randint(0, 3)):
        run(day, "log", case, "--channel", dice.choice(["phone", "phone", "email"]), "--rep",
            dice.choice(["Dana Q", "Lee", "Sam"]), "--said", "a search was started", "--minutes",
            str(dice.randint(5, 50)), "--hold", "3", "--next", "call back", "--due", "+5d", "--by", "carrier")
        promises += 1
        if (TODAY - day).days > 10:
            run(day + datetime.timedelta(days=5), dice.choice(["keep", "keep", "broken"]), str(promises))
    if dice.random() < .8:
        claim(case, day, value, currency)
