#!/usr/bin/python3
"""A simulated year: a desk that does what 'next' says, and beside it the same desk without.

    year.py WAYLAID [--cases N] [--days N] [--acts N] [--seed N] [--desk FILE] [--only next|plain]

The clock moves day by day. Each day brings new cases and what carriers say, which somebody notes at once; then the
desk has so many acts. An act is one thing done: a form filed, a paper sent, a fact looked up, a call made; a look at
a case in which nothing can be done is one as well. Noting what came in is none. With 'next' it takes the lines of the
list from the top and runs the command of each, adding the one fact that only a person knows; where the list puts
several parcels into one call to their carrier, that call is one act, too. Without, it takes the cases as they came,
one after the other, and does for each what can be done. An independent judge (judge.py) says what came of it. Exits 1
when the desk with 'next' missed a window, filed one early, or left a promise, an approval or an appeal alone.
"""
import argparse
import datetime as dt
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import judge
from world import World, kinds_of_parcels, read_decision_times, read_services

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 1, 5)
FACTS = pathlib.Path(__file__).resolve().parents[2] / 'schema' / 'facts'


class Desk:
    """The program, and what a person at it knows of the world."""

    def __init__(self, program, path, world, acts):
        self.program, self.path, self.world, self.acts = program, path, world, acts
        self.today, self.left, self.spent, self.runs, self.by_case = FIRST, 0, 0, 0, {}
        self.strange, self.kinds = [], {}
        self.has_claims = self.run('help', 'claim', 'file').returncode == 0

    def run(self, *words):
        env = os.environ | {'WAYLAID_NOW': self.today.isoformat() + 'T15:00:00Z', 'WAYLAID_DB': self.path, 'TZ': 'UTC'}
        self.runs += 1
        return subprocess.run([self.program, *words], env=env, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL)

    def must(self, *words):
        done = self.run(*words)
        if done.returncode != 0:
            sys.exit('%s: waylaid %s: exit %d: %s' % (self.today, ' '.join(words), done.returncode, done.stderr))
        return done.stdout

    def act(self):
        self.left -= 1
        self.spent += 1

    # --- what comes in ---

    def morning(self):
        for what, case, more in self.world.due(self.today):
            if case['over_on'] is None or what == 'open':
                getattr(self, 'note_' + what)(case, more)

    def note_open(self, case, _):
        words = ['open', case['number'], '--carrier', case['carrier'], '--service', case['service'], '--problem',
                 case['problem'], '--to', case['to'], '--quiet', '--json']
        for fact in ('mailed', 'delivered', 'expected'):
            if fact in case['told'] and case[fact + '_on']:
                words += ['--' + fact, case[fact + '_on'].isoformat()]
        if 'value' in case['told']:
            words += ['--value', money(case)]
        case['case'] = json.loads(self.must(*words))['case']
        self.by_case[case['case']] = case
        self.world.begin(case, self.today)

    def note_scan(self, case, day):
        path = self.path + '.csv'
        pathlib.Path(path).write_text('number,date,time,status\n%s,%s,10:00,Accepted\n' % (case['number'], day),
                                      encoding='utf-8')
        self.must('events', 'import', path, '--carrier', case['carrier'], '--quiet')
        case['accepted_on'], case['scan_seen_on'] = day, self.today

    def note_call(self, case, _):
        self.promise(case, self.world.later(self.today, 2, 7), '--rep', 'Dana', '--next', 'call back')

    def promise(self, case, due_on, *words):
        """A call in which something was promised until that day."""
        told = json.loads(self.must('log', str(case['case']), *words, '--due', due_on.isoformat(), '--json'))
        promise = {'promise': told['promises'][0]['promise'], 'due_on': due_on, 'settled_on': None,
                   'kept': self.world.chance(60)}
        case['promises'].append(promise)
        self.world.promised(case, promise)

    def note_kept(self, case, promise):
        if promise['settled_on'] is None:
            self.must('keep', str(promise['promise']))
            promise['settled_on'] = self.today

    def note_turns_up(self, case, _):
        if not case['filed_on']:
            self.over(case, 'it came after all')

    def hear(self, case, *words):
        """Notes what the carrier says of the claim; false when that makes no sense any more, as letters may cross."""
        done = self.run('claim', words[0], claim_of(case), *words[1:])
        if done.returncode not in (0, 4):
            sys.exit('%s: claim %s: exit %d: %s' % (self.today, ' '.join(words), done.returncode, done.stderr))
        return done.returncode == 0

    def note_ack(self, case, _):
        if self.hear(case, 'ack', '--number', 'C%d' % case['case']):
            self.world.was_acknowledged(case, self.today)

    def note_no_record(self, case, _):
        self.hear(case, 'no-record')

    def note_info(self, case, _):
        self.hear(case, 'info', '--said', 'a receipt', '--until', '+14d')

    def decided(self, case):
        return case['decided_on'] and not (case['appealed_on'] and case['appealed_on'] > case['decided_on'])

    def note_approve(self, case, _):
        if self.decided(case) or not self.hear(case, 'approve'):
            return
        case['decided_on'], case['appeal_until'] = self.today, None
        self.world.was_approved(case, self.today)

    def note_approve_part(self, case, _):
        self.note_approve(case, None)

    def note_deny(self, case, _):
        if self.decided(case) or not self.hear(case, 'deny', '--reason', 'other', '--said', 'not proven'):
            return
        case['decided_on'] = self.today
        case['appeal_until'] = None
        if case['appeals']:
            self.over(case, 'denied twice')
        elif 'appeal' in [w['what'] for w in self.windows(case) if w['closes_on']]:
            case['appeal_until'] = self.today + 30 * DAY
        else:
            self.over(case, 'denied, no appeal')

    def note_pay(self, case, _):
        if case['paid_on']:
            return
        claim = json.loads(self.must('show', str(case['case']), '--json'))['claims'][-1]
        amount = (claim['approved'] or claim['amount'])['amount']
        self.must('paid', claim_of(case), amount, '--how', 'check')
        case['paid_on'] = self.today
        self.over(case, 'paid')

    def windows(self, case):
        return json.loads(self.must('show', str(case['case']), '--json'))['windows']

    def over(self, case, why):
        self.must('close', str(case['case']), '--reason', why, '--quiet')
        case['over_on'] = self.today

    # --- what the desk does; each returns whether it cost an act ---

    def do_promise(self, case, item):
        if item['days_left'] >= 0 or not item['after']:  # the day is theirs
            return False
        self.must(*item['command'].split()[1:])
        self.settle(case)
        return True

    def settle(self, case):
        """Says of each promise whose day went by that it was broken."""
        for p in case['promises']:
            if p['settled_on'] is None and p['due_on'] < self.today:
                self.must('broken', str(p['promise']))
                p['settled_on'] = self.today

    def do_window(self, case, item):
        words = item['command'].split()[1:]
        if words[0] == 'claim':
            return self.file(case, words)
        if words[0] == 'close':
            case['over_on'] = self.today
            self.must(*words, 'window missed', '--quiet')
            return True
        if words[:2] == ['request', 'answer']:
            return False
        if words[0] == 'request':
            self.must(*words)
            case['requested_on'] = self.today
            if not self.has_claims:
                return True
            self.world.at(self.world.later(self.today, 5, 25), 'answer', case, item['case'])
            return True
        return False

    def note_answer(self, case, _):
        for r in json.loads(self.must('show', str(case['case']), '--json'))['requests']:
            if r['state'] == 'open':
                self.must('request', 'answer', r['request'], '--result', 'not-found')

    def file(self, case, words):
        if not self.has_claims:  # noted as a contact, and no more of it
            self.must('log', str(case['case']), '--channel', 'web-form', '--said', 'claim filed')
            case['filed_on'] = case['filed_on'] or self.today
            self.over(case, 'claim filed')
            return True
        if words[2].isdigit() and case['filed_on']:  # a line of this morning that another one has settled
            return False
        done = self.run(*words)
        if done.returncode == 2:  # the one fact that only a person knows
            done = self.run(*words, '--amount', money(case))
        if done.returncode:
            self.strange.append((self.today.isoformat(), ' '.join(words), done.stderr.strip()))
            return True
        claims = json.loads(self.must('show', str(case['case']), '--json'))['claims']
        case['claim'] = len(claims)
        self.world.was_filed(case, self.today)
        return True

    def do_fact(self, case, item):
        words = item['command'].split()[1:]
        fact = words[-1].lstrip('-')
        if words[0] != 'edit':
            return False
        if not case.get(fact if fact == 'service' else fact + '_on'):  # nobody can know it yet
            done = self.run('snooze', str(case['case']), item['line'], '--until', '+14d',
                            '--reason', 'not delivered yet')
            if done.returncode not in (0, 3):  # 3: another line of this morning has settled it
                sys.exit('%s: snooze: %s' % (self.today, done.stderr))
            return False
        value = case['service'] if fact == 'service' else case[fact + '_on'].isoformat()
        self.must(*words, value)
        return True

    def do_request(self, case, item):
        self.must(*item['command'].split()[1:], '--result', 'no-answer')
        return True

    def do_no_record(self, case, item):
        return self.file(case, item['command'].split()[1:])

    def do_info(self, case, item):
        self.must(*item['command'].split()[1:])
        self.world.was_acknowledged(case, self.today)
        return True

    def do_appeal(self, case, item):
        words = item['command'].split()[1:]
        if words[0] == 'close':
            return self.do_window(case, item)
        self.must(*words)
        case['appealed_on'], case['appeals'] = self.today, case['appeals'] + 1
        self.world.think(case, self.today)
        return True

    def chase(self, case, kind):
        """One call: what they promised last time, and when they do it now."""
        self.settle(case)
        self.promise(case, self.today + 7 * DAY, '--said', 'asked again', '--next', 'an answer')
        self.world.was_chased(case, self.today, kind)
        return True

    def do_answer(self, case, item):
        self.must(*item['command'].split()[1:])
        return self.chase(case, 'answer')

    def do_payment(self, case, item):
        self.must(*item['command'].split()[1:])
        return self.chase(case, 'payment')

    def do_duty(self, case, item):
        self.must(*item['command'].split()[1:], 'told the carrier')
        return True

    def do_hold(self, case, item):
        self.must(*item['command'].split()[1:])
        return True

    # --- a day ---

    def day_by_list(self):
        items = json.loads(self.must('next', '--json', '--limit', str(self.acts + 200)))['items']
        chased = {i['case'] for i in items if i['kind'] in ('answer', 'payment')}
        items = [i for i in items if i['kind'] != 'promise' or i['case'] not in chased]  # asked for there
        called = {}
        for item in items:
            called.setdefault(tuple(item['call'] or ()), []).append(item)
        for item in items:
            if self.left <= 0:
                return
            together = called.pop(tuple(item['call']), []) if item['call'] else [item]
            if any([self.do(i) for i in together]):
                self.act()
                self.kinds[item['kind']] = self.kinds.get(item['kind'], 0) + 1

    def do(self, item):
        case = self.by_case[item['case']]
        do = getattr(self, 'do_' + item['kind'], None)
        return bool(do and case['over_on'] is None and do(case, item))

    def day_by_arrival(self):
        """The cases in the order in which they came; each look costs an act, whether anything can be done."""
        self.pile = [c for c in getattr(self, 'pile', []) if c['over_on'] is None]
        known = {c['case'] for c in self.pile}
        self.pile += [c for n, c in sorted(self.by_case.items()) if n not in known and c['over_on'] is None]
        for case in self.pile[:self.left]:
            self.act()
            self.work(case)
            self.pile.remove(case)
            self.pile.append(case)

    def work(self, case):
        if self.has_claims and case['filed_on'] and self.work_claim(case):
            return
        for promise in case['promises']:
            if promise['settled_on'] is None and promise['due_on'] <= self.today:
                promise['settled_on'] = self.today
                return
        if case['filed_on']:
            return
        missing = {'mailed', 'delivered', 'expected'} - case['told']
        if missing:
            words = [w for f in missing if case[f + '_on'] for w in ('--' + f, case[f + '_on'].isoformat())]
            case['told'] |= missing
            if words:
                self.must('edit', str(case['case']), *words, '--quiet')
        for window in self.windows(case):
            if window['state'] not in ('open', 'closing'):
                continue
            before = (window['first'] or {}).get('state')
            if (window['what'] == 'inquiry' or before == 'missing') and not case['requested_on']:
                self.do_window(case, {'command': 'waylaid request %d %s' % (
                    case['case'], 'international-inquiry' if case['carrier'] == 'usps' else 'trace'), 'case': 0})
                return
            if before in ('missing', 'running'):
                continue
            if window['what'] in ('claim', 'refund'):
                self.file(case, ['claim', 'file', str(case['case']), '--route', 'carrier'])
                return

    def work_claim(self, case):
        """What its claim wants, by the look of the case; false when that is nothing today."""
        claim = json.loads(self.must('show', str(case['case']), '--json'))['claims'][-1]
        if claim['state'] == 'no_record':
            return self.file(case, ['claim', 'file', claim_of(case)])
        if claim['state'] == 'needs_info':
            return self.do_info(case, {'command': 'waylaid claim ack ' + claim_of(case)})
        if claim['state'] == 'denied' and case['appeal_until'] and case['appeal_until'] >= self.today:
            return self.do_appeal(case, {'command': 'waylaid claim appeal ' + claim_of(case)})
        if claim['state'] in ('approved', 'partly_approved'):
            return case['pay_due_on'] < self.today and self.chase(case, 'payment')
        return claim['overdue'] and self.chase(case, 'answer')

    def year(self, days, by_list):
        for _ in range(days):
            self.left = self.acts
            self.morning()
            (self.day_by_list if by_list else self.day_by_arrival)()
            self.today += DAY
        self.today -= DAY


def claim_of(case):
    return '%d/%d' % (case['case'], case['claim'])


def money(case):
    return '%d.%02d USD' % divmod(case['cents'], 100)


def simulate(options, by_list, folder):
    rules = judge.read_rules(FACTS / 'rules.csv')
    kinds = kinds_of_parcels(rules, read_services(FACTS / 'services.csv'))
    world = World(options.seed, kinds, options.cases, (FIRST, options.days),
                  read_decision_times(FACTS / 'answer_times.csv'))
    desk = Desk(options.waylaid, os.path.join(folder, 'next.db' if by_list else 'plain.db'), world, options.acts)
    began = time.monotonic()
    desk.year(options.days, by_list)
    if desk.run('verify', '--quiet').returncode:
        sys.exit('the journal does not verify')
    verdict = judge.judge(rules, world.cases, desk.today)
    return desk, verdict, time.monotonic() - began, len(kinds)


def report(name, desk, verdict, seconds):
    wrong = ('missed', 'early', 'late', 'unchased', 'unpaid', 'unappealed')
    print('%-14s %6d acts, %6d windows, %6d filed; %s; %d runs in %.0f s' % (
        name, desk.spent, verdict['windows'], verdict['filed'],
        ', '.join('%d %s' % (len(verdict[w]), w) for w in wrong), desk.runs, seconds))
    if desk.kinds:
        print('    acts: %s' % ', '.join('%d %s' % (n, k) for k, n in sorted(desk.kinds.items(), key=lambda x: -x[1])))
    for w in wrong:
        for example in verdict[w][:3]:
            print('    %s: %s' % (w, ' '.join(map(str, example))))
    for example in desk.strange[:3]:
        print('    refused: %s' % ' '.join(example))
    sys.stdout.flush()
    return sum(len(verdict[w]) for w in wrong) + len(desk.strange)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('waylaid')
    ask.add_argument('--cases', type=int, default=10000)
    ask.add_argument('--days', type=int, default=365)
    ask.add_argument('--acts', type=int, default=40)
    ask.add_argument('--seed', type=int, default=1)
    ask.add_argument('--only', choices=('next', 'plain'))
    options = ask.parse_args()
    options.waylaid = os.path.abspath(options.waylaid)
    wrong = None
    for by_list in (True, False):
        if options.only and (options.only == 'next') != by_list:
            continue
        with tempfile.TemporaryDirectory(dir='/dev/shm' if os.path.isdir('/dev/shm') else None) as folder:
            desk, verdict, seconds, kinds = simulate(options, by_list, folder)
        if wrong is None:
            print('%d cases of %d kinds of parcels in %d days, %d acts a day, seed %d%s' % (
                options.cases, kinds, options.days, options.acts, options.seed,
                '' if desk.has_claims else '; without claim commands: a filed case is closed'))
        found = report("with 'next'" if by_list else 'without', desk, verdict, seconds)
        wrong = found if by_list else wrong
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
