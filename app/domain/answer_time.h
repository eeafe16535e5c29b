/*
 * answer_time.h - how long somebody takes to answer, as the facts say
 *
 * Rows come from schema/facts/answer_times.csv. "days" is the later figure where the source gives
 * two: the day from which one asks, not a promise.
 */
#ifndef APP_DOMAIN_ANSWER_TIME_H
#define APP_DOMAIN_ANSWER_TIME_H

#include "domain/rule.h"

struct answer_time {
	const char *carrier;
	const char *what; /* acknowledge, decide, appeal, pay, status, or a kind of request */
	int32_t days;
	enum unit unit;
	enum work_week work_week;
	const char *note; /* as the source says */
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
};

/* The day by which they should have answered; DAY_NONE when "from" is unknown. */
daynum answer_time_due(const struct answer_time *t, daynum from);

#endif
