"""browser.py LINK FOLDER - what browser.sh does in the browser; prints "ok - what" and "not ok - what"."""
import base64
import html
import os
import re
import struct
import subprocess
import sys
import time
import zlib
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from driver import browser, check, faults, find, paste, save_view, size, wait

link, folder = sys.argv[1:3]
base = link.split("/in/")[0]
NUMBER = "9400111206206406260787"
OTHER = "9405511206213812345673"  # of a parcel without a case
PAGES = ("/", "/cases", "/cases/1", "/cases/new", "/cases/1/edit", "/shipments", "/import", "/reports",
         "/reports/board", "/carriers", "/carriers/usps", "/rules", "/people", "/settings", "/help")


def photo():
    """A PNG of 8 x 8."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([20 * y, 90, 200] * 8) for y in range(8))
    path = f"{folder}/damage.png"
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


def sign_in(d):
    d.get(link)
    wait(d, lambda d: d.current_url == base + "/")
    check("the link signs in and leads to today", find(d, "h1").text.startswith("Today"), d.current_url)


def open_case(d):
    d.find_element(By.TAG_NAME, "body").send_keys("/")
    d.switch_to.active_element.send_keys("Where is " + NUMBER + "?", Keys.ENTER)
    wait(d, lambda d: "/cases/new" in d.current_url)
    check("a pasted number fills the form", find(d, "#tracking").get_attribute("value") == NUMBER)
    Select(find(d, "#problem")).select_by_value("lost")
    find(d, "#value").send_keys("120")
    find(d, "button.go").click()
    wait(d, lambda d: d.current_url.endswith("/cases/1"))
    check("and opens a case", "9400 1112 0620 6406 2607 87" in find(d, "main").text)


def log_call(d):
    size(d, 1280)
    d.get(base + "/cases/1")
    visible = d.execute_script(
        "const a = document.querySelector('#contact button.go').getBoundingClientRect();"
        "const b = document.querySelector('.aloud').getBoundingClientRect();"
        "return a.bottom <= innerHeight && b.top >= 0 && scrollY === 0")
    check("a call needs no scrolling at 1280 x 800", visible)
    fields = d.execute_script("return [...document.querySelectorAll('#contact :is(input,textarea,select)')]"
                              ".filter(e => e.checkVisibility()).length")
    check("and shows six fields at most", 0 < fields <= 6, fields)
    find(d, "#timer button[value=start]").click()
    wait(d, lambda d: find(d, "#clock").text.startswith("Call 0:0"))
    check("the clock runs, and what is typed stays", find(d, "#timer button[value=hold]").is_displayed())
    d.execute_script("window.pressed = 0; addEventListener('keydown', e => window.pressed += e.key !== 'Shift')")
    find(d, "body").send_keys("n")
    keys = d.switch_to.active_element
    check("n is where one begins to type", keys.get_attribute("id") == "rep")
    call = ("Ines", "4711-A", "search started", "call back", "+5bd")
    for text in call:
        d.switch_to.active_element.send_keys(text, Keys.TAB)
    pressed = d.execute_script("return window.pressed")
    d.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    wait(d, lambda d: "#contacts" in d.current_url)
    check("the call is logged by keys alone", "4711-A" in find(d, "#contacts").text)
    beside = pressed - sum(map(len, call))
    check("besides its words it takes six keys and the last", beside == 6, f"{pressed} keys, {beside} besides")
    check("the contact knows how long it took", "Start the clock" in find(d, "#timer").text)


def upload(d):
    Select(find(d, "#kind")).select_by_value("damage_photo")
    find(d, "#file").send_keys(photo())
    find(d, "#upload button").click()
    wait(d, lambda d: "#evidence" in d.current_url)
    check("a photo is kept", "damage.png" in find(d, "#evidence").text)
    shown = "const i = document.querySelector(arguments[0]); return i && i.complete && i.naturalWidth"
    check("and seen beside its name", wait(d, lambda d: d.execute_script(shown, ".thumb img")) == 8)
    find(d, ".thumb").click()
    check("and larger by a click", wait(d, lambda d: d.execute_script(shown, ".picture img")) == 8)
    find(d, ".facts a").click()
    wait(d, lambda d: "#evidence" in d.current_url)


def search(d):
    size(d, 1280)
    d.get(base + "/cases")
    find(d, "body").send_keys("/")
    find(d, "#find").send_keys("4711")
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, "#found a"))
    find(d, "#find").send_keys(Keys.ARROW_DOWN)
    d.switch_to.active_element.send_keys(Keys.ENTER)
    wait(d, lambda d: d.current_url.endswith("/cases/1"))
    check("what is found while one types is one key away", True)
    find(d, "body").send_keys("?")
    wait(d, lambda d: find(d, "#keys").is_displayed())
    check("? shows the keys", "search" in find(d, "#keys").text)
    d.switch_to.active_element.send_keys(Keys.ESCAPE)
    wait(d, lambda d: not find(d, "#keys").is_displayed())


def pasted(d):
    text = f"Hello,\nyour call 4711-A of last week, and what of {OTHER}?"
    paste(d, base, text)
    seen = find(d, "main").text
    check("a text leads to the case by what they call it", "Case 1" in seen and "reference 4711-A" in seen, seen)
    check("and to a parcel without one", find(d, f"a[href='/cases/new?number={OTHER}']").is_displayed())
    size(d, 360)
    wide = d.execute_script("return document.documentElement.scrollWidth")
    check("360 pixels hold what was found", wide <= 360, wide)
    size(d, 1280)
    d.execute_script("const data = new DataTransfer(); data.setData('text', arguments[0]);"
                     "document.getElementById('find').dispatchEvent("
                     "new ClipboardEvent('paste', {clipboardData: data, cancelable: true, bubbles: true}))",
                     text.replace("4711-A", "of the day before"))
    wait(d, lambda d: "/cases/new" in d.current_url)
    check("the box above takes a text of several lines", find(d, "#tracking").get_attribute("value") == OTHER)


def conflict(d):
    d.get(base + "/cases/1/edit")
    mine = d.current_window_handle
    d.switch_to.new_window("tab")
    d.get(base + "/cases/1/edit")
    find(d, "#owner").send_keys("theirs")
    find(d, "button.go").click()
    wait(d, lambda d: d.current_url.endswith("/cases/1"))
    d.close()
    d.switch_to.window(mine)
    find(d, "#owner").send_keys("mine")
    find(d, "button.go").click()
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, ".differs"))
    both = find(d, ".differs").text + find(d, "#owner").get_attribute("value")
    check("a conflict shows both", "theirs" in both and "mine" in both, both)


def bulk(d):
    d.get(base + "/cases/new")
    find(d, "#tracking").send_keys("1Z999AA10123456784")
    Select(find(d, "#problem")).select_by_value("damaged")
    find(d, "button.go").click()
    wait(d, lambda d: d.current_url.endswith("/cases/2"))
    d.get(base + "/cases?sort=value&all=1")
    find(d, "#everything").click()
    check("all on the page are marked at once", find(d, "#marked").text == "(2 of 2)", find(d, "#marked").text)
    find(d, "#bulk-reason").send_keys("found")
    find(d, "button[value=close]").click()
    wait(d, lambda d: "undo=" in d.current_url)
    check("many are closed at once", "closing the case on case" in find(d, ".note").text)
    check("and one is where one was", "?sort=value&all=1&" in d.current_url, d.current_url)
    find(d, ".note button").click()
    wait(d, lambda d: "undone=" in d.current_url)
    check("and taken back at once", len(d.find_elements(By.CSS_SELECTOR, "#bulk tbody tr")) == 2)
    find(d, ".facets a[href*='problem=lost']").click()
    wait(d, lambda d: "problem=lost" in d.current_url)
    check("a filter is one click", len(d.find_elements(By.CSS_SELECTOR, "#bulk tbody tr")) == 1)


def views(d):
    save_view(d, base + "/cases?problem=lost&sort=value", "Lost & dear")
    check("a list is kept under a name", find(d, ".views a").text == "Lost & dear", find(d, ".views").text)
    d.get(base + "/cases")
    find(d, ".views a").click()
    wait(d, lambda d: "problem=lost&sort=value" in d.current_url)
    check("and is one click away", len(d.find_elements(By.CSS_SELECTOR, "#bulk tbody tr")) == 1)
    find(d, "#change-views summary").click()
    find(d, "#change-views button[value=delete]").click()
    wait(d, lambda d: not d.find_elements(By.CSS_SELECTOR, ".views"))
    check("until it is deleted", find(d, "#save-view summary").is_displayed())


def claim(d):
    d.get(base + "/cases/1")
    for details in d.find_elements(By.CSS_SELECTOR, "#claims details.act"):
        details.find_element(By.TAG_NAME, "summary").click()
    find(d, "#claim-amount").send_keys("90")
    find(d, "#claim-number").send_keys("CLM-7")
    find(d, "#file-claim > button").click()
    wait(d, lambda d: "#claims" in d.current_url)
    check("a claim is filed", "CLM-7" in find(d, "#claims").text)
    find(d, "#claims li details.act summary").click()
    Select(find(d, "#act-1")).select_by_value("deny")
    check("only the fields that matter are shown",
          find(d, "#reason-1").is_displayed() and not find(d, "#amount-1").is_displayed())


def take_in(d):
    path = f"{folder}/parcels.csv"
    with open(path, "w", encoding="utf-8") as f:
        f.write("tracking number,ship date\n9400111899000000000138,03/04/2026\nnonsense,03/04/2026\n")
    d.get(base + "/shipments")
    find(d, "main a[href='/import']").click()
    find(d, "#parcels-file").send_keys(path)
    find(d, "#parcels button").click()
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, ".wrong"))
    check("a list that may be read in two ways is asked about", "“Its dates are”" in find(d, ".wrong").text,
          find(d, ".wrong").text)
    Select(find(d, "#parcels-dates")).select_by_value("mdy")
    find(d, "#parcels button").click()
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, "#import-title"))
    seen = find(d, ".note").text
    check("it need not be chosen again to be looked at", "2026-03-04" in seen, seen)
    check("what the watch will say is shown", "never accepted" in seen, seen)
    find(d, ".note button").click()
    wait(d, lambda d: "Taken in" in find(d, "#import-title").text)
    seen = find(d, ".note").text
    check("nor to be taken in", "1 new" in seen and "1 refused" in seen, seen)
    find(d, "main td details summary").click()
    find(d, "main td details button").click()
    wait(d, lambda d: "was taken back" in find(d, ".note").text)
    check("a list is taken back as a whole", "1 parcel is out of sight" in find(d, ".note").text)
    check("and once", not d.find_elements(By.CSS_SELECTOR, "main td details"))


def export(d):
    d.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})
    d.get(base + "/cases/1")
    find(d, ".export button").click()
    path = f"{folder}/case-1.pdf"
    for _ in range(200):
        if os.path.exists(path):
            break
        time.sleep(0.1)
    with open(path, "rb") as f:
        check("the packet is downloaded", f.read(5) == b"%PDF-")


def on_paper(d, path, inches):
    """The words of the page as it is printed, and how far right the last one reaches, in points from the edge."""
    d.get(base + path)
    pdf = d.execute_cdp_cmd("Page.printToPDF", {"paperWidth": inches[0], "paperHeight": inches[1]})
    with open(f"{folder}/page.pdf", "wb") as f:
        f.write(base64.b64decode(pdf["data"]))
    boxes = subprocess.run(["pdftotext", "-bbox", f"{folder}/page.pdf", "-"], capture_output=True, text=True,
                           check=True).stdout
    ends = [float(x) for x in re.findall(r'xMax="([0-9.]+)"', boxes)]
    return html.unescape(" ".join(re.findall(r">([^<]+)</word>", boxes))), inches[0] * 72 - max(ends)


def paper(d):
    for size_of, inches in (("A4", (8.27, 11.69)), ("Letter", (8.5, 11))):
        for path in PAGES:
            words, margin = on_paper(d, path, inches)
            clicked = [w for w in ("Sign out", "Settings Help", "Log it", "Close it", "Give to", "Take it in", "Show",
                                   "Save this view", "can wait") if w in words and path not in ("/settings", "/help")]
            check(f"{path} on {size_of} shows nothing to click", not clicked, clicked)
            check(f"{path} on {size_of} is not cut", margin > 20, margin)
    words, _ = on_paper(d, "/carriers/usps", (8.5, 11))
    heads = words.count("First day Last day")
    check("the head of a table stands on each of its pages", heads > 3, heads)
    words, _ = on_paper(d, "/cases/1", (8.27, 11.69))
    check("and no address stands behind its link", "127.0.0.1" not in words and "/cases/" not in words, words)
    check("a case on paper has its number, its calls and its journal",
          all(w in words for w in ("9400 1112 0620 6406 2607 87", "4711-A", "casefile.open")), words)


def phone(d):
    size(d, 360)
    for path in PAGES:
        d.get(base + path)
        wide = d.execute_script("return document.documentElement.scrollWidth")
        check(f"360 pixels hold {path}", wide <= 360, wide)


def without_scripts(d, cookie):
    d.get(base + "/healthz")
    d.add_cookie(cookie)
    size(d, 1280)
    d.get(base + "/cases/1")
    find(d, "#rep").send_keys("Dana")
    find(d, "#said").send_keys("no news")
    find(d, "#contact button.go").click()
    wait(d, lambda d: "#contacts" in d.current_url)
    check("without scripts a call is logged", "Dana" in find(d, "#contacts").text)
    find(d, ".who button").click()
    wait(d, lambda d: "/sign-in" in d.current_url)
    d.get(base + "/cases/1")
    check("and one signs out", "/sign-in" in d.current_url, d.current_url)


def main():
    d = browser(folder)
    try:
        sign_in(d)
        open_case(d)
        log_call(d)
        upload(d)
        claim(d)
        take_in(d)
        export(d)
        search(d)
        pasted(d)
        conflict(d)
        bulk(d)
        views(d)
        paper(d)
        phone(d)
        # The conflict is answered as one, as is the list, and the browser says it.
        seen = [f for f in faults(d) if "409" not in f and "400" not in f]
        check("nothing was blocked or failed", not seen, seen)
        cookie = {k: v for k, v in d.get_cookies()[0].items() if k in ("name", "value", "path", "httpOnly", "sameSite")}
        check("the cookie is out of reach of scripts", d.get_cookies()[0]["httpOnly"])
    finally:
        d.quit()
    d = browser(folder, scripts=False)
    try:
        without_scripts(d, cookie)
    finally:
        d.quit()


main()
