"""hostile.py PORT TOKEN PID - callers that mean harm, or are broken, byte by byte

Prints "ok - what" and "not ok - what".
"""
import socket
import sys
import threading
import time

port, token, pid = int(sys.argv[1]), sys.argv[2], sys.argv[3]
HOST = f"Host: 127.0.0.1:{port}\r\n".encode()
MINE = HOST + f"Authorization: Bearer {token}\r\n".encode()


def check(name, good, seen=""):
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {seen}"), flush=True)


def connect(source="127.0.0.1", seconds=10):
    return socket.create_connection(("127.0.0.1", port), seconds, (source, 0))


def answer(s):
    """Everything until the end of the connection or of one answer."""
    got = b""
    try:
        while True:
            piece = s.recv(65536)
            if not piece:
                break
            got += piece
            head, mark, body = got.partition(b"\r\n\r\n")
            if mark:
                for line in head.split(b"\r\n"):
                    if line.lower().startswith(b"content-length:") and len(body) >= int(line.split(b":")[1]):
                        return got
    except OSError:
        pass
    return got


def status(got):
    return int(got.split()[1]) if got.startswith(b"HTTP/1.1 ") else 0


def send(raw, source="127.0.0.1"):
    with connect(source) as s:
        try:
            s.sendall(raw)
        except OSError:
            pass  # cut off while it was sent
        return answer(s)


def mine():
    began = time.monotonic()
    good = status(send(b"GET /api/cases/1 HTTP/1.1\r\n" + MINE + b"\r\n")) == 200
    return good, time.monotonic() - began


def memory(name):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        for line in f:
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
    return 0.0


# --- one request that is wrong; 0: cut off without an answer ---

POST = b"POST /api/cases/1/contacts HTTP/1.1\r\n" + MINE
GET = b"GET /api/cases/1 HTTP/1.1\r\n"
WRONG = [
    ("a first line without end", b"GET /" + b"a" * 100_000, {0, 400, 404, 414, 431}),
    ("a long path", b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {0, 404, 414, 431}),
    ("a long query", b"GET /api/cases?q=" + b"a" * 6_000 + b" HTTP/1.1\r\n" + MINE + b"\r\n", {0, 404, 414, 431}),
    ("a header without end", GET + HOST + b"X: " + b"a" * 200_000, {0, 400, 413, 431}),
    ("a flood of headers", GET + HOST + b"".join(b"X-%d: 1\r\n" % n for n in range(20_000)), {0, 413, 431}),
    ("a thousand cookies", GET + HOST + b"Cookie: " + b"a=b; " * 1_000 + b"\r\n\r\n", {0, 401, 431}),
    ("two lengths", POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nsaid=a", {400}),
    ("the same length twice", POST + b"Content-Length: 6\r\nContent-Length: 6\r\n\r\nsaid=a", {400}),
    ("two lengths in one", POST + b"Content-Length: 6, 6\r\n\r\nsaid=a", {0, 400}),
    ("length and chunks", POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    ("chunks and length", POST + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n", {400}),
    ("chunks", POST + b"Transfer-Encoding: chunked\r\n\r\n6\r\nsaid=a\r\n0\r\n\r\n", {411}),
    ("chunks in capitals", POST + b"TRANSFER-ENCODING:\tChunked\r\n\r\n6\r\nsaid=a\r\n0\r\n\r\n", {0, 400, 411}),
    ("an encoding that is none", POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", {0, 400, 411}),
    ("a negative length", POST + b"Content-Length: -1\r\n\r\n", {0, 400}),
    ("a length with a sign", POST + b"Content-Length: +6\r\n\r\nsaid=a", {0, 400}),
    ("a length in hexadecimal", POST + b"Content-Length: 0x6\r\n\r\nsaid=a", {0, 400}),
    ("a length past all numbers", POST + b"Content-Length: 99999999999999999999\r\n\r\n", {0, 400, 413}),
    ("a length past the limit", POST + b"Content-Length: 200000\r\n\r\n" + b"a" * 200_000, {413}),
    ("a folded header", GET + HOST + b"X: a\r\n b\r\n\r\n", {0, 400, 401}),
    ("a folded length", POST + b"Content-Length:\r\n 6\r\n\r\nsaid=a", {0, 400}),
    ("a blank before the colon", GET + b"Host : 127.0.0.1\r\n\r\n", {0, 400}),
    ("a NUL in a header", GET + HOST + b"X: a\0b\r\n\r\n", {0, 400, 401}),
    ("another host behind ours", GET + HOST + b"Host: evil.example\r\n\r\n", {400}),
    ("a host with a name before it", GET + b"Host: a@127.0.0.1:%d\r\n\r\n" % port, {421}),
    ("a host with a dot behind it", GET + b"Host: 127.0.0.1.:%d\r\n\r\n" % port, {421}),
    ("another's address on top", b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n", {400, 404}),
    ("no version", b"GET /\r\n\r\n", {0, 400}),
    ("another version", b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", {0, 400, 505}),
    ("the greeting of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {0, 400, 505}),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 300, {0, 400}),
    ("an upgrade", GET + MINE + b"Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n", {200}),
    ("another method", b"TRACE /api/cases/1 HTTP/1.1\r\n" + MINE + b"\r\n", {405}),
    ("a method in small letters", b"get /api/cases/1 HTTP/1.1\r\n" + MINE + b"\r\n", {0, 400, 405}),
    ("a method that is none", b"\x00\xff\xfe / HTTP/1.1\r\n" + HOST + b"\r\n", {0, 400, 405}),
]
PATHS = ["/assets/../../../../etc/passwd", "/assets/..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd",
         "/..%5c..%5cetc%5cpasswd", "/assets/....//etc/passwd", "//etc/passwd", "/api//cases", "/api/../cases/1",
         "/cases/1%00", "/cases/1/", "/cases/1;a=b", "/cases/%31", "/cases/1/evidence/../../../etc/passwd", "/%",
         "/%zz",
         "/api/cases/1%0d%0aX:1", "/\u00e9".encode().decode("latin-1"), "/cases/1/evidence/1/..", "/./cases", "/api/."]


def wrong_requests():
    faults = []
    for name, raw, wanted in WRONG:
        got = send(raw)
        if status(got) not in wanted or b"root:" in got:
            faults.append(f"{name}: {status(got)}")
        if not mine()[0]:
            faults.append(f"after {name} nothing is answered")
    check(f"{len(WRONG)} broken requests get a clear answer or none", not faults, faults)
    faults = []
    for path in PATHS:
        got = send(b"GET " + path.encode("latin-1") + b" HTTP/1.1\r\n" + MINE + b"\r\n")
        if status(got) not in (400, 404) or b"root:" in got or b"\r\nX:1" in got:
            faults.append(f"{path}: {status(got)}")
    check(f"{len(PATHS)} tricks in a path lead nowhere", not faults, faults)
    # What follows a refused request on its connection is no request of somebody else's.
    got = send(POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
               + b"POST /api/cases/1/close HTTP/1.1\r\n" + MINE + b"Content-Length: 0\r\n\r\n")
    time.sleep(0.2)
    shown = send(GET + MINE + b"\r\n")
    check("nothing is smuggled in behind a refused request", b'"closed_at": null' in shown and status(got) == 400)


# --- many at once ---

def patience(seconds):
    """The times of requests that are signed in, meanwhile."""
    times, until = [], time.monotonic() + seconds
    failed = 0
    while time.monotonic() < until:
        good, took = mine()
        times.append(took)
        failed += not good
    times.sort()
    return failed, times[int(len(times) * 0.99)] * 1000, len(times)


def crowd(n, net, first, halves):
    """So many connections from 127.0.NET.2, .3 and so on, each with a part of a request."""
    out = []
    for i in range(n):
        s = connect(f"127.0.{net}.{2 + i // 200}")
        s.sendall(first if i % 2 else halves)
        out.append(s)
    return out


def many():
    failed, alone, n = patience(2)
    check("alone, every signed-in request is answered", not failed and n > 10, (failed, n))
    form = b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 99\r\n\r\nname"
    held = crowd(300, 1, b"GET / HTTP/1.1\r\nHo", form)
    failed, slow, n = patience(3)
    check(f"beside 300 halves of requests, too (99 % in {slow:.0f} ms, alone {alone:.0f} ms)",
          not failed and slow < max(5 * alone, 1000), (failed, n, slow))
    held += crowd(160, 2, b"G", b"GET / HTTP/1.1\r\n")
    got = send(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n", "127.0.0.9")
    check("a stranger past the limit is told to come again", status(got) == 503 and b"Retry-After" in got, got[:200])
    failed, slow, n = patience(3)
    check(f"who is signed in is answered ({slow:.0f} ms)",
          not failed and slow < max(5 * alone, 1000), (failed, n, slow))
    began = time.monotonic()
    alive = True
    while alive and time.monotonic() - began < 40:
        time.sleep(0.5)
        alive = False
        for s in held:
            try:
                s.send(b"a")  # a byte now and then: never idle
                alive = True
            except OSError:
                pass
    check("who sends a byte now and then is cut off all the same", not alive, time.monotonic() - began)
    for s in held:
        s.close()
    got = send(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
    check("then strangers are heard again", status(got) == 200, got[:100])


def large():
    """Passwords and files, several of each at once."""
    def sign_in():
        body = b"name=eve&password=wrong"
        send(b"POST /sign-in HTTP/1.1\r\n" + HOST + f"Origin: http://127.0.0.1:{port}\r\n".encode()
             + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def upload(byte):
        head = b'--X\r\nContent-Disposition: form-data; name="kind"\r\n\r\nother\r\n--X\r\n' \
               b'Content-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
        with connect(seconds=60) as s:
            s.sendall(b"POST /api/cases/1/evidence HTTP/1.1\r\n" + MINE
                      + b"Content-Type: multipart/form-data; boundary=X\r\nContent-Length: %d\r\n\r\n"
                      % (len(head) + 30_000_000 + 9) + head)
            for _ in range(30):
                s.sendall(byte * 1_000_000)
            s.sendall(b"\r\n--X--\r\n")
            results.append(answer(s))

    results = []
    threads = [threading.Thread(target=sign_in) for _ in range(12)]
    threads += [threading.Thread(target=upload, args=(byte,)) for byte in (b"a", b"b", b"b", b"c")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    check("four large files come in at once", [status(r) for r in results] == [201] * 4,
          [r[-300:] for r in results])


wrong_requests()
many()
large()
most = memory("VmHWM")
check(f"all that in 128 MB ({most:.0f} MB at most, {memory('VmRSS'):.0f} MB now)", 0 < most <= 128)
