"""This file makes the contents of annexes, ordinary ones and hostile ones."""

from datetime import UTC, datetime
from random import Random

from factories.requirements import requirement, revision, wording
from factories.strategies import hostile_revision, nasty

from questionnaires.annexes import Publication
from questionnaires.annexes.applicability import Explained, Grounds, Listed, applicability
from questionnaires.annexes.change_annex import Earlier, change_annex
from questionnaires.annexes.clarifications import PublishedNota, clarifications
from questionnaires.annexes.contract_annex import contract_annex
from questionnaires.annexes.programme import programme
from questionnaires.annexes.questionnaire import questionnaire
from questionnaires.clarifications import Clarification, Nota
from questionnaires.deviations import Asked, Deviation, DeviationKind
from questionnaires.interchange.revision import digest_of
from questionnaires.knowledge.proposals import Proposal
from questionnaires.questions import ZERO
from questionnaires.requirement_sets import Proof, Reference, RequirementKind
from questionnaires.wording import Language, Wording

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NL, EN = Language.DUTCH, Language.ENGLISH


def publication(of=None, **more):
    parts = {"digest": digest_of(of) if of else "d" * 64, "published_at": AT}
    return Publication(**{**parts, **more})


def asked(number="5.20.05", norm="BIO2"):
    """A measure that was proposed, without anything that these documents do not look at."""
    nothing = Wording("x", "x")
    proposal = Proposal(
        nothing,
        nothing,
        RequirementKind.KNOCK_OUT,
        ZERO,
        not_applicable_allowed=False,
        proof=Proof(),
        questions=(),
    )
    return Asked(Reference(norm, "1.3", number), proposal)


def listed(number="5.20.03", *, title="Titel", is_proposed=True, reason="hoort in elk contract"):
    return Listed(
        Reference("BIO2", "1.3", number),
        Wording(title, title),
        is_proposed=is_proposed,
        reason=Wording(reason, reason),
    )


def grounds(*measures, exceptions=(), profile=()):
    return Grounds(measures, exceptions, profile, AT)


def nota(of, *told, number=1):
    """A nota about a revision, with its last requirement and what was told."""
    about = of.requirements[-1].identifier
    items = told or (Clarification("", "", "Dag."), Clarification(about, "Mag dat?", "Ja."))
    digest = digest_of(of)
    return PublishedNota(Nota(number, digest, items), digest, AT, of)


def contents(of=None, language=NL, *, before=None, rests_on=None, told=()):
    """One content of every kind, by its kind."""
    of = of or revision()
    before = before or revision(requirement(text=wording("Zo stond het er.")))
    facts = (of, publication(of), language)
    made = (
        contract_annex(*facts),
        programme(*facts),
        questionnaire(*facts),
        applicability(*facts, rests_on or grounds(listed())),
        change_annex(*facts, Earlier(before, digest_of(before), AT), "Een fout is hersteld."),
        clarifications([nota(of, *told)], language, time_zone="Europe/Amsterdam"),
    )
    return {content["kind"]: content for content in made}


def hostile_contents(seed, trial):
    """One content of every kind with texts that are hard on markup and on template engines."""
    random = Random(f"{seed}-{trial}")
    of, before = hostile_revision(random), hostile_revision(random)
    measures = [
        listed(item.reference.number, title=nasty(random), reason=nasty(random))
        for item in before.requirements
    ]
    exceptions = [
        Explained(
            Deviation(random.choice(list(DeviationKind)), asked(item.reference.number)),
            nasty(random),
        )
        for item in measures
    ]
    told = [
        Clarification(about, nasty(random), nasty(random))
        for about in ("", *(item.identifier for item in of.requirements))
    ]
    profile = [(Wording(nasty(random)), Wording(nasty(random))) for _ in range(3)]
    return contents(
        of,
        random.choice([NL, EN]),
        before=before,
        rests_on=grounds(*measures, exceptions=exceptions, profile=profile),
        told=told,
    )
