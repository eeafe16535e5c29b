#!/usr/bin/env python3
"""rules_golden.py - writes rules_golden.csv: each rule's ends, restated from the sources and counted here

Run by hand: tests/domain/rules_golden.py >tests/domain/rules_golden.csv. It knows neither rules.csv nor the
program: numbers, anchors and units are written down here a second time, holidays are lists copied from the
published calendars. A rule that is changed on purpose is changed here, too.
"""
import csv
import re
import sys
from datetime import date, timedelta

DAYS = ["2026-10-24", "2026-11-20", "2026-12-22", "2027-01-31", "2027-03-13", "2028-02-14"]

UK = """2026-08-31 2026-12-25 2026-12-26 2026-12-28 2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31
2027-08-30 2027-12-25 2027-12-26 2027-12-27 2027-12-28 2028-01-01 2028-01-03 2028-04-14 2028-04-17 2028-05-01
2028-05-29""".split()
CANADA = """2026-10-12 2026-11-11 2026-12-25 2026-12-28 2027-01-01 2027-03-26 2027-05-24 2027-07-01 2027-09-06
2027-09-30 2027-10-11 2027-11-11 2027-12-27 2027-12-28 2028-01-03 2028-04-14 2028-05-22""".split()
US = """2026-10-12 2026-11-11 2026-11-26 2026-12-25 2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18
2027-07-05 2028-01-17 2028-02-21 2028-05-29""".split()
WEEKS = {"us": (5, US), "uk_mon_sat": (6, UK), "uk_mon_fri": (5, UK), "canada": (5, CANADA)}

# What is included and the most that can be bought, in cents; the first pattern that is the whole code counts.
COVERS = [(re.compile(pattern), text) for pattern, text in (
    (r"usps\.(ground_advantage|priority_mail(_express)?)\.(arrival\.)?(loss|damage|missing_contents)\.claim",
     "10000 500000 USD"),
    (r"usps\.military\.priority_mail_express\.loss\.claim", "10000 500000 USD"),
    (r"usps\.insured_mail\..*", "- 500000 USD"),
    (r"usps\.military\.(priority_mail|ground_advantage|insured_mail(\.surface)?)\.loss\.claim", "- 500000 USD"),
    (r"usps\.registered\..*", "- 5000000 USD"),
    (r"usps\.first_class_package_international\..*", "0 0 USD"),
    (r"usps\.priority_mail(_express)?_international\.(loss|damage|missing_contents)\..*", "20000 500000 USD"),
    (r"(ups|fedex)\.(domestic|international)\.(loss|damage|missing_contents)\..*", "10000 5000000 USD"),
    (r"fedex\.(express|international)\.delay\..*", "10000 5000000 USD"),
    (r"fedex\.ground_economy\..*", "0 - USD"),
    (r"(ontrac|lasership)\..*", "10000 2500000 USD"),
    (r"canada_post\.domestic\..*", "10000 500000 CAD"),
    (r"royal_mail\.(standard|year)\..*", "2000 - GBP"),
    (r"royal_mail\.signed_for\..*", "5000 - GBP"),
)]

rules = {}


def cover(code):
    return next((text for pattern, text in COVERS if pattern.fullmatch(code)), "-")


def rule(code, opens, closes, more=""):
    """opens, closes: "15 mailed_on", "10 expected_on uk_mon_sat" (working days of that week) or "-"."""
    assert code not in rules, code
    rules[code] = (opens, closes, more)


def usps():
    both = "damage", "missing_contents"
    insured = "ground_advantage", "priority_mail", "insured_mail"
    for service in insured + ("priority_mail_express_cod", "cod", "registered_cod", "registered"):
        rule(f"usps.{service}.loss.claim", "15 mailed_on", "60 mailed_on")
    rule("usps.priority_mail_express.loss.claim", "7 mailed_on", "60 mailed_on")
    for service in insured + ("priority_mail_express", "priority_mail_express_cod", "cod", "registered_cod",
                              "registered"):
        for kind in both:
            rule(f"usps.{service}.{kind}.claim", "0 mailed_on", "60 mailed_on")
    for service in insured + ("priority_mail_express",):
        rule(f"usps.{service}.arrival.damage.claim", "0 delivered_on", "60 delivered_on")
    for who in "evs", "returns":
        rule(f"usps.insured_mail.{who}.loss.claim", "15 mailed_on", "60 mailed_on")
    rule("usps.military.priority_mail_express.loss.claim", "21 mailed_on", "180 mailed_on")
    for service in "priority_mail", "insured_mail", "registered":
        rule(f"usps.military.{service}.loss.claim", "45 mailed_on", "365 mailed_on")
    for service in "insured_mail.surface", "ground_advantage":
        rule(f"usps.military.{service}.loss.claim", "75 mailed_on", "365 mailed_on")
    for service in insured + ("priority_mail_express", "registered"):
        for kind in both:
            rule(f"usps.military.{service}.{kind}.claim", "0 mailed_on", "60 mailed_on")
    for scope in "domestic", "military":
        rule(f"usps.{scope}.loss.search", "7 help_request_on us", "-")
        rule(f"usps.{scope}.mailing.loss.search", "7 mailed_on", "-")
    rule("usps.priority_mail_express.delay.refund", "2 mailed_on", "30 mailed_on")
    rule("usps.priority_mail_express.extra.delay.refund", "30 mailed_on", "60 mailed_on")
    rule("usps.priority_mail_express.extra.old.delay.refund", "10 mailed_on", "30 mailed_on")
    rule("usps.extra_services.delay.refund", "30 mailed_on", "60 mailed_on")
    rule("usps.extra_services.old.delay.refund", "10 mailed_on", "60 mailed_on")
    for kind in ("loss",) + both:
        rule(f"usps.priority_mail_express_international.{kind}.inquiry", "3 mailed_on", "90 mailed_on")
        for service in "priority_mail_international", "registered_international":
            rule(f"usps.{service}.{kind}.inquiry", "7 mailed_on", "180 mailed_on")
        for service in ("priority_mail_express_international", "priority_mail_international",
                        "registered_international"):
            rule(f"usps.{service}.{kind}.claim", "-", "-", "after international_inquiry")
        rule(f"usps.first_class_package_international.{kind}.inquiry", "-", "-")
    rule("usps.priority_mail_express_international.delay.inquiry", "3 mailed_on", "30 mailed_on")
    rule("usps.priority_mail_express_international.longer.delay.inquiry", "3 mailed_on", "90 mailed_on")
    rule("usps.inbound_international.damage.notice", "0 mailed_on", "60 mailed_on")
    for scope, days in ("domestic", 30), ("military", 30), ("international", 60):
        rule(f"usps.{scope}.appeal", "0 decided_on", f"{days} decided_on")
        rule(f"usps.{scope}.second_appeal", "0 appeal_decided_on", f"{days} appeal_decided_on")
    rule("usps.domestic.old.appeal", "0 decided_on", "60 decided_on")


def ups():
    for kind, first, anchor in ("loss", 1, "expected_on"), ("damage", 0, "delivered_on"), \
            ("missing_contents", 0, "delivered_on"):
        for scope in "domestic", "international":
            rule(f"ups.{scope}.{kind}.claim", f"{first} {anchor}", f"60 {anchor}")
        for name, days in ("15_days", 15), ("online", 150), ("tariff", 270):
            rule(f"ups.domestic.{kind}.{name}.claim", f"{first} {anchor}", f"{days} {anchor}")
        if kind != "loss":
            rule(f"ups.international.{kind}.14_days.claim", f"0 {anchor}", f"14 {anchor}")
    rule("ups.international.loss.6_months.claim", "1 expected_on", "180 expected_on")
    rule("ups.international.delay.claim", "0 delivered_on", "21 delivered_on")
    rule("ups.guarantee.delay.refund", "0 expected_on", "15 expected_on")


def fedex():
    for where in "domestic", "ground_economy", "international":
        rule(f"fedex.{where}.loss.claim", "-", "270 mailed_on")
    for kind in "damage", "missing_contents":
        for where, days in ("domestic", 60), ("ground_economy", 60), ("international", 21):
            rule(f"fedex.{where}.{kind}.claim", "0 mailed_on", f"{days} mailed_on")
            rule(f"fedex.{where}.{kind}.delivery.claim", "0 delivered_on", f"{days} delivered_on")
    rule("fedex.international.delay.claim", "0 mailed_on", "21 mailed_on")
    rule("fedex.international.delay.delivery.claim", "0 delivered_on", "21 delivered_on")
    for days in 21, 30:
        rule(f"fedex.domestic.damage.{days}_days.claim", "0 mailed_on", f"{days} mailed_on")
    rule("fedex.express.delay.claim", "0 delivered_on", "60 delivered_on")
    rule("fedex.guarantee.delay.refund", "0 delivered_on", "15 delivered_on")


def dhl():
    for kind in "loss", "damage", "missing_contents":
        rule(f"dhl_express.{kind}.claim", "0 accepted_on", "30 accepted_on",
             "" if kind == "damage" else "after trace")
        if kind != "loss":
            rule(f"dhl_ecommerce.{kind}.claim", "0 mailed_on", "90 mailed_on")
    rule("dhl_express.visible.damage.claim", "0 delivered_on", "8 delivered_on")
    rule("dhl_ecommerce.domestic.loss.claim", "21 mailed_on", "90 mailed_on")
    rule("dhl_ecommerce.domestic.last_scan.loss.claim", "21 last_scan_on us", "60 last_scan_on")
    for scope in "military", "international":
        rule(f"dhl_ecommerce.{scope}.loss.claim", "45 mailed_on", "90 mailed_on")


def others():
    for kind in "loss", "damage", "missing_contents":
        rule(f"canada_post.domestic.{kind}.claim", "-" if kind == "loss" else "0 mailed_on", "90 mailed_on")
        rule(f"canada_post.international.{kind}.claim", "-", "180 mailed_on")
        for carrier in "ontrac", "lasership":
            rule(f"{carrier}.{kind}.claim", "-", "15 expected_on")
        rule(f"old_dominion.{kind}.claim", "-", "270 mailed_on")
    rule("canada_post.guarantee.delay.refund", "0 expected_on", "30 expected_on canada")
    for service, days, week in ("standard", 10, "uk_mon_sat"), ("signed_for", 10, "uk_mon_sat"), \
            ("tracked_24", 7, "uk_mon_sat"), ("tracked_48", 7, "uk_mon_sat"), ("special_delivery", 5, "uk_mon_fri"):
        rule(f"royal_mail.{service}.loss.claim", f"{days} expected_on {week}", "80 mailed_on")
        rule(f"royal_mail.{service}.damage.claim", "0 mailed_on", "80 mailed_on")
    rule("royal_mail.year.loss.claim", "-", "365 mailed_on")
    rule("royal_mail.europe.loss.claim", "20 mailed_on uk_mon_sat", "180 mailed_on")
    rule("royal_mail.overseas.loss.claim", "25 mailed_on uk_mon_sat", "180 mailed_on")
    rule("royal_mail.delay.refund", "3 expected_on uk_mon_sat", "90 mailed_on")
    rule("old_dominion.suit", "0 decided_on", "731 decided_on")
    rule("amazon.buy_shipping.loss.claim", "-", "-")
    for kind in "loss", "damage":
        rule(f"any.easypost_insurance.{kind}.claim", "15 insured_on", "60 insured_on")
    rule("any.insureshield.loss.claim", "0 expected_on", "45 expected_on")
    rule("any.insureshield.damage.claim", "0 delivered_on", "30 delivered_on")
    rule("any.pip_shipcover.loss.claim", "30 mailed_on", "90 mailed_on")
    rule("any.pip_shipcover.form_of_2015.loss.claim", "30 mailed_on", "180 mailed_on")


def counted(end, start):
    """The day of an end when its anchor is on this day; "" without one."""
    if end == "-":
        return ""
    days, _, *week = end.split()
    day = date.fromisoformat(start)
    if not week:
        return (day + timedelta(int(days))).isoformat()
    last, closed = WEEKS[week[0]]
    left = int(days)
    while left:
        day += timedelta(1)
        left -= day.weekday() < last and day.isoformat() not in closed
    return day.isoformat()


for carrier in usps, ups, fedex, dhl, others:
    carrier()
out = csv.writer(sys.stdout, lineterminator="\n")
ends = [(end, day) for day in DAYS for end in ("opens", "closes")]
out.writerow(["code", "opens", "closes", "more", "cover"] + [f"{end} {day}" for end, day in ends])
for code, (opens, closes, more) in sorted(rules.items()):
    days = [counted(opens if end == "opens" else closes, day) for end, day in ends]
    out.writerow([code, opens, closes, more, cover(code)] + days)
