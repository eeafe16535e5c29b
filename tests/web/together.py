"""together.py LINK FOLDER WAYLAID - two tabs, and a colleague at the command line

Prints "ok - what" and "not ok - what".
"""
import subprocess
import sys
import time
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

link, folder, waylaid = sys.argv[1:4]
base = link.split("/in/")[0]


def check(name, good, seen=""):
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {seen}"), flush=True)


def colleague(*words):
    subprocess.run([waylaid, *words], check=True, stdout=subprocess.DEVNULL)


def find(d, css):
    return d.find_element(By.CSS_SELECTOR, css)


def there(d, css):
    return bool(d.find_elements(By.CSS_SELECTOR, css))


def comes(d, css, seconds=8):
    try:
        WebDriverWait(d, seconds).until(lambda d: there(d, css))
        return find(d, css).text
    except Exception:  # what is not there is said by the check
        return ""


def news(d, first, second):
    colleague("log", "1", "--rep", "Lee", "--said", "hello")
    text = comes(d, ".news")
    check("a page says that somebody logged a call on its case", "logged a contact" in text, text)
    d.switch_to.window(second)
    check("a page of another case says nothing", not there(d, ".news"))
    d.get(base + "/")
    colleague("log", "2", "--rep", "Dana", "--said", "no")
    text = comes(d, ".news")
    check("the morning list names the case", "case 2" in text, text)
    d.switch_to.window(first)
    find(d, ".news a").click()
    WebDriverWait(d, 10).until(lambda d: not there(d, ".news"))
    check("one click shows it", "Lee" in find(d, "#contacts").text)
    find(d, "#rep").send_keys("Ines")
    find(d, "#said").send_keys("my own")
    find(d, "#contact button.go").click()
    WebDriverWait(d, 10).until(lambda d: "#contacts" in d.current_url)
    time.sleep(2.5)
    check("nobody is told of his own", not there(d, ".news"))


def conflict(d):
    d.get(base + "/cases/1/edit")
    colleague("edit", "1", "--value", "90", "--contents", "a lamp")
    field = find(d, "[name=value]")
    field.clear()
    field.send_keys("70")
    find(d, "form[action='/cases/1'] button.go").click()
    WebDriverWait(d, 10).until(lambda d: there(d, ".differs"))
    text = find(d, "main").text
    check("an edit of what somebody changed is refused in words", "A colleague changed this case" in text, text[:300])
    check("what was typed is there", find(d, "[name=value]").get_attribute("value") == "70")
    check("and what stands on the desk", "90.00" in text and "a lamp" in text, text[:600])
    find(d, "form[action='/cases/1'] button.go").click()
    # The refusal has the same address: only its page tells that it is gone.
    WebDriverWait(d, 10, ignored_exceptions=[StaleElementReferenceException, NoSuchElementException]).until(
        lambda d: not there(d, ".differs") and "70.00" in find(d, "main").text)
    check("sent again it counts", "70.00" in find(d, "main").text)


def main():
    o = Options()
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 f"--user-data-dir={folder}/profile"):
        o.add_argument(word)
    d = webdriver.Chrome(options=o, service=Service("/usr/bin/chromedriver"))
    try:
        d.set_page_load_timeout(30)
        d.get(link)
        WebDriverWait(d, 10).until(lambda d: d.current_url == base + "/")
        d.get(base + "/cases/1")
        first = d.current_window_handle
        d.switch_to.new_window("tab")
        second = d.current_window_handle
        d.get(base + "/cases/2")
        d.switch_to.window(first)
        time.sleep(1)
        news(d, first, second)
        conflict(d)
        seen = [e["message"] for e in d.get_log("browser") if e["level"] == "SEVERE" and "409" not in e["message"]]
        check("nothing was blocked or failed", not seen, seen)
    finally:
        d.quit()


main()
