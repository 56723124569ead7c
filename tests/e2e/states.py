"""This file lists every page in every state worth looking at; ``cast`` makes what they show."""

from collections.abc import Callable
from dataclasses import dataclass

from e2e.cast import IMPORT, OPEN

# Addresses that answer with something else than a page of their own.
NO_PAGES = {
    "static": "a file",
    "theme": "a file",
    "sign_in.home": "leads to the home of a role",
    "procurement.annex": "a Word document",
    "procurement.catalogue_template": "a workbook",
    "supplier.download": "a file",
    "review.download": "a file",
    "information.security_txt": "a text file",
}


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


class AnyPlace(dict):
    """Addresses for who only asks which states there are."""

    def __missing__(self, key: str) -> str:
        return f"/{key}"


def _empty_form(action: str) -> Callable:
    """Send a form with nothing in its text fields."""

    def act(site) -> None:
        form = site.form(action)
        for control in form.locator("input:is([type=text], [type=email]), textarea").all():
            control.fill("")
        site.send(form)

    return act


def _send(action: str) -> Callable:
    return lambda site: site.send(site.form(action))


def _invite(site) -> None:
    site.fill_in("/invitations", email="nog-iemand@example.nl")


def _choose(content: str) -> Callable:
    """Choose the file of a norm, and send it."""

    def act(site) -> None:
        file = {"name": "norm.md", "mimeType": "text/plain", "buffer": content.encode()}
        form = site.form("/catalogues/import")
        form.locator("[name=file]").set_input_files(file)
        site.send(form)

    return act


def _past_deadline(site) -> None:
    site.fill_in("/deadline", deadline="2020-01-01T12:00")


def _outdated(action: str, **values: str) -> Callable:
    """Send a form as if it had been opened before a colleague changed the same thing."""

    def act(site) -> None:
        form = site.form(action)
        form.locator("[name=version]").evaluate("field => { field.value = 77 }")
        for name, value in values.items():
            form.locator(f"[name={name}]").fill(value)
        site.send(form)

    return act


def _explain_nothing(site) -> None:
    """Explain an answer that is not given."""
    form = site.page.locator("form[id='BIO2-5.20.03.q1']")
    form.locator("[name=text]").fill("Alleen een toelichting")
    site.send(form)


def _unfold(site) -> None:
    site.page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")


def _answer_and_follow_up(site) -> None:
    """Give an answer that asks for more, and wait for the question that appears."""
    site.page.locator("form[id='BIO2-8.31.01.q1'] [value=only_approved]").check()
    site.page.locator("form[id='BIO2-8.31.01.q2']").wait_for(state="visible")


def _be_overtaken(site) -> None:
    """Give an answer while a colleague has changed the same one; the page shows both."""
    site.visitor.forgive("status of 409")
    form = site.page.locator(f"form[id='{OPEN}']")
    form.locator("[name=version]").evaluate("field => { field.value = 77 }")
    form.locator("[name=text]").fill("Van mij")
    form.locator("[data-keep=mine]").wait_for(state="visible")


def _find(words: str) -> Callable:
    """Type words into the filter of a list."""

    def act(site) -> None:
        site.page.locator("[data-filter]").fill(words)
        site.page.locator("[data-filter-item][hidden]").first.wait_for(state="hidden")

    return act


def _weigh_wrongly(site) -> None:
    """Give a requirement a weight that is no number."""
    site.visitor.forgive("status of 400")
    site.page.locator("[data-weight]").first.fill("veel")
    site.page.keyboard.press("Tab")
    site.page.locator("[data-weight][aria-invalid=true]").wait_for()


def _hesitate(action: str) -> Callable:
    """Press a button that asks first, and leave the question open."""

    def act(site) -> None:
        for box in site.form(action).locator("[type=checkbox]").all():
            box.check()
        site.form(action).locator("[type=submit]").click()
        site.page.locator("dialog[open]").wait_for()

    return act


def _write_oddly(site) -> None:
    """Write a measure without a number, with an option that has no percentage."""
    for more in site.page.locator("main details").all():
        more.locator("summary").click()
    site.fill_in("/measures/new", options_2="Ja")


def _publish_at_once(site) -> None:
    """Publish a set that nobody approved, for which there is no button."""
    site.form("/approval").evaluate(
        "form => { form.action = form.action.replace('/approval', '/publish') }"
    )
    site.send(site.form("/publish"))


def _press(decision: str) -> Callable:
    """Press one of the buttons that decide about a set, and write nothing."""

    def act(site) -> None:
        with site.page.expect_navigation():
            site.page.locator(f"[name=decision][value={decision}]").click()

    return act


def _judge_nothing(site) -> None:
    site.send(site.page.locator("form.judgement").locator("visible=true").first)


def states(at: dict[str, str]) -> list[State]:
    """Every page in every state; ``at`` gives the addresses of the cast."""
    return [
        State("sign_in.start", "empty", "visitor", "/sign-in"),
        State("sign_in.start", "wrong", "visitor", "/sign-in", _send("/sign-in?")),
        State("sign_in.invitation", "empty", "visitor", at["invitation"]),
        State("sign_in.invitation", "wrong", "visitor", at["invitation"], _send(at["invitation"])),
        State("sign_in.invitation", "has account", "visitor", at["second_invitation"]),
        State("sign_in.invitation", "join", "supplier", at["second_invitation"]),
        State("sign_in.invitation", "used", "visitor", "/invitation/used", status=404),
        State("styleguide.show", "every component", "visitor", "/styleguide"),
        State("information.glossary", "every word", "visitor", "/glossary"),
        State("information.glossary", "searched", "supplier", "/glossary?q=punten"),
        State("information.glossary", "not found", "visitor", "/glossary?q=xyzzy"),
        State("information.accessibility", "draft", "visitor", "/accessibility"),
        State("procurement.all_procurements", "filled", "buyer", "/procurement/all"),
        State(
            "procurement.all_procurements",
            "sorted and searched",
            "buyer",
            "/procurement/all?q=zaak&sort=title&order=desc",
        ),
        State("procurement.all_procurements", "not found", "buyer", "/procurement/all?q=xyz"),
        State("procurement.all_procurements", "empty", "other buyer", "/procurement/all"),
        State("procurement.home", "filled", "buyer", "/procurement/"),
        State("procurement.home", "empty", "other buyer", "/procurement/"),
        State("procurement.home", "not for you", "supplier", "/procurement/", status=403),
        State("procurement.all_catalogues", "filled", "buyer", "/procurement/catalogues"),
        State("procurement.upload_catalogue", "waiting", "buyer", IMPORT),
        State("procurement.upload_catalogue", "empty", "other buyer", IMPORT),
        State(
            "procurement.upload_catalogue",
            "wrong",
            "other buyer",
            IMPORT,
            _choose("BIO2 versie 1.9\n\n## 5.1\nEen maatregel.\n"),
            400,
        ),
        State("procurement.preview_catalogue", "with warnings", "buyer", at["odd upload"]),
        State("procurement.preview_catalogue", "there already", "buyer", at["known upload"]),
        State("procurement.search_catalogue", "empty", "buyer", f"{at['catalogue']}/search"),
        State(
            "procurement.search_catalogue",
            "found",
            "buyer",
            f"{at['catalogue']}/search?q=cryptografie&category=basic_hygiene",
        ),
        State(
            "procurement.search_catalogue",
            "nothing found",
            "buyer",
            f"{at['catalogue']}/search?q=onvindbaarheid&letter=a",
        ),
        State(
            "procurement.search_catalogue", "groups", "buyer", f"{at['grouped']}/search?group=FR5"
        ),
        State("procurement.measure", "asked", "buyer", f"{at['catalogue']}/measures/8.08.01"),
        State("procurement.measure", "never asked", "buyer", f"{at['catalogue']}/measures/5.19.01"),
        State("procurement.measure", "moved", "buyer", f"{at['catalogue']}/measures/5.04.02"),
        State(
            "procurement.measure", "in own words", "buyer", f"{at['catalogue']}/measures/5.20.03"
        ),
        State("procurement.own_texts", "filled", "buyer", "/procurement/house"),
        State("procurement.own_texts", "empty", "other buyer", "/procurement/house"),
        State("procurement.house_text", "second version", "buyer", at["house_text"]),
        State(
            "procurement.house_text",
            "wrong",
            "buyer",
            at["house_text"],
            _empty_form("/own"),
        ),
        State("procurement.add_own_measure", "empty", "buyer", "/procurement/house/measures/new"),
        State(
            "procurement.add_own_measure",
            "wrong",
            "buyer",
            "/procurement/house/measures/new",
            _write_oddly,
        ),
        State("procurement.own_measure", "filled", "buyer", "/procurement/house/measures/GV-01"),
        State(
            "procurement.own_measure",
            "asking first",
            "buyer",
            "/procurement/house/measures/GV-01",
            _hesitate("/house/withdraw"),
        ),
        State(
            "procurement.add_own_segment",
            "wrong",
            "buyer",
            "/procurement/house/segments/new",
            _send("/segments/new"),
        ),
        State("procurement.own_segment", "filled", "buyer", "/procurement/house/segments/own_1"),
        State("procurement.compare", "changed", "buyer", at["compare"]),
        State("procurement.catalogue", "theme 5", "buyer", at["catalogue"]),
        State("procurement.catalogue", "theme 7", "buyer", f"{at['catalogue']}?theme=7"),
        State("procurement.catalogue", "groups", "buyer", f"{at['grouped']}?group=FR5"),
        State("procurement.start", "empty", "buyer", "/procurement/start"),
        State("procurement.start", "wrong", "buyer", "/procurement/start", _empty_form("/start")),
        State("procurement.show", "draft", "buyer", at["draft"]),
        State("procurement.show", "published", "buyer", f"/procurement/{at['published']}"),
        State("procurement.requirements", "draft", "buyer", f"{at['draft']}/requirements"),
        State("procurement.requirements", "empty", "buyer", f"{at['bare']}/requirements"),
        State(
            "procurement.requirements",
            "published",
            "buyer",
            f"/procurement/{at['published']}/requirements",
        ),
        State("procurement.pick", "theme 5", "buyer", f"{at['draft']}/requirements/pick"),
        State("procurement.pick", "theme 7", "buyer", f"{at['draft']}/requirements/pick?theme=7"),
        State(
            "procurement.pick",
            "groups",
            "buyer",
            f"{at['grouped draft']}/requirements/pick?group=FR5",
        ),
        State(
            "procurement.pick",
            "filtered",
            "buyer",
            f"{at['draft']}/requirements/pick",
            _find("leverancier"),
        ),
        State(
            "procurement.pick",
            "nothing found",
            "buyer",
            f"{at['draft']}/requirements/pick",
            _find("zzz"),
        ),
        State(
            "procurement.requirements",
            "wrong weight",
            "buyer",
            f"{at['draft']}/requirements",
            _weigh_wrongly,
        ),
        State("procurement.tailor", "filled", "buyer", at["requirement"]),
        State(
            "procurement.tailor", "wrong", "buyer", at["requirement"], _empty_form("/BIO2-5.20.05")
        ),
        State(
            "procurement.tailor",
            "conflict",
            "buyer",
            at["requirement"],
            _outdated("/BIO2-5.20.05", text="De mijne"),
        ),
        State("procurement.deadline", "draft", "buyer", f"{at['draft']}/deadline"),
        State(
            "procurement.deadline", "published", "buyer", f"/procurement/{at['published']}/deadline"
        ),
        State("procurement.deadline", "wrong", "buyer", f"{at['draft']}/deadline", _past_deadline),
        State("procurement.reviewers", "nobody yet", "buyer", f"{at['draft']}/reviewers"),
        State(
            "procurement.reviewers",
            "wrong",
            "buyer",
            f"{at['draft']}/reviewers",
            _send("/reviewers"),
        ),
        State("procurement.publish", "to do", "buyer", f"{at['bare']}/publish"),
        State("procurement.publish", "complete", "buyer", f"{at['complete']}/publish"),
        State("procurement.publish", "waiting", "buyer", f"{at['asked']}/publish"),
        State("procurement.publish", "returned", "buyer", f"{at['returned']}/publish"),
        State("procurement.publish", "changed", "buyer", f"{at['changed']}/publish"),
        State("procurement.publish", "ready", "buyer", f"{at['approved']}/publish"),
        State(
            "procurement.publish",
            "asked",
            "buyer",
            f"{at['approved']}/publish",
            _hesitate("/publish"),
        ),
        State(
            "procurement.publish",
            "wrong",
            "buyer",
            f"{at['complete']}/publish",
            _publish_at_once,
        ),
        State(
            "procurement.revision",
            "published",
            "buyer",
            f"/procurement/{at['published']}/revisions/1",
        ),
        State("procurement.invite", "empty", "buyer", f"/procurement/{at['closed']}/invitations"),
        State(
            "procurement.invite",
            "wrong",
            "buyer",
            f"/procurement/{at['closed']}/invitations",
            _send("/invitations"),
        ),
        State(
            "procurement.invite",
            "invited",
            "buyer",
            f"/procurement/{at['published']}/invitations",
            _invite,
        ),
        State("supplier.home", "filled", "supplier", "/supplier/"),
        State("supplier.home", "empty", "newcomer", "/supplier/"),
        State("supplier.show", "open", "supplier", at["supplier"]),
        State("supplier.show", "handed in", "handed in", at["handed in"]),
        State("supplier.show", "late", "late", at["late"]),
        State("supplier.section", "theme 5", "supplier", f"{at['supplier']}/themes/5", _unfold),
        State("supplier.section", "theme 8", "supplier", f"{at['supplier']}/themes/8", _unfold),
        State(
            "supplier.section",
            "wrong",
            "supplier",
            f"{at['supplier']}/themes/5",
            _explain_nothing,
            400,
        ),
        State(
            "supplier.section",
            "conflict",
            "supplier",
            f"{at['supplier']}/themes/5",
            _outdated(f"/answers/{OPEN}", text="Van mij"),
            409,
        ),
        State(
            "supplier.section",
            "follow-up",
            "supplier",
            f"{at['supplier']}/themes/8",
            _answer_and_follow_up,
        ),
        State(
            "supplier.section",
            "overtaken",
            "supplier",
            f"{at['supplier']}/themes/5",
            _be_overtaken,
        ),
        State("supplier.section", "closed", "handed in", f"{at['handed in']}/themes/8"),
        State("supplier.attach", "empty", "supplier", at["evidence"]),
        State("supplier.attach", "wrong", "supplier", at["evidence"], _send("/evidence")),
        State("supplier.submit", "gaps", "supplier", f"{at['supplier']}/submit"),
        State("supplier.submit", "complete", "ready", f"{at['ready']}/submit"),
        State("supplier.submit", "asked", "ready", f"{at['ready']}/submit", _hesitate("/submit")),
        State("supplier.submit", "wrong", "ready", f"{at['ready']}/submit", _send("/submit")),
        State("supplier.submit", "late", "late", f"{at['late']}/submit"),
        State("supplier.receipt", "handed in", "handed in", f"{at['handed in']}/receipt"),
        State("review.all_procurements", "filled", "reviewer", "/review/all"),
        State("review.all_procurements", "empty", "other reviewer", "/review/all"),
        State("review.home", "filled", "reviewer", "/review/"),
        State("review.home", "empty", "other reviewer", "/review/"),
        State("review.approve", "to read", "reviewer", at["to approve"], _unfold),
        State("review.approve", "wrong", "reviewer", at["to approve"], _press("returned")),
        State(
            "review.approve",
            "nobody waits",
            "reviewer",
            at["returned"].replace("procurement", "review") + "/approval",
        ),
        State(
            "review.show",
            "waits for approval",
            "reviewer",
            at["asked"].replace("procurement", "review"),
        ),
        State("review.show", "sealed", "reviewer", f"/review/{at['published']}"),
        State("review.show", "closed", "reviewer", f"/review/{at['closed']}"),
        State("review.show", "opened", "reviewer", f"/review/{at['opened']}"),
        State(
            "review.show",
            "nothing came",
            "reviewer",
            f"/review/{at['nothing']}",
        ),
        State("review.judge", "half judged", "reviewer", at["judged"], _unfold),
        State("review.judge", "wrong", "reviewer", at["judged"], _judge_nothing, 400),
        State("review.scorecard", "pending", "reviewer", f"{at['judged']}/scorecard"),
    ]
