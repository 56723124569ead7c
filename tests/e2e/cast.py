"""This file makes the people and the procurements that the pages in ``states`` show."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from e2e.cast_of_handing import handing_in
from e2e.cast_of_reuse import returning
from e2e.cast_of_vault import fill
from factories.files import pdf
from factories.house import house_text, own_measure, own_segment
from factories.passwords import password_link
from factories.profiles import DEVELOPERS
from factories.second_factors import give_factor
from factories.world import NOW, World

from questionnaires import knowledge
from questionnaires.answers import NotApplicable
from questionnaires.catalogue import Theme
from questionnaires.judgements import Verdict
from questionnaires.proposing import propose
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import answers, evidence, judgements, responses
from supplier_portal.services.answers import Write
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.storage import FolderStore

NUMBERS = ("5.20.03", "5.20.05", "8.08.01", "8.28.01", "8.31.01")
MOTIVATION = "Het antwoord is concreet en het bewijs dekt de gevraagde dienst."
LONG_AGO = NOW - timedelta(days=20)
OPEN = "BIO2-5.20.05.q3"
IMPORT = "/procurement/catalogues/import"
EDITIONS = {
    edition: f"BIO2 versie {edition}\n\n## 5.01.01\n{text}\n"
    for edition, text in (
        ("1.4", "Wij sluiten deuren en ramen."),
        ("1.5", "Wij sluiten elke dag alle deuren."),
    )
}
LONG_NAME = f"BIO2-deel-2-overheidsmaatregelen-{'definitief-' * 5}v1.5.md"
ODD = f"""{EDITIONS["1.5"]}
## 5.01.03
Verplaatst naar 5.02.01

## 5.20.03
De leverancier toont elk half jaar aan dat hij voldoet.

Draagt bij aan: Basishygiëne

## 5.20.01
Vervallen
"""
HOUSE_NORM = (
    """norm;editie;nummer;titel;tekst;status;verwijst naar
Huisnorm;1;HN-1;Sleutels;De leverancier telt elk jaar de sleutels.;;
Huisnorm;1;HN-2;Deuren;De leverancier sluit de deuren.;;
Huisnorm;1;HN-3;Ramen;De leverancier sluit de ramen.;;
Huisnorm;1;HN-4;Kluizen;De leverancier sluit de kluizen.;;
Huisnorm;1;HN-5;Lampen;De leverancier dooft de lampen.;;
""",
    """norm;editie;nummer;titel;tekst;status;verwijst naar
Huisnorm;2;HN-1;Sleutels;De leverancier telt elke maand de sleutels en de passen.;;
Huisnorm;2;HN-2;Deuren;De leverancier sluit de deuren.;;
Huisnorm;2;HN-3;;;verplaatst;HN-2
Huisnorm;2;HN-4;;;vervallen;
Huisnorm;2;HN-5;;;zie;HN-1
""",
)


@dataclass(frozen=True)
class Cast:
    """The people, by a short name (nobody is ``visitor``), and the addresses they go to."""

    people: dict[str, object]
    places: dict[str, str]


def made(world: World, settings) -> Cast:
    """Make everybody and everything that the states show."""
    buyer = world.person("procurement")
    reviewer = world.person("review", organisation=buyer)
    other = world.person("procurement")
    people = {
        "buyer": buyer,
        "reviewer": reviewer,
        "newcomer": world.person("supplier"),
        "other buyer": other,
        "lonely buyer": world.person("procurement"),
        "other reviewer": world.person("review", organisation=other),
    }
    people["careful"] = world.person("supplier", email="careful@example.nl")
    people["carefree"] = world.person("supplier")
    give_factor(world, people["careful"])
    world.keep(buyer, house_text(), own_measure(), own_segment())
    world.keep(buyer, house_text("Onze eigen, betere woorden."), version=1)
    world.house_style(buyer)
    world.house_style(buyer, "programme")
    draft = world.draft(buyer, numbers=NUMBERS)
    profiled = _profiled(world, buyer)
    approval = _asked(world, buyer)
    grouped = world.shipped()["IEC 62443-3-3"]
    grouped_draft = world.draft(buyer, reference="G", numbers=(), catalogue_id=grouped)
    published = world.published(buyer, reference="P", numbers=NUMBERS)
    second = world.published(buyer, reference="S", numbers=NUMBERS)
    long_ago = {
        name: world.published(buyer, reference=name, numbers=NUMBERS, at=LONG_AGO)
        for name in ("closed", "opened", "nothing")
    }
    places = {
        "catalogue": f"/procurement/catalogues/{world.catalogue()}",
        "house_text": f"/procurement/catalogues/{world.catalogue()}/measures/5.20.03/own",
        "grouped": f"/procurement/catalogues/{grouped}",
        "profiled": f"/procurement/{profiled}",
        "compare": _compared(world),
        "odd upload": f"{IMPORT}/{world.uploaded(buyer, ODD, LONG_NAME)}",
        "known upload": f"{IMPORT}/{world.uploaded(buyer, EDITIONS['1.4'])}",
        "draft": f"/procurement/{draft}",
        **approval,
        "requirement": f"/procurement/{draft}/requirements/BIO2-5.20.05",
        "grouped draft": f"/procurement/{grouped_draft}",
        "bare": f"/procurement/{world.draft(buyer, reference='B', numbers=())}",
        **_copied(world, buyer),
        "lonely copy": f"/procurement/{world.draft(people['lonely buyer'], numbers=())}/copy",
        "published": published,
        **long_ago,
        "invitation": f"/invitation/{world.invitation(buyer, published, email='n@example.nl')}",
    }
    for name in ("supplier", "ready", "handed in"):
        people[name], response_id = world.supplier(buyer, published, name=name.replace(" ", "-"))
        places[name] = f"/supplier/{response_id}"
        _fill(world, settings, people[name], response_id, is_whole=name != "supplier")
        if name == "supplier":
            places.update(fill(world, settings, people[name], response_id))
        if name == "handed in":
            world.submit(people[name], response_id)
    people["late"], response_id = world.supplier(
        buyer, long_ago["opened"], name="Laat", at=LONG_AGO
    )
    places["late"] = f"/supplier/{response_id}"
    email = people["supplier"].email
    places["second_invitation"] = f"/invitation/{world.invitation(buyer, second, email=email)}"
    places["evidence"] = f"{places['supplier']}/requirements/BIO2-8.08.01/evidence"
    opened_id = _opened(world, settings, buyer, reviewer, long_ago["opened"])
    places["judged"] = f"/review/responses/{opened_id}"
    places["half judged"] = f"/procurement/{long_ago['opened']}"
    places |= handing_in(world, settings, buyer, people)
    places |= returning(world, buyer, people)
    places |= _asked_of_all(world, buyer, published, people, places)
    places |= _together(world, people, places)
    places |= _changed(world, buyer, people) | _concluded(world, buyer, reviewer)
    world.opened(reviewer, long_ago["nothing"])
    return Cast(people, places)


def _together(world, people, places) -> dict[str, str]:
    """A colleague of one supplier, with notes, themes and an invitation that is under way."""
    first = people["supplier"]
    people["helper"] = world.person("supplier", organisation=first, rights=())
    people["idler"] = world.person("supplier", organisation=first, rights=())
    response_id = UUID(places["supplier"].rpartition("/")[2])
    world.assign(first, response_id, {Theme.TECHNOLOGICAL: people["helper"].id})
    for requirement in ("", "BIO2-5.20.05"):
        world.note(first, response_id, "Kees weet hoe dit zit.\nVraag hem maandag.", requirement)
    email = "eva.van.den.wijngaard-oosterhuis@leverancier.example"
    return {
        "colleague": f"/colleague/{world.colleague_link(first, email=email)}",
        "password": f"/password/{password_link(world, first)}",
        "reminders": f"/reminders/{world.reminder_link('genodigd@nieuw.example')}",
        "no reminders": f"/reminders/{world.reminder_link('wil.niet@nieuw.example')}",
    }


def _profiled(world, buyer):
    """A draft that leaves out two measures of its proposal, one of them with the reason."""
    known = knowledge.load()
    proposed = propose(DEVELOPERS, known, known.catalogue()).proposed
    numbers = {line.number for line in proposed} - {"5.20.04", "5.20.05"}
    draft = world.draft(buyer, reference="R", numbers=numbers)
    world.profile(buyer, draft, DEVELOPERS)
    world.reason(buyer, draft, "BIO2 5.20.05", MOTIVATION)
    return draft


def _asked(world, buyer) -> dict[str, str]:
    """A draft for each way in which its approval can stand."""
    ids = {
        name: world.draft(buyer, reference=name, numbers=NUMBERS)
        for name in ("complete", "asked", "returned", "approved", "changed")
    }
    world.name_reviewer(buyer, ids["complete"])
    reviewer = world.ask_approval(buyer, ids["asked"])
    world.ask_approval(buyer, ids["returned"])
    note = "5.20.05 telt te zwaar.\nMaak er 3 punten van."
    world.decide(reviewer, ids["returned"], ApprovalDecision.RETURNED, note)
    for name in ("approved", "changed"):
        world.approve(buyer, ids[name])
    world.tailor(buyer, ids["changed"], "5.20.05", text="Na de goedkeuring gewijzigd.")
    places = {name: f"/procurement/{found}" for name, found in ids.items()}
    return {**places, "to approve": f"/review/{ids['asked']}/approval"}


def _changed(world, buyer, people) -> dict[str, str]:
    """A published set as it is, one that is being changed, and one that was, with its suppliers."""
    ids = {
        name: world.published(buyer, reference=name, numbers=NUMBERS)
        for name in ("calm", "amending", "amended")
    }
    world.amend(buyer, ids["amending"])
    world.tailor(
        buyer,
        ids["amending"],
        "5.20.05",
        text="Anders gevraagd, met een lang woord: informatiebeveiligingsmaatregelenoverzicht.",
        kind=RequirementKind.INFORMATIVE,
    )
    world.ask_approval(buyer, ids["amending"])
    places = {name: f"/procurement/{found}" for name, found in ids.items()}
    for name in ("overtaken", "confirming"):
        people[name], response_id = world.supplier(buyer, ids["amended"], name=name)
        world.answer(people[name], response_id)
        world.submit(people[name], response_id)
        places[name] = f"/supplier/{response_id}"
    world.amended(buyer, ids["amended"], number="5.20.05")
    response_id = UUID(places["confirming"].rpartition("/")[2])
    world.take_up(people["confirming"], response_id, 2)
    return {**places, "review amending": f"/review/{ids['amending']}"}


def _concluded(world, buyer, reviewer) -> dict[str, str]:
    """A procurement for each number of milestones that it reached after everything was judged."""
    places = {}
    for milestones in range(5):
        procurement_id = world.published(
            buyer, reference=f"D{milestones}", numbers=("5.20.02", "8.08.01"), at=LONG_AGO
        )
        person, response_id = world.supplier(
            buyer, procurement_id, name=f"Winnaar{milestones}", at=LONG_AGO
        )
        world.answer(person, response_id, at=LONG_AGO)
        world.submit(person, response_id, at=LONG_AGO)
        [opened_id] = world.opened(reviewer, procurement_id).values()
        world.judge(reviewer, opened_id, "BIO2-8.08.01?", Verdict.MEETS)
        world.conclude(buyer, procurement_id, milestones, winner=opened_id)
        places[f"concluded {milestones}"] = f"/procurement/{procurement_id}"
        places["judged and decided"] = f"/review/responses/{opened_id}"
    return places


def _asked_of_all(
    world: World, buyer: object, published: object, people: dict, places: dict[str, str]
) -> dict[str, str]:
    """Questions that wait and that were answered; and an answer for which little time is left."""
    place = f"/procurement/{published}/clarifications"
    world.ask_by(buyer, published)
    supplier, response_id = people["supplier"], UUID(places["supplier"].rpartition("/")[2])
    answered = world.ask(supplier, response_id, "Mag bewijs ook in het Engels?", "BIO2-5.20.05")
    world.draft_answer(buyer, published, answered)
    world.nota(buyer, published)
    world.ask(supplier, response_id, "Telt een certificaat van de onderaannemer ook?")
    question = world.ask(supplier, response_id, "Wat is de startdatum?")
    world.draft_answer(buyer, published, question, answer="1 maart 2027.")
    given = world.ask(supplier, response_id, "Mag de test door onszelf?", "BIO2-8.08.01")
    taken = world.ask(supplier, response_id, "Geldt dit ook voor de testomgeving?")
    for question_id, is_ready in ((given, False), (taken, True)):
        answer = "Ja, ook daar." if is_ready else ""
        world.draft_answer(
            *(buyer, published, question_id),
            answer=answer,
            is_ready=is_ready,
            assignee=people["reviewer"].id,
        )
    short = world.published(buyer, reference="short", numbers=NUMBERS)
    world.add_clarification(buyer, short, "De kamer van de vergadering is gewijzigd.")
    return {
        "answered question": f"{place}/{answered}",
        "question": f"{place}/{question}",
        "given question": f"/review/questions/{given}",
        "taken question": f"/review/questions/{taken}",
        "short": f"/procurement/{short}",
    }


def _compared(world) -> str:
    """Two editions of a norm, made up, and the page that compares them."""
    old, new = map(world.imported, EDITIONS.values())
    return f"/procurement/catalogues/{old}/compare/{new}"


def _copied(world, buyer) -> dict[str, str]:
    """A set and a template to start from, and the drafts that can be started with them."""
    old, new = (world.imported(text, "norm.csv") for text in HOUSE_NORM)
    numbers = [f"HN-{number}" for number in range(1, 6)]
    earlier = world.draft(buyer, reference="E", numbers=numbers, catalogue_id=old)
    world.template(buyer, earlier, name="Gebouwen", purpose="Voor alles waar een deur in zit.")
    gone = world.draft(buyer, reference="W", numbers=["HN-4"], catalogue_id=old)
    page = f"/procurement/{world.draft(buyer, reference='C', numbers=(), catalogue_id=new)}/copy"
    return {
        "copy": page,
        "copy all": f"{page}?from={earlier}",
        "copy nothing": f"{page}?from={gone}",
        "template": f"/procurement/{earlier}/template",
    }


def _fill(world, settings, person, response_id, *, is_whole: bool, at=NOW) -> None:
    """Answer, attach a file, and claim that one requirement does not apply."""
    if is_whole:
        world.answer(person, response_id, at=at)
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, person.actor, response_id)
        claim = Write(NotApplicable("Wij leveren geen maatwerk en schrijven geen code."), 0)
        answers.save(session, person.actor, response, "BIO2-8.28.01", claim, received_at=at)
        evidence.attach(
            session,
            person.actor,
            response,
            "BIO2-8.08.01",
            name="Beleid voor kwetsbaarheden en de opvolging ervan, 2026, definitief.pdf",
            content=pdf("proof"),
            store=FolderStore(settings.evidence_folder),
            received_at=at,
        )


def _opened(world, settings, buyer, reviewer, procurement_id):
    """An opened response that is judged in part; gives its id."""
    person, response_id = world.supplier(buyer, procurement_id, name="Geopend", at=LONG_AGO)
    _fill(world, settings, person, response_id, is_whole=True, at=LONG_AGO)
    world.submit(person, response_id, at=LONG_AGO)
    [opened_id] = world.opened(reviewer, procurement_id).values()
    with world.database.writing.begin() as session:
        opened = judgements.opened_response(session, reviewer.actor, opened_id)
        for subject, decision in (
            ("BIO2-5.20.03?", Verdict.DOES_NOT_MEET),
            (OPEN, Decimal("0.8")),
        ):
            judgements.judge(
                session,
                reviewer.actor,
                opened,
                subject=subject,
                decision=decision,
                motivation=MOTIVATION,
                version=0,
                at=NOW,
            )
    return opened_id
