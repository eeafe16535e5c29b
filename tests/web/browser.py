"""browser.py LINK FOLDER - what browser.sh does in the browser; prints "ok - what" and "not ok - what"."""
import sys
import zlib
import struct
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

link, folder = sys.argv[1:3]
base = link.split("/in/")[0]
NUMBER = "9400111206206406260787"


def check(name, good, seen=""):
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {seen}"), flush=True)


def browser(scripts=True):
    o = Options()
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                 f"--user-data-dir={folder}/profile{int(scripts)}"):
        o.add_argument(word)
    if not scripts:
        o.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    d = webdriver.Chrome(options=o, service=Service("/usr/bin/chromedriver"))
    d.set_page_load_timeout(20)
    return d


def size(d, width, height=800):
    d.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                      {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})


def find(d, css):
    return d.find_element(By.CSS_SELECTOR, css)


def wait(d, what):
    WebDriverWait(d, 10).until(what)


def faults(d):
    return [e["message"] for e in d.get_log("browser") if e["level"] == "SEVERE"]


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
    find(d, "body").send_keys("n")
    keys = d.switch_to.active_element
    check("n is where one begins to type", keys.get_attribute("id") == "rep")
    for text in ("Ines", "4711-A", "search started", "call back", "+5bd"):
        d.switch_to.active_element.send_keys(text, Keys.TAB)
    d.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    wait(d, lambda d: "#contacts" in d.current_url)
    check("the call is logged by keys alone", "4711-A" in find(d, "#contacts").text)


def upload(d):
    Select(find(d, "#kind")).select_by_value("damage_photo")
    find(d, "#file").send_keys(photo())
    find(d, "#upload button").click()
    wait(d, lambda d: "#evidence" in d.current_url)
    check("a photo is kept", "damage.png" in find(d, "#evidence").text)


def phone(d):
    size(d, 360)
    for path in ("/", "/cases", "/cases/1", "/cases/new", "/cases/1/edit"):
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
    d = browser()
    try:
        sign_in(d)
        open_case(d)
        log_call(d)
        upload(d)
        phone(d)
        seen = faults(d)
        check("nothing was blocked or failed", not seen, seen)
        cookie = {k: v for k, v in d.get_cookies()[0].items() if k in ("name", "value", "path", "httpOnly", "sameSite")}
        check("the cookie is out of reach of scripts", d.get_cookies()[0]["httpOnly"])
    finally:
        d.quit()
    d = browser(scripts=False)
    try:
        without_scripts(d, cookie)
    finally:
        d.quit()


main()
