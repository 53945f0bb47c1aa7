"""Take the README's pictures of a running demo office: `python tools/pictures.py http://127.0.0.1:8000`."""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "kmc-demo-2569"
WIDTHS = {360: 760, 1366: 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# name: who looks, and where; a link is followed by its selector
PAGES = {
    "home": ("", "/", ""),
    "list": ("", "/articles/?q=การอ่าน", ""),
    "map": ("", "/topics/map/", ""),
    "wanted": ("teacher", "/wanted/", ""),
    "asked": ("officer", "/searches/", ""),
    "article": ("", "/articles/?q=บัตรคำบ้านเรา", "article a"),
    "editor": ("teacher", "/articles/new/", ""),
    "queue": ("reviewer", "/reviews/", ""),
    "targets": ("officer", "/targets/", ""),
    "target": ("officer", "/targets/", ".target"),
    "own": ("manager", "/me/", ""),
    "staff": ("manager", "/me/", "a[href$='/people/']"),
    "import": ("admin", "/imports/", "main a[href^='/imports/']"),
    "survey": ("officer", "/surveys/", "main a[href='/surveys/1/']"),
    "plan": ("teacher2", "/me/plan/", ""),
    "safety": ("teacher", "/account/safety/", ""),
    "next": ("reviewer", "/reviews/", "main a[href$='/next/']"),
    "awards": ("", "/awards/", ""),
    "notices": ("teacher2", "/notifications/", ""),
}


def sign_in(page, base, name):
    page.goto(f"{base}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


def open_page(page, base, address, link):
    page.goto(base + address)
    if link.startswith(".target"):
        page.locator(".target", has=page.locator("[data-value]")).first.locator("a").first.click()
    elif link:
        page.locator(link).first.click()
    page.wait_for_load_state("networkidle")


def write_in_editor(page):
    page.fill("input[name=title]", "ชวนเด็กอ่านป้ายรอบหมู่บ้าน")
    body = page.locator(".ProseMirror")
    body.click()
    page.keyboard.type("ทุกเช้าวันศุกร์ เราเดินอ่านป้ายรอบหมู่บ้านกับเด็กชั้น ป.1 คนละสามป้าย แล้วกลับมาเขียนคำที่ชอบลงสมุด")


def take(browser, base, width):
    for name, (person, address, link) in PAGES.items():
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, color_scheme="light"
        )
        page = context.new_page()
        if person:
            sign_in(page, base, person)
        open_page(page, base, address, link)
        if name == "editor":
            write_in_editor(page)
        if name == "next":
            page.evaluate("document.querySelector('#difference-title').scrollIntoView()")
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.convert("RGB").save(FOLDER / f"{name}-{width}.webp", "WEBP", quality=80, method=6)
        context.close()


def main():
    base = sys.argv[1].rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = os.environ.get("KMC_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for width in WIDTHS:
            take(browser, base, width)
        browser.close()


if __name__ == "__main__":
    main()
