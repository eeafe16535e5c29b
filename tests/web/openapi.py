"""openapi.py BASE ADMIN READ HELD - walks the description of /api against the server: what is right and what is broken

ADMIN, READ and HELD are tokens of these scopes, the last of somebody who may see no case that is there.

Prints "ok - what" and "not ok - what". No answer may have a status, a type or a document that is not described.
"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

base, token, reader, held = sys.argv[1:5]
asked, faults = 0, []
BOUNDARY = "walk0000"


def check(name, good, seen=""):
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {seen}"), flush=True)


def ask(method, path, body=None, headers=None, bearer=token):
    """Status, headers and bytes of an answer."""
    request = urllib.request.Request(base + path, data=body, method=method)
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    if bearer:
        request.add_header("Authorization", "Bearer " + bearer)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as e:
        return e.code, e.headers, e.read()


_, _, raw = ask("GET", "/api/openapi.json")
doc = json.loads(raw)


def resolve(schema):
    while "$ref" in schema:
        node = doc
        for part in schema["$ref"].lstrip("#/").split("/"):
            node = node[part]
        schema = node
    return schema


KINDS = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def is_a(value, kind):
    return isinstance(value, KINDS[kind]) and not (kind == "integer" and isinstance(value, bool))


def wrong(value, schema, at="answer"):
    """What of the value the schema does not say; None: nothing."""
    schema = resolve(schema)
    if "anyOf" in schema:
        tries = [wrong(value, each, at) for each in schema["anyOf"]]
        return None if None in tries else "; ".join(tries)
    kinds = schema.get("type")
    if kinds and not any(is_a(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return f"{at} is no {kinds}: {value!r:.60}"
    if isinstance(value, dict) and "properties" in schema:
        for name in schema.get("required", []):
            if name not in value:
                return f"{at} has no {name}"
        for name, each in value.items():
            if name not in schema["properties"]:
                return f"{at}.{name} is not described"
            fault = wrong(each, schema["properties"][name], f"{at}.{name}")
            if fault:
                return fault
    if isinstance(value, list) and "items" in schema:
        for n, each in enumerate(value):
            fault = wrong(each, schema["items"], f"{at}[{n}]")
            if fault:
                return fault
    return None


def judge(what, operation, got, wanted=None):
    global asked
    status, headers, body = got
    asked += 1
    answer = operation["responses"].get(str(status))
    fault = None
    if status >= 500:
        fault = f"status {status}"
    elif answer is None:
        fault = f"status {status} is not described: {body[:200]!r}"
    elif wanted and status not in wanted:
        fault = f"status {status}, not {wanted}: {body[:200]!r}"
    elif "content" in answer:
        kind = headers.get("Content-Type", "").split(";")[0]
        if kind not in answer["content"]:
            fault = f"type {kind} is not described"
        elif kind == "application/json":
            try:
                fault = wrong(json.loads(body), answer["content"][kind]["schema"])
            except ValueError as e:
                fault = f"no JSON: {e}"
    elif body:
        fault = f"a body with status {status}"
    if fault:
        faults.append(f"{what}: {fault}")


# --- what is right ---

NAMED = {"tracking": "9400111206206406260909", "limit": 2, "carrier": "usps", "service": "ground advantage",
         "minutes": 5, "map": "generic", "line": "promise/2", "step": "paid_and_named", "by": "carrier",
         "on": "2026-11-23", "reason": "other", "act": "ack", "hold": 2, "until": "2026-12-30", "name": "dora",
         "format": "csv", "number": "9400111206206406260787", "currency": "USD"}
FILES = {"/api/shipments/import": "Tracking Number,Ship Date\n9400111206206406260992,2026-11-10\n",
         "/api/import/events": "Tracking Number,Date,Status\n9400111206206406260787,2026-11-20 10:00,Arrived\n",
         "/api/import/payouts": "Date,Amount,Claim\n2026-11-20,60.00,CLM-2\n",
         "/api/import/mails": "From: a@usps.com\nDate: Fri, 20 Nov 2026 10:00:00 -0500\n\nhello\n"}


def good(name, schema):
    if name in NAMED and NAMED[name] in schema.get("enum", [NAMED[name]]):
        return NAMED[name]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "integer":
        return 1
    if schema["type"] == "boolean":
        return True
    if "array" in schema["type"]:
        return [1, 2]
    words = schema.get("description", "")
    return "2026-11-20" if "today" in words else "12.50" if "EUR" in words else "word"


def bad(schema):
    """Values that must be refused."""
    if "enum" in schema:
        return ["nonsense"]
    if schema["type"] == "integer":
        return ["x", "99999999999999999999", "-1", "1.5"]
    if schema["type"] == "boolean":
        return ["perhaps"]
    if "array" in schema["type"]:
        return ["x", "0", "-1"]
    words = schema.get("description", "")
    if "today" in words:
        return ["2026-13-45", "someday"]
    if "EUR" in words:
        return ["1,,2", "lots", "99999999999999999999"]
    return ["a" * (schema["maxLength"] + 1)] if "maxLength" in schema else []


class Operation:
    """One path and method: its fields, and what the description gives as an example."""

    def __init__(self, path, method, told):
        self.path, self.method, self.told = path, method, told
        self.what = f"{method} {path}"
        self.places = {p["name"]: p["example"] for p in told["parameters"] if p["in"] == "path"}
        query = [p for p in told["parameters"] if p["in"] == "query"]
        self.known, self.required = {p["name"]: p["schema"] for p in query}, []
        self.example = {p["name"]: p["example"] for p in query if "example" in p}
        self.kinds = told.get("requestBody", {}).get("content", {})
        for kind in self.kinds.values():
            self.known, self.required = kind["schema"]["properties"], kind["schema"]["required"]
            self.example = kind["example"]
        self.upload = "multipart/form-data" in self.kinds

    def takes(self, header):
        return any(p["name"] == header for p in self.told["parameters"])

    def at(self, **places):
        path = self.path
        for name, value in dict(self.places, **places).items():
            path = path.replace("{" + name + "}", str(value))
        return path

    def right(self):
        """The example, with what is known only now."""
        values = dict(self.example)
        if self.upload:
            values["file"] = FILES.get(self.path, "word")
        if "entry" in self.known:
            ask("POST", "/api/cases/1/contacts", b"said=word", {"Content-Type": FORM})
            values["entry"] = json.loads(ask("GET", self.path)[2])["entry"]
        if self.takes("If-Match"):
            values.pop("version", None)
        return values

    def tag(self):
        # What is read with its case alone has no tag of its own.
        return {"If-Match": ask("GET", self.at())[1]["ETag"] or "*"} if self.takes("If-Match") else {}

    def send(self, values, how="json", headers=None, bearer=token, **places):
        headers = dict(self.tag() if headers is None else headers)
        path = self.at(**places)
        if self.method == "get":
            query = urllib.parse.urlencode(encode(values), doseq=True)
            return ask("GET", path + ("?" + query if query else ""), None, headers, bearer)
        if self.upload:
            parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
                     + ('; filename="a.csv"' if name == "file" else "") + f"\r\n\r\n{value}\r\n"
                     for name, value in sorted(encode(values).items(), key=lambda item: item[0] == "file")]
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
            return ask("POST", path, ("".join(parts) + f"--{BOUNDARY}--\r\n").encode(), headers, bearer)
        if how == "json":
            headers["Content-Type"] = "application/json"
            return ask("POST", path, json.dumps(values).encode(), headers, bearer)
        headers["Content-Type"] = FORM
        return ask("POST", path, urllib.parse.urlencode(encode(values), doseq=True).encode(), headers, bearer)

    def judge(self, words, got, wanted=None):
        judge(f"{self.what} {words}", self.told, got, wanted)


FORM = "application/x-www-form-urlencoded"


def encode(values):
    return {k: "1" if v is True else v if isinstance(v, list) else str(v) for k, v in values.items()}


def walk_pages(op):
    """A list, one row at a time, to its end or the tenth piece."""
    path = op.at() + "?limit=1"
    for _ in range(10):
        got = ask("GET", path)
        op.judge("piece by piece", got, (200,))
        piece = json.loads(got[2])
        if len(piece["items"]) > 1:
            faults.append(f"{path}: more than was asked for")
        if not piece["next"]:
            return
        if got[1]["Link"] != f'<{piece["next"]}>; rel="next"':
            faults.append(f"{path}: the Link header is {got[1]['Link']}")
        path = piece["next"]


def walk_right(op):
    done = (200, 201)
    op.judge("by its example", op.send(op.right()), done)
    got = op.send(op.right())
    op.judge("by its example again", got)
    # What can be done once alone is refused the second time: but then for that reason.
    allowed = done if got[0] in done else (200, 201, 404, 409)
    for name in op.known:
        if name in ("after", "version", "client", "file", "entry", "route", "door", "act", "code"):
            continue
        values = dict(op.right(), **{name: good(name, op.known[name])})
        if name in ("due", "by") and "next" in op.known:
            values["next"] = "call back"
        if name in ("discount", "postage", "repair", "salvage") and "goods" in op.known:
            values["goods"] = "100"
        # What these take back is gone the second time; and a name may be taken.
        gone = (404,) if name in ("wake", "not_done", "reset", "remove", "view") else ()
        gone += (409,) if op.path == "/api/views/{case}" and name == "name" else ()
        for how in ("json", "form") if op.method == "post" and not op.upload else ("form",):
            op.judge(f"with {name} as {how}", op.send(values, how), allowed + gone)
    if "304" in op.told["responses"] and op.path not in ("/api/settings", "/api/session"):
        tag = ask("GET", op.at())[1]["ETag"]
        op.judge("once more", ask("GET", op.at(), headers={"If-None-Match": tag}), (304,))
    if "limit" in op.known:
        walk_pages(op)


# --- what is broken ---

BODIES = [b"{", b"[]", b"[1]", b"null", b'"x"', b"{}{}", b'{"a":', b'{"a":{"b":1}}', b"\xff\xfe", b'{"said":"\xff"}',
          b'{"said":"\\u0000"}', b"[" * 5000, b'{"' + b"a" * 5000 + b'":1}', b'{"x":1e999}', b"a=1&a=2&=&&%",
          b"said=%zz", b"said=%00", b"&" * 1000]


def walk_values(op):
    for name in op.required:
        values = {k: v for k, v in op.right().items() if k != name}
        op.judge(f"without {name}", op.send(values), (400,))
    for name, schema in op.known.items():
        if name == "file":
            continue
        for value in bad(schema):
            headers = {} if name == "version" else None
            op.judge(f"with {name}={value:.20}", op.send(dict(op.right(), **{name: value}), headers=headers), (400,))
        for value in ("\x01\x02", "<script>", "' OR 1=1", "\u202e", "  ", "-", "\n"):
            op.judge(f"with {name}={value!r}", op.send(dict(op.right(), **{name: value})))
        if op.method == "post" and not op.upload:
            for value in ({"a": 1}, [[1]], [{}]):
                op.judge(f"with {name}={value}", op.send(dict(op.right(), **{name: value})), (400,))
        if "array" not in schema.get("type", "") and not op.upload:
            op.judge(f"with {name} twice", op.send(dict(op.right(), **{name: ["1", "1"]}), "form"), (400,))
    if op.path != "/api/reports/{name}":  # a report of one's own has parameters of its own
        op.judge("with a field of nobody", op.send(dict(op.right(), no_such_field=1)), (400,))


def walk_rights(op):
    """Who asks: nobody, one who may not, one who may see no such case; and what was changed meanwhile."""
    if "401" in op.told["responses"]:
        op.judge("without a token", ask(op.method.upper(), op.at(), bearer=None), (401,))
        op.judge("with a wrong token", ask(op.method.upper(), op.at(), bearer="waylaid_0"), (401,))
    if "403" in op.told["responses"]:
        op.judge("by who may only read", op.send(op.right(), headers={}, bearer=reader), (403,))
    else:
        op.judge("by who may only read", op.send(op.right(), headers={}, bearer=reader), (200,))
    if "/cases/{case}" in op.path:
        op.judge("of another client", op.send(op.right(), headers={}, bearer=held), (404,))
    if "{case}" in op.path:
        op.judge("of no such number", op.send(op.right(), headers={}, case=99), (404,))
    if "{row}" in op.path:
        op.judge("of no row", op.send(op.right(), row=99999), (404,))
    if "{name}" in op.path:
        op.judge("of no such name", op.send({}, name="nonsense"), (404,))
    if op.takes("If-Match"):
        op.judge("with a stale tag", op.send(op.right(), headers={"If-Match": '"1-0"'}), (412,))
        op.judge("with a stale version", op.send(dict(op.right(), version=1), headers={}), (409,))
        op.judge("with no version", op.send(op.right(), headers={}), (400,))


def walk_broken(op):
    walk_values(op)
    walk_rights(op)
    for body in BODIES if op.method == "post" else []:
        for kind in ("application/json", FORM, "multipart/form-data", "multipart/form-data; boundary=x", "text/plain"):
            op.judge(f"with {body[:20]!r} as {kind}", ask("POST", op.at(), body, {"Content-Type": kind}))
    op.judge("with %", ask(op.method.upper(), op.at() + "?%=%zz&" + "a=1&" * 300))
    if op.method == "post":
        op.judge("far too large", ask("POST", op.at(), b"x" * 200_000), (400, 413))
    status, headers, _ = ask("DELETE", op.at())
    if status != 405 or op.method.upper() not in headers.get("Allow", ""):
        faults.append(f"DELETE {op.path}: status {status}, Allow {headers.get('Allow')}")


def main():
    check("the description says what it is", doc["openapi"].startswith("3.1") and wrong(
        doc, {"$ref": "#/components/schemas/description"}) is None)
    walk = [Operation(path, method, told) for path, item in doc["paths"].items() for method, told in item.items()]
    names = {op.told["operationId"] for op in walk}
    check("each operation has a name of its own", len(names) == len(walk) and "post_cases_id_claims" in names, names)
    for op in walk:
        walk_right(op)
    check(f"{len(walk)} operations answer as described", len(walk) >= 40 and not faults, faults[:5])
    right = len(faults)
    for op in walk:
        walk_broken(op)
    check(f"and nothing else to what is broken ({asked} requests)", len(faults) == right, faults[right:right + 8])
    status, _, _ = ask("GET", "/healthz", bearer=None)
    check("after all that the server is well", status == 200, status)


main()
