"""many.py WAYLAID DESK LOG SECONDS - five hundred browsers that read and write, while the server is killed once

Each has a session and a connection of its own. Half way the server is killed with -9 and started anew at the same
place. What was acknowledged must be there, on the very next page of who wrote it and in the end; who was signed in
stays so. Prints "ok - what", "not ok - what", and figures.

Sessions are put into the desk's file before it is served: a password takes a tenth of a second on purpose, and is
tested elsewhere.
"""
import asyncio
import hashlib
import random
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import time

waylaid, desk, log_path, seconds = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
BROWSERS, USERS = 500, 20
THINK_S = 10  # on average, between two clicks
CASES = int(sqlite3.connect(desk).execute("SELECT count(*) FROM casefile").fetchone()[0])
LISTS = ["/", "/cases", "/cases?sort=due", "/cases?problem=lost", "/cases?problem=damaged", "/carriers"]

took, statuses, faults = [], {}, []
acknowledged, doubtful = set(), set()


def check(name, good, seen=""):
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {seen}"), flush=True)


# --- the server ---

def start(port):
    log = open(log_path, "a", encoding="utf-8")
    server = subprocess.Popen([waylaid, "--db", desk, "serve", "--listen", f"127.0.0.1:{port}"], stdout=log, stderr=log)
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the server does not start")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def put_sessions():
    """A token for each browser: the file has its SHA-256."""
    db = sqlite3.connect(desk)
    users = [row[0] for row in db.execute("SELECT id FROM user ORDER BY id")]
    now = int(time.time())
    tokens = [secrets.token_hex(32) for _ in range(BROWSERS)]
    db.executemany("INSERT INTO session(token_hash,user_id,began_at,seen_at) VALUES(?,?,?,?)",
                   [(hashlib.sha256(t.encode()).hexdigest(), users[i % len(users)], now, now)
                    for i, t in enumerate(tokens)])
    db.commit()
    db.close()
    return tokens


# --- a browser ---

class Browser:
    def __init__(self, number, port, token):
        self.number, self.port = number, port
        self.source = f"127.0.0.{2 + number % 4}"  # one address may not have all connections
        self.cookie = f"waylaid_{port}={token}"
        self.csrf = None
        self.written = 0
        self.reader = self.writer = None

    def close(self):
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None

    async def connect(self):
        """As long as it takes: the server may be away."""
        while not self.writer:
            try:
                self.reader, self.writer = await asyncio.open_connection(
                    "127.0.0.1", self.port, local_addr=(self.source, 0), limit=1 << 22)
            except OSError:
                await asyncio.sleep(0.2)

    async def ask(self, path, form=None):
        """Status and body; OSError when the connection broke off."""
        await self.connect()
        head = (f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
                f"Cookie: {self.cookie}\r\n")
        if form:
            head += (f"Origin: http://127.0.0.1:{self.port}\r\nContent-Length: {len(form)}\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\n")
        began = time.monotonic()
        try:
            self.writer.write(f"{head}\r\n{form or ''}".encode())
            answer = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"(?i)\r\nContent-Length: (\d+)", answer)
            body = await self.reader.readexactly(int(length[1]) if length else 0)
        except (OSError, asyncio.IncompleteReadError) as e:
            self.close()
            raise OSError(str(e)) from e
        took.append((time.monotonic() - began) * 1000)
        status = int(answer.split()[1])
        statuses[status] = statuses.get(status, 0) + 1
        if re.search(r"(?i)\r\nConnection: close", answer):
            self.close()
        return status, body.decode(), answer

    async def read(self, path):
        status, body, answer = await self.ask(path)
        if status not in (200, 503):
            faults.append(f"{path}: {answer.splitlines()[0]}")
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', body)
        if found:
            self.csrf = found[1]
        return status, body

    async def write(self, case):
        mark = f"w{self.number}x{self.written}y"
        self.written += 1
        doubtful.add(mark)
        status, _, answer = await self.ask(f"/cases/{case}/contacts",
                                           f"csrf={self.csrf}&channel=phone&rep=Lee&said={mark}")
        if status == 503:
            return
        if status != 303 or "/sign-in" in answer:
            faults.append(f"a form: {answer.splitlines()[0]}")
            return
        acknowledged.add(mark)
        status, body = await self.read(f"/cases/{case}")
        if status == 200 and mark not in body:
            faults.append(f"{mark} is not on the next page")

    async def click(self):
        case = random.randint(1, CASES)
        what = random.random()
        if what < 0.2 and self.csrf:
            await self.write(case)
        elif what < 0.5:
            await self.read(random.choice(LISTS))
        else:
            await self.read(f"/cases/{case}")

    async def work(self, until):
        while time.monotonic() < until:
            await asyncio.sleep(random.uniform(0, 2 * THINK_S) * min(1, seconds / 60))
            try:
                await self.click()
            except OSError:
                await asyncio.sleep(0.1)

    async def looks(self):
        await asyncio.sleep(random.uniform(0, 3))  # not all at one moment
        for _ in range(20):
            try:
                status, _ = await self.read("/cases/1")
                if status == 200:
                    return True
            except OSError:
                pass
            await asyncio.sleep(0.5)
        return False


# --- all of them ---

async def all_of_them(port, tokens):
    browsers = [Browser(i, port, t) for i, t in enumerate(tokens)]
    server = start(port)
    until = time.monotonic() + seconds
    working = [asyncio.create_task(b.work(until)) for b in browsers]
    await asyncio.sleep(seconds / 2)
    server.kill()
    server.wait()
    there = len(acknowledged)
    check("there was something to lose", there > 0)
    server = start(port)
    await asyncio.gather(*working)
    check("writing went on afterwards", len(acknowledged) > there, f"{there}, {len(acknowledged)}")
    signed_in = await asyncio.gather(*(b.looks() for b in browsers))
    check("all five hundred are still signed in", all(signed_in), f"{sum(signed_in)} are")
    connected = sum(b.writer is not None for b in browsers)
    check("and connected", connected == BROWSERS, f"{connected} are")
    with open(f"/proc/{server.pid}/status", encoding="utf-8") as f:
        most = int(re.search(r"VmHWM:\s*(\d+)", f.read())[1]) // 1024
    check("the server stayed within 128 MB", most < 128, f"{most} MB")
    for b in browsers:
        b.close()
    server.terminate()
    check("it ends well", server.wait(30) == 0, server.returncode)
    return most


def main():
    port = free_port()
    most = asyncio.run(all_of_them(port, put_sessions()))
    kept = [row[0] for row in sqlite3.connect(desk).execute("SELECT said FROM contact WHERE said IS NOT NULL")]
    check("every acknowledged write is there", acknowledged <= set(kept), sorted(acknowledged - set(kept))[:5])
    check("and once", len(kept) == len(set(kept)), len(kept) - len(set(kept)))
    check("nothing is there that nobody wrote", set(kept) <= doubtful, sorted(set(kept) - doubtful)[:5])
    check("nothing was answered otherwise", not faults, faults[:3])
    took.sort()
    print(f"# {len(took)} answers in {seconds:.0f} s: {statuses}; half within {took[len(took) // 2]:.0f} ms, 99 of 100 "
          f"within {took[len(took) * 99 // 100]:.0f} ms; {len(acknowledged)} writes acknowledged; {most} MB at most")


main()
