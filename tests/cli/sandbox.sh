#!/bin/bash
# sandbox.sh - the carrier sandbox itself: it turns away what a carrier would, and carries a benchmark
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

cat >"$WORK/asking.py" <<'END'
import base64, http.client, json, sys, threading, time

host = sys.argv[1].removeprefix("http://")
BASIC = "Basic " + base64.b64encode(b"desk-id:sandbox-secret-8d1f").decode()
KEY = "Basic " + base64.b64encode(b"desk-key-2112:").decode()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CLIENT = "grant_type=client_credentials&client_id=desk-id&client_secret=sandbox-secret-8d1f"
FEDEX, USPS = "/track/v1/trackingnumbers", "/tracking/v3r2/tracking"
LOCATOR = "/locations/v3/post-office-locations"
PIN, CPC = "/vis/track/pin/7000000000000001", "application/vnd.cpc.track-v2+xml"


def call(method, path, headers={}, body=None, line=None):
    line = line or http.client.HTTPConnection(host, timeout=10)
    line.request(method, path, body=body, headers=headers)
    answer = line.getresponse()
    return answer.status, answer.read().decode(), answer.headers


def ask(*args):
    status, body, _ = call(*args)
    return status, (json.loads(body) if body.startswith(("{", "[")) else body)


def token(path, headers=FORM, body=CLIENT):
    return ask("POST", path, headers, body)[1]


def bearer(path):
    return {"Authorization": "Bearer " + token(path)["access_token"]}


def fedex_body(n):
    return json.dumps({"includeDetailedScans": True, "trackingInfo": [
        {"trackingNumberInfo": {"trackingNumber": "7%011d" % i}} for i in range(n)]})


def check(name, seen, wanted):
    print("ok -" if seen == wanted else "not ok -", name)
    if seen != wanted:
        print("   ", str(seen)[:300])
END

# asking TEXT: Python that uses what stands above; its lines are the checks
asking() {
	local line
	cat "$WORK/asking.py" - >"$WORK/script.py"
	"$PYTHON" "$WORK/script.py" "$SANDBOX_URL" >"$WORK/said" 2>&1 ||
		echo "not ok - the script ends well" >>"$WORK/said"
	while IFS= read -r line; do
		case $line in
		"ok - "*) ok "${line#ok - }" ;;
		"not ok - "*) not_ok "${line#not ok - }" "$(tail -n 5 "$WORK/said")" ;;
		esac
	done <"$WORK/said"
}

# --- FedEx ---

start_sandbox "key desk-key-2112
default in_transit
number 700000000002 not_found"
asking <<'END'
t = token("/oauth/token")
check("a FedEx token lives an hour, for tracking", (t["expires_in"], t["scope"]), (3599, "CXS-TP"))
good = dict({"x-locale": "en_US"}, Authorization="Bearer " + t["access_token"])
status, d = ask("POST", FEDEX, good, fedex_body(30))
results = d["output"]["completeTrackResults"]
check("30 numbers are a batch", (status, len(results)), (200, 30))
check("what is not found says so by itself", results[2]["trackResults"][0]["error"]["code"],
      "TRACKING.TRACKINGNUMBER.NOTFOUND")
dates = [e["date"] for e in results[0]["trackResults"][0]["scanEvents"]]
check("dates come with and without an offset", {len(d) for d in dates}, {19, 25})
check("31 are too many", ask("POST", FEDEX, good, fedex_body(31))[0], 400)
check("x-locale is required", ask("POST", FEDEX, {"Authorization": good["Authorization"]}, fedex_body(1))[0], 400)
status, d = ask("POST", FEDEX, {"Authorization": "Bearer none", "x-locale": "en_US"}, fedex_body(1))
check("a token that we never gave is none", (status, d["errors"][0]["code"]), (401, "NOT.AUTHORIZED.ERROR"))
wrong = ask("POST", "/oauth/token", FORM, CLIENT + "x")
check("nor is there one for a wrong secret", (wrong[0], "access_token" in str(wrong[1])), (401, False))
END

# --- DHL, Canada Post, EasyPost ---

asking <<'END'
key = {"DHL-API-Key": "desk-key-2112"}
path = "/track/shipments?trackingNumber="
status, d = ask("GET", path + "1234567890&service=express", key)
check("DHL names the unit that was asked", (status, d["shipments"][0]["service"]), (200, "express"))
status, d = ask("GET", path + "1234567890", key)
check("or a stranger's, when none was", d["shipments"][0]["service"], "parcel-de")
check("a wrong key is refused", ask("GET", path + "1234567890", {"DHL-API-Key": "x"})[0], 401)
check("no number, no answer", ask("GET", "/track/shipments?service=express", key)[0], 400)
status, body, headers = call("GET", path + "700000000002&service=express", key)
check("not found is a problem", (status, json.loads(body)["title"], headers["Content-Type"]),
      (404, "No result found", "application/problem+json"))

status, d = ask("GET", PIN + "/detail", {"Authorization": BASIC, "Accept": CPC})
check("Canada Post answers in XML", (status, "<pin>7000000000000001</pin>" in d), (200, True))
check("to who accepts its version", ask("GET", PIN + "/detail", {"Authorization": BASIC})[0], 406)
status, d = ask("GET", PIN + "/detail", {"Accept": CPC})
check("and is known", (status, "<code>E002</code>" in d), (401, True))
check("the path is the detail's", ask("GET", PIN, {"Authorization": BASIC, "Accept": CPC})[0], 400)

body = json.dumps({"tracker": {"tracking_code": "EZ1"}})
status, d = ask("POST", "/v2/trackers", {"Authorization": KEY}, body)
check("EasyPost makes a tracker", (status, d["tracking_code"], d["status"]), (200, "EZ1", "in_transit"))
check("for its key alone", ask("POST", "/v2/trackers", {"Authorization": BASIC}, body)[0], 401)
check("of a code", ask("POST", "/v2/trackers", {"Authorization": KEY}, '{"tracker":{}}')[0], 400)
END

# --- USPS: batches, scopes, the locator ---

start_sandbox "token lasts 3
client narrow-id narrow-secret tracking
number 43297 503 times 1 then ok"
asking <<'END'
usps = "/oauth2/v3/token"
batch = json.dumps([{"trackingNumber": "94%05d" % i} for i in range(36)])
check("36 are too many for USPS", ask("POST", USPS, bearer(usps), batch)[0], 400)
t = bearer(usps)
status, d = ask("GET", LOCATOR + "?radius=2&ZIPCode=10463", t)
check("the locator gives the offices within the radius",
      (status, [o["facilityName"] for o in d["locations"]]), (200, ["EAST TINDER", "SALT FORK ANNEX"]))
office = d["locations"][0]
check("with their hours and zone", (office["services"][0]["hours"][0], office["timeZone"]),
      ({"dayOfWeek": "MONDAY", "times": [{"openTime": "09:00:00", "closeTime": "17:00:00"}]}, "US/Eastern"))
check("a ZIP code has five digits", ask("GET", LOCATOR + "?radius=2&ZIPCode=1046", t)[0], 400)
check("it can be made to fail", ask("GET", LOCATOR + "?radius=2&ZIPCode=43297", t)[0], 503)
check("a token that lasts three calls is none at the fourth",
      ask("GET", LOCATOR + "?radius=2&ZIPCode=43297", t)[0], 401)
check("with a new one all is well", ask("GET", LOCATOR + "?radius=2&ZIPCode=43297", bearer(usps))[0], 200)
narrow = token(usps, FORM, "grant_type=client_credentials&client_id=narrow-id&client_secret=narrow-secret")
status, d = ask("GET", LOCATOR + "?radius=2&ZIPCode=10463", {"Authorization": "Bearer " + narrow["access_token"]})
check("without the scope it says so", (status, "scope" in str(d)), (401, True))
END

# --- quotas, each carrier its own; a leak is seen ---

start_sandbox "key desk-key-2112
default in_transit
dhl limit 2 each 1s retry-after 1
fedex limit 0"
asking <<'END'
path, key = "/track/shipments?service=express&trackingNumber=1", {"DHL-API-Key": "desk-key-2112"}
check("two in the window, the third is too many", [ask("GET", path, key)[0] for _ in range(3)], [200, 200, 429])
time.sleep(1.05)
status, _, headers = call("GET", path, key)
check("a window later all is well", status, 200)
status, d = ask("POST", "/oauth/token", FORM, CLIENT)
check("the day's quota of FedEx is another", (status, d["errors"][0]["message"][:23]), (429, "Daily transaction quota"))
check("UPS knows nothing of either", ask("POST", "/security/v1/oauth/token", dict(FORM, Authorization=BASIC),
      "grant_type=client_credentials")[0], 200)
ask("GET", path + "&key=desk-key-2112", key)
END
is "a key in an address is a leak" "$(grep -c ' leak$' "$SANDBOX_LOG")" 1

# --- a benchmark's load: 32 at once, 10,000 numbers, and nobody waits for another ---

start_sandbox "key desk-key-2112
latency 20ms
number 100000001 slow 2s in_transit
$(seq -f 'number 2%08.0f in_transit then delivered' 10000)"
asking <<'END'
def one(first, step, seen):
    line = http.client.HTTPConnection(host, timeout=10)
    for i in range(first, 2561, step):
        status, body, _ = call("GET", "/track/shipments?service=express&trackingNumber=2%08d" % i,
                               {"DHL-API-Key": "desk-key-2112"}, None, line)
        seen.append((status, "2%08d" % i in body))

seen, slow = [], []
late = threading.Thread(target=lambda: slow.append(
    ask("GET", "/track/shipments?trackingNumber=100000001", {"DHL-API-Key": "desk-key-2112"})[0]))
lines = [threading.Thread(target=one, args=(i, 32, seen)) for i in range(1, 33)]
late.start()
began = time.monotonic()
for line in lines:
    line.start()
for line in lines:
    line.join()
took = time.monotonic() - began
check("32 connections at once get each its own parcel", (len(seen), set(seen)), (2560, {(200, True)}))
check("in 80 rounds of 20 ms, or a little more", 1.6 <= took < 8, True)
late.join()
check("one that is slow holds up nobody", slow, [200])
END
finish
