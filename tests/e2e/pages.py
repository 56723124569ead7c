"""This file knows the pages of each role by names, addresses and ids, in no language at all."""

import re
from datetime import datetime, timedelta

try:
    from playwright.sync_api import Error, expect
except ImportError:  # the fixture ``chromium`` skips or fails, and says why
    Error, expect = OSError, None


class Mouse:
    """Somebody who points at what they want."""

    def __init__(self, page) -> None:
        self.page = page

    def press(self, control) -> None:
        control.click()

    def tick(self, choice) -> None:
        choice.check()

    def write(self, control, text: str) -> None:
        control.fill(text)

    def choose(self, control, value: str) -> None:
        control.select_option(value)

    def attach(self, control, file: dict[str, object]) -> None:
        control.set_input_files(file)


class Site:
    """What every page has, whoever looks at it and by whatever hand they work."""

    def __init__(self, visitor, hand=Mouse) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.goto = visitor.goto
        self.hand = hand(visitor.page)

    def follow(self, address: str) -> None:
        """Follow the first link in sight whose address ends so."""
        link = self.page.locator(f"a[href$='{address}']").locator("visible=true").first
        with self.page.expect_navigation():
            self.hand.press(link)

    def form(self, action: str):
        """The form whose address ends so."""
        return self.page.locator(f"form[action$='{action}']")

    def fill_in(self, action: str, **values: str):
        """Fill in a form by the names of its fields, and send it."""
        form = self.form(action)
        for name, value in values.items():
            self.hand.write(form.locator(f"[name={name}]"), value)
        self.send(form)
        return form

    def send(self, form) -> None:
        """Press the button of a form, agree if that is asked, and wait for where it leads."""
        button = form.locator("button[type=submit]:not([form])")
        is_asked = self.visitor.has_script and button.get_attribute("data-confirm") is not None
        with self.page.expect_navigation():
            self.hand.press(button)
            if is_asked:
                self.hand.press(self.page.locator("dialog[open] [data-agree]"))

    def sign_in(self, email: str, password: str) -> None:
        self.goto("/sign-in")
        self.fill_in("/sign-in?", email=email, password=password)

    def expect_message(self) -> None:
        expect(self.page.locator(".messages .message")).to_be_visible()

    def stop_the_clock(self, at: datetime) -> None:
        """Let time pass for the pages that are opened now only when the test says so."""
        self.page.clock.install(time=at)
        self.page.clock.pause_at(at + timedelta(seconds=1))

    def listen(self) -> None:
        """Keep from now on what this page says to who listens: quietly, and at once."""
        self.page.evaluate(
            """() => { window.heard = {status: [], alert: []};
            for (const region of document.querySelectorAll("[data-announcer], [data-alarm]")) {
                new MutationObserver(() => region.textContent
                    && heard[region.getAttribute("role")].push(region.textContent)
                ).observe(region, {childList: true, characterData: true, subtree: true});
            } }"""
        )

    def heard(self, role: str = "status") -> list[str]:
        return self.page.evaluate("role => heard[role]", role)

    def stay(self) -> list[str]:
        """Stay when the browser asks before leaving; gives what it asks from now on."""
        asked = []

        def on_dialog(dialog) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        self.page.on("dialog", on_dialog)
        return asked


class Window(Site):
    """A window that remembers how the server answered the last page."""

    answer = None

    def __init__(self, visitor) -> None:
        super().__init__(visitor)
        self.page.on("response", self.note)

    def note(self, response) -> None:
        """Keep the answer that is a page; those that are its style and script do not matter."""
        if response.request.is_navigation_request():
            self.answer = response


class Procurement(Site):
    """Somebody who buys."""

    address = ""

    def browse(self) -> None:
        """Look into a catalogue, then go home."""
        self.follow("/catalogues")
        self.follow(self.page.locator("th a[href*='/catalogues/']").first.get_attribute("href"))
        self.follow("?theme=8")
        self.follow("/procurement/")

    def start(self, title: str, reference: str) -> str:
        self.follow("/procurement/start")
        self.fill_in("/start", title=title, reference=reference)
        self.address = self.page.url.removeprefix(self.visitor.server.url)
        return self.address

    def describe_risks(self, answers: dict[str, str], **texts: str) -> None:
        """Answer the questions of the risk profile, from the page of the procurement."""
        self.follow("/profile")
        for name, value in answers.items():
            self.hand.tick(self.page.locator(f"[name={name}][value={value}]"))
        self.fill_in("/profile", **texts)

    def take_over_the_proposal(self, *, but: str) -> None:
        """Put what is proposed in the set, but for one measure."""
        self.hand.press(self.page.locator(f"[id='number-{but}']"))
        self.send(self.form("/proposal"))

    def explain(self, reason: str) -> None:
        """Say why the set asks less than was proposed."""
        self.fill_in("/exceptions", text=reason)

    def pick(self, theme: str, *numbers: str) -> None:
        """Pick measures; from the page of the procurement or that of its requirements."""
        if not self.page.url.endswith("/requirements"):
            self.follow("/requirements")
        self.follow("/requirements/pick")
        self.follow(f"?theme={theme}")
        for number in numbers:
            self.hand.tick(self.page.locator(f"[name=number][value='{number}']"))
        self.send(self.form("/pick"))

    def tailor(self, number: str, *, kind: str, weight: str) -> None:
        """Tailor a requirement, from the page that lists them."""
        self.follow(f"/requirements/BIO2-{number}")
        self.hand.tick(self.page.locator(f"[name=kind][value={kind}]"))
        self.fill_in(f"/requirements/BIO2-{number}", weight=weight)

    def set_deadline(self, local_time: str) -> None:
        self.follow(self.address)
        self.follow("/deadline")
        self.fill_in("/deadline", deadline=local_time)

    def name_reviewers(self) -> None:
        """Name everybody who can be, from the page of the procurement."""
        self.follow("/reviewers")
        for box in self.page.locator("[name=people]").all():
            self.hand.tick(box)
        self.send(self.form("/reviewers"))

    def ask_approval(self) -> None:
        """Ask security for approval, from the page of the procurement."""
        self.follow("/publish")
        self.send(self.form("/approval"))

    def publish(self) -> str:
        """Publish the set; gives the digest of the revision."""
        self.follow(self.address)
        self.follow("/publish")
        self.send(self.form("/publish"))
        return self.page.locator(".digest").inner_text().strip()

    def annex(self, folder):
        """Download the programme of requirements, in the language of the procurement."""
        self.follow("/documents")
        with self.page.expect_download() as started:
            self.hand.press(self.page.locator("a[href*='/documents/programme.docx']"))
        file = folder / started.value.suggested_filename
        started.value.save_as(file)
        return file

    def invite(self, email: str) -> str:
        """Invite a supplier; gives the link."""
        self.follow(self.address)
        self.follow("/invitations")
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

    @property
    def stored(self):
        """Where a conflict shows the answer that is stored."""
        return self.form.locator("[data-stored]")

    @property
    def given(self):
        """Where a conflict shows the answer that was given here."""
        return self.form.locator("[data-given]")

    def keep(self, choice: str):
        """The button that ends a conflict with the "stored" answer, or with "mine"."""
        return self.form.locator(f"[data-keep={choice}]")

    def expect_saved(self, version: str = "0") -> None:
        """Wait until the server has a later version than this one, and the page says so."""
        expect(self.version).not_to_have_value(version)
        expect(self.state).to_have_attribute("data-state", "saved")

    def expect_alarm(self) -> None:
        """Wait until the page shows that this is not saved, and says it at once."""
        expect(self.state).to_have_attribute("data-state", re.compile("trying|wrong"))
        expect(self.page.locator("[role=alert][data-alarm]")).to_have_text(self.state.inner_text())


class Supplier(Site):
    """Somebody who answers."""

    response = ""

    def take_up(self, link: str, name: str, organisation: str, password: str) -> None:
        self.page.goto(link)
        action = link.removeprefix(self.visitor.server.url)
        self.fill_in(action, name=name, organisation=organisation, password=password)
        main = self.page.locator("main")
        self.follow(main.locator("a[href^='/supplier/']").first.get_attribute("href"))
        self.response = self.page.url.removeprefix(self.visitor.server.url)

    def turn_to(self, *pages: str) -> None:
        """Go to a page of the response by links, from any other of its pages."""
        if not self.page.url.endswith(self.response):
            self.follow(self.response)
        for page in pages:
            self.follow(page)

    def section(self, theme: str) -> None:
        self.goto(f"{self.response}/themes/{theme}")

    def leave(self) -> None:
        """Click the link back to the overview without waiting for where it leads."""
        link = self.page.locator(f".action-bar a[href='{self.response}']")
        link.click(no_wait_after=True)

    def hold_back(self) -> None:
        """Let the server receive no answer until the page is unrouted."""
        self.page.route("**/answers/*", lambda _: None)

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
                self.hand.tick(option)
        elif (number := question.form.locator("[name=number]")).count():
            self.hand.write(number, "12,5")
        else:
            self.hand.write(question.text, "Zo doen wij dat.")

    def attach(self, requirement: str, name: str, content: bytes) -> None:
        self.turn_to(f"/themes/{requirement[5]}", f"/requirements/{requirement}/evidence")
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.hand.attach(self.page.locator("[name=file]"), file)
        self.hand.tick(self.page.locator("[name=levels]").first)
        self.send(self.form("/evidence"))

    def join(self, link: str, name: str, email: str, password: str) -> None:
        """Follow the link that a colleague gets, make an account and sign in."""
        self.page.goto(link)
        self.fill_in(link.removeprefix(self.visitor.server.url), name=name, password=password)
        self.fill_in("/sign-in?", email=email, password=password)

    def answer_theme(self, theme: str, *, by_button: bool) -> set[str]:
        """Answer each open question of a theme, also those that appear on the way."""
        self.turn_to(f"/themes/{theme}")
        done: set[str] = set()
        while waiting := [item for item in self.open_items() if self._is_unanswered(item)]:
            question = self.question(waiting[0])
            self.give(question.item)
            if by_button:
                self.send(question.form)
                self.expect_message()
            else:
                question.expect_saved()
            expect(question.version).not_to_have_value("0")
            done.add(question.item)
        return done

    def _is_unanswered(self, item: str) -> bool:
        return self.question(item).version.input_value() == "0"

    def withdraw(self) -> None:
        """Take back what was handed in, from the page with its receipt."""
        self.follow(f"{self.response}/withdraw")
        self.hand.tick(self.page.locator("[name=is_meant]"))
        self.send(self.form("/withdraw"))
        expect(self.page).to_have_url(f"{self.visitor.server.url}{self.response}/receipt")

    def hand_in(self) -> list[str]:
        """Hand the response in; gives the digests on the receipt."""
        self.turn_to("/submit")
        self.hand.tick(self.page.locator("[name=is_true]"))
        self.hand.write(self.page.locator("[name=signer]"), "Anna Jansen")
        self.send(self.form("/submit"))
        return [item.strip() for item in self.page.locator(".digest").all_inner_texts()]


class Review(Site):
    """Somebody of security who approves, opens and judges."""

    def look_at(self, procurement: str) -> None:
        """Go to a procurement by links, from the home of reviewers."""
        self.follow("/review/all")
        self.follow(procurement.replace("/procurement/", "/review/"))

    def approve(self, procurement: str) -> None:
        """Approve a set that waits on the start page."""
        self.follow(f"{procurement.replace('/procurement/', '/review/')}/approval")
        self.hand.press(self.page.locator("[name=decision][value=approved]"))
        self.page.wait_for_url("**/review/")

    def open_responses(self, procurement: str) -> None:
        self.look_at(procurement)
        self.send(self.form("/open"))

    def judge_everything(self, supplier: str, motivation: str) -> int:
        """Judge what waits, the best grade for all; gives how many judgements that took."""
        responses = self.page.locator("a[href*='/review/responses/']", has_text=supplier)
        self.follow(responses.first.get_attribute("href"))
        waiting = self.page.locator("form.judgement:has([name=version][value='0'])")
        count = 0
        while waiting.count():
            form = waiting.first
            if not form.is_visible():
                self.hand.press(form.locator("xpath=ancestor::details[1]/summary"))
            is_knock_out = form.locator("[value=meets]").count()
            self.hand.tick(form.locator("[value=meets]" if is_knock_out else "[value='1']"))
            self.hand.write(form.locator("[name=motivation]"), motivation)
            self.send(form)
            count += 1
        return count

    def scorecard(self) -> None:
        self.follow("/scorecard")
