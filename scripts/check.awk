# check.awk - the rules of the house that one source file can break: awk -f check.awk FILE.c FILE.h...
#
# Paths are relative to the top folder. Prints "file:line: what". The tables below are the rules; a new
# folder or library is a new line here, and nothing breaks a rule by being on a list of exceptions.

function tables()
{
	# Folder of app/: folders of app/ it may include.
	layer["base"] = "base"
	layer["domain"] = "base domain"
	layer["carrier"] = "base domain carrier"
	layer["store"] = "base domain store"
	layer["ops"] = "base domain carrier store ops"
	layer["view"] = "base domain store view"
	layer["report"] = "base domain view report"
	layer["net"] = "base domain carrier net"
	layer["decode"] = "base decode"
	layer["cli"] = "base domain carrier ops view cli"
	layer["web"] = "base domain carrier ops view web"
	layer["wing"] = "base domain carrier ops view report net decode cli web wing"

	# Header: who may include it, where that is less than its folder's layer.
	private["store/tx.h"] = "^(app/(ops|store)|tests)/"
	private["store/(db|row|internal|migrate|journal|facts|search)[.]h"] = "^(app/(ops|store)|tests)/"
	private["[a-z]+/internal[.]h"] = "^(app/@|tests)/"
	private["[a-z]+/[a-z_]+_parts[.]h"] = "^(app/@|tests)/"

	# Header of an outside library: the files that may include it.
	outside["sqlite3[.]h"] = "^(app/store/db_sqlite[a-z_]*[.]c$|tests/)"
	outside["curl/.*"] = "^(app/net|tests/bench)/"
	outside["xlsxwriter.*"] = "^(app/report|tests/bench)/"
	outside["(cairo.*|pango/.*)"] = "^app/report/press[a-z_]*[.][ch]$"
	outside["qpdf/.*"] = "^app/decode/sheets[.]c$"
	outside["(cjson/.*|expat[.]h|sodium[.]h|ini[.]h|zlib[.]h)"] = "^(app|tests)/base/"
	outside["(libsmartcols.*|histedit.*|editline/.*)"] = "^app/cli/"
	outside["(turbojpeg|png|seccomp|jpeglib)[.]h"] = "^(app/decode|tests)/"
	outside["(libheif/.*|libde265/.*|webp/.*|tiffio[.]h|gif_lib[.]h)"] = "^(app/decode|tests/decode)/"
	outside["gmime/.*"] = "^app/decode/"
	outside["libexif/.*"] = "^(app/decode|tests)/"
	outside["microhttpd[.]h"] = "^(app/web/server|app/web/server_head|tests/bench/web_page)[.]c$"
	outside["qrencode[.]h"] = "^app/web/qr[.]c$"
	outside["openssl/.*"] = "^tests/(lib|net)/"
	outside["check[.]h"] = "^tests/"

	# Function: who may call it all the same. The engine's door reads where to log its statements.
	nobody = "^$"
	n = split("strcpy strcat sprintf vsprintf strtok gets localtime gmtime ctime asctime atoi atol " \
		  "atoll atof alloca rand srand system popen tmpnam mktemp", word, " ")
	while (n > 0)
		banned[word[n--]] = nobody
	n = split("getenv secure_getenv setenv unsetenv putenv", word, " ")
	while (n > 0)
		banned[word[n--]] = "^(app/cli/|app/base/(file|zone)[.]c$|app/store/db_sqlite[.]c$|tests/)"
	n = split("printf vprintf puts putchar perror exit _exit _Exit quick_exit", word, " ")
	while (n > 0)
		banned[word[n--]] = "^(app/cli/|app/wing/|tests/|scripts/)"
	banned["setlocale"] = "^(app/cli/setup[.]c$|tests/)"
}

function say(what)
{
	print FILENAME ":" FNR ": " what
	bad = 1
}

function has(list, item)
{
	return index(" " list " ", " " item " ") > 0
}

# The line without comments and without what stands in quotes; "remark" is the text of its comments.
function code_of(line,    out, c, at)
{
	out = ""
	remark = ""
	while (line != "") {
		if (in_comment) {
			at = index(line, "*/")
			if (at == 0) {
				remark = remark line
				return out
			}
			remark = remark substr(line, 1, at - 1)
			line = substr(line, at + 2)
			in_comment = 0
			continue
		}
		at = match(line, /["']|\/\*|\/\//)
		if (at == 0)
			return out line
		out = out substr(line, 1, at - 1)
		c = substr(line, at, 1)
		if (c == "/") {
			if (substr(line, at + 1, 1) == "/") {
				say("comments are /* like this */")
				return out
			}
			in_comment = 1
			line = substr(line, at + 2)
			continue
		}
		line = substr(line, at + 1)
		if (c == "'")
			at = match(line, /^([^'\\]|\\.)*'/)
		else
			at = match(line, /^([^"\\]|\\.)*"/)
		out = out c c
		line = at ? substr(line, RLENGTH + 1) : ""
	}
	return out
}

function width(line,    i, col, c, n)
{
	gsub(/[\200-\277]/, "", line)
	n = length(line)
	if (index(line, "\t") == 0)
		return n
	for (i = 1; i <= n; i++) {
		c = substr(line, i, 1)
		col += c == "\t" ? 8 - col % 8 : 1
	}
	return col
}

function begin_file(    n)
{
	n = split(FILENAME, part, "/")
	top = part[1]
	folder = n > 2 ? part[2] : ""
	base = part[n]
	is_header = base ~ /[.]h$/
	guard = toupper(FILENAME)
	gsub(/[^A-Z0-9]/, "_", guard)
	own = FILENAME
	sub(/^app\//, "", own)
	sub(/[.]c$/, ".h", own)
	in_comment = includes = seen_guard = seen_define = 0
	in_function = 0
	signature = last = ""
	if (top == "app" && !(folder in layer))
		say("app/" folder " has no line in the table of layers")
}

function end_file()
{
	FILENAME_now = FILENAME
	if (previous == "")
		return
	if (lines > 600)
		print previous ":" lines ": " lines " lines, at most 600: a noun is hiding"
	if (lines > 600)
		bad = 1
	if (was_header && last_code !~ /^#endif/) {
		print previous ":" lines ": a header ends with the #endif of its guard"
		bad = 1
	}
}

function header_line()
{
	if (FNR == 1)
		first = $0
	if (FNR == 2 && (first != "/*" || index($0, " * " base " - ") != 1) && index(first, "/* " base " - ") != 1)
		say("a header begins with a comment, \"" base " - what it is\", then its contract")
	if (!seen_guard && /^#/) {
		seen_guard = 1
		if ($0 != "#ifndef " guard)
			say("the guard is " guard)
	} else if (seen_guard && !seen_define && /^#/) {
		seen_define = 1
		if ($0 != "#define " guard)
			say("the guard is " guard)
	}
}

function include_line(    name, from, key, who)
{
	name = $0
	sub(/^#[ \t]*include[ \t]*/, "", name)
	from = substr(name, 1, 1)
	name = substr(name, 2)
	sub(/[">].*/, "", name)
	includes++
	if (from == "<") {
		for (key in outside)
			if (name ~ "^" key "$" && FILENAME !~ outside[key])
				say("may not include <" name ">: that library is " outside[key] " alone")
		return
	}
	if (name !~ /\//)
		say("include \"folder/" name "\", from the top of app or tests")
	split(name, part, "/")
	if (top == "app" && !has(layer[folder], part[1]))
		say("app/" folder " may not include \"" name "\"; it may: " layer[folder])
	for (key in private) {
		who = private[key]
		sub(/@/, part[1], who)
		if (name ~ "^" key "$" && FILENAME !~ who)
			say("may not include \"" name "\", which is private to " who)
	}
	if (top == "app" && !is_header && includes > 1 && name == own)
		say("its own header comes first")
}

function banned_calls(code,    rest, name, at)
{
	rest = code
	while ((at = match(rest, /[A-Za-z_][A-Za-z_0-9]*[ ]?\(/)) > 0) {
		name = substr(rest, at, RLENGTH - 1)
		sub(/ $/, "", name)
		if (name in banned && FILENAME !~ banned[name])
			say(name "() is not used here")
		rest = substr(rest, at + RLENGTH)
	}
}

# Parameters of "type name(a, b(c, d))": where memory comes from and where a fault goes are not counted.
function parameters(text,    i, c, depth, n, inner)
{
	n = 1 - gsub(/struct (arena|err) [*]/, "&", text)
	for (i = index(text, "("); i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "(" || c == "[") {
			depth++
		} else if (c == ")" || c == "]") {
			if (--depth == 0)
				break
		} else if (c == "," && depth == 1) {
			n++
		}
		inner = inner c
	}
	return inner ~ /^\([ \t]*(void)?[ \t]*$/ ? 0 : n
}

function function_line(code,    n, limit)
{
	if (code == "{" && signature ~ /\(/ && signature !~ /[=;]/) {
		in_function = 1
		labels = 0
			n = parameters(signature)
		name = signature
		sub(/\(.*/, "", name)
		sub(/.*[^A-Za-z_0-9]/, "", name)
		if (name == "START_TEST") {
			name = signature
			sub(/.*START_TEST\(/, "", name)
			sub(/\).*/, "", name)
		}
		limit = signature ~ /^static / ? 5 : 7
		# What libmicrohttpd calls has the shape that it dictates.
		if (signature ~ /struct MHD_Connection \*.*void \*\*con_cls/)
			limit = 8
		# It stands in the place of minizip's.
		if (name == "zipOpenNewFileInZip4_64")
			limit = 19
		if (n > limit)
			say(name "() takes " n " parameters besides arena and err, at most " limit)
		return
	}
	if (code == "}" && in_function) {
		in_function = 0
		signature = ""
		n = FNR - began + 1
		if (n > 60)
			print FILENAME ":" began ": " name "() has " n " lines, at most 60"
		if (n > 60)
			bad = 1
		return
	}
	if (in_function)
		return
	if (code ~ /^[A-Za-z_]/) {
		signature = code
		began = FNR
	} else if (code ~ /^[ \t]/ && signature != "") {
		signature = signature " " code
	} else if (code != "") {
		signature = ""
	}
}

function style(code)
{
	if (code ~ /(^|[^a-z_])typedef struct/ || code ~ /(struct|enum|union) [a-z_0-9]+_t([^a-z_0-9]|$)/)
		say("structs have no typedef, and no name of ours ends in _t")
	if (code ~ /^#[ \t]*if 0/)
		say("code that is not compiled")
	if (in_function && code ~ /^[a-z_0-9]+:$/ && labels++)
		say(name "() has one exit label at most")
	if (top == "app" && code ~ /^[ \t]*static [^(]*[;=]/ && code !~ /const|volatile sig_atomic_t/)
		say("a variable that outlives its call")
	if (top == "app" && folder != "store" && /"(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE) /)
		say("SQL lives in app/store")
	if (top == "app" && folder == "store" && /'now'|CURRENT_(TIMESTAMP|DATE|TIME)|(unixepoch|julianday)\(/)
		say("SQL asks no clock")
	# arena.c: there is no memory left to make an error of.
	if (top == "app" && folder !~ /^(cli|wing)$/ && FILENAME != "app/base/arena.c" && \
	    code ~ /(^|[^a-z_])(stdout|stderr)([^a-z_]|$)/)
		say("library code prints nothing")
	if (remark ~ /(^|[ \t*])(if|for|while|return|[a-z_]+)[ ]?(\(.*\)| = .*|[a-z_0-9]*);[ \t]*$/ && \
	    remark !~ /[a-z] [a-z]+ [a-z]+ [a-z]+ /)
		say("code in a comment?")
}

BEGIN { tables() }
FNR == 1 {
	end_file()
	begin_file()
	previous = FILENAME
	was_header = is_header
}
{
	lines = FNR
	if (is_header)
		header_line()
	line = code_of($0)
	sub(/[ \t]+$/, "", line)
	if ((w = width($0)) > 100)
		say(w " columns, at most 100")
	if (/^#[ \t]*include/)
		include_line()
	banned_calls(line)
	function_line(line)
	style(line)
	if (line != "")
		last_code = line
}
END {
	end_file()
	exit bad
}
