"""The world of a simulated year: parcels that go wrong, and carriers that answer as they please.

Everything follows from the seed. The world knows the truth; the desk learns of it what a person at a desk would.

Nobody publishes how often carriers keep their word, so the rates below are assumptions, none of them kind: a claim is
lost by the carrier in 6 of 100, more papers are wanted in 8, a decision comes in the time that the carrier states
(schema/facts/answer_times.csv) in 80, in up to twice that time in 12, and else never by itself; three in ten are
denied; a fifth of the approved ones are not paid until somebody asks; four of ten promises are broken, and who asks
again is heard in 80. Of lost and late parcels 40 of 100 turn up by themselves.
"""
import csv
import datetime as dt
import heapq
import random

DAY = dt.timedelta(days=1)
DECIDES = 14  # days, where the carrier states none
PROBLEM = {'loss': 'lost', 'damage': 'damaged', 'missing_contents': 'missing-contents', 'delay': 'delayed'}
ADDRESS = {'domestic': {'canada_post': 'A Roe, 1 Main St, Ottawa ON K1A 0B1',
                        'royal_mail': 'A Roe, 1 High St, Leeds LS1 1AA', '': 'A Roe, 1 Main St, Springfield, OR 97475'},
           'military': {'': 'A Roe, Unit 100, APO AE 09123'},
           'international': {'': 'A Roe, Hauptstr. 1, 10115 Berlin, Germany'},
           'europe': {'': 'A Roe, Hauptstr. 1, 10115 Berlin, Germany'},
           'overseas': {'': 'A Roe, 1 George St, Sydney, Australia'}}
ADDRESS['any'] = ADDRESS['domestic']


def kinds_of_parcels(rules, services):
    """Every carrier, service, scope and kind that the rules know a claim, an inquiry or a refund for."""
    kinds = set()
    for r in rules:
        if r['what'] not in ('claim', 'inquiry', 'refund') or r['route'] != 'carrier' or r['insurer'] or \
                r['carrier'] == 'any' or r['kind'] == 'none':
            continue
        scope = 'domestic' if r['scope'] == 'any' else r['scope']
        if r['service'] or r['carrier'] == 'usps':
            service = r['service'] or 'priority_mail'
        else:  # one that no rule names, so that the carrier's general rule holds
            named = {x['service'] for x in rules if x['carrier'] == r['carrier']}
            service = next((s for s in services.get(r['carrier'], []) if s not in named), None)
            if not service and services.get(r['carrier']):
                continue  # every service that the desk knows has a rule of its own
            service = service or 'standard'
        if service == 'insured_mail':
            continue  # a service by the insurance bought, not by its own name
        kinds.add((r['carrier'], service, scope, r['kind']))
    return sorted(kinds)


def read_services(path):
    services = {}
    with open(path, newline='', encoding='utf-8') as f:
        for row in csv.DictReader(f):
            services.setdefault(row['carrier'], []).append(row['code'])
    return services


def read_decision_times(path):
    """{carrier: days in which it says that it decides}; working days as the calendar days they take."""
    with open(path, newline='', encoding='utf-8') as f:
        return {r['carrier']: int(r['days']) * (7 if r['unit'] == 'working' else 5) // 5
                for r in csv.DictReader(f) if r['what'] == 'decide'}


class World:
    def __init__(self, seed, kinds, cases, span, decides):
        first, days = span
        self.random, self.first, self.days, self.decides = random.Random(seed), first, days, decides
        self.queue, self.serial, self.cases = [], 0, []
        spread = max(1, days - 20)
        opened = sorted(self.random.randrange(spread) for _ in range(cases))
        for n, day in enumerate(opened):
            self.at(first + day * DAY, 'open', self.new_case(n, kinds[n % len(kinds)], first + day * DAY))

    def at(self, day, what, case, more=None):
        heapq.heappush(self.queue, (day, self.serial, what, case, more))
        self.serial += 1

    def due(self, today):
        """What happens today, in order."""
        while self.queue and self.queue[0][0] <= today:
            yield heapq.heappop(self.queue)[2:]

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def later(self, today, least, most):
        return today + self.random.randint(least, most) * DAY

    def new_case(self, n, kind, opened):
        carrier, service, scope, problem = kind
        to = ADDRESS[scope].get(carrier) or ADDRESS[scope]['']
        scope = 'europe' if scope == 'international' else scope  # where that address lies
        mailed = opened - self.random.randint(3, 14) * DAY
        expected = mailed + self.random.randint(2, 6) * DAY
        case = dict.fromkeys(('accepted_on', 'delivered_on', 'scan_seen_on', 'filed_on', 'requested_on', 'over_on',
                              'decided_on', 'appealed_on', 'appeal_until', 'pay_due_on', 'paid_on', 'claim',
                              'last_scan_on', 'insured_on', 'help_request_on', 'appeal_decided_on'))
        case |= {'case': n + 1, 'number': 'SIM%07d' % n, 'carrier': carrier, 'service': service, 'scope': scope,
                 'kind': problem, 'problem': PROBLEM[problem], 'opened_on': opened, 'mailed_on': mailed,
                 'expected_on': expected, 'promises': [], 'chased_on': [], 'appeals': 0,
                 'to': to,
                 'cents': int(min(60000, max(1500, self.random.lognormvariate(9.2, 0.8)))),
                 'told': {'mailed'} if not self.chance(12) else set()}
        if problem in ('damage', 'missing_contents') or (problem == 'delay' and self.chance(60)):
            case['delivered_on'] = min(opened, max(mailed + DAY, opened - self.random.randint(0, 3) * DAY))
        case['told'] |= {'value'} if not self.chance(6) else set()
        case['told'] |= {'delivered', 'expected'} if not self.chance(8) else set()
        self.cases.append(case)
        return case

    # --- what follows by itself ---

    def begin(self, case, today):
        """A case was opened: a late scan may come, the parcel may turn up, somebody may have promised."""
        if self.chance(25):
            self.at(self.later(today, 0, 9), 'scan', case, case['mailed_on'] + self.random.randint(0, 2) * DAY)
        if case['kind'] in ('loss', 'delay') and self.chance(40):
            self.at(self.later(today, 2, 40), 'turns_up', case)
        if self.chance(15):
            self.at(today, 'call', case)

    def was_filed(self, case, today):
        case['filed_on'] = case['filed_on'] or today
        self.at(self.later(today, 3, 8), 'no_record' if self.chance(6) else 'ack', case)

    def was_acknowledged(self, case, today):
        if self.chance(8):
            self.at(self.later(today, 1, 5), 'info', case)
        else:
            self.think(case, today)

    def think(self, case, today):
        """In the time they state since it was filed, or in twice that time, or not until somebody asks."""
        stated, patience = self.decides.get(case['carrier'], DECIDES), self.random.randrange(100)
        spent = (today - (case['appealed_on'] or case['filed_on'])).days
        if patience < 80:
            self.decide(case, today, 1, max(1, stated - spent))
        elif patience < 92:
            self.decide(case, today, max(1, stated - spent), 2 * stated)

    def decide(self, case, today, least, most):
        what = self.random.choices(('approve', 'approve_part', 'deny'), (60, 10, 30))[0]
        self.at(self.later(today, least, most), what, case)

    def was_approved(self, case, today):
        case['pay_due_on'] = today + 14 * DAY
        if self.chance(80):
            self.at(self.later(today, 4, 13), 'pay', case)

    def promised(self, case, promise):
        """One that is kept is kept on its last day, and somebody notes it then."""
        if promise['kept']:
            self.at(promise['due_on'], 'kept', case, promise)

    def was_chased(self, case, today, kind):
        """Asked again, they mostly move."""
        case['chased_on'].append(today)
        if kind == 'payment':
            if self.chance(75):
                self.at(self.later(today, 2, 6), 'pay', case)
        elif self.chance(80):
            self.decide(case, today, 2, 6)
