"""This file lists the pages of questions and answers in every state, on both sides."""

from e2e.acts import State, empty_form


def states_of_clarifications(at: dict[str, str]) -> list[State]:
    """Nothing asked yet, questions that wait, answers to all, and too little time left."""
    asked = f"/procurement/{at['published']}/clarifications"
    none = f"{at['calm']}/clarifications"
    late = f"{at['short']}/clarifications"
    own = f"{at['supplier']}/clarifications"
    return [
        State(
            "procurement.clarifications",
            "before publication",
            "buyer",
            f"{at['draft']}/clarifications",
        ),
        State("procurement.clarifications", "nothing asked", "buyer", none),
        State("procurement.clarifications", "asked and answered", "buyer", asked),
        State(
            "procurement.clarifications",
            "closed",
            "buyer",
            f"/procurement/{at['closed']}/clarifications",
        ),
        State("procurement.ask_by", "proposed", "buyer", f"{none}/ask-by"),
        State("procurement.ask_by", "wrong", "buyer", f"{none}/ask-by", without_moment),
        State("procurement.add_clarification", "empty", "buyer", f"{none}/add"),
        State("procurement.add_clarification", "wrong", "buyer", f"{none}/add", empty_form("/add")),
        State("procurement.clarification", "drafted", "buyer", at["question"]),
        State(
            "procurement.clarification",
            "wrong",
            "buyer",
            at["question"],
            empty_form(at["question"]),
        ),
        State("procurement.clarification", "published", "buyer", at["answered question"]),
        State("procurement.publish_nota", "ready", "buyer", f"{asked}/publish"),
        State("procurement.publish_nota", "nothing ready", "buyer", f"{none}/publish"),
        State("procurement.publish_nota", "late", "buyer", f"{late}/publish"),
        State(
            "procurement.publish_nota",
            "late and unseen",
            "buyer",
            f"{late}/publish",
            empty_form("/publish"),
        ),
        State("review.questions", "waiting", "reviewer", "/review/questions"),
        State("review.questions", "none", "other reviewer", "/review/questions"),
        State("review.answer_question", "empty", "reviewer", at["given question"]),
        State(
            "review.answer_question",
            "wrong",
            "reviewer",
            at["given question"],
            empty_form(at["given question"]),
        ),
        State("review.answer_question", "taken over", "reviewer", at["taken question"]),
        State("supplier.clarifications", "asked and answered", "supplier", own),
        State("supplier.clarifications", "named", "supplier", own, name_oneself),
        State("supplier.clarifications", "wrong", "supplier", own, empty_form("/clarifications")),
        State("supplier.clarifications", "over", "late", f"{at['late']}/clarifications"),
    ]


def name_oneself(site) -> None:
    form = site.form("/clarifications")
    form.locator("[name=text]").fill("Wij van @example.nl willen dit weten.")
    site.send(form)


def without_moment(site) -> None:
    form = site.form("/ask-by")
    form.locator("[name=ask_by]").fill("")
    site.send(form)
