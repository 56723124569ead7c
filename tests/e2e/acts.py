"""This file says what a state of a page is, and what somebody can do before it is judged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from e2e.cast import OPEN
from sqlalchemy import update

from questionnaires.interchange.canonical import digest
from supplier_portal.records.accounts import SignInRecord
from supplier_portal.services import sign_ins


@dataclass(frozen=True)
class State:
    """A page, who looks at it, and what they do there before it is judged."""

    endpoint: str
    name: str
    who: str
    address: str
    act: Callable = lambda _: None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.endpoint} ({self.name})"

    @property
    def is_acted_on(self) -> bool:
        """Whether somebody does something on the page before it is judged."""
        return self.act is not State.act


def empty_form(action: str) -> Callable:
    """Send a form with nothing in the text fields that are in sight."""

    def act(site) -> None:
        form = site.form(action)
        texts = form.locator("input:is([type=text], [type=email]), textarea")
        for control in texts.locator("visible=true").all():
            control.fill("")
        site.send(form)

    return act


def send(action: str) -> Callable:
    return lambda site: site.send(site.form(action))


def idle_and_write(site) -> None:
    """Be away until nobody is signed in any more, then send what was typed meanwhile."""
    site.form("/notes").locator("textarea").fill("Kees belt maandag.\nVraag hem om bewijs.")
    database = site.visitor.server.app.extensions["supplier_portal.database"]
    with database.writing.begin() as session:
        is_here = SignInRecord.token_digest == digest(site.visitor.token.encode())
        seen_at = datetime.now(UTC) - sign_ins.IDLE_FOR
        session.execute(update(SignInRecord).where(is_here).values(last_seen_at=seen_at))
    site.send(site.form("/notes"))


def guess_too_often(site) -> None:
    """Try wrong passwords until no more are looked at."""
    while site.answer.status != HTTPStatus.TOO_MANY_REQUESTS:
        site.goto("/sign-in")
        site.fill_in("/sign-in?", email="iemand@example.nl", password="verkeerd")


def invite(site) -> None:
    site.fill_in("/invitations", email="nog-iemand@example.nl")


def choose(content: str) -> Callable:
    """Choose the file of a norm, and send it."""

    def act(site) -> None:
        file = {"name": "norm.md", "mimeType": "text/plain", "buffer": content.encode()}
        form = site.form("/catalogues/import")
        form.locator("[name=file]").set_input_files(file)
        site.send(form)

    return act


def past_deadline(site) -> None:
    site.fill_in("/deadline", deadline="2020-01-01T12:00")


def outdated(action: str, **values: str) -> Callable:
    """Send a form as if it had been opened before a colleague changed the same thing."""

    def act(site) -> None:
        form = site.form(action)
        form.locator("[name=version]").evaluate("field => { field.value = 77 }")
        for name, value in values.items():
            form.locator(f"[name={name}]").fill(value)
        site.send(form)

    return act


def explain_nothing(site) -> None:
    """Explain an answer that is not given."""
    form = site.page.locator("form[id='BIO2-5.20.03.q1']")
    form.locator("[name=text]").fill("Alleen een toelichting")
    site.send(form)


def unfold(site) -> None:
    site.page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")


def answer_and_follow_up(site) -> None:
    """Give an answer that asks for more, and wait for the question that appears."""
    site.page.locator("form[id='BIO2-8.31.01.q1'] [value=only_approved]").check()
    site.page.locator("form[id='BIO2-8.31.01.q2']").wait_for(state="visible")


def be_overtaken(site) -> None:
    """Give an answer while a colleague has changed the same one; the page shows both."""
    site.visitor.forgive("status of 409")
    form = site.page.locator(f"form[id='{OPEN}']")
    form.locator("[name=version]").evaluate("field => { field.value = 77 }")
    form.locator("[name=text]").fill("Van mij")
    form.locator("[data-keep=mine]").wait_for(state="visible")


def find(words: str) -> Callable:
    """Type words into the filter of a list."""

    def act(site) -> None:
        site.page.locator("[data-filter]").fill(words)
        site.page.locator("[data-filter-item][hidden]").first.wait_for(state="hidden")

    return act


def weigh_wrongly(site) -> None:
    """Give a requirement a weight that is no number."""
    site.visitor.forgive("status of 400")
    site.page.locator("[data-weight]").first.fill("veel")
    site.page.keyboard.press("Tab")
    site.page.locator("[data-weight][aria-invalid=true]").wait_for()


def try_answers(site) -> None:
    """Give test answers of several kinds; one of them leaves a risk and asks for more."""
    form = site.form("/trial/8")
    form.locator("[id='BIO2-8.08.01.q1-later']").check()
    form.locator("[id='BIO2-8.08.01.q2-number']").fill("12")
    form.locator("[id='BIO2-8.31.01.q1-only_approved']").check()
    press_last(site, form)


def try_wrongly(site) -> None:
    """Give a test answer that is no number."""
    form = site.form("/trial/8")
    form.locator("[id='BIO2-8.08.01.q2-number']").fill("acht")
    press_last(site, form)


def press_last(site, form) -> None:
    """Press the button of the last question that is asked."""
    with site.page.expect_navigation():
        form.locator("button[name=at]").locator("visible=true").last.click()


def hesitate(action: str) -> Callable:
    """Press a button that asks first, and leave the question open."""

    def act(site) -> None:
        for box in site.form(action).locator("[type=checkbox]").all():
            box.check()
        site.form(action).locator("[type=submit]").click()
        site.page.locator("dialog[open]").wait_for()

    return act


def buy_a_cloud(site) -> None:
    """Change what is bought, and see what that would change before it is kept."""
    site.page.locator("[name=segments][value=cloud]").check()
    site.send(site.form("/profile"))


def write_oddly(site) -> None:
    """Write a measure without a number, with an option that has no percentage."""
    for more in site.page.locator("main details").all():
        more.locator("summary").click()
    site.fill_in("/new-measure", options_2="Ja")


def hesitate_to_remove(site) -> None:
    """Press the button that removes a template, and leave the question open."""
    site.page.locator("button[form^=remove-]").first.click()
    site.page.locator("dialog[open]").wait_for()


def look_at_something_else(site) -> None:
    """Take a set along that is not the one that was shown."""
    form = site.form("/copy")
    form.locator("[name=shown]").evaluate("field => { field.value = 'iets anders' }")
    site.send(form)


def judge_nothing(site) -> None:
    site.send(site.page.locator("form.judgement").locator("visible=true").first)


def publish_at_once(site) -> None:
    """Publish a set that nobody approved, for which there is no button."""
    site.form("/approval").evaluate(
        "form => { form.action = form.action.replace('/approval', '/publish') }"
    )
    site.send(site.form("/publish"))


def press(decision: str) -> Callable:
    """Press one of the buttons that decide about a set, and write nothing."""

    def act(site) -> None:
        with site.page.expect_navigation():
            site.page.locator(f"[name=decision][value={decision}]").click()

    return act
