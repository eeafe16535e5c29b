#include "cli/commands.h"

/* clang-format off */

const char help_amend[] =
	"Give the contact's number, as show and log print it, and only what was wrong. The "
	"earlier version stays in the journal and is shown with the case. An empty value ('') "
	"takes a fact away again.\n\n"
	"To take back the whole contact, use undo right after it.";

const char help_answers[] =
	"Lists each time that the carrier was asked about the parcel: when, whom, what came of it, "
	"how many events were new and how many had vanished, and the SHA-256 of the answer. With "
	"-o, each answer is written to FOLDER as it came, byte for byte: the file's name has the "
	"time at which it first came, the carrier and the beginning of the SHA-256. An answer "
	"that came again and again is written once. No file is ever overwritten.\n\n"
	"Some carriers are asked about many parcels at once: then the answer holds the others, "
	"too. Look into it before you send it to anybody.";

const char help_attach[] =
	"Copies each file, byte for byte, into the evidence folder beside the desk, with its "
	"SHA-256, date and name. A folder stands for the files in it and in the folders in it, by "
	"name, up to 1000 files and 4 GB; hidden files, links and what lies more than 8 folders "
	"deep are left out, and counted. The same file on the same case a second time is not kept "
	"twice: its number, date and note are corrected, and under another kind it proves that, "
	"too. A file that another case holds already is named, since carriers refuse one photo "
	"for two claims.\n\n"
	"Photos (JPEG, PNG, HEIC, WebP, GIF, TIFF) are looked at as they come in, by a program "
	"that can do nothing else: the day on which the camera says that they were taken is kept "
	"with them, and a broken one is kept, too, and named. What you say with --taken counts "
	"more; the difference is said. A day before the mailing, where it can only be later, or "
	"one that is yet to come is warned of. What a file is follows from its bytes, not from "
	"its name.\n\n"
	"UPS wants seven photos in order: --shot 1 is the first. 'waylaid ready CASE' says which "
	"papers are asked for and which are there.\n\n"
	"Kinds:\n\n"
	"  proof-of-value         receipt or invoice\n"
	"  proof-of-mailing       mailing receipt, manifest, label record\n"
	"  proof-of-insurance     insurance receipt\n"
	"  proof-of-payment       what the customer paid\n"
	"  proof-of-delivery      signature, delivery photo\n"
	"  proof-of-refund        what you gave back to the customer\n"
	"  acceptance-receipt     the carrier took it\n"
	"  damage-photo           the goods\n"
	"  packaging-photo        box and packing, inside and outside\n"
	"  label-photo            the label on the box\n"
	"  repair-estimate  inspection-report  correspondence  statement\n"
	"  release-letter  decision-letter  police-report  other";

const char help_brief[] =
	"Have it on the screen when you dial. From top to bottom:\n\n"
	"  Call                 the page that saves you the call, the number, until when\n"
	"                       they answer, the keys that led to a person last time\n"
	"  They will ask        addresses, contents, worth, dates, the last scan and what\n"
	"                       it means; the number in groups stands at the very top\n"
	"  Still owed, Broken   what was promised, and by whom\n"
	"  Filed, Windows       claims and searches with their numbers, days left\n"
	"  Ask                  what is worth asking now that the case is so far\n"
	"  Before you hang up   what to have confirmed\n"
	"  Said before          names and references of earlier calls\n"
	"  Log it               the command that notes the call\n\n"
	"With --fresh, the carrier is asked for news first; if it does not answer, you get what "
	"is known.\n\n"
	"Times are those of the carrier's office, with yours behind them. The keys may be from "
	"another case that was called on the same number. The questions are yours to change: "
	"copy reports/questions.csv to questions.csv in the folder of config.ini.\n\n"
	"Promises: of what this carrier promised and what was settled in the last 365 days, kept / "
	"(kept + broken), with their number n; and of each representative of this case. None is "
	"given when n is under 10. On a big desk the newest 1000 promises of all carriers are "
	"looked at; 'next --rates' counts all.";

const char help_broken[] =
	"Overdue is counted by the desk; broken is said by a person. Give the promise's number "
	"as show, next and log print it.";

const char help_close[] =
	"Nothing is deleted: a closed case stays in search, and 'list --all' shows it. Promises "
	"and holds that are still open are named first.";

const char help_contacts[] =
	"Phone numbers with hours, web forms and addresses, each with its source and how sure "
	"we are. Without a carrier, all of them. What says 'low' was not confirmed: check it "
	"with the carrier.\n\n"
	"Promises: of what the carrier, or one of its representatives, promised and what was "
	"settled in the last 365 days, kept / (kept + broken), with their number n; none is given "
	"when n is under 10.\n\n"
	"With --near, asks USPS which Post Offices are near a ZIP: name, address, telephone, "
	"hours, and whether the counter is open now. What comes is kept, and each office has a "
	"number: 'log CASE --office N --said TEXT' notes a visit or a call there. It needs the "
	"USPS credentials that track uses, with access to the product Locations. When USPS "
	"cannot be asked, the offices kept for that ZIP are shown, and the day they were looked "
	"up.";

const char help_contradict[] =
	"One representative says that a search runs, the next that there is none: link the two "
	"contacts, and show, brief and letters quote both with their days. Give the numbers "
	"of the contacts as show prints them; both must be about one case. 'undo' takes it "
	"back.";

const char help_edit[] =
	"Give only what changes; an empty value ('') makes a fact unknown again. The windows "
	"are counted anew, and the earlier values stay in the journal. A late or early date is "
	"taken and warned about, never refused.\n\n" HELP_DATES;

const char help_events_import[] =
	"For those without access to the carrier's interface, and for answers that were saved. "
	"FILE may be - for standard input. What it is shows in its beginning; each file is one "
	"import.\n\n"
	"Saved answers: of the tracking interface of USPS (version 3 or 3r2), UPS, FedEx, DHL, "
	"Canada Post or EasyPost, for one parcel or many.\n\n"
	"Notices: what USPS, UPS Track Alert, EasyPost, AfterShip, 17TRACK, Shippo, Ship24 or "
	"ShipEngine sent to a web address, one or a list, or one on each line.\n\n"
	"Tables (csv): one event a row, with columns for number, date and status or description, "
	"by whatever usual headings; time, place, city, state, ZIP, code and carrier are taken "
	"too. A map is a file with a section [events] and lines such as 'number = Heading', for "
	"number, when, time, zone, text, status, code, place, city, state, zip, country, carrier, "
	"signed_by, and 'dates = month-first'. A date such as 11/5/2026 is decided by the other "
	"dates of the file, or refused.\n\n"
	"Pages: mark the whole tracking page of USPS, UPS, FedEx, DHL or Canada Post, copy it, and "
	"paste it into a file; or save the page. Times stay as the page has them: local, without "
	"a zone.\n\n"
	"E-mails: a message of the carrier saved as .eml. Anyone can write one, so it is a hint: "
	"it decides the status only where nothing else is known, and never the day of delivery.\n\n"
	"Events that the desk has already, from whatever source, are not taken twice. Numbers "
	"without a parcel of that carrier here are listed and left out; rows that cannot be read "
	"are listed with the reason, and it exits 1 then.";

const char help_explain[] =
	"Takes what a carrier's page or answer says, whole or in part, a carrier's code, one of "
	"the desk's own words such as available-for-pickup, a case or a parcel. Says how the "
	"desk reads it, what it means, what it does not prove, what to do next, and how sure "
	"that is: how many sources say so, and whether the wording is only general.\n"
	"\n"
	"  waylaid explain \"Notice Left (Receptacle Blocked)\"\n"
	"  waylaid explain usps 17\n"
	"  waylaid explain ups X 021\n"
	"\n"
	"A carrier in front of the words, or --carrier, narrows the search. Words that are "
	"misspelt are found too, and it is said that they are only near. For a case, or the "
	"tracking number of a parcel without one, it explains the newest thing that the carrier "
	"said, and names the newest real scan where that is another one. A bare number is a case "
	"where there is one; #12 is always a case.";

const char help_export[] =
	"The ending of FILE decides: .xlsx is a workbook for a clerk who has never heard of "
	"this program, .json and .csv are for programs. Tracking numbers stay text, dates are "
	"dates, and what is missing is said. The workbook also answers the carrier's own form "
	"box by box, to be copied; what is not known says which command fills it in. A file that "
	"is there is replaced as a whole.\n\n"
	".pdf is the packet: page one says what happened, what is claimed, by when, who "
	"promised what and what is attached; behind it come a letter, the timeline, the tracking "
	"history, the contact log, the photos, how the amount was reached, what is missing, each "
	"file with its SHA-256, and the attached PDFs themselves. .html is the same in one file "
	"for a browser, with the photos inside. A file that cannot be shown is named, and why. "
	"Paper is US Letter when the parcel was sent from the United States or Canada, else A4. "
	"Several cases become one file with a packet each, 50 at most.\n\n"
	".zip is an archive that can be checked years later, also by someone without this program: "
	"the workbook, every original as it was attached, the case and its events as data, the "
	"journal of the parcel, the SHA-256 of each file, and VERIFY.txt, which says what that "
	"proves and what not. It says everything as of the newest journal entry, so the same case "
	"gives the same bytes. Where there is a key ('waylaid key new') it is signed. 'waylaid "
	"verify FILE.zip' checks it.\n\n"
	"--profile makes what a portal takes, as far as its limits are known: -o FILE.zip holds "
	"copies of the attached files, named in order, and PORTAL.txt, which says of each what was "
	"done and what was left out and why; -o FILE.pdf is the packet with photos small enough. "
	"What fits goes as it is, but for the place that a camera wrote into it; a photo that does "
	"not fit becomes a smaller JPEG. Originals stay as they are. A profile of your own is a "
	"file in the folder 'profiles' of the settings:\n\n"
	"  [portal]\n"
	"  title = our insurer's upload page\n"
	"  source = its help page\n"
	"  checked_on = 2026-11-23\n"
	"  confidence = high\n"
	"  [limits]\n"
	"  files = 10\n"
	"  file = 5 MB\n"
	"  total = 20 MB\n"
	"  types = jpeg | png | pdf\n"
	"  [copies]\n"
	"  place = remove\n"
	"  longest_edge = 1600\n\n"
	"[portal] may also say carrier and source_date.\n\n"
	".ics puts the days into your calendar: first and last days of windows, appeals, promises, "
	"answers that are due, goods on hold. Import it again after changes: each entry is known "
	"by its own number, moves, and goes away when it is settled.\n\n"
	"--map makes one sheet of many cases, a row each, to be filed at once. No carrier's own "
	"list of columns is public; the map 'waylaid' has every field there is. For a carrier's "
	"sheet, save its first row as CSV, name its headings in a map of yours in the folder "
	"'batch' of the settings, and give both:\n\n"
	"  [columns]\n"
	"  tracking_number = Tracking Number\n"
	"  mailed_on = Ship Date\n"
	"  reason = Claim Type\n"
	"  amount_claimed = Claim Amount\n"
	"  [words]\n"
	"  reason.lost = Loss\n"
	"  [required]\n"
	"  fields = tracking_number | amount_claimed\n"
	"\n"
	"A case that lacks a required field is not written; which, why, and the command that fills "
	"it in are listed, and the exit status is 1.\n\n"
	"--audience says who reads it. From everybody but yourself, internal notes, the owner, "
	"other cases and what to do next are hidden; from the carrier also your client, what you "
	"gave the customer, callback numbers and telephone numbers in texts; from the customer "
	"and the marketplace also your costs, accounts, claims, colleagues and papers that show "
	"them. The court sees telephone numbers and money. What was hidden is listed when the "
	"file is written. A journal entry that holds such a thing travels as its hash, so the "
	"chain can still be checked. Look into what you attached yourself: files are never "
	"changed.";

const char help_hold[] =
	"Carriers want to see box, packing and goods, sometimes weeks later. Note where they "
	"are, so that nobody throws them away; next reminds of the day. Without --until they are "
	"kept until the claim is settled: show then says that they may go.";

const char help_hold_tag[] =
	"Writes a tag for everything that is kept for the case: its number, large, what it is, "
	"until when, where and for which claim. Print it and hang it on the goods. The ending of "
	"FILE decides: .html for a sheet each, .svg for a drawing, .txt for a label printer. A "
	"file that is there is replaced.";

const char help_item[] =
	"DESCRIPTION says brand, model, size and colour: a carrier closes a search when it is too "
	"vague. UPS asks for the serial numbers of electronics worth more than 500 USD. Every "
	"case on the parcel has the item then, and search finds its numbers.";

const char help_item_edit[] =
	"ITEM is the number that show and item print. Give only what changes; an empty value ('') "
	"takes a fact away again.";

const char help_item_remove[] =
	"For an item that was not in the parcel. The journal keeps it; undo brings it back.";

const char help_import[] =
	"Takes in the parcels of a CSV file: exports of Pirate Ship, ShipStation, USPS "
	"EPS, eBay, Shopify, AfterShip, Shippo and EasyPost, or any file with plain "
	"headings. Columns are found by their headings, in any order. '-' reads standard "
	"input. Try --dry-run first: it says what each row would do and writes nothing.\n"
	"\n"
	"A parcel is carrier, number and ship date. A row of a parcel that the desk has "
	"already fills what was empty and never changes what was there; where they "
	"differ, both are shown. So the same export may come again every day, and the "
	"tracking status in it refreshes the desk. A carrier uses a number again after "
	"some months: a ship date more than 60 days off is another parcel.\n"
	"\n"
	"Rows that cannot be taken go to FILE.refused.csv with the reason beside each: "
	"correct them there and import that file. Nothing of an import is seen before all "
	"of it is in. When it was cut off, give the same file again and it goes on.\n"
	"\n"
	"A map says which column is what. To write one, put a file such as shop.ini into "
	"the folder maps beside the settings ('waylaid config' names it), or give the "
	"file with --map:\n"
	"\n"
	"  [map]\n"
	"  title = Our shop's export\n"
	"  known_by = Parcel No | Sent on\n"
	"  dates = dmy\n"
	"  [columns]\n"
	"  tracking_number = Parcel No\n"
	"  mailed_on = Sent on\n"
	"  to_name = Customer\n"
	"  event_status = State\n"
	"  [constants]\n"
	"  carrier = royal-mail\n"
	"  [status]\n"
	"  On its way = in_transit\n"
	"  [skip]\n"
	"  when = State is Cancelled | Void*\n"
	"\n"
	"known_by are headings that only this kind of file has. Where a field may stand "
	"under several headings, part them with |. Fields: tracking_number, carrier, "
	"service, mailed_on, expected_on, delivered_on, to (or to_name, to_company, "
	"to_line1 to to_line3, to_city, to_state, to_zip, to_country), from (and its "
	"parts in the same way), contents, weight, order_number, value, insured, postage, "
	"currency, insurer, label_source, account, client, event_status, event_text, "
	"event_code, event_at and event_place.";

const char help_import_list[] =
	"Newest first. 'running' was cut off, or runs now: nobody sees its parcels. Give "
	"its file to import again to go on, or take it back.";

const char help_import_undo[] =
	"Its parcels go out of sight together, and what it filled in other parcels is "
	"emptied again unless somebody changed it since. Nothing is deleted, and the file "
	"may be imported again. Not possible when there is a case on one of its parcels; "
	"when carriers were asked about them since and had news, add --anyway. Directly "
	"after an import, 'waylaid undo' does the same.";

const char help_keep[] =
	"Give the promise's number as show, next and log print it. --on is the day it happened, "
	"if that was not today.";

const char help_waive[] =
	"For a promise that nobody needs any more. It leaves the agenda and stays in the record "
	"as waived. Give the promise's number as show, next and log print it.";

const char help_letter[] =
	"Writes what a case asks for next, from the facts that the desk has. Without -o it is "
	"shown, ready to copy. Nothing is sent and nothing is written down: send it yourself, then "
	"note it with log, request or claim.\n\n"
	"Kinds:\n\n"
	"  help-request           a Help Request to USPS, field by field\n"
	"  missing-mail-search    a Missing Mail Search by USPS, field by field\n"
	"  international-inquiry  an inquiry to USPS, field by field\n"
	"  ups-trace  dhl-trace   a trace by UPS or DHL, field by field\n"
	"  first-notice           damage or missing contents, at once\n"
	"  claim-letter           the claim itself\n"
	"  chase                  the dates of what was promised and did not come\n"
	"  appeal                 an answer to the reason of a denial\n"
	"  withdrawal             a claim or a search taken back\n"
	"  customer-update        for the customer: without names and notes of yours\n"
	"  non-receipt-statement  for the recipient to sign: nothing came\n"
	"  damage-statement       for the recipient to sign: what is damaged\n\n"
	"What is not known is a blank such as [________ weight], and is listed: nothing is made "
	"up. A letter that makes no sense for the case is refused, and says what is missing. A "
	"statement names the first day on which it may be signed: some insurers take none that is "
	"dated before the claim may begin.\n\n"
	"The words are yours to change: a file such as letters/chase.mustache beside the settings "
	"('waylaid config' names the folder) stands for the one of the program, and "
	"letters/forms.csv for the fields of forms. The program's own are in reports/letters.";

const char help_list[] =
	"Open cases, newest first. Conditions add up. What is not shown is said at the end: '14 "
	"closed not shown'.\n\n"
	"--sort due puts what ends soonest first, --sort value the dearest. --claims shows how the "
	"newest claim of each case stands, what was asked and what was approved. --view NAME shows "
	"a view that was saved on the register's page: one of yours, else one of the desk.\n\n"
	HELP_DATES;

const char help_log[] =
	"Three ways to note a contact; take the one that suits the moment.\n\n"
	"  waylaid log 12 --rep Dana --ref 4711 --said 'search started'\n"
	"                     one line, typed while you are on the phone\n"
	"  waylaid log 12     asks you, at most six short questions\n"
	"  waylaid log 12 --edit\n"
	"                     opens a form in your editor, for long notes\n\n"
	"Without more it was a phone call to the carrier, just now, that reached somebody. One "
	"call about several cases: log 12,13.\n\n"
	"Each --next begins a promise; the --due and --by behind it belong to it. It stays on "
	"the agenda until it is kept, broken or waived.\n\n"
	"To time the call:\n\n"
	"  waylaid log --start 12     when you dial\n"
	"  waylaid log --on-hold      and --off-hold, while you wait\n"
	"  waylaid log --stop ...     logs it, with its minutes\n\n"
	"A plain log of a case that you are calling about ends the call too. A timer of more "
	"than four hours was forgotten and is not used.\n\n"
	"At the counter of a Post Office, --office says where; the channel and whom you spoke "
	"to then follow by themselves.\n\n"
	"A wrong entry is put right with amend; both versions stay.\n\n" HELP_DATES;

const char help_mail[] =
	"Takes e-mails as files: .eml, a mailbox with many, or a folder of them. The case is found "
	"by what the mail names: 'case 12' or '#12' in the subject, the tracking number, the "
	"number of a claim, request or call, the order. Of several cases the open ones count. "
	"Where not exactly one is left, nothing is written, and the list says why: --case "
	"decides.\n\n"
	"The mail is logged as a contact at the time in its Date, with the first 2,000 characters "
	"of its text. It is kept as evidence byte for byte, its attachments beside it. A mail that "
	"was taken before is skipped, by its Message-ID. undo takes all of it back.\n\n"
	"When the words look like a decision, the command that would note it is shown and never "
	"run: anybody can write a mail. What it says of the parcel's way is not taken either: "
	"'events import' does that. The words, and the domains by which a sender is a carrier, an "
	"insurer or a platform, are yours to change: copy mail_phrases.csv and mail_senders.csv "
	"of schema/facts into the folder of config.ini.\n\n"
	"A mail is opened by a program of its own that can reach neither files nor network. At "
	"most 25 MB a mail, 100 attachments, and 200 parts; the original holds the rest.";

const char help_next[] =
	"One line for each thing that is to be done, and below it the command that does it. The "
	"command runs as it stands, or says which one fact it needs that only you know.\n\n"
	"  promise     due within 30 days: ours to do, theirs to ask for\n"
	"  window      open for a claim, refund, inquiry, search, notice or suit; or\n"
	"              closed within 14 days, and nothing was done\n"
	"  opening     a window opens within 3 days\n"
	"  fact        a window cannot be counted: a date or the service is missing\n"
	"  request     the answer to a search or trace is overdue\n"
	"  answer      the answer to a claim or appeal is overdue; where nobody said\n"
	"              when, two weeks after it went out; not while they promised anew\n"
	"  no_record   they say that they never got the claim\n"
	"  info        they wait for something from you\n"
	"  appeal      denied, in part or whole, and an appeal is possible\n"
	"  payment     approved, and the money did not come by the day they said; where\n"
	"              nobody said one, in two weeks\n"
	"  duty        you owe word of a parcel that turned up after it was paid for\n"
	"  polls       the carrier could not be asked or read 3 times in a row\n"
	"  hold        goods that may go: their day passed, or the case is paid or closed\n"
	"  history     the carrier forgets the scans within 14 days\n\n"
	"Order: first what ends for good within 3 days (windows, appeals, what they wait for, "
	"scans), the nearest day first. Then what is overdue by more than 3 days, what is overdue "
	"or due within 3 days, then within 7, 14, 30 days, then the rest; in each of these the "
	"most money at risk first. A window that cannot be counted stands behind those that end "
	"within 3 days; what else has no day, further down.\n\n"
	"Money at risk: what was approved; else what was asked for in the claim, or the value, "
	"but no more than the cover known (the claim's own limit, else the larger of what was "
	"insured and what the service includes); less what was paid. An appeal counts what "
	"approval left out, a refund the postage, goods that may go nothing. Where value and "
	"amount are unknown it is unknown, is said to be, and stands behind what is known. "
	"Currencies are compared as plain numbers.\n\n"
	"What one carrier is to be asked for is gathered into calls of at most five cases, the "
	"most urgent first: the line of the first says which, and one log can note them all.\n\n"
	"A line that was snoozed rests; how many do is said, and --all shows them. Windows and "
	"appeals never rest.\n\n"
	"--rates: of the carrier's promises that were settled in the last 365 days, kept / (kept "
	"+ broken), with their number n; none is given when n is under 10, of a carrier or of a "
	"representative. Waived ones do not count, nor what insurers, platforms or recipients "
	"promised. A promise given for several cases counts once.";

const char help_number[] =
	"Says which carriers write numbers like this one, takes it apart, and checks the check "
	"digit. When the check digit is wrong, lists numbers that differ by one typing error. "
	"Blanks and dashes do not matter. A number that a spreadsheet has spoilt (9.40E+21, zeros "
	"at the end) is pointed out.\n\n"
	"With --from, does so for every line of a file, and says at the end how many are wrong. "
	"With --find too, the file may be an e-mail, a web page or a table: the numbers are "
	"found in it, each parcel once. Digits that could as well be a phone number or an order "
	"number only count where a word such as tracking or the carrier's name stands near.\n\n"
	"Exits 0 when some carrier has this form and no check digit is wrong, for all of them, "
	"else 1.";

const char help_open[] =
	"A case needs only a tracking number and a problem. Every other fact may follow later "
	"with edit; what is missing is shown, nothing is guessed. The answer says what may be "
	"claimed, from which day to which day, by whose rule, and what to do next.\n\n"
	"Problems:\n\n"
	"  lost               no scan for too long, or said to be lost\n"
	"  damaged            came broken\n"
	"  missing-contents   came, but not all of it\n"
	"  delayed            came too late, or is late\n"
	"  misdelivered       came to somebody else\n"
	"  not-received       tracking says delivered, the customer has nothing\n"
	"  returned           came back\n"
	"  unclear            something is wrong\n"
	"  instruction        you asked the carrier to hold, redirect or return it\n\n"
	"A second open case on the same parcel is refused and the first one named, unless "
	"--another is given.\n\n" HELP_DATES;

const char help_ready[] =
	"Each paper that a claim asks for, by carrier, problem and door: there or not, what is "
	"wrong with it, and who says so. A paper may be a file, goods on hold, serial numbers of "
	"the items, the carrier's first scan, or the word of somebody who looked: 'waylaid step "
	"CASE paid-and-named' says that the invoice says paid in full and names the buyer.\n\n"
	"A statement that must be dated after the waiting time is asked for by the first day of "
	"the claim. With --route, what another door asks for.";

const char help_release[] =
	"Releases everything that is still kept for the case, or only one hold. The note that "
	"it was kept stays.";

const char help_reopen[] =
	"The case goes back to the stage that its record shows.";

const char help_request[] =
	"Kinds:\n\n"
	"  help-request           USPS, to the local Post Office\n"
	"  missing-mail-search    USPS, seven business days after the help request\n"
	"  international-inquiry  USPS, must come before an international claim\n"
	"  trace                  UPS, FedEx, DHL and others; DHL Express: must end\n"
	"                         before a claim for loss\n"
	"  delivery-scan          where it was scanned as delivered\n"
	"  signature              who signed, and the picture of it\n"
	"  instruction            a delivery instruction: --what 'hold at the counter'\n"
	"  other\n\n"
	"The desk counts the day by which an answer is due, where a source says it, and puts it on "
	"the agenda. It never files anything by itself. A request is no reason to wait with a "
	"claim whose window is open, unless it must end first: show and why say so then.";

const char help_request_answer[] =
	"CASE/N is the case and the number of the request in it, as show prints it: 12/1. "
	"--result is one of found, not-found, no-answer, granted, refused, other; granted and "
	"refused are answers to an instruction, and --until says how long it holds.";

const char help_request_withdraw[] =
	"For a request that is not needed any more, or was never filed. CASE/N is the case and "
	"the number of the request in it: 12/1. It stays in the record; undo brings it back.";

const char help_routes[] =
	"Carrier, insurer, the platform that sold the label, marketplace, card: every door that is "
	"known for this parcel, in the order in which to knock. Each with its window, who may "
	"file, the most it pays, which other door it shuts, whether the customer may have the "
	"money back before, and a warning where a source has one.\n\n"
	"What opens them are facts of the case: --carrier, --insurer, --label-source, --shipper "
	"(the shipper of record, when it is not you) and --insured. A name that no source knows is "
	"a door all the same: its window is unknown until you ask and say it with 'waylaid rules "
	"set'.";

const char help_search[] =
	"Looks in tracking numbers, order numbers, references, names, what was said, notes and "
	"file names. The beginning of a word is enough. Closed cases are found too.";

const char help_show[] =
	"CASE is 12, #12 or its tracking number. With --json, everything the desk knows, for "
	"other programs.\n\n"
	"\"Silence\" says when nobody scanned the parcel: gaps that leave two whole working days "
	"without a scan and are more than twice as long as usual for this parcel, or ten days "
	"long, and how often the carrier was asked meanwhile. An event that a later answer no "
	"longer has is kept and marked as vanished; one that was changed stands beside what it "
	"became.";

const char help_snooze[] =
	"Without more words, every line that the case has on today's list rests until that day; "
	"with a kind such as promise or hold, lines of that kind; with a line's own name, such as "
	"promise/7, that one alone. snooze and 'next --json' print these names. Lines that come "
	"up later are not touched.\n\n"
	"Windows and appeals are never hidden, as missing them costs the money: they stay on the "
	"list, at its end until their last 3 days, and say that they were snoozed, until when and "
	"why.\n\n"
	"--wake brings back what rests. 'undo' takes either back.\n\n" HELP_DATES;

const char help_step[] =
	"Problems without a claim, and those where one has to look first, have a ladder: show "
	"prints it with the name of each step in brackets. Many steps are seen from requests, "
	"contacts and files; note the others here, such as look-round.\n\n"
	"STEP may also be a paper that somebody has to look at: paid-and-named (the invoice says "
	"paid in full and names the buyer), serial-numbers (not electronics, or there are none), "
	"police-report (it was not stolen). A second note of the same step replaces the first; "
	"--not-done takes it off.";

const char help_track[] =
	"Names of cases or tracking numbers, or --all: every parcel of an open case, and every "
	"parcel without a case that is not yet delivered and that its carrier still knows. --due "
	"leaves out those that were asked lately. All carriers are asked at once. Every answer "
	"is recorded, also that nothing was new: absence of scans is evidence.\n\n"
	"Needs access to the carrier's interface; 'waylaid help config' says how to set it. "
	"Without access, save the carrier's answer and use 'events import'.\n\n"
	"Carriers allow so many calls an hour or a day (the setting quota, such as usps.quota). "
	"What does not fit is deferred: the riskiest parcels are asked first, the others the "
	"next time. A parcel of a carrier that cannot be asked, to which you have no access, or "
	"whose label is another mailer's (usps.mailer_ids), is asked for through EasyPost when "
	"easypost.api_key is set. EasyPost costs money; how many parcels it is asked for is "
	"said.\n\n"
	"Every 15 minutes, by cron:\n\n"
	"  */15 * * * * waylaid track --due --quiet >/dev/null\n\n"
	"or by a timer of systemd, with these two files in ~/.config/systemd/user and then "
	"'systemctl --user enable --now waylaid-track.timer':\n\n"
	"  waylaid-track.service:\n"
	"    [Service]\n"
	"    Type=oneshot\n"
	"    ExecStart=waylaid track --due --quiet\n"
	"  waylaid-track.timer:\n"
	"    [Timer]\n"
	"    OnCalendar=*:0/15\n"
	"    Persistent=true\n"
	"    [Install]\n"
	"    WantedBy=timers.target\n\n"
	"Exits 0 when every outcome is new, unchanged, not found or deferred, else 5. Ctrl-C "
	"keeps what came.";

const char help_watch[] =
	"Looks at every parcel on the desk that has no case, and says what is wrong, since when, "
	"why it says so, and what to do. What closes first and costs most stands first, then "
	"what nobody asked for. What is too late for a claim, or older than 60 days without a "
	"last day, stands last.\n\n"
	"What it may say:\n\n"
	"  alert            the carrier says lost, damaged, at customs or badly addressed\n"
	"  wrong receiver   delivered to an agent, a neighbor or back to you\n"
	"  returning        on its way back to you\n"
	"  held until       waits at a counter until that day, then goes back\n"
	"  never accepted   a label of five days or more, and no scan\n"
	"  no scan          no real scan for longer than usual\n"
	"  late             past the expected day\n"
	"  not asked        we know nothing new: ask the carrier first\n\n"
	"Usual is counted from your own delivered parcels of that carrier and service: as many "
	"days as 95 of 100 of them never went beyond between two real scans, weekends included. "
	"With fewer than 30 such parcels, those of the carrier count; with fewer than 30 of "
	"these, 7 days within the country and 14 beyond it, a cautious figure of our own. "
	"Silence counts only up to the last answer: while nobody asked, nobody knows.\n\n"
	"With --open it opens the cases: those shown, but not those that nobody asked for and "
	"those that are too late or too old. It may be run as often as you like; no parcel gets "
	"a second case.\n\n"
	"As two lines for cron, asking every 15 minutes and looking each working morning:\n\n"
	"  */15 * * * *  waylaid track --due --quiet\n"
	"  0 8 * * 1-5   waylaid watch";

const char help_why[] =
	"For each window: the day it counts from, how many days, of what kind, whose rule, its "
	"source with date, and how sure it is. What says 'unconfirmed' must be checked with the "
	"carrier.\n\n"
	"Working days are those of the week that is named, without public holidays: of the "
	"United States, of England and Wales, or of Canada. 'rules' lists all rules, 'rules set' "
	"puts one of your own in their place.";
