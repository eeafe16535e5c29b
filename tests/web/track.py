"""track.py BASE FOLDER - what track.sh does in the browser; prints "ok - what" and "not ok - what"."""
import sys
from selenium.webdriver.common.by import By
from driver import browser, check, faults, find, size, wait

base, folder = sys.argv[1:3]


def sign_in(d):
    d.get(base + "/sign-in")
    find(d, "input[name=name]").send_keys("ann")
    find(d, "input[name=password]").send_keys("lamp river copper")
    find(d, "main button").click()
    wait(d, lambda d: d.current_url == base + "/")


def ask(d):
    size(d, 1280)
    d.get(base + "/cases/1")
    find(d, "#tracking button").click()
    wait(d, lambda d: "#tracking" in d.current_url)
    seen = find(d, "#tracking").text
    check("one press, and the answer is there", "USPS was asked just now:" in seen, seen)
    check("the clock's time is behind it", find(d, "#tracking time").get_attribute("title")[:2] == "20")


def slow(d):
    d.get(base + "/cases/5")
    find(d, "#tracking button").click()
    # The click has no answer until the desk has waited a moment.
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, "#tracking[data-asking]"))
    seen = find(d, "#tracking").text
    check("a slow carrier is waited for elsewhere", "Asking USPS for news, begun just now by ann" in seen, seen)
    check("and is not asked twice", not find(d, "#tracking button").is_enabled())
    d.get(base + "/cases/1")
    check("while one goes on working", "Case 1" in find(d, "h1").text)


def due(d):
    d.get(base + "/shipments")
    find(d, "#due button").click()
    wait(d, lambda d: "#due" in d.current_url)
    wait(d, lambda d: "asked for" in find(d, "#due").text or "Show it" in find(d, "#due").text)
    seen = find(d, "#due").text
    check("all that are due are asked for", "asked for" in seen and "with news" in seen, seen)


def narrow(d):
    size(d, 360)
    for path in ("/cases/1", "/cases/4", "/cases/7", "/shipments"):
        d.get(base + path)
        wide = d.execute_script("return document.documentElement.scrollWidth")
        check(f"360 pixels hold {path}", wide <= 360, wide)


def without_scripts(cookie):
    d = browser(folder, scripts=False)
    try:
        d.get(base + "/healthz")
        d.add_cookie(cookie)
        d.get(base + "/cases/6")
        find(d, "#tracking button").click()
        wait(d, lambda d: "#tracking" in d.current_url)
        seen = find(d, "#tracking").text
        check("without scripts the answer is there", "USPS was asked just now" in seen and "new scans" in seen, seen)
    finally:
        d.quit()


def main():
    d = browser(folder)
    try:
        sign_in(d)
        ask(d)
        due(d)
        slow(d)
        narrow(d)
        seen = faults(d)
        check("nothing was blocked or failed", not seen, seen)
        cookie = {k: v for k, v in d.get_cookies()[0].items() if k in ("name", "value", "path", "httpOnly", "sameSite")}
    finally:
        d.quit()
    without_scripts(cookie)


main()
