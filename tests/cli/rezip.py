"""rezip.py - an archive of waylaid taken apart, changed and put together as its writer would

usage: rezip.py IN.zip OUT.zip [--keep-manifest] PYTHON

PYTHON changes "m", the members as a dict of names to bytes, and may use "line" (a function that changes one
line of the journal: line(number, function of the object)) and "put" (bytes of a JSON object as it stands in the
journal). Members stay in the order in which they are; new ones come before the manifest. The manifest is made
anew unless it shall stay, so that only what lies deeper can tell.
"""
import hashlib
import json
import struct
import sys
import zipfile
import zlib


def members(path):
    with zipfile.ZipFile(path) as z:
        info = z.infolist()
        return {i.filename: z.read(i) for i in info}, info[0]


def dos(info):
    y, mo, d, h, mi, s = info.date_time
    return struct.pack("<HH", h << 11 | mi << 5 | s // 2, (y - 1980) << 9 | mo << 5 | d)


def write(path, m, time):
    out, directory = b"", b""
    for name, data in m.items():
        raw = name.encode()
        common = struct.pack("<HHH", 20, 0x800, 0) + time + struct.pack(
            "<IIIHH", zlib.crc32(data), len(data), len(data), len(raw), 0)
        directory += struct.pack("<IH", 0x02014B50, 3 << 8 | 20) + common + struct.pack(
            "<HHHII", 0, 0, 0, 0o100600 << 16, len(out)) + raw
        out += struct.pack("<I", 0x04034B50) + common + raw + data
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(m), len(m), len(directory), len(out), 0)
    with open(path, "wb") as f:
        f.write(out + directory + end)


def main():
    source, target = sys.argv[1:3]
    keep = sys.argv[3] == "--keep-manifest"
    m, info = members(source)

    def put(obj):
        return json.dumps(obj, separators=(",", ":"), ensure_ascii=False).encode()

    def line(n, change):
        lines = m["journal.jsonl"].splitlines()
        obj = json.loads(lines[n])
        change(obj)
        lines[n] = put(obj)
        m["journal.jsonl"] = b"\n".join(lines) + b"\n"

    exec(sys.argv[-1], {"m": m, "line": line, "put": put, "json": json, "hashlib": hashlib})
    manifest = m.pop("MANIFEST.sha256", b"")
    signature = m.pop("MANIFEST.sig", None)
    if not keep:
        manifest = b"".join(hashlib.sha256(m[n]).hexdigest().encode() + b"  " + n.encode() + b"\n"
                            for n in sorted(m, key=lambda n: n.encode()))
    m["MANIFEST.sha256"] = manifest
    if signature:
        m["MANIFEST.sig"] = signature
    write(target, m, dos(info))


main()
