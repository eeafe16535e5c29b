#include "cli/commands.h"

/* clang-format off */

const struct opt global_opts[] = {
	{ "--db", "FILE", "the desk's file; WAYLAID_DB says the same", false, 0 },
	{ "--json", NULL, "one JSON document on stdout instead of text", false, 0 },
	{ "--quiet", NULL, "no warnings, no progress, no notes", false, 'q' },
	{ "--color", "WHEN", "auto, always or never; NO_COLOR turns colour off", false, 0 },
	{ "--as", "USER", "act on behalf of this person; both names are recorded", false, 0 },
	{ "--now", "TIME", "work as if it were this time, such as 2026-11-23 or "
	  "2026-11-23T15:00:00Z; WAYLAID_NOW says the same", false, 0 },
	{ "--no-input", NULL, "never ask anything", false, 0 },
	{ "--help", NULL, "what the command does, its options and an example", false, 'h' },
	{ "--version", NULL, "the version and build", false, 0 },
	{ 0 }
};

#define SHIPMENT_OPTS \
	{ "--carrier", "CARRIER", "when the number does not say it: usps, ups, fedex", false, 0 }, \
	{ "--service", "SERVICE", "mail class or service, such as ground-advantage", false, 0 }, \
	{ "--mailed", "DATE", "the day it was given to the carrier", false, 0 }, \
	{ "--expected", "DATE", "the day it was promised", false, 0 }, \
	{ "--delivered", "DATE", "the day it was, or is said to have been, delivered", false, 0 }, \
	{ "--from", "ADDRESS", "who sent it", false, 0 }, \
	{ "--to", "ADDRESS", "whom it was for", false, 0 }, \
	{ "--contents", "TEXT", "what was in it", false, 0 }, \
	{ "--weight", "TEXT", "as on the label: '2 lb 4 oz'", false, 0 }, \
	{ "--dimensions", "TEXT", "of the parcel: '12 x 9 x 4 in'", false, 0 }, \
	{ "--pieces", "TEXT", "how many pieces it had, or which of them: '2 of 3'", false, 0 }, \
	{ "--damage", "TEXT", "what is broken, how badly, and how it is seen", false, 0 }, \
	{ "--order", "NUMBER", "your own order number", false, 0 }, \
	{ "--value", "MONEY", "what the contents were worth", false, 0 }, \
	{ "--insured", "MONEY", "the insurance that was bought", false, 0 }, \
	{ "--insurer", "NAME", "who insured it, when not the carrier", false, 0 }, \
	{ "--insured-on", "DATE", "the day the insurance was bought", false, 0 }, \
	{ "--insurance-fee", "MONEY", "what the insurance cost", false, 0 }, \
	{ "--postage", "MONEY", "what the label cost", false, 0 }, \
	{ "--label-source", "NAME", "where the label was bought", false, 0 }, \
	{ "--shipper", "NAME", "the shipper of record, when it is not you, such as a " \
	  "pack-and-ship shop", false, 0 }, \
	{ "--account", "NUMBER", "the account with the carrier", false, 0 }, \
	{ "--client", "NAME", "whose parcel it is, when you ship for others", false, 0 }, \
	{ "--owner", "USER", "who works on the case", false, 0 }, \
	{ "--note", "TEXT", "anything else worth knowing", false, 0 }

const struct opt opts_none[] = { { 0 } };

const struct opt opts_open[] = {
	{ "--problem", "KIND", "lost, damaged, missing-contents, delayed, misdelivered, "
	  "not-received, returned, unclear or instruction", false, 0 },
	SHIPMENT_OPTS,
	{ "--another", NULL, "open a second case though one is open on this parcel", false, 0 },
	{ 0 }
};

const struct opt opts_edit[] = {
	{ "--problem", "KIND", "what went wrong after all", false, 0 },
	SHIPMENT_OPTS,
	{ "--seen", "VERSION", "fail when somebody changed the case after this version", false, 0 },
	{ 0 }
};

#define CONTACT_OPTS \
	{ "--channel", "CHANNEL", "phone, email, web-form, chat, post-office, letter, social " \
	  "or other", false, 0 }, \
	{ "--with", "PARTY", "carrier (as a rule), insurer, platform, post-office or " \
	  "recipient", false, 0 }, \
	{ "--direction", "WAY", "out (as a rule) or in", false, 0 }, \
	{ "--outcome", "OUTCOME", "reached (as a rule), no-answer, voicemail, cut-off, callback " \
	  "or refused", false, 0 }, \
	{ "--rep", "NAME", "whom you spoke to", false, 0 }, \
	{ "--rep-id", "ID", "their operator or badge number", false, 0 }, \
	{ "--ref", "NUMBER", "the reference they gave", false, 0 }, \
	{ "--dialed", "NUMBER", "the number you called", false, 0 }, \
	{ "--keypad", "KEYS", "the keys that led to a person: '2, 1, 0'", false, 0 }, \
	{ "--callback", "NUMBER", "the number they will call back on", false, 0 }, \
	{ "--said", "TEXT", "what was said", false, 0 }, \
	{ "--minutes", "N", "how long it took", false, 0 }, \
	{ "--hold", "N", "minutes on hold", false, 0 }, \
	{ "--office", "N", "the Post Office that was visited or called, by the number that " \
	  "'contacts --near' gives", false, 0 }, \
	{ "--at", "TIME", "when, if not now: 14:05, 'yesterday 14:05', " \
	  "'2026-11-23 14:05'", false, 0 }

const struct opt opts_log[] = {
	CONTACT_OPTS,
	{ "--next", "TEXT", "what was promised; may be given again for each promise", true, 0 },
	{ "--due", "DATE", "by when, for the --next before it", true, 0 },
	{ "--by", "WHO", "who owes it: carrier (as a rule), us, insurer, platform, post-office, "
	  "recipient; for the --next before it", true, 0 },
	{ "--edit", NULL, "write it in your editor (VISUAL or EDITOR)", false, 0 },
	{ "--start", NULL, "you dial: starts the timer; --dialed may go with it", false, 0 },
	{ "--on-hold", NULL, "they let you wait", false, 0 },
	{ "--off-hold", NULL, "somebody talks again", false, 0 },
	{ "--status", NULL, "the call under way", false, 0 },
	{ "--stop", NULL, "ends the call and logs it; every other option may go with it", false,
	  0 },
	{ "--discard", NULL, "forgets the call under way, logs nothing", false, 0 },
	{ 0 }
};

const struct opt opts_amend[] = {
	CONTACT_OPTS,
	{ "--seen", "VERSION", "fail when somebody changed the contact after this version",
	  false, 0 },
	{ 0 }
};

const struct opt opts_contradict[] = {
	{ "--note", "TEXT", "where they differ", false, 0 },
	{ 0 }
};

const struct opt opts_settle[] = {
	{ "--on", "DATE", "the day it happened, if not today", false, 0 },
	{ 0 }
};

const struct opt opts_request[] = {
	{ "--ref", "NUMBER", "the number the carrier gave it", false, 0 },
	{ "--on", "DATE", "the day it was filed, if not today", false, 0 },
	{ "--what", "TEXT", "what is asked: the instruction, or what is sought", false, 0 },
	{ "--asked-of", "PARTY", "whom, if not the carrier: insurer, platform, post-office, "
	  "recipient or us", false, 0 },
	{ "--until", "DATE", "the last day on which an instruction holds", false, 0 },
	{ 0 }
};

const struct opt opts_ready[] = {
	{ "--route", "ROUTE", "another door than the one you work towards, as routes names it",
	  false, 0 },
	{ 0 }
};

const struct opt opts_step[] = {
	{ "--note", "TEXT", "what came of it", false, 0 },
	{ "--on", "DATE", "the day it was done, if not today", false, 0 },
	{ "--not-done", NULL, "it was not done after all", false, 0 },
	{ 0 }
};

#define ITEM_OPTS \
	{ "--serial", "NUMBER", "its serial number", false, 0 }, \
	{ "--value", "MONEY", "what one piece was worth, after discount", false, 0 }, \
	{ "--qty", "N", "how many pieces; 1 when not given", false, 0 }, \
	{ "--sku", "NUMBER", "your own article number", false, 0 }, \
	{ "--bought", "DATE", "the day it was bought", false, 0 }, \
	{ "--type", "TEXT", "what sort of thing it is: Electronics", false, 0 }, \
	{ "--condition", "CODE", "new, used or refurbished", false, 0 }, \
	{ "--cost", "MONEY", "what one piece cost you; customers do not see it", false, 0 }

const struct opt opts_item[] = {
	ITEM_OPTS,
	{ 0 }
};

const struct opt opts_item_edit[] = {
	{ "--what", "TEXT", "brand, model, size, colour", false, 0 },
	ITEM_OPTS,
	{ 0 }
};

const struct opt opts_request_answer[] = {
	{ "--result", "RESULT", "found, not-found, no-answer, granted, refused or other", false,
	  0 },
	{ "--said", "TEXT", "the answer in their words", false, 0 },
	{ "--ref", "NUMBER", "the number the carrier gave it, when it came only now", false, 0 },
	{ "--on", "DATE", "the day the answer came, if not today", false, 0 },
	{ "--until", "DATE", "the last day on which what was granted holds", false, 0 },
	{ 0 }
};

const struct opt opts_track[] = {
	{ "--all", NULL, "every parcel of an open case, and every other that still moves", false,
	  0 },
	{ "--due", NULL, "of these, those that were not asked lately; fit for a timer", false, 0 },
	{ 0 }
};

const struct opt opts_number[] = {
	{ "--from", "FILE", "a file with one number a line; - is standard input", false, 0 },
	{ "--find", NULL, "the file is any text: find the tracking numbers in it", false, 0 },
	{ 0 }
};

const struct opt opts_events_import[] = {
	{ "--format", "FORMAT",
	  "what the file is: usps, ups, fedex, dhl-express, dhl-ecommerce, canada-post or easypost "
	  "(a saved answer), csv, page, email or notice; found out when not given",
	  false, 0 },
	{ "--carrier", "CARRIER", "whose words a page, table or e-mail has, where it does not say",
	  false, 0 },
	{ "--number", "TRACKING", "whose parcel it is, where the file has no number", false, 0 },
	{ "--case", "CASE", "the same, by the case", false, 0 },
	{ "--map", "FILE", "which column of a table is what", false, 0 },
	{ "--dates", "ORDER", "how 11/5/2026 is meant: month-first or day-first", false, 0 },
	{ "--refused", "FILE", "write the rows that were not taken there, each with its reason",
	  false, 0 },
	{ "--dry-run", NULL, "show what would be added, and write nothing", false, 0 },
	{ 0 }
};

const struct opt opts_answers[] = {
	{ "--output", "FOLDER", "write the answers there, each to a file of its own", false, 'o' },
	{ 0 }
};

const struct opt opts_attach[] = {
	{ "--kind", "KIND", "what the file proves; the list is below", false, 0 },
	{ "--shot", "N", "the number of a photo where they are asked in order", false, 0 },
	{ "--dated", "DATE", "the date of the document", false, 0 },
	{ "--taken", "DATE", "the day of a photo, where its camera is wrong or does not say", false,
	  0 },
	{ "--note", "TEXT", "what can be seen", false, 0 },
	{ 0 }
};

const struct opt opts_hold[] = {
	{ "--where", "PLACE", "where it is kept", false, 0 },
	{ "--until", "DATE", "the last day it must be kept; without one, until the claim is "
	  "settled", false, 0 },
	{ "--what", "TEXT", "what is kept, such as 'box and packing'", false, 0 },
	{ 0 }
};

const struct opt opts_hold_tag[] = {
	{ "--output", "FILE", "where to write; the ending says what: .txt, .html or .svg", false,
	  'o' },
	{ "--hold", "N", "only this hold, by the number that show gives", false, 0 },
	{ 0 }
};

const struct opt opts_import[] = {
	{ "--map", "MAP|FILE", "which columns are what: a map's name or a file.ini; found by the "
	  "headings when left out", false, 0 },
	{ "--dry-run", NULL, "only say what each row would do", false, 0 },
	{ "--refusals", "FILE", "where rows go that cannot be taken; else FILE.refused.csv", false,
	  0 },
	{ "--carrier", "CARRIER", "whose the parcels are, where the file does not say", false, 0 },
	{ "--account", "TEXT", "the account, where the file does not say", false, 0 },
	{ "--client", "NAME", "whose parcels they are, where the file does not say", false, 0 },
	{ "--label-source", "TEXT", "where the labels were bought, where the file does not say",
	  false, 0 },
	{ "--dates", "ORDER", "mdy or dmy, where 4/5/2026 may be either", false, 0 },
	{ 0 }
};

const struct opt opts_import_undo[] = {
	{ "--anyway", NULL, "also when carriers were asked about its parcels since", false, 0 },
	{ 0 }
};

const struct opt opts_release[] = {
	{ "--hold", "N", "only this hold, by the number that show gives", false, 0 },
	{ "--on", "DATE", "the day it was released, if not today", false, 0 },
	{ 0 }
};

const struct opt opts_list[] = {
	{ "--view", "NAME", "a view saved on the register's page; other options stand over its own",
	  false, 0 },
	{ "--stage", "STAGE", "open, contacted, requested, ready, filed, decided, appealed, "
	  "paid or closed", false, 0 },
	{ "--problem", "KIND", "only this problem", false, 0 },
	{ "--carrier", "CARRIER", "only this carrier", false, 0 },
	{ "--owner", "USER", "only this owner's", false, 0 },
	{ "--client", "NAME", "only this client's", false, 0 },
	{ "--account", "NUMBER", "only parcels of this account with the carrier", false, 0 },
	{ "--due", "DATE", "the claim window closes on or before this day", false, 0 },
	{ "--opened", "DATE", "opened on or after this day", false, 0 },
	{ "--value", "MONEY", "worth this much or more", false, 0 },
	{ "--sort", "KEY", "newest (as a rule), oldest, due or value", false, 0 },
	{ "--limit", "N", "no more than N lines; 200 when not given, 0 for all", false, 0 },
	{ "--claims", NULL, "how each claim stands, instead of windows and promises", false, 0 },
	{ "--all", NULL, "closed cases too", false, 0 },
	{ 0 }
};

const struct opt opts_search[] = {
	{ "--limit", "N", "no more than N lines; 50 when not given", false, 0 },
	{ 0 }
};

const struct opt opts_next[] = {
	{ "--mine", NULL, "only cases that I own", false, 0 },
	{ "--owner", "USER", "only this owner's", false, 0 },
	{ "--client", "NAME", "only this client's", false, 0 },
	{ "--limit", "N", "no more than N lines; 50 when not given", false, 0 },
	{ "--all", NULL, "also lines that rest", false, 0 },
	{ "--rates", NULL, "instead, how each carrier kept its promises", false, 0 },
	{ 0 }
};

const struct opt opts_snooze[] = {
	{ "--until", "DATE", "the day on which the line comes back", false, 0 },
	{ "--reason", "TEXT", "why it may rest", false, 0 },
	{ "--wake", NULL, "bring back what rests", false, 0 },
	{ 0 }
};

const struct opt opts_brief[] = {
	{ "--fresh", NULL, "ask the carrier for news first", false, 0 },
	{ 0 }
};

const struct opt opts_contacts[] = {
	{ "--near", "ZIP", "the Post Offices near this ZIP, as USPS gives them now", false, 0 },
	{ 0 }
};

const struct opt opts_explain[] = {
	{ "--carrier", "CARRIER", "only what this carrier or tracking service says", false, 0 },
	{ 0 }
};

const struct opt opts_export[] = {
	{ "--output", "FILE", "where to write; the ending says what: .xlsx, .pdf, .html, .zip, "
	  ".json, .csv or .ics", false, 'o' },
	{ "--audience", "READER", "who reads it: carrier (as a rule), customer, marketplace, "
	  "court, or full for yourself (as a rule for .ics); what the reader must not see is left "
	  "out", false, 0 },
	{ "--profile", "NAME", "a .zip or .pdf that fits a claim portal: usps, dhl_express, "
	  "royal_mail, pirate_ship, one of yours, or a file.ini", false, 0 },
	{ "--csv", "KIND", "of a .csv: machines (as a rule), or excel: with a byte order mark, "
	  "formulas defused and long numbers kept as text", false, 0 },
	{ "--map", "NAME", "a batch file, .csv or .xlsx: a row each, columns as the map says: "
	  "waylaid (every field there is), one of yours, or a file.ini", false, 0 },
	{ "--template", "FILE", "with --map: a carrier's own sheet, .xlsx or .csv: its headings "
	  "say which columns there are", false, 0 },
	{ 0 }
};

const struct opt opts_report[] = {
	{ "--output", "FILE", "where to write; the ending says what: .xlsx (charts, a dashboard), "
	  ".csv or .json", false, 'o' },
	{ "--by", "WHAT", "what the lines are: carrier, service, reason, client, sku ...; "
	  "'waylaid report' says which report takes what", false, 0 },
	{ "--from", "DATE", "from this day on", false, 0 },
	{ "--to", "DATE", "up to this day", false, 0 },
	{ "--client", "NAME", "only this client's", false, 0 },
	{ "--owner", "USER", "only this owner's", false, 0 },
	{ "--carrier", "CARRIER", "only this carrier's", false, 0 },
	{ "--set", "NAME=VALUE", "any other parameter of the report", true, 0 },
	{ "--csv", "KIND", "machines (as a rule: plain, money in two columns) or excel (opens "
	  "right in a spreadsheet program, formulas defused)", false, 0 },
	{ "--limit", "N", "no more than N lines on the screen; 200 when not given, 0 for all",
	  false, 0 },
	{ 0 }
};

const struct opt opts_letter[] = {
	{ "--output", "FILE", "where to write; the ending says what: .txt, .html (a page to print) "
	  "or .eml (a draft for your mail program, the evidence with it)", false, 'o' },
	{ "--list", NULL, "which letters there are; with CASE, which fit it and why others do not",
	  false, 0 },
	{ "--claim", "N", "which claim of the case it is about, where it has several", false, 0 },
	{ "--without-evidence", NULL, "no files go with the draft", false, 0 },
	{ 0 }
};

const struct opt opts_mail[] = {
	{ "--case", "CASE", "the case that it is about, where the mail does not say", false, 0 },
	{ "--in", NULL, "it was sent to you; else From decides, by the setting desk.email", false,
	  0 },
	{ "--out", NULL, "you sent it", false, 0 },
	{ "--with", "WHO", "with whom: carrier, insurer, platform, post-office, recipient; else "
	  "the address decides", false, 0 },
	{ "--kind", "KIND", "what its attachments prove, as attach says; other when left out",
	  false, 0 },
	{ "--dry-run", NULL, "say what would be logged and kept, and write nothing", false, 0 },
	{ 0 }
};

const struct opt opts_purge[] = {
	{ "--before", "DATE", "cases that were closed before this day", false, 0 },
	{ "--evidence", NULL, "delete their evidence files, too", false, 0 },
	{ "--answers", NULL, "delete what carriers answered about their parcels, too", false, 0 },
	{ "--dry-run", NULL, "only say what would be deleted", false, 0 },
	{ "--yes", NULL, "do not ask", false, 0 },
	{ 0 }
};

const struct opt opts_close[] = {
	{ "--reason", "TEXT", "why: found, paid, written off ...", false, 0 },
	{ 0 }
};

const struct opt opts_help[] = {
	{ "--man", NULL, "the manual page of all commands, for man", false, 0 },
	{ "--completion", "SHELL", "a completion script; for bash", false, 0 },
	{ 0 }
};

const struct opt opts_watch[] = {
	{ "--open", NULL, "open a case for each parcel shown that asks for one", false, 0 },
	{ "--client", "NAME", "with --open: whose parcels they are", false, 0 },
	{ "--carrier", "CARRIER", "only this carrier's parcels", false, 0 },
	{ "--limit", "N", "no more than N parcels; 50 when not given", false, 0 },
	{ "--all", NULL, "parcels whose case is closed, too", false, 0 },
	{ 0 }
};

const struct opt opts_rules[] = {
	{ "--own", NULL, "only yours; --json has the published one beside each", false, 0 },
	{ 0 }
};

const struct opt opts_rules_apply[] = {
	{ "--all", NULL, "every open case whose windows would change", false, 0 },
	{ 0 }
};

const struct opt opts_rules_diff[] = {
	{ "--limit", "N", "no more than N windows; 50 when not given", false, 0 },
	{ 0 }
};

const struct opt opts_rules_set[] = {
	{ "--opens", "N", "the first day: so many days after --opens-from; '' for none",
	  false, 0 },
	{ "--opens-from", "EVENT", "mailed-on, expected-on, delivered-on, help-request-on, "
	  "decided-on, appeal-decided-on, last-scan-on, accepted-on or insured-on", false, 0 },
	{ "--closes", "N", "the last day: so many days after --closes-from; '' for none",
	  false, 0 },
	{ "--closes-from", "EVENT", "the same events", false, 0 },
	{ "--unit", "UNIT", "calendar or working days", false, 0 },
	{ "--opens-unit", "UNIT", "of the first day alone: same, calendar or working", false, 0 },
	{ "--week", "WEEK", "whose working days: us, uk-mon-sat, uk-mon-fri or canada", false, 0 },
	{ "--source", "TEXT", "who says so; needed for a rule that is not yours yet", false, 0 },
	{ "--source-date", "TEXT", "the source's own date; today when not given", false, 0 },
	{ "--confidence", "HOW", "low, medium or high", false, 0 },
	{ "--note", "TEXT", "the limit in the words of the source", false, 0 },
	{ "--who", "TEXT", "who may file", false, 0 },
	{ "--form", "TEXT", "where one files", false, 0 },
	{ "--cover", "MONEY", "the cover that is included", false, 0 },
	{ "--cover-max", "MONEY", "the most cover that can be bought", false, 0 },
	{ "--carrier", "CARRIER", "of a new rule: whose it is; any for an insurer's", false, 0 },
	{ "--kind", "KIND", "of a new rule: loss, damage, missing-contents, delay, or none for "
	  "appeals and suits", false, 0 },
	{ "--what", "WHAT", "of a new rule: claim, notice, inquiry, search, refund, appeal, "
	  "second-appeal or suit", false, 0 },
	{ "--service", "SERVICE", "only this service, by its code", false, 0 },
	{ "--scope", "SCOPE", "any (as a rule), domestic, military, international, europe or "
	  "overseas", false, 0 },
	{ "--route", "ROUTE", "carrier (as a rule), insurance, platform, marketplace or card",
	  false, 0 },
	{ "--insurer", "CODE", "with route insurance: easypost-insurance, insureshield, "
	  "pip-shipcover, shipsaver, u-pic, xcover, route-protection or aftership-protection",
	  false, 0 },
	{ "--after-request", "KIND", "the request that must end first, such as trace", false, 0 },
	{ "--reset", NULL, "take your rule out: the published one counts again", false, 0 },
	{ 0 }
};

const struct opt opts_verify[] = {
	{ "--expect", "HEAD", "fail unless this head is in the journal: finds a cut end",
	  false, 0 },
	{ "--key", "FINGERPRINT", "of an archive: fail unless this key has signed it", false, 0 },
	{ 0 }
};

/* clang-format on */
