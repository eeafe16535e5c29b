"""pages.py FOLDER link LINK | team BASE - what pages.sh does in the browser; prints "ok - what" and "not ok - what"."""
import sys
from selenium.webdriver.common.by import By
from driver import browser, check, faults, find, paste, save_view, scheme, size, wait

folder, mode, address = sys.argv[1:4]
base = "/".join(address.split("/")[:3])
PAGES = ("/", "/cases", "/cases/new", "/shipments", "/import", "/reports", "/reports/board", "/reports/register",
         "/carriers", "/carriers/usps", "/rules", "/people", "/settings", "/help")
FULL = ("/cases/1", "/cases/2", "/cases/1/edit", "/cases?q=4711", "/cases?all=1&sort=value&client=Acme", "/cases/99",
        "/cases/1/evidence/1/picture")
with open(f"{folder}/axe.js", encoding="utf-8") as f:
    AXE = f.read()


def look(d, path, where):
    """What axe-core finds serious."""
    d.execute_script(AXE)
    found = d.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "for (const details of document.querySelectorAll('details')) details.open = true;"
        "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.filter("
        "v => v.impact === 'serious' || v.impact === 'critical').map("
        "v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '))),"
        "e => done([String(e)]))")
    check(f"axe-core finds nothing serious on {path}, {where}", not found, found)


def look_at_all(d, paths):
    for path in paths:
        d.get(base + path)
        title = find(d, "h1").text
        check(f"{path} is there", title != "That did not work", title)
        for name in ("light", "dark"):
            scheme(d, name)
            look(d, path, name)
    size(d, 360)
    scheme(d, "light")
    for path in paths:
        d.get(base + path)
        look(d, path, "narrow")
        wide = d.execute_script("return document.documentElement.scrollWidth")
        check(f"360 pixels hold {path}", wide <= 360, wide)
    size(d, 1280)


def look_at_imports(d):
    """What would come in, of each kind of file."""
    sent = {"parcels": "tracking number,ship date\n9400111899000000000145,2026-08-01\nnonsense,2026-08-01\n",
            "events": "Tracking Number,Date,Status\n9400111206206406260787,2026-11-20 10:00,Arrived\nx,y,z\n",
            "payouts": "Date,Amount,Claim\n2026-11-20,10.00,CLM-1\n2026-11-20,7.00,nobody\n",
            "mails": "From: a@usps.com\nSubject: 9400111206206406260787\n\nthe claim was denied\n"}
    for kind, text in sent.items():
        path = f"{folder}/{kind}.{'eml' if kind == 'mails' else 'csv'}"
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        size(d, 1280)
        d.get(base + "/import")
        find(d, f"#{kind}-file").send_keys(path)
        find(d, f"#{kind} button").click()
        wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, "#import-title"))
        for name in ("light", "dark"):
            scheme(d, name)
            look(d, f"what would come in of {kind}", name)
        scheme(d, "light")
        size(d, 360)
        wide = d.execute_script("return document.documentElement.scrollWidth")
        check(f"360 pixels hold what would come in of {kind}", wide <= 360, wide)
    size(d, 1280)


def sign_in(d, name, password="lamp river copper"):
    d.get(base + "/sign-in")
    find(d, "#name").send_keys(name)
    find(d, "#password").send_keys(password)
    find(d, "button.go").click()


def sign_out(d):
    find(d, ".who form button").click()
    wait(d, lambda d: "/sign-in" in d.current_url)


def team(d):
    d.get(base + "/sign-in")
    for name in ("light", "dark"):
        scheme(d, name)
        look(d, "/sign-in", name)
    scheme(d, "light")
    sign_in(d, "ann", "wrong")
    check("a wrong password says so", d.find_elements(By.CSS_SELECTOR, ".wrong"))
    sign_in(d, "ann")
    wait(d, lambda d: d.current_url == base + "/")
    save_view(d, base + "/cases?problem=lost&sort=value", "Lost & dear")
    look_at_all(d, PAGES + FULL)
    paste(d, base, "one of 9405511206213812345673,\ntwo of 1Z999AA10123456784")
    look(d, "/paste", "with two parcels")
    look_at_imports(d)
    sign_out(d)

    sign_in(d, "ben")
    wait(d, lambda d: d.current_url == base + "/")
    check("who is held to a client reads it on every page", "Acme only" in find(d, ".who").text)
    d.get(base + "/cases")
    check("and finds his cases alone", "Case 1" in find(d, "main").text and "Case 2" not in find(d, "main").text)
    d.get(base + "/cases/2")
    check("a case of another is not there", "no case 2" in find(d, "main").text)
    check("people are for admins", not d.find_elements(By.CSS_SELECTOR, "a[href='/people']"))
    sign_out(d)

    sign_in(d, "cy")
    wait(d, lambda d: d.current_url == base + "/")
    d.get(base + "/cases/1")
    forms = [f.get_attribute("action") for f in d.find_elements(By.CSS_SELECTOR, "main form[method=post]")]
    check("who may only look is offered no form", not forms, forms)


def main():
    d = browser(folder)
    try:
        size(d, 1280)
        if mode == "link":
            d.get(address)
            wait(d, lambda d: d.current_url == base + "/")
            look_at_all(d, PAGES)
        else:
            team(d)
        # A case that is not there is answered so, and the browser says it.
        seen = [f for f in faults(d) if "404" not in f and "403" not in f]
        check("nothing was blocked or failed", not seen, seen)
    finally:
        d.quit()


main()
