"""together.py LINK FOLDER WAYLAID - two tabs, and a colleague at the command line

Prints "ok - what" and "not ok - what".
"""
import subprocess
import sys
import time
from selenium.common.exceptions import TimeoutException
from driver import browser, check, faults, find, there, wait

link, folder, waylaid = sys.argv[1:4]
base = link.split("/in/")[0]


def colleague(*words):
    subprocess.run([waylaid, *words], check=True, stdout=subprocess.DEVNULL)


def comes(d, css, seconds=8):
    try:
        return wait(d, lambda d: find(d, css).text, seconds)
    except TimeoutException:  # what is not there is said by the check
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
    wait(d, lambda d: not there(d, ".news") and "Lee" in find(d, "#contacts").text)
    check("one click shows it", "Lee" in find(d, "#contacts").text)
    find(d, "#rep").send_keys("Ines")
    find(d, "#said").send_keys("my own")
    find(d, "#contact button.go").click()
    wait(d, lambda d: "#contacts" in d.current_url)
    time.sleep(2.5)
    check("nobody is told of his own", not there(d, ".news"))


def conflict(d):
    d.get(base + "/cases/1/edit")
    colleague("edit", "1", "--value", "90", "--contents", "a lamp")
    field = find(d, "[name=value]")
    field.clear()
    field.send_keys("70")
    find(d, "form[action='/cases/1'] button.go").click()
    wait(d, lambda d: there(d, ".differs"))
    text = find(d, "main").text
    check("an edit of what somebody changed is refused in words", "A colleague changed this case" in text, text[:300])
    check("what was typed is there", find(d, "[name=value]").get_attribute("value") == "70")
    check("and what stands on the desk", "90.00" in text and "a lamp" in text, text[:600])
    find(d, "form[action='/cases/1'] button.go").click()
    # The refusal has the same address: only its page tells that it is gone.
    wait(d, lambda d: not there(d, ".differs") and "70.00" in find(d, "main").text)
    check("sent again it counts", "70.00" in find(d, "main").text)


def main():
    d = browser(folder)
    try:
        d.get(link)
        wait(d, lambda d: d.current_url == base + "/")
        d.get(base + "/cases/1")
        first = d.current_window_handle
        d.switch_to.new_window("tab")
        second = d.current_window_handle
        d.get(base + "/cases/2")
        d.switch_to.window(first)
        time.sleep(1)
        news(d, first, second)
        conflict(d)
        seen = [f for f in faults(d) if "409" not in f]
        check("nothing was blocked or failed", not seen, seen)
    finally:
        d.quit()


main()
