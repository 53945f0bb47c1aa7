"""Somebody at a browser: opens pages, presses, writes, and looks at every page with care."""

from pathlib import Path

from django.test import Client

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},  # all else is the same in the dark
}
LOOK = """async (rules) => {
  await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`);
}"""
REPORT_POLICY = """document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});"""
WIDE = """(width) => {
  const isOut = (one) => one.getBoundingClientRect().right > width + 1;
  const outside = [...document.querySelectorAll("body *")].filter((one) => isOut(one) && ![...one.children].some(isOut));
  return outside.map((one) => one.outerHTML.slice(0, 150)).slice(0, 5);
}"""
FOCUSED = "document.activeElement.name || document.activeElement.innerText"
PHONE, DESKTOP = "phone", "desktop"
SIZES = {
    PHONE: {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    DESKTOP: {"viewport": {"width": 1366, "height": 768}},
}


class Reader:
    """A person with a browser of their own. `faults` holds whatever the browser complained about."""

    def __init__(self, browser, address, size, *, scripts=True, language="th", is_careful=True):
        self.address = address
        self.size = size
        self.scripts = scripts
        self.is_careful = is_careful  # or in a hurry: opens pages without judging them
        self.faults = []
        self.addresses = []  # every address this browser asked for
        self.context = browser.new_context(
            **SIZES[size],
            base_url=address,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            user_agent=f"Mozilla/5.0 (X11; Linux x86_64) Chrome/{browser.version}",  # robots' reads are not counted
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", lambda request: self.addresses.append(request.url))
        self.keep_cookie("kmc_language", language)
        self.page = self.new_page()

    def new_page(self):
        page = self.context.new_page()
        page.add_init_script(REPORT_POLICY)
        page.on("console", lambda line: line.type == "error" and self.faults.append(line.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def keep_cookie(self, name, value):
        self.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def sign_in(self, person):
        """Sign in without the form; the journeys that are about signing in use it."""
        client = Client()
        client.force_login(person)
        self.keep_cookie("kmc_session", client.cookies["kmc_session"].value)

    def fill_sign_in(self, person):
        """Sign in with the form of the page."""
        self.page.fill("[name=login]", person.username)
        self.page.fill("[name=password]", "secret-word")
        self.page.click("main form button")

    def open(self, path):
        """Go to a page and look at it. Return its status."""
        response = self.page.goto(path)
        self.look()
        return response.status

    def press(self, selector, to=""):
        """Press what matches, with a finger on a phone, and wait for the address it leads to."""
        target = self.page.locator(selector).first
        if self.size == PHONE:
            target.tap()
        else:
            target.click()
        if to:
            self.page.wait_for_url(to)

    def fill_by_keyboard(self, *values):
        """Write into the fields one after another by Tab alone, from where the focus is. Return the names passed."""
        names = []
        for value in values:
            names.append(self.page.evaluate(FOCUSED))
            self.page.keyboard.insert_text(value) if value else self.page.keyboard.press("Space")
            self.page.keyboard.press("Tab")
        return names

    def status_of(self, path):
        """Return what the server answers this person, beside the page."""
        return self.context.request.get(path, max_redirects=0).status

    def look(self):
        """Judge the page as it stands, light and dark: rules of access, width."""
        if not self.is_careful:
            return
        if self.scripts:
            self.page.evaluate(AXE)
            for scheme, rules in RULES.items():
                self.page.emulate_media(color_scheme=scheme)
                self.note(f"{scheme} {fault}" for fault in self.page.evaluate(LOOK, rules))
            self.page.emulate_media(color_scheme="light")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        width = SIZES[self.size]["viewport"]["width"]
        if wide > width:
            self.note([f"scrolls sideways: {wide}, because of {self.page.evaluate(WIDE, width)}"])

    def note(self, faults):
        self.faults += [f"{self.page.url} {fault}" for fault in faults]

    def text(self, selector):
        """Return what is read at the first match."""
        return self.page.locator(selector).first.inner_text()

    def texts(self, selector):
        return self.page.locator(selector).all_inner_texts()

    def count(self, selector):
        return self.page.locator(selector).count()

    def number(self, selector, name):
        """Return the number kept in a data attribute of the first match."""
        return int(self.page.locator(selector).first.get_attribute(f"data-{name}"))
