"""openapi.py BASE TOKEN - walks the description of /api against the server: what is right and what is broken

Prints "ok - what" and "not ok - what". No answer may have a status, a type or a document that is not described.
"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

base, token = sys.argv[1:3]
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

GOOD = {"number": "9400111206206406260794", "day": "2026-11-20", "money": "12.50", "int": 1, "bool": True}
NAMED = {"tracking": GOOD["number"], "limit": 2, "carrier": "usps", "service": "ground advantage", "minutes": 5}


def good(name, schema):
    if name in NAMED:
        return NAMED[name]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "integer":
        return GOOD["int"]
    if schema["type"] == "boolean":
        return GOOD["bool"]
    words = schema.get("description", "")
    return GOOD["day"] if "today" in words else GOOD["money"] if "EUR" in words else "word"


def bad(schema):
    """Values that must be refused."""
    if "enum" in schema:
        return ["nonsense"]
    if schema["type"] == "integer":
        return ["x", "99999999999999999999", "-1", "1.5"]
    if schema["type"] == "boolean":
        return []
    words = schema.get("description", "")
    if "today" in words:
        return ["2026-13-45", "someday"]
    if "EUR" in words:
        return ["1,,2", "lots", "99999999999999999999"]
    return ["a" * (schema["maxLength"] + 1)] if "maxLength" in schema else []


def fields(operation):
    """Name and schema of what goes into the query or the body, and those that must be sent."""
    content = operation.get("requestBody", {}).get("content", {})
    for kind in content.values():
        return kind["schema"]["properties"], kind["schema"]["required"]
    return {p["name"]: p["schema"] for p in operation.get("parameters", []) if p["in"] == "query"}, []


def encode(values):
    return {k: "1" if v is True else str(v) for k, v in values.items()}


def send(method, path, operation, values, headers=None, how="json"):
    headers = dict(headers or {})
    kinds = operation.get("requestBody", {}).get("content", {})
    if method == "get":
        query = urllib.parse.urlencode(encode(values))
        return ask("GET", path + ("?" + query if query else ""), None, headers)
    if "multipart/form-data" in kinds:
        parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
                 + ('; filename="a.txt"' if name == "file" else "") + f"\r\n\r\n{value}\r\n"
                 for name, value in sorted(encode(values).items(), key=lambda item: item[0] == "file")]
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        return ask("POST", path, ("".join(parts) + f"--{BOUNDARY}--\r\n").encode(), headers)
    if how == "json":
        headers["Content-Type"] = "application/json"
        return ask("POST", path, json.dumps(values).encode(), headers)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return ask("POST", path, urllib.parse.urlencode(encode(values)).encode(), headers)


def fill(path, case=1, row=1):
    return path.replace("{case}", str(case)).replace("{row}", str(row))


def tagged(path, operation):
    """If-Match, where an edit wants it."""
    if not any(p["name"] == "If-Match" for p in operation.get("parameters", [])):
        return {}
    return {"If-Match": ask("GET", fill(path))[1]["ETag"]}


def walk_right(path, method, operation):
    what = f"{method} {path}"
    known, required = fields(operation)
    least = {name: good(name, known[name]) for name in required}
    if "said" in known:
        least["said"] = "word"  # a contact says something
    done = (200, 201)
    got = send(method, fill(path), operation, least, tagged(path, operation))
    judge(what + " with the least", operation, got, done)
    if path.endswith(("/call", "/close", "/reopen", "promises/{row}", "/api/cases")) and method == "post":
        return  # done: once more is another matter
    for name in known:
        if name in ("after", "version", "client", "file"):
            continue
        values = dict(least, **{name: good(name, known[name])})
        if name in ("due", "by") and "next" in known:
            values["next"] = "call back"
        for how in ("json", "form"):
            got = send(method, fill(path), operation, values, tagged(path, operation), how)
            judge(f"{what} with {name} as {how}", operation, got, done)


# --- what is broken ---

BODIES = [b"{", b"[]", b"[1]", b"null", b'"x"', b"{}{}", b'{"a":', b'{"a":{"b":1}}', b"\xff\xfe", b'{"said":"\xff"}',
          b'{"said":"\\u0000"}', b"[" * 5000, b'{"' + b"a" * 5000 + b'":1}', b'{"x":1e999}', b"a=1&a=2&=&&%",
          b"said=%zz", b"said=%00", b"&" * 1000]


def walk_broken(path, method, operation):
    what = f"{method} {path}"
    known, required = fields(operation)
    least = {name: good(name, known[name]) for name in required}
    for name in required:
        values = {k: v for k, v in least.items() if k != name}
        judge(f"{what} without {name}", operation, send(method, fill(path), operation, values), (400,))
    for name, schema in known.items():
        for value in bad(schema):
            values = dict(least, **{name: value})
            if "said" in known and name != "said":
                values["said"] = "word"
            tag = {} if name == "version" else tagged(path, operation)
            got = send(method, fill(path), operation, values, tag)
            judge(f"{what} with {name}={value:.20}", operation, got, (400,))
        for value in ("\x01\x02", "<script>", "' OR 1=1", "\u202e", "  ", "-", "\n"):
            judge(f"{what} with {name}={value!r}", operation,
                  send(method, fill(path), operation, dict(least, **{name: value}), tagged(path, operation)))
    if "{case}" in path:
        judge(what + " of no case", operation, send(method, fill(path, case=99), operation, least), (400, 404))
    if "{row}" in path:
        judge(what + " of no row", operation, send(method, fill(path, row=99), operation, least), (404,))
    for body in BODIES if method == "post" else []:
        for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data",
                     "multipart/form-data; boundary=x", "text/plain"):
            got = ask("POST", fill(path), body, {"Content-Type": kind})
            judge(f"{what} with {body[:20]!r} as {kind}", operation, got)
    judge(what + " with %", operation, ask(method.upper(), fill(path) + "?%=%zz&" + "a=1&" * 300))
    judge(what + " without a token", operation, ask(method.upper(), fill(path), bearer=None), (401,))
    judge(what + " with a wrong token", operation, ask(method.upper(), fill(path), bearer="waylaid_0"), (401,))
    if method == "post":
        judge(what + " far too large", operation, ask("POST", fill(path), b"x" * 200_000), (400, 413))
    status, headers, _ = ask("DELETE", fill(path))
    if status != 405 or method.upper() not in headers.get("Allow", ""):
        faults.append(f"DELETE {path}: status {status}, Allow {headers.get('Allow')}")


def main():
    check("the description says what it is", doc["openapi"].startswith("3.1") and wrong(
        doc, {"$ref": "#/components/schemas/description"}) is None)
    count = 0
    for path, item in doc["paths"].items():
        for method, operation in item.items():
            count += 1
            walk_right(path, method, operation)
    check(f"{count} operations answer as described", count >= 10 and not faults, faults[:5])
    right = len(faults)
    for path, item in doc["paths"].items():
        for method, operation in item.items():
            walk_broken(path, method, operation)
    check(f"and nothing else to what is broken ({asked} requests)", len(faults) == right, faults[right:right + 8])
    status, _, _ = ask("GET", "/healthz", bearer=None)
    check("after all that the server is well", status == 200, status)


main()
