"""Judges a simulated year: which windows were missed, what was filed too early, what nobody chased.

Computes every window from schema/facts/rules.csv alone, with calendars of its own. It shares no code with the
program and reads nothing that the program wrote: only the world's record of what truly happened.
"""
import csv
import datetime as dt

DAY = dt.timedelta(days=1)


# --- calendars ---

def nth(year, month, n, weekday):
    """The n-th such weekday (Monday 0) of a month; the last for n -1."""
    if n > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - DAY
    return last - dt.timedelta((last.weekday() - weekday) % 7)


def easter(year):
    """Gauss and Lichtenberg: the Sunday after the full moon of spring."""
    k, a, s = year // 100, year % 19, 2 - (3 * (year // 100) + 3) // 4
    d = (19 * a + 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25) % 30
    og = 21 + d - (d + a // 11) // 29
    return dt.date(year, 3, 1) + dt.timedelta(og + 7 - (og - (7 - (year + year // 4 + s) % 7)) % 7 - 1)


def moved(day, both=False):
    """A holiday on a weekend is kept on another day: the nearer one, or (both) the next one."""
    if day.weekday() == 5:
        return day + 2 * DAY if both else day - DAY
    return day + DAY if day.weekday() == 6 else day


def us(year):
    fixed = [dt.date(year, *md) for md in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))] + [dt.date(year + 1, 1, 1)]
    return set(map(moved, fixed)) | set(fixed) | {
        nth(year, 1, 3, 0), nth(year, 2, 3, 0), nth(year, 5, -1, 0), nth(year, 9, 1, 0), nth(year, 10, 2, 0),
        nth(year, 11, 4, 3)}


def with_boxing_day(year):
    christmas, boxing = dt.date(year, 12, 25), dt.date(year, 12, 26)
    days = {christmas, boxing}
    spare = [boxing + n * DAY for n in range(1, 4)]
    for day in (christmas, boxing):
        if day.weekday() > 4:
            days.add(next(d for d in spare if d.weekday() < 5 and d not in days))
    return days


def uk(year):
    new_year = dt.date(year, 1, 1)
    return with_boxing_day(year) | {new_year, moved(new_year, True), easter(year) - 2 * DAY, easter(year) + DAY,
                                    nth(year, 5, 1, 0), nth(year, 5, -1, 0), nth(year, 8, -1, 0)}


def canada(year):
    fixed = [dt.date(year, *md) for md in ((1, 1), (7, 1), (9, 30), (11, 11))]
    victoria = dt.date(year, 5, 24)
    victoria -= dt.timedelta(victoria.weekday())
    return with_boxing_day(year) | set(fixed) | {moved(d, True) for d in fixed} | {
        easter(year) - 2 * DAY, victoria, nth(year, 9, 1, 0), nth(year, 10, 2, 0)}


WEEKS = {'': (us, 5), 'uk_mon_sat': (uk, 6), 'uk_mon_fri': (uk, 5), 'canada': (canada, 5)}
holidays = {}


def works(week, day):
    calendar, length = WEEKS[week]
    key = week, day.year
    if key not in holidays:
        holidays[key] = calendar(day.year)
    return day.weekday() < length and day not in holidays[key]


def add(day, n, unit, week):
    if unit != 'working':
        return day + dt.timedelta(n)
    while n:
        day += DAY
        n -= works(week, day)
    return day


# --- windows ---

def read_rules(path):
    with open(path, newline='', encoding='utf-8') as f:
        rules = list(csv.DictReader(f))
    for r in rules:
        for column in ('opens_unit', 'work_week', 'insurer', 'after_request', 'service'):
            r[column] = r.get(column) or ''
    return rules


def end(rule, which, case):
    """The day of one end; None: the rule names none, or the day it counts from is not known."""
    days, anchor = rule[which + '_days'], rule[which + '_from']
    if days == '' or anchor == 'none':
        return None
    mailed = [d for d in (case['mailed_on'], case['accepted_on']) if d]
    day = case.get(anchor)
    if anchor in ('mailed_on', 'accepted_on'):
        day = (max if which == 'opens' else min)(mailed) if mailed else None
    unit = rule['unit'] if which == 'closes' else rule['opens_unit'] or rule['unit']
    return day and add(day, int(days), unit, rule['work_week'])


def reaches(rule, scope):
    """Does a rule hold for parcels that go so far? What is abroad lies in Europe or overseas."""
    return rule['scope'] in ('any', scope) or rule['scope'] == 'international' and scope in ('europe', 'overseas')


def windows(rules, case):
    """{what: (opens, closes)} for the carrier's own windows of a case, both ends inclusive or None.

    Rules of insurers, which hold for any carrier, and of marketplaces are other doors: nobody here has bought there.
    """
    found = {}
    for what in ('claim', 'inquiry', 'refund'):
        fit = [r for r in rules if r['what'] == what and r['route'] == 'carrier' and not r['insurer'] and
               r['carrier'] == case['carrier'] and r['service'] in ('', case['service']) and
               r['kind'] in ('none', case['kind']) and reaches(r, case['scope'])]
        fit = [r for r in fit if r['service']] or fit
        fit = [r for r in fit if r['confidence'] != 'low'] or fit
        if not fit:
            continue
        ends = [(end(r, 'opens', case), end(r, 'closes', case)) for r in fit]
        found[what] = min(ends, key=lambda e: (e[1] or dt.date.max, e[0] or dt.date.min))
    return found


# --- the verdict ---

def judge(rules, cases, today):
    """Counts and examples of what went wrong. cases: the world's records; today: the last day."""
    verdict = {'windows': 0, 'filed': 0, 'missed': [], 'early': [], 'late': [], 'unchased': [], 'unpaid': [],
               'unappealed': []}
    for case in cases:
        for what, (opens, closes) in windows(rules, case).items():
            done = case['requested_on'] if what == 'inquiry' else case['filed_on']
            if done and case['scan_seen_on'] and done < case['scan_seen_on']:
                opens, closes = windows(rules, case | {'accepted_on': None})[what]  # as it could be known
            judge_window(verdict, case, what, (opens, closes, done), today)
        for p in case['promises']:
            if p['due_on'] + 7 * DAY < min(p['settled_on'] or today, case['over_on'] or today):
                verdict['unchased'].append((case['case'], p['due_on'].isoformat()))
        owed = case['pay_due_on']
        if owed and not case['paid_on'] and owed + 14 * DAY < today and \
                not any(day > owed for day in case['chased_on']):
            verdict['unpaid'].append((case['case'], owed.isoformat()))
        last = case['appeal_until']
        if last and last < today and not case['appealed_on'] and not case['over_on']:
            verdict['unappealed'].append((case['case'], last.isoformat()))
    return verdict


def judge_window(verdict, case, what, days, today):
    opens, closes, done = days
    begins = max(opens or case['opened_on'], case['opened_on'])
    over = case['over_on'] or today
    if not opens and not closes:
        return
    verdict['windows'] += 1
    if done:
        verdict['filed'] += 1
        if opens and done < opens:
            verdict['early'].append((case['case'], what, done.isoformat(), opens.isoformat()))
        if closes and done > closes and begins <= closes:
            verdict['late'].append((case['case'], what, done.isoformat(), closes.isoformat()))
    elif closes and begins <= closes < over:
        verdict['missed'].append((case['case'], what, closes.isoformat(), case['carrier']))
