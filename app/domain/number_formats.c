#include "domain/number_formats.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
#define LEN(n) (UINT64_C(1) << (n))
#define FROM_TO(a, b) (LEN((b) + 1) - LEN(a))

#define THREE_ONE { .method = METHOD_MOD10, .even = 3, .odd = 1 }
#define ONE_THREE { .method = METHOD_MOD10, .even = 1, .odd = 3 }
#define ONE_TWO { .method = METHOD_MOD10, .even = 1, .odd = 2 }
#define ONE_TWO_BEHIND(s) { .method = METHOD_MOD10, .even = 1, .odd = 2, .implied = s }
#define THREE_ONE_BEHIND(s) { .method = METHOD_MOD10, .even = 3, .odd = 1, .implied = s }
#define WEIGHTS(w) { .method = METHOD_WEIGHTS, .weights = w }
#define METHOD(m) { .method = METHOD_##m }

#define DHL_MAIL "(GM,LX,RX,UV,CN,SG,TH,IN,HK,MY)"

const struct number_format number_formats[] = {
	/*
	 * Publication 199: 92 commercial, mailer id of 9 digits; 93 commercial, of 6; 95 printed by
	 * the Post Office, by which device on which day (the last digit of the year, the day of the
	 * year), but for the Certified Mail labels; 94 online, with the source of the label before
	 * the mailer id.
	 */
	{ .carrier = "usps", .name = "USPS IMpb C", .rank = 95, .zip_prefix = true,
	  .lengths = LEN(22) | LEN(26), .check = THREE_ONE,
	  .form = "{ application_identifier='92' service_type=d3 mailer_id='9' mailer_id=d8 "
		  "serial=d* } check=d1 | "
		  "{ application_identifier='93' service_type=d3 mailer_id=[0-8] mailer_id=d5 "
		  "serial=d* } check=d1 | "
		  "{ application_identifier='95' service_type='890' serial=d* } check=d1 | "
		  "{ application_identifier='95' service_type=d3 channel=d1 device=d6 "
		  "julian_date=d4 serial=d* } check=d1" },
	{ .carrier = "usps", .name = "USPS IMpb N", .rank = 95, .zip_prefix = true,
	  .lengths = LEN(22) | LEN(26) | LEN(30), .check = THREE_ONE,
	  .form = "{ application_identifier='94' service_type=d3 source_id=d2 mailer_id=m "
		  "serial=d* } check=d1" },
	/* Before 2013. The 91 may be left out on the label, and still counts. */
	{ .carrier = "usps", .name = "USPS Legacy", .rank = 61, .zip_prefix = true,
	  .lengths = LEN(20) | LEN(22) | LEN(26), .check = THREE_ONE_BEHIND("91"),
	  .form = "{ application_identifier='91' service_type=d2 mailer_id=d9 serial=d* } "
		  "check=d1 | "
		  "{ service_type=d2 mailer_id=d9 serial=d8 } check=d1" },
	{ .carrier = "usps", .name = "USPS 20", .rank = 60,
	  .lengths = LEN(20), .check = THREE_ONE,
	  .form = "{ service_type=d2 mailer_id=d9 serial=d8 } check=d1" },

	{ .carrier = "ups", .name = "UPS", .rank = 100, .groups = "233244",
	  .lengths = LEN(18), .check = ONE_TWO,
	  .form = "'1Z' { account=w6 service_type=w2 package=w7 } check=w1" },
	/* MI, the customer, and up to 22 characters of the customer's own; not as long as S10. */
	{ .carrier = "ups", .name = "UPS Mail Innovations", .rank = 30, .letter_first = true,
	  .lengths = FROM_TO(14, 30), .form = "'MI' customer=d6 serial=w*" },
	{ .carrier = "ups", .name = "UPS Waybill", .rank = 60,
	  .letter_first = true,
	  .lengths = LEN(11), .check = ONE_TWO,
	  .form = "[AHJKTV] { serial=d9 } check=d1" },

	/* The long barcodes hold the number of 12 or 15 digits by which people ask. */
	{ .carrier = "fedex", .name = "FedEx Express (12)", .rank = 50,
	  .lengths = LEN(12), .check = WEIGHTS("31731731731"),
	  .form = "{ serial=d11 } check=d1" },
	{ .carrier = "fedex", .name = "FedEx Express (34)", .rank = 70,
	  .lengths = LEN(34), .check = WEIGHTS("1731731731731"),
	  .form = "[0-8] d14 zip=d5 { '00' < serial=d11 } check=d1 > | "
		  "[0-8] d14 zip=d5 { serial=d13 } check=d1" },
	{ .carrier = "fedex", .name = "FedEx ASTRA (32)", .rank = 85,
	  .lengths = LEN(32), .check = WEIGHTS("31731731731"),
	  .form = "'3' d15 < { serial=d11 } check=d1 > d4" },
	{ .carrier = "fedex", .name = "FedEx Ground", .rank = 50,
	  .lengths = LEN(15), .check = ONE_THREE,
	  .form = "{ serial=d14 } check=d1" },
	{ .carrier = "fedex", .name = "FedEx Ground (SSCC-18)", .rank = 45,
	  .lengths = LEN(18), .check = THREE_ONE,
	  .form = "container_type=d2 { serial=d15 } check=d1" },
	{ .carrier = "fedex", .name = "FedEx Ground 96 (22)", .rank = 90,
	  .lengths = LEN(22), .check = ONE_THREE,
	  .form = "application_identifier='96' scnc=d2 service_type=d3 "
		  "< { account=d7 serial=d7 } check=d1 >" },
	{ .carrier = "fedex", .name = "FedEx Ground GSN", .rank = 90,
	  .lengths = LEN(34), .check = WEIGHTS("1731731731731"),
	  .form = "application_identifier='96' scnc=d2 d5 gsn=d10 d1 "
		  "{ '00' < serial=d11 } check=d1 > | "
		  "application_identifier='96' scnc=d2 d5 gsn=d10 d1 { serial=d13 } check=d1" },

	{ .carrier = "dhl_express", .name = "DHL Express", .rank = 40,
	  .lengths = LEN(10) | LEN(11), .check = METHOD(MOD7),
	  .form = "{ serial=d* } check=d1" },
	{ .carrier = "dhl_express", .name = "DHL Express (Piece ID)", .rank = 40,
	  .letter_first = true,
	  .lengths = FROM_TO(12, 14) | LEN(20),
	  .form = "'J' a2 serial=d9 | 'J' a2 serial=d10 | 'J' a3 serial=d9 | 'J' a3 serial=d10 | "
		  "'JD' serial=d18" },
	/* A form of S10 with a wrong check digit is not taken for one of these. */
	{ .carrier = "dhl_ecommerce", .name = "DHL E-Commerce", .rank = 35,
	  .letter_first = true,
	  .lengths = FROM_TO(12, 41),
	  .form = DHL_MAIL " serial=d* | " DHL_MAIL " serial=d1 serial=w10 serial=w*" },
	{ .carrier = "dhl_ecommerce", .name = "DHL E-Commerce (14)", .rank = 10,
	  .lengths = LEN(14), .form = "serial=d14" },

	{ .carrier = "s10", .name = "S10", .rank = 90, .s10 = true, .groups = "23332",
	  .letter_first = true,
	  .lengths = LEN(13), .check = METHOD(S10),
	  .form = "service_type=a2 { serial=d8 } check=d1 country=a2" },

	{ .carrier = "amazon", .name = "Amazon Logistics", .rank = 90, .groups = "3444",
	  .letter_first = true,
	  .lengths = LEN(15), .form = "'TB' [ACM] serial=d12" },
	{ .carrier = "amazon", .name = "Amazon International", .rank = 20,
	  .letter_first = true,
	  .lengths = LEN(11), .form = "[AFC] serial=d10" },
	{ .carrier = "canada_post", .name = "Canada Post (16)", .rank = 55,
	  .lengths = LEN(16), .check = THREE_ONE,
	  .form = "{ origin=d7 serial=d8 } check=d1" },
	{ .carrier = "canpar", .name = "Canpar (22)", .rank = 75,
	  .letter_first = true,
	  .lengths = LEN(22), .form = "[CDKLSUXZ] serial=d21" },
	{ .carrier = "dpd", .name = "DPD (28)", .rank = 70,
	  .lengths = LEN(28), .check = METHOD(MOD37),
	  .form = "{ zip=d7 < serial=d14 > service_type=d3 country=d3 } check=w1" },
	{ .carrier = "dpd", .name = "DPD (14)", .rank = 45,
	  .lengths = LEN(15), .check = METHOD(MOD37),
	  .form = "< { serial=d14 } > check=w1" },
	{ .carrier = "gofo", .name = "GOFO Express (US)", .rank = 90,
	  .letter_first = true,
	  .lengths = LEN(18), .form = "'GFUS' serial=d14" },
	{ .carrier = "landmark", .name = "Landmark Global LTN", .rank = 90,
	  .letter_first = true,
	  .lengths = LEN(13), .form = "'LTN' serial=d8 'N1'" },
	{ .carrier = "lasership", .name = "LaserShip LX", .rank = 80,
	  .letter_first = true,
	  .lengths = LEN(10), .form = "'L' [AEHINX] [1-3] serial=d7" },
	{ .carrier = "lasership", .name = "LaserShip 1LS7 (15)", .rank = 85,
	  .lengths = LEN(15), .form = "'1LS7' [12] d4 serial=d6" },
	/* Printed with a dash before the last 1. */
	{ .carrier = "lasership", .name = "LaserShip 1LS7 (18)", .rank = 85,
	  .lengths = LEN(17), .form = "'1LS7' [12] d2 '01' [1-4] serial=d6 '1'" },
	{ .carrier = "lasership", .name = "LaserShip 1LSCX (15)", .rank = 85,
	  .lengths = LEN(15), .form = "'1LSCX' serial=w10" },
	{ .carrier = "old_dominion", .name = "Old Dominion", .rank = 55,
	  .lengths = LEN(11), .check = METHOD(LUHN),
	  .form = "{ serial='7' serial=[78] serial=d8 } check=d1 | "
		  "{ serial='072' serial=d7 } check=d1" },
	{ .carrier = "old_dominion", .name = "Old Dominion Guaranteed Shipment", .rank = 52,
	  .lengths = LEN(11), .check = METHOD(LUHN),
	  .form = "{ serial='80' serial=d8 } check=d1" },
	{ .carrier = "ontrac", .name = "OnTrac", .rank = 90,
	  .letter_first = true,
	  .lengths = LEN(15), .check = ONE_TWO_BEHIND("4"),
	  .form = "'C' { serial=d13 } check=d1" },
	{ .carrier = "ontrac", .name = "OnTrac D", .rank = 90,
	  .letter_first = true,
	  .lengths = LEN(15), .check = ONE_TWO_BEHIND("5"),
	  .form = "'D' { serial=d13 } check=d1" },
	{ .carrier = "purolator", .name = "Purolator (12)", .rank = 48,
	  .lengths = LEN(12), .check = METHOD(LUHN),
	  .form = "{ serial=[0-5] serial=d10 } check=d1" },
	{ .carrier = "purolator", .name = "Purolator (alpha + 9)", .rank = 41,
	  .letter_first = true,
	  .lengths = LEN(12), .form = "serial=a3 serial=d9" },
	{ .carrier = "speedee", .name = "Spee-Dee (20)", .rank = 90,
	  .letter_first = true,
	  .lengths = LEN(20), .form = "'SP' serial=d18" },
	{ .carrier = "yodel", .name = "Yodel", .rank = 85,
	  .letter_first = true,
	  .lengths = LEN(18) | LEN(19), .form = "'JD' serial=d16 | 'JJD' serial=d16" },
	{ .carrier = "yunexpress", .name = "YunExpress", .rank = 90,
	  .letter_first = true,
	  .lengths = LEN(18), .form = "'YT' serial=d16" },
};

#define UPS(c, t) { "UPS", "service_type", c, "service", t }
#define LABEL(f, c, t) { f, "service_type", c, "service", t }
#define IMPB(c, t) LABEL("USPS IMpb C", c, t), LABEL("USPS IMpb N", c, t)
#define DPD(c, t) { "DPD (28)", "service_type", c, "service", t }
#define S10(c, t) { "S10", "service_type", c, "service", t }
#define SSCC(c, t) { "FedEx Ground (SSCC-18)", "container_type", c, "container", t }

const struct number_meaning number_meanings[] = {
	UPS("01", "Next Day Air"),
	UPS("02", "2nd Day Air"),
	UPS("03", "Ground"),
	UPS("12", "3 Day Select"),
	UPS("13", "Next Day Air Saver"),
	UPS("15", "Next Day Air Early A.M."),
	UPS("22", "Ground, Returns Plus, three pickup attempts"),
	UPS("32", "Next Day Air Early A.M., COD"),
	UPS("33", "Next Day Air Early A.M., Saturday delivery, COD"),
	UPS("41", "Next Day Air Early A.M., Saturday delivery"),
	UPS("42", "Ground, signature required"),
	UPS("44", "Next Day Air, Saturday delivery"),
	UPS("66", "Worldwide Express"),
	UPS("72", "Ground, collect on delivery"),
	UPS("78", "Ground, Returns Plus, one pickup attempt"),
	UPS("90", "Ground, return, UPS prints and mails the label"),
	UPS("A0", "Next Day Air Early A.M., adult signature required"),
	UPS("A1", "Next Day Air Early A.M., Saturday delivery, adult signature required"),
	UPS("A2", "Next Day Air, adult signature required"),
	UPS("A8", "Ground, adult signature required"),
	UPS("A9", "Next Day Air Early A.M., adult signature required, COD"),
	UPS("AA", "Next Day Air Early A.M., Saturday delivery, adult signature required, COD"),
	UPS("YW", "SurePost, delivered by USPS"),

	/* Of the example numbers that USPS prints for its services. */
	IMPB("001", "USPS Tracking"),
	IMPB("021", "Signature Confirmation"),
	IMPB("033", "Collect on Delivery"),
	IMPB("055", "Priority Mail"),
	IMPB("073", "Certified Mail"),
	IMPB("088", "Registered Mail"),
	IMPB("701", "Priority Mail Express"),
	IMPB("890", "Certified Mail"),

	LABEL("USPS 20", "71", "Certified Mail"),
	LABEL("USPS 20", "73", "Insured Mail"),
	LABEL("USPS 20", "77", "Registered Mail"),
	LABEL("USPS 20", "81", "Return Receipt for Merchandise"),
	LABEL("USPS Legacy", "71", "Certified Mail"),
	LABEL("USPS Legacy", "73", "Insured Mail"),
	LABEL("USPS Legacy", "77", "Registered Mail"),
	LABEL("USPS Legacy", "81", "Return Receipt for Merchandise"),

	S10("C", "parcel post"),
	S10("E", "EMS"),
	S10("H", "parcel post, e-commerce"),
	S10("L", "letter post, express or tracked"),
	S10("M", "letter post, M bag"),
	S10("Q", "letter post, business reply"),
	S10("R", "letter post, registered"),
	S10("U", "letter post"),
	S10("V", "letter post, insured"),
	S10("A", "domestic or bilateral"),
	S10("B", "domestic or bilateral"),
	S10("D", "domestic or bilateral"),
	S10("GA", "domestic or bilateral"),
	S10("GD", "domestic or bilateral"),
	S10("N", "domestic or bilateral"),
	S10("P", "domestic or bilateral"),
	S10("Z", "domestic or bilateral"),

	SSCC("00", "case or carton"),
	SSCC("01", "pallet"),
	SSCC("02", "larger than a pallet"),
	SSCC("04", "defined by the shipper"),

	DPD("101", "normal parcel"),
	DPD("102", "normal parcel, hazardous goods"),
	DPD("105", "normal parcel, ex works"),
	DPD("106", "normal parcel, ex works, hazardous goods"),
	DPD("109", "normal parcel, COD"),
	DPD("110", "normal parcel, COD, hazardous goods"),
	DPD("113", "normal parcel, exchange"),
	DPD("136", "small parcel"),
	DPD("154", "parcel letter"),
	DPD("155", "guarantee"),
	DPD("161", "guarantee, COD"),
	DPD("179", "DPD 10:00"),
	DPD("191", "DPD 10:00, COD"),
	DPD("225", "DPD 12:00"),
	DPD("237", "DPD 12:00, COD"),
	DPD("350", "DPD 8:30"),
};

const size_t number_nmeanings = sizeof(number_meanings) / sizeof(number_meanings[0]);

const struct number_operator number_operators[] = {
	{ "AE", "Emirates Post", NULL }, { "AF", "Afghan Post", NULL },
	{ "AG", "Antigua Postal Services", NULL }, { "AL", "Posta Shqiptare", NULL },
	{ "AM", "Haypost", NULL }, { "AO", "Correios de Angola", NULL },
	{ "AR", "Correo Argentino", NULL }, { "AT", "Österreichische Post", NULL },
	{ "AU", "Australia Post", NULL }, { "AX", "Åland Post", NULL },
	{ "AZ", "Azərpoçt", NULL }, { "BA", "BH Pošta", NULL },
	{ "BB", "Barbados Postal Service", NULL }, { "BD", "Bangladesh Post Office", NULL },
	{ "BE", "bpost", NULL }, { "BF", "SONAPOST", NULL }, { "BG", "Bulgarian Posts", NULL },
	{ "BH", "Bahrain Post", NULL }, { "BI", "Régie nationale des postes", NULL },
	{ "BJ", "La Poste du Bénin", NULL }, { "BM", "Bermuda Post Office", NULL },
	{ "BN", "Brunei Postal Services", NULL }, { "BO", "Correos de Bolivia", NULL },
	{ "BR", "Correios", NULL }, { "BS", "Bahamas Postal Service", NULL },
	{ "BT", "Bhutan Post", NULL }, { "BW", "BotswanaPost", NULL },
	{ "BY", "Belpochta", NULL }, { "BZ", "Belize Postal Service", NULL },
	{ "CA", "Canada Post", "canada_post" }, { "CD", NULL, NULL }, { "CF", NULL, NULL },
	{ "CG", NULL, NULL }, { "CH", "Swiss Post", NULL },
	{ "CI", "La Poste de Côte d’Ivoire", NULL }, { "CL", "Correos de Chile", NULL },
	{ "CM", "CAMPOST", NULL }, { "CN", "China Post", NULL }, { "CO", "4-72", NULL },
	{ "CR", "Correos de Costa Rica", NULL }, { "CU", "Correos de Cuba", NULL },
	{ "CV", "Correios de Cabo Verde", NULL }, { "CY", "Cyprus Post", NULL },
	{ "CZ", "Česká pošta", NULL }, { "DE", "Deutsche Post", NULL },
	{ "DJ", "La Poste de Djibouti", NULL }, { "DK", "PostNord Danmark", NULL },
	{ "DM", "General Post Office", NULL }, { "DO", "INPOSDOM", NULL },
	{ "DZ", "Algérie Poste", NULL }, { "EC", "Correos del Ecuador", NULL },
	{ "EE", "Omniva", NULL }, { "EG", "Egypt Post", NULL },
	{ "ER", "Eritrean Postal Service", NULL }, { "ES", "Correos", NULL },
	{ "ET", "Ethiopian Postal Service", NULL }, { "FI", "Posti", NULL },
	{ "FJ", "Post Fiji", NULL }, { "FO", "Posta", NULL }, { "FR", "La Poste", NULL },
	{ "GA", "La Poste", NULL }, { "GB", "Royal Mail", "royal_mail" },
	{ "GD", "Grenada Postal Corporation", NULL }, { "GE", "Georgian Post", NULL },
	{ "GG", "Guernsey Post", NULL }, { "GH", "Ghana Post", NULL },
	{ "GI", "Royal Gibraltar Post Office", NULL },
	{ "GM", "Gambia Postal Services Corporation", NULL }, { "GN", NULL, NULL },
	{ "GQ", NULL, NULL }, { "GR", "ELTA Hellenic Post", NULL }, { "GT", "El Correo", NULL },
	{ "GW", NULL, NULL }, { "GY", "Guyana Post Office Corporation", NULL },
	{ "HK", "Hongkong Post", NULL }, { "HN", "Honducor", NULL },
	{ "HR", "Hrvatska pošta", NULL }, { "HT", "Office des Postes d’Haïti", NULL },
	{ "HU", "Magyar Posta", NULL }, { "ID", "Pos Indonesia", NULL },
	{ "IE", "An Post", NULL }, { "IL", "Israel Post", NULL },
	{ "IM", "Isle of Man Post Office", NULL }, { "IN", "India Post", NULL },
	{ "IQ", "Iraqi Post", NULL }, { "IR", "Iran Post", NULL },
	{ "IS", "Íslandspóstur", NULL }, { "IT", "Poste Italiane", NULL },
	{ "JE", "Jersey Post", NULL }, { "JM", "Jamaica Post", NULL },
	{ "JO", "Jordan Post", NULL }, { "JP", "Japan Post", NULL },
	{ "KE", "Posta Kenya", NULL }, { "KG", "Kyrgyz Post", NULL },
	{ "KH", "Cambodia Post", NULL }, { "KI", NULL, NULL }, { "KM", NULL, NULL },
	{ "KN", "St. Kitts and Nevis Postal Services", NULL }, { "KP", NULL, NULL },
	{ "KR", "Korea Post", NULL }, { "KW", "Kuwait Ministry of Communications", NULL },
	{ "KZ", "Kazpost", NULL }, { "LA", NULL, NULL }, { "LB", "LibanPost", NULL },
	{ "LC", "Saint Lucia Postal Service", NULL }, { "LI", "Liechtensteinische Post", NULL },
	{ "LK", "Sri Lanka Post", NULL },
	{ "LR", "Ministry of Posts and Telecommunications", NULL },
	{ "LS", "Lesotho Post", NULL }, { "LT", "Lietuvos paštas", NULL },
	{ "LU", "Post Luxembourg", NULL }, { "LV", "Latvijas Pasts", NULL },
	{ "LY", "Libya Post", NULL }, { "MA", "Barid Al-Maghrib", NULL },
	{ "MC", "La Poste Monaco", NULL }, { "MD", "Poșta Moldovei", NULL },
	{ "ME", "Pošta Crne Gore", NULL }, { "MG", "Paositra Malagasy", NULL },
	{ "MK", "Macedonian Post", NULL }, { "ML", "Office national des postes", NULL },
	{ "MM", NULL, NULL }, { "MN", "Mongol Post", NULL },
	{ "MO", "Macao Post and Telecommunications", NULL }, { "MR", "MAURIPOST", NULL },
	{ "MT", "MaltaPost", NULL }, { "MU", "Mauritius Post", NULL },
	{ "MV", "Maldives Post", NULL }, { "MW", "Malawi Posts Corporation", NULL },
	{ "MX", "Correos de México", NULL }, { "MY", "Pos Malaysia", NULL },
	{ "MZ", "Correios de Moçambique", NULL }, { "NA", "NamPost", NULL },
	{ "NE", "Niger Poste", NULL }, { "NG", "Nigerian Postal Service", NULL },
	{ "NI", "Correos de Nicaragua", NULL }, { "NL", "PostNL", NULL },
	{ "NO", "Posten", NULL }, { "NP", "Nepal Postal Services", NULL }, { "NR", NULL, NULL },
	{ "NZ", "New Zealand Post", NULL }, { "OM", "Oman Post", NULL },
	{ "PA", "Correos de Panamá", NULL }, { "PE", "SERPOST", NULL },
	{ "PG", "Post PNG", NULL }, { "PH", "PHLPost", NULL }, { "PK", "Pakistan Post", NULL },
	{ "PL", "Poczta Polska", NULL }, { "PT", "CTT", NULL },
	{ "PY", "Correo Paraguayo", NULL }, { "QA", "Qatar Post", NULL },
	{ "RO", "Poșta Română", NULL }, { "RS", "Pošta Srbije", NULL },
	{ "RU", "Russian Post", NULL }, { "RW", "National Post Office (Iposita)", NULL },
	{ "SA", "Saudi Post", NULL }, { "SB", NULL, NULL },
	{ "SC", "Seychelles Postal Service", NULL }, { "SD", "Sudapost", NULL },
	{ "SE", "PostNord Sverige", NULL }, { "SG", "SingPost", NULL },
	{ "SI", "Pošta Slovenije", NULL }, { "SK", "Slovenská pošta", NULL },
	{ "SL", "Sierra Leone Postal Services", NULL }, { "SM", "Poste San Marino", NULL },
	{ "SN", "La Poste", NULL }, { "SO", NULL, NULL }, { "SR", "SURPOST", NULL },
	{ "SS", NULL, NULL }, { "ST", "Correios de São Tomé e Príncipe", NULL },
	{ "SV", "Correos de El Salvador", NULL }, { "SY", "Syrian Post", NULL },
	{ "SZ", "Eswatini Posts and Telecommunications", NULL }, { "TD", NULL, NULL },
	{ "TG", "La Poste du Togo", NULL }, { "TH", "Thailand Post", NULL }, { "TJ", NULL, NULL },
	{ "TL", NULL, NULL }, { "TM", "Turkmenpost", NULL },
	{ "TN", "La Poste Tunisienne", NULL }, { "TO", "Tonga Post", NULL },
	{ "TR", "PTT", NULL }, { "TT", "TTPost", NULL }, { "TV", NULL, NULL },
	{ "TW", "Chunghwa Post", NULL }, { "TZ", "Tanzania Posts Corporation", NULL },
	{ "UA", "Ukrposhta", NULL }, { "UG", "Posta Uganda", NULL },
	{ "US", "United States Postal Service", "usps" }, { "UY", "Correo Uruguayo", NULL },
	{ "UZ", "Post of Uzbekistan", NULL }, { "VA", "Vatican Post", NULL },
	{ "VC", "SVG Postal Corporation", NULL }, { "VE", "IPOSTEL", NULL },
	{ "VN", "Vietnam Post", NULL }, { "VU", "Vanuatu Post", NULL },
	{ "WS", "Samoa Post", NULL }, { "YE", "Yemen Post", NULL },
	{ "ZA", "South African Post Office", NULL }, { "ZM", "ZAMPOST", NULL },
	{ "ZW", "Zimpost", NULL },
};
/* clang-format on */

const size_t number_noperators = sizeof(number_operators) / sizeof(number_operators[0]);

static_assert(sizeof(number_formats) / sizeof(number_formats[0]) == NUMBER_NFORMATS,
	      "one row a format");

const struct number_operator *number_operator_find(const char *country)
{
	size_t low = 0, high = number_noperators;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = memcmp(country, number_operators[mid].country, 2);

		if (order == 0)
			return &number_operators[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
