"""phone.py LINK FOLDER - what phone.sh does in browsers as wide as a phone; prints "ok - what" and "not ok - what".

One story: a case is opened from a pasted number, two photos come in by the link, a call is logged, the evidence
is downloaded. With PICTURES in the environment a picture of each step is kept in that folder.
"""
import glob
import hashlib
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from driver import PHONE, browser, check, find, wait

link, folder = sys.argv[1:3]
base = link.split("/in/")[0]
pictures = os.environ.get("PICTURES")
NUMBER = "1Z999AA10123456784"
shots = 0


def text(d, css="main"):
    return find(d, css).text


def picture(d, name):
    """Kept when pictures are wanted; on every page nothing may stick out to the right."""
    global shots
    wide = d.execute_script("return document.documentElement.scrollWidth")
    check(f"360 pixels hold {name}", wide <= 360, wide)
    if pictures:
        shots += 1
        d.save_screenshot(f"{pictures}/phone-{shots:02}-{name.replace(' ', '-')}.png")


def photo(name, seed):
    """A PNG of noise: so large that it takes a moment."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    noise, width, height = random.Random(seed), 900, 600
    rows = b"".join(b"\0" + noise.randbytes(3 * width) for _ in range(height))
    data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))
    path = f"{folder}/{name}"
    with open(path, "wb") as f:
        f.write(data)
    return path, hashlib.sha256(data).hexdigest()


def offline(d, is_off):
    d.execute_cdp_cmd("Network.enable", {})
    d.execute_cdp_cmd("Network.emulateNetworkConditions", {
        "offline": is_off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})


def open_case(d):
    d.get(link)
    wait(d, lambda d: d.current_url == base + "/")
    find(d, "#find").send_keys("It came broken: " + NUMBER, Keys.ENTER)
    wait(d, lambda d: "/cases/new" in d.current_url)
    check("a pasted number fills the form", find(d, "#tracking").get_attribute("value") == NUMBER)
    Select(find(d, "#problem")).select_by_value("damaged")
    find(d, "#value").send_keys("120")
    picture(d, "open a case")
    find(d, "button.go").click()
    wait(d, lambda d: d.current_url.endswith("/cases/1"))
    picture(d, "the case")


def make_link(d):
    d.get(base + "/cases/1#evidence")
    button = find(d, "form[action='/cases/1/phone'] button")
    d.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    picture(d, "the button")
    button.click()
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, ".qr"))
    picture(d, "the code")
    d.save_screenshot(f"{folder}/code.png")
    read = subprocess.run(["zbarimg", "--quiet", "--raw", f"{folder}/code.png"], capture_output=True, text=True)
    url = text(d, ".url").strip()
    check("a reader sees the link in the picture of the code", read.stdout.strip() == url, read.stdout + read.stderr)
    return url


def rows(d, shot):
    return [e.text for e in d.find_elements(By.CSS_SELECTOR, f"li[data-code={shot}] .sent .what")]


def take(d, shot, path, which=0):
    d.find_elements(By.CSS_SELECTOR, f"li[data-code={shot}] input[type=file]")[which].send_keys(path)


def take_two(d, url, one, two):
    d.get(url)
    check("the page asks for seven photos", text(d).count(" of 7: ") == 7, text(d))
    picture(d, "the page of the phone")
    take(d, "damage_photo", one)
    wait(d, lambda d: rows(d, "damage_photo") == ["kept"])
    check("a photo comes and is kept", "held" in find(d, "li[data-code=damage_photo]").get_attribute("class"))
    offline(d, True)
    take(d, "label_photo", two, 1)
    wait(d, lambda d: "trying again" in rows(d, "label_photo")[0])
    offline(d, False)
    wait(d, lambda d: rows(d, "label_photo") == ["kept"])
    check("when the line breaks it is sent again", "this page: 2" in text(d, "#count"), text(d, "#count"))
    d.execute_script("document.querySelector('li[data-code=label_photo]').scrollIntoView({block: 'center'})")
    picture(d, "two photos came")
    take(d, "damage_photo", one)
    wait(d, lambda d: rows(d, "damage_photo") == ["kept", "was there already"])
    check("one that came is not sent twice", "this page: 2" in text(d, "#count"))


def not_encrypted(d, url, one):
    """On a page that is not encrypted browsers offer no hashes: as if this one were not on loopback."""
    script = "Object.defineProperty(window, 'isSecureContext', {value: false})"
    d.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    d.get(url)
    take(d, "damage_photo", one)
    wait(d, lambda d: rows(d, "damage_photo") == ["was there already"])
    check("without hashes in the browser the desk notices it", "this page: 2" in text(d, "#count"))


def refused(d, path):
    with open(path, "wb") as f:
        f.write(b"%PDF-1.4 no photo")
    take(d, "packaging_photo", path)
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, "li[data-code=packaging_photo] .failed"))
    check("what is no photo is refused in words", "not a photo" in rows(d, "packaging_photo")[0])


def ended(desk, d, one):
    wait(desk, lambda d: text(d, "#state strong") == "2")
    check("the desk's page counts along", True)
    picture(desk, "the desk counts along")
    find(desk, "form[action='/cases/1/phone/end'] button").click()
    wait(desk, lambda d: d.current_url.endswith("/cases/1#evidence"))
    check("the case shows the photos", text(desk, "#evidence").count("by phone") + text(
        desk, "#evidence").count(".png") >= 2, text(desk, "#evidence"))
    picture(desk, "the evidence")
    take(d, "packed_photo", one)
    wait(d, lambda d: find(d, "#over").is_displayed())
    check("after its end the link takes nothing", "over" in text(d, "#over"))
    picture(d, "the link is over")
    d.get(d.current_url)
    check("and shows nothing", text(d).startswith("Not found") and "Photo 1" not in text(d), text(d))


def without_scripts(d, url, one):
    d.get(url)
    find(d, "li[data-code=damage_photo] input[type=file]").send_keys(one)
    picture(d, "the page without scripts")
    find(d, "li[data-code=damage_photo] button").send_keys(Keys.ENTER)
    wait(d, lambda d: "came=" in d.current_url)
    check("without scripts a photo is sent by a button", "had come already" in text(d), text(d))
    check("and the marks stand", "held" in find(d, "li[data-code=label_photo]").get_attribute("class"))


def log_call(d):
    d.get(base + "/cases/1")
    for where, what in (("rep", "Ines"), ("ref", "4711-A"), ("said", "send the photos"), ("next", "decision"),
                        ("due", "+5bd")):
        find(d, "#" + where).send_keys(what)
    picture(d, "a call is logged")
    find(d, "#contact button.go").click()
    wait(d, lambda d: "#contacts" in d.current_url)
    check("a call is logged", "4711-A" in text(d, "#contacts"))
    picture(d, "what happened")


def download(d, hashes):
    d.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})
    d.get(base + "/cases/1")
    Select(find(d, "#format")).select_by_value("zip")
    find(d, "form.export[action='/cases/1/export'] button").click()
    for _ in range(300):
        done = glob.glob(f"{folder}/case-1.zip")
        if done:
            break
        time.sleep(0.1)
    check("the archive is downloaded", bool(done))
    with zipfile.ZipFile(done[0]) as z:
        held = {hashlib.sha256(z.read(name)).hexdigest() for name in z.namelist()}
    check("and holds both photos, byte for byte", set(hashes) <= held, hashes)


def main():
    one, two = photo("IMG_1.png", 1), photo("IMG_2.png", 2)
    desk = browser(f"{folder}/desk", emulates=PHONE)
    phone = browser(f"{folder}/phone", emulates=PHONE)
    plain = browser(f"{folder}/plain", scripts=False, emulates=PHONE)
    try:
        open_case(desk)
        url = make_link(desk)
        take_two(phone, url, one[0], two[0])
        not_encrypted(phone, url, one[0])
        refused(phone, f"{folder}/not.png")
        without_scripts(plain, url, one[0])
        ended(desk, phone, one[0])
        log_call(desk)
        download(desk, (one[1], two[1]))
        for d in (desk, phone):
            bad = [e["message"] for e in d.get_log("browser") if "Content Security" in e["message"]]
            check("the policy of the pages blocked nothing", not bad, bad)
        check("the phone holds no cookie", phone.get_cookies() == [], phone.get_cookies())
    finally:
        for d in (desk, phone, plain):
            d.quit()


main()
