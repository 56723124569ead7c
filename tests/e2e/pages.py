"""This file knows the pages of each role by names, addresses and ids, in no language at all."""

try:
    from playwright.sync_api import expect
except ImportError:  # the fixture ``chromium`` skips or fails, and says why
    expect = None


class Site:
    """What every page has, whoever looks at it."""

    def __init__(self, visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.goto = visitor.goto

    def form(self, action: str):
        """The form whose address ends so."""
        return self.page.locator(f"form[action$='{action}']")

    def fill_in(self, action: str, **values: str):
        """Fill in a form by the names of its fields, and send it."""
        form = self.form(action)
        for name, value in values.items():
            form.locator(f"[name={name}]").fill(value)
        self.send(form)
        return form

    def send(self, form) -> None:
        """Press the button of a form and wait for the page it leads to."""
        with self.page.expect_navigation():
            form.locator("button[type=submit]").click()

    def sign_in(self, email: str, password: str) -> None:
        self.goto("/sign-in")
        self.fill_in("/sign-in?", email=email, password=password)

    def expect_message(self) -> None:
        expect(self.page.locator(".messages .message")).to_be_visible()


class Procurement(Site):
    """Somebody who buys."""

    address = ""

    def start(self, title: str, reference: str) -> str:
        self.goto("/procurement/start")
        self.fill_in("/start", title=title, reference=reference)
        self.address = self.page.url.removeprefix(self.visitor.server.url)
        return self.address

    def pick(self, theme: str, *numbers: str) -> None:
        self.goto(f"{self.address}/requirements/pick?theme={theme}")
        for number in numbers:
            self.page.locator(f"[name=number][value='{number}']").check()
        self.send(self.form("/pick"))

    def tailor(self, number: str, *, kind: str, weight: str) -> None:
        self.goto(f"{self.address}/requirements")
        self.page.locator(f"a[href$='/requirements/BIO2-{number}']").click()
        self.page.locator(f"[name=kind][value={kind}]").check()
        self.fill_in(f"/requirements/BIO2-{number}", weight=weight)

    def set_deadline(self, local_time: str) -> None:
        self.goto(f"{self.address}/deadline")
        self.fill_in("/deadline", deadline=local_time)

    def publish(self) -> str:
        """Publish the set; gives the digest of the revision."""
        self.goto(f"{self.address}/publish")
        self.send(self.form("/publish"))
        return self.page.locator(".digest").inner_text().strip()

    def annex(self, folder):
        """Download the annex in Dutch."""
        with self.page.expect_download() as started:
            self.page.locator("a[href*='/annex'][href*='language=nl']").click()
        file = folder / started.value.suggested_filename
        started.value.save_as(file)
        return file

    def invite(self, email: str) -> str:
        """Invite a supplier; gives the link."""
        self.goto(f"{self.address}/invitations")
        self.fill_in("/invitations", email=email)
        return self.page.locator(".notice .digest").inner_text().strip()


class Question:
    """One question on a page of the questionnaire."""

    def __init__(self, page, item: str) -> None:
        self.page = page
        self.item = item
        self.form = page.locator(f"form[id='{item}']")
        self.state = self.form.locator("[data-state]")
        self.version = self.form.locator("[name=version]")
        self.text = self.form.locator("[name=text]")

    def option(self, key: str):
        return self.form.locator(f"[name=option][value='{key}']")

    def expect_saved(self, version: str = "0") -> None:
        """Wait until the server has a later version than this one, and the page says so."""
        expect(self.version).not_to_have_value(version)
        expect(self.state).to_have_attribute("role", "status")
        expect(self.state).not_to_have_text(self.form.get_attribute("data-saving"))

    def expect_alarm(self) -> None:
        expect(self.state).to_have_attribute("role", "alert")
        expect(self.state).not_to_be_empty()


class Supplier(Site):
    """Somebody who answers."""

    response = ""

    def take_up(self, link: str, name: str, organisation: str, password: str) -> None:
        self.page.goto(link)
        action = link.removeprefix(self.visitor.server.url)
        self.fill_in(action, name=name, organisation=organisation, password=password)
        self.page.locator("th a[href^='/supplier/']").click()
        self.response = self.page.url.removeprefix(self.visitor.server.url)

    def section(self, theme: str) -> None:
        self.goto(f"{self.response}/themes/{theme}")

    def question(self, item: str) -> Question:
        return Question(self.page, item)

    def open_items(self) -> list[str]:
        """The questions on this page that are asked now."""
        asked = self.page.locator("form.question:not([hidden], [id$='-claim'])")
        return [form.get_attribute("id") for form in asked.all()]

    def give(self, item: str) -> None:
        """Answer a question of any kind, without sending anything."""
        question = self.question(item)
        options = question.form.locator("[name=option]")
        if options.count():
            kind = options.first.get_attribute("type")
            for option in [options.first] if kind == "radio" else options.all():
                option.check()
        elif (number := question.form.locator("[name=number]")).count():
            number.fill("12,5")
        else:
            question.text.fill("Zo doen wij dat.")

    def attach(self, requirement: str, name: str, content: bytes) -> None:
        self.goto(f"{self.response}/requirements/{requirement}/evidence")
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.page.locator("[name=file]").set_input_files(file)
        self.send(self.form("/evidence"))

    def hand_in(self) -> list[str]:
        """Hand the response in; gives the digests on the receipt."""
        self.goto(f"{self.response}/submit")
        self.page.locator("[name=is_true]").check()
        self.send(self.form("/submit"))
        return [item.strip() for item in self.page.locator(".digest").all_inner_texts()]


class Review(Site):
    """Somebody of security who opens and judges."""

    def open_responses(self, procurement: str) -> None:
        self.goto(procurement.replace("/procurement/", "/review/"))
        self.send(self.form("/open"))

    def judge_everything(self, supplier: str, motivation: str) -> int:
        """Judge what waits, the best grade for all; gives how many judgements that took."""
        self.page.locator("th a[href*='/review/responses/']", has_text=supplier).click()
        waiting = self.page.locator("form.judgement:has([name=version][value='0'])")
        count = 0
        while waiting.count():
            form = waiting.first
            if not form.is_visible():
                form.locator("xpath=ancestor::details[1]/summary").click()
            is_knock_out = form.locator("[value=meets]").count()
            form.locator("[value=meets]" if is_knock_out else "[value='1']").check()
            form.locator("[name=motivation]").fill(motivation)
            self.send(form)
            count += 1
        return count

    def scorecard(self) -> None:
        self.page.locator("a[href$='/scorecard']").first.click()
