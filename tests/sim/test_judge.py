#!/usr/bin/python3
"""The judge itself: its calendars, its sums, and that it sees each kind of fault. Prints "ok" or "not ok" lines."""
import datetime as dt
import sys

import judge

D = dt.date.fromisoformat
failed = 0


def check(name, seen, wanted):
    global failed
    failed += seen != wanted
    print('%s - %s%s' % ('ok' if seen == wanted else 'not ok', name, '' if seen == wanted else ': %r' % (seen,)))


RULE = dict(code='x', carrier='usps', service='', scope='any', kind='loss', what='claim', route='carrier',
            opens_days='15', opens_from='mailed_on', closes_days='60',
            closes_from='mailed_on', unit='calendar', confidence='high',
            opens_unit='', work_week='', insurer='', after_request='')
CASE = dict(case=1, carrier='usps', service='ground_advantage', scope='domestic', kind='loss',
            mailed_on=D('2026-11-01'), accepted_on=None, scan_seen_on=None, opened_on=D('2026-11-05'),
            filed_on=None, requested_on=None, over_on=None, promises=[], pay_due_on=None, paid_on=None,
            chased_on=[], appeal_until=None, appealed_on=None)


def window(rule, **case):
    return judge.windows([RULE | rule], CASE | case)['claim']


def faults(**case):
    verdict = judge.judge([RULE], [CASE | case], D('2027-02-01'))
    return sorted(k for k, v in verdict.items() if k not in ('windows', 'filed') and v)


check('Easter', [judge.easter(y) for y in (2024, 2025, 2026, 2038)],
      [D('2024-03-31'), D('2025-04-20'), D('2026-04-05'), D('2038-04-25')])
check('seven working days over Thanksgiving', judge.add(D('2026-11-18'), 7, 'working', ''), D('2026-11-30'))
check('the Fourth on a Saturday is kept on Friday', judge.works('', D('2026-07-03')), False)
check('New Year on a Saturday is kept in the year before', judge.works('', D('2021-12-31')), False)
check('Saturday counts at Royal Mail', judge.works('uk_mon_sat', D('2026-11-21')), True)
check('Boxing Day on a Saturday is kept on Monday', judge.works('uk_mon_sat', D('2026-12-28')), False)
check('Christmas on a Saturday gives Monday and Tuesday',
      [judge.works('uk_mon_fri', D('2021-12-27')), judge.works('uk_mon_fri', D('2021-12-28'))], [False, False])
check('Victoria Day', judge.works('canada', D('2026-05-18')), False)
check('both ends are inclusive', window({}), (D('2026-11-16'), D('2026-12-31')))
check('opens from the later, closes from the earlier', window({}, accepted_on=D('2026-11-03')),
      (D('2026-11-18'), D('2026-12-31')))
check('an end of its own unit', window({'opens_unit': 'working', 'opens_days': '3'}),
      (D('2026-11-04'), D('2026-12-31')))
check('an end that the rule does not name', window({'closes_days': '', 'closes_from': 'none'}), (D('2026-11-16'), None))
two = [RULE, RULE | {'closes_days': '30'}, RULE | {'closes_days': '9', 'confidence': 'low'}]
check('the earliest credible of two', judge.windows(two, CASE)['claim'][1], D('2026-12-01'))
check('the service goes before all services',
      judge.windows(two + [RULE | {'service': 'ground_advantage', 'closes_days': '70'}], CASE)['claim'][1],
      D('2027-01-10'))
abroad = [RULE | {'scope': s, 'closes_days': d} for s, d in
          (('domestic', '10'), ('international', '20'), ('europe', '30'), ('overseas', '40'))]
check('a rule for abroad holds in Europe, one for overseas does not',
      judge.windows(abroad, CASE | {'scope': 'europe'})['claim'][1], D('2026-11-21'))
check('Europe alone', judge.windows(abroad[2:], CASE | {'scope': 'europe'})['claim'][1], D('2026-12-01'))
check('overseas alone', judge.windows(abroad[2:], CASE | {'scope': 'overseas'})['claim'][1], D('2026-12-11'))
check('none for a parcel that stays at home', 'claim' in judge.windows(abroad[1:], CASE), False)
check('an insurer of any carrier is another door',
      'claim' in judge.windows([RULE | {'carrier': 'any', 'insurer': 'x', 'route': 'insurance'}], CASE), False)
check('a window that passed unused is missed', faults(), ['missed'])
check('one that the parcel overtook is not', faults(over_on=D('2026-12-31')), [])
check('the last day is in time', faults(filed_on=D('2026-12-31')), [])
check('the day after is late', faults(filed_on=D('2027-01-01')), ['late'])
check('the first day is not early', faults(filed_on=D('2026-11-16')), [])
check('the day before is early', faults(filed_on=D('2026-11-15')), ['early'])
late = {'filed_on': D('2026-11-16'), 'accepted_on': D('2026-11-03')}
check('a scan that came later makes no early claim', faults(scan_seen_on=D('2026-11-20'), **late), [])
check('one that was known does', faults(scan_seen_on=D('2026-11-10'), **late), ['early'])
check('a case that came too late could not be filed', faults(opened_on=D('2027-01-05')), [])
filed = {'filed_on': D('2026-11-20')}
check('a promise left alone', faults(promises=[{'due_on': D('2026-12-01'), 'settled_on': None}], **filed), ['unchased'])
check('one asked for within a week',
      faults(promises=[{'due_on': D('2026-12-01'), 'settled_on': D('2026-12-08')}], **filed), [])
check('money that nobody asked for', faults(pay_due_on=D('2026-12-20'), **filed), ['unpaid'])
check('money that was asked for', faults(pay_due_on=D('2026-12-20'), chased_on=[D('2026-12-21')], **filed), [])
check('a denial left alone', faults(appeal_until=D('2026-12-20'), **filed), ['unappealed'])
sys.exit(1 if failed else 0)
