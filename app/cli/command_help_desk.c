/* Help of the commands that keep the desk itself. */
#include "cli/commands.h"

/* clang-format off */

const char help_report[] =
	"Without NAME: which reports there are, and what each takes. The register lists every "
	"claim; recovery says what was claimed, approved and paid, what may still come, how "
	"much was won back and how long it took; aging how old open cases are; months what was "
	"filed and what came; promises how many were kept; denials why claims were refused and "
	"what won the appeal; effort the contacts and the minutes on the phone. board is all "
	"of them in one workbook.\n\n"
	"Money is added up by currency, never across. A rate stands with the number it was "
	"taken from, and of fewer than 10 it is not shown: too few to say. Kept rate = kept / "
	"(kept + broken); won back = paid on ended claims / claimed with them, where ended is "
	"paid, denied or expired; won = appeals won, wholly or in part / appeals decided.\n\n"
	"A report is a file: one SELECT under a header of comments, as those in the program "
	"are. Put your own into the folder 'reports' beside the settings file, or name the "
	"file itself: 'waylaid report late.sql'. One with the name of another takes its place. "
	"It may read the tables of the work and the facts, not the journal, settings, "
	"passwords or what carriers answered, and cannot write; memory and time are limited. "
	"In it, :today and :now are there, month(DAY) and day_of(TIME) too.\n\n"
	"  -- title: Cases by problem\n"
	"  -- param: client, text, , only this client's\n"
	"  -- column: problem, code, 20, Problem\n"
	"  -- column: cases, number sum, 9, Cases\n"
	"  -- chart: bar, problem, cases, Cases by problem\n"
	"  SELECT problem, count(*) AS cases FROM casefile\n"
	"  WHERE :client IS NULL OR client = :client GROUP BY problem";

const char help_backup[] =
	"Copies the desk's file, the rules of your own beside it, and every evidence file that "
	"the folder does not have yet. "
	"Others may go on working. The last line states the head: keep it somewhere else, and "
	"'verify --expect HEAD' will find even a cut end later.\n\n"
	"The folder may hold an older backup of the same desk; it is brought up to date. "
	"Nothing in a backup holds a carrier's password.";

const char help_config[] =
	"Without more words, lists every setting, its value and where it comes from. Names are "
	"SECTION.NAME: desk.zone, desk.user, desk.currency, and for each carrier url, "
	"client_id, client_secret, api_key, api, ca_file, quota and via, such as "
	"usps.client_id. What carriers' own claim forms ask of you stands in claimant.name, "
	"claimant.address, claimant.email, claimant.phone, claimant.role and claimant.payee; it "
	"is shown to carriers and courts alone.\n\n"
	"A quota says how many calls a carrier may get in which time: 60/1h is 60 in any hour, "
	"'250/1d 1/1s' is 250 in any day and one in any second; s, m, h and d are the units, "
	"none lifts it. Without a setting it is what the carrier allows by default.\n\n"
	"EasyPost tells of other carriers' parcels for money. It is asked only when "
	"easypost.api_key is set: for carriers without access, where CARRIER.via is easypost, "
	"and for USPS labels of other mailers when usps.mailer_ids lists your own. "
	"easypost.use set to never keeps it out.\n\n"
	"Secrets are never shown, only whether they are set. Give '-' as VALUE to read it from "
	"standard input, so that it does not stay in the shell's history. The file is "
	"$XDG_CONFIG_HOME/waylaid/config.ini and is kept readable for you alone. For carriers "
	"the environment is stronger: WAYLAID_USPS_CLIENT_ID, WAYLAID_USPS_CLIENT_SECRET and so "
	"on.";

const char help_doctor[] =
	"Looks for damage in the file, missing or changed evidence files, a search index that "
	"does not fit, faults in the rules of your own, left-over temporary files, and a full "
	"disk. Exits 1 when it found "
	"something. It changes nothing.";

const char help_help[] =
	"Without a word, lists the commands. With one, explains it. 'waylaid COMMAND --help' "
	"says the same.\n\n"
	"Problems: lost, damaged, missing-contents, delayed, misdelivered, not-received "
	"(tracking says delivered), returned, unclear, instruction (a delivery instruction).\n\n"
	"Channels: phone, email, web-form, chat, post-office, letter, social, other.\n\n"
	HELP_DATES;

const char help_key[] =
	"Says where the signing key lies, and shows its fingerprint and the public key, which "
	"others may have. Tell them the fingerprint by another way than the archive: on the "
	"telephone, on your web page. The private key is never shown. It lies beside the "
	"settings, not in the desk and not in a backup: keep a copy of it somewhere safe.";

const char help_key_new[] =
	"Makes an Ed25519 key in a file beside the settings, readable for you alone. From then on "
	"each archive, and the head of each backup, is signed with it. A key that is there is "
	"never overwritten.";

const char help_purge[] =
	"For parcels of which every case was closed before DATE: deletes what their journal "
	"entries recorded, which is every earlier version of everything, and keeps "
	"who did what and when, and all hashes. verify still proves the chain, and says how many "
	"entries were purged; what was purged cannot be compared any more.\n\n"
	"The case itself stays: list, show and search find it as before. --evidence deletes its "
	"files, unless another case holds the same one; their names and SHA-256 stay. --answers "
	"deletes what carriers answered, unless it was about other parcels, too.\n\n"
	"It cannot be taken back, and earlier backups still hold everything. Make a backup first, "
	"look with --dry-run, then say --yes, or type it when asked.";

const char help_restore[] =
	"The desk comes to where --db (or the usual place) says; a desk that is there already "
	"is never overwritten. The backup is verified first.";

const char help_rules[] =
	"Each rule with its first and its last day, its source, the day on which somebody "
	"looked, and how sure it is. CARRIER any shows those of insurers. What was looked at more "
	"than 180 days ago is marked: look again before you rely on it.\n\n"
	"Rules of your own lie beside the desk's file, in a table that any spreadsheet program "
	"opens: desk.rules.csv for desk.db. A row whose code is that of a published rule stands "
	"in its place, another code adds a rule. 'rules set' writes it; when you edit it "
	"yourself, every command reads it anew. A table with a fault is not taken, the line is "
	"named, and the rules stay as they were. Its columns are:\n\n"
	"  code carrier service scope kind what route\n"
	"  opens_days opens_from closes_days closes_from unit opens_unit work_week\n"
	"  limit_note who_may_file cover_cents cover_currency cover_max_cents form\n"
	"  source source_date checked_on confidence insurer after_request\n\n"
	"Needed are code, carrier, kind, what, source and checked_on.";

const char help_rules_apply[] =
	"An open case keeps the windows it has, and remembers the rule they come from, until "
	"something that they count from changes (a date, the service, a scan): then they are "
	"counted by the rules of now. This counts them at once. Each case that changes has an "
	"entry in the journal, and undo takes back the last one.";

const char help_rules_diff[] =
	"Compares the windows that open cases have with those that the rules of now give: after "
	"an update of the program, or after you changed a rule. It changes nothing.";

const char help_rules_set[] =
	"CODE is that of a published rule, as rules and why show it: give only what is "
	"otherwise, and who says so. A new code begins with the carrier, such as "
	"ups.contract.delay.refund, and needs --carrier, --kind and --what. An empty value ('') "
	"takes a fact away.\n\n"
	"Where no published rule is known, ask the carrier and note the answer here.\n\n"
	"  waylaid rules set yodel.loss.claim --carrier yodel --kind loss --what claim \\\n"
	"      --closes 28 --closes-from mailed-on --source 'Yodel by phone, ref 4711'\n\n"
	"Where a parcel has several doors of one kind, such as two marketplaces, the code names "
	"the one that is meant, as routes shows it: usps.ebay.loss.claim with --route "
	"marketplace.";

const char help_undo[] =
	"Takes back your own last act by a counter-entry: both stay in the journal. Run again, "
	"it takes back the one before. What a colleague has built on since cannot be taken "
	"back.";

const char help_verify[] =
	"Walks the whole journal and compares every row with what was recorded. Names each row "
	"that was changed, removed or added by another program, and exits 6 when there is one. "
	"A cut end shows only against a head that was kept elsewhere: give it with --expect.\n\n"
	"FILE is another desk's file, such as the one in a backup, or an archive that 'export -o "
	"FILE.zip' made. For an archive no desk is needed: it checks every byte of the file, each "
	"member against the manifest, the journal's chain, what entries recorded, and the case "
	"against them. It says whose key has signed it; only a fingerprint that you know from "
	"elsewhere (--key), or a head that you were told earlier (--expect), shows that it was not "
	"made anew.";
