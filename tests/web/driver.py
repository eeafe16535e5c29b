"""driver.py - a headless Chromium for the tests of the pages, and what they say"""
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


def check(name, good, seen=""):
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {seen}"), flush=True)


PHONE = {"deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 2, "touch": True, "mobile": True}}


def browser(folder, scripts=True, emulates=None):
    """one with a profile of its own below the folder; it calls nobody by itself"""
    o = Options()
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                 "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 f"--user-data-dir={folder}/profile{int(scripts)}"):
        o.add_argument(word)
    if emulates:
        o.add_experimental_option("mobileEmulation", emulates)
    if not scripts:
        o.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    d = webdriver.Chrome(options=o, service=Service("/usr/bin/chromedriver"))
    d.set_page_load_timeout(30)
    d.set_script_timeout(60)
    return d


def size(d, width, height=800):
    d.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                      {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})


def find(d, css):
    """An address may be the new one while its page is still on the way."""
    return wait(d, lambda d: d.find_element(By.CSS_SELECTOR, css))


def there(d, css):
    return bool(d.find_elements(By.CSS_SELECTOR, css))


def save_view(d, address, name):
    """keeps a list of the register, as it is at that address, under a name"""
    d.get(address)
    find(d, "#save-view summary").click()
    find(d, "#save-view input[name=name]").send_keys(name)
    find(d, "#save-view button").click()
    wait(d, lambda d: d.find_elements(By.CSS_SELECTOR, ".views a[aria-current]"))


def paste(d, base, text):
    """puts a text into the box of the morning list, and sends it"""
    d.get(base + "/")
    find(d, "#text").send_keys(text)
    find(d, ".paste button").click()
    wait(d, lambda d: d.current_url != base + "/")


def wait(d, what, seconds=20):
    """What stood on the page before may be gone while one looks at it."""
    return WebDriverWait(d, seconds, ignored_exceptions=[StaleElementReferenceException]).until(what)


def faults(d):
    return [e["message"] for e in d.get_log("browser") if e["level"] == "SEVERE"]


def scheme(d, name):
    """light or dark; without motion, as half a transition has a colour of its own"""
    d.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
        {"name": "prefers-color-scheme", "value": name}, {"name": "prefers-reduced-motion", "value": "reduce"}]})
