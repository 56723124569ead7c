"""This file lets hypothesis think up revisions, answers and decisions, texts at their worst.

Hypothesis draws texts itself, and shrinks them. Of a procurement it draws a seed alone: that is
ten times as fast, and every rule is met often (claims, hidden questions, disagreement), where
hypothesis by itself prefers procurements with next to nothing in them.
"""

from decimal import Decimal

from factories.requirements import LONG_ENOUGH, purchase
from hypothesis import strategies as st

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.judgements import Applicability, Judgement, Verdict, verdict_subject
from questionnaires.questions import Condition, Option, Question, QuestionKind, Severity
from questionnaires.requirement_sets import (
    Proof,
    ProofType,
    Reference,
    Requirement,
    RequirementKind,
    RequirementSet,
)
from questionnaires.revisions import DEFAULT_SCALE, Grade, publish
from questionnaires.wording import Wording

NASTY = (
    *"<>&\"'{}%#`=\t\n\\/ ",
    *("]]>", "<!--", "{{", "}}", "{%", "%}", "%s", "%(x)s", "=1+1", "'; --", "\\u0000"),
    *("\u00ad", "\u00a0", "\u200b", "\u2028", "\ufeff", "\u202e", "\u200f"),  # soft, hard, unseen
    *("\U0001f600", "\U0001f469\u200d\U0001f4bb", "שלום", "مرحبا"),  # emoji, right to left
    *("e\u0301", "é", "a\u0308\u0323", "\ufb01", "İ", "中"),  # combining, composed, ligature
)
ALL_KINDS = tuple(RequirementKind)
SCORED = (RequirementKind.SCORED,) * 4 + (RequirementKind.KNOCK_OUT,)
CHOICES = {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}
GRADES = tuple(grade.fraction for grade in DEFAULT_SCALE)
REVIEWERS = (
    (),
    [("Anna", False)],
    [("both", True)],
    [("Anna", False), ("Bram", False)],
    [("Anna", False), ("both", True)],
    [("both", True), ("Anna", False), ("Bram", False)],
)
SEEDED = st.randoms(use_true_random=True)


def is_noncharacter(code):
    return 0xFDD0 <= code <= 0xFDEF or code % 0x10000 in {0xFFFE, 0xFFFF}


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"]).filter(
    lambda character: not is_noncharacter(ord(character))
)


def hostile_texts(*, min_size=0):
    """Draw texts that are allowed, and hard on XML, Jinja, spreadsheets, JSON and typesetting."""
    pieces = st.one_of(st.sampled_from(NASTY), CHARACTERS)
    return st.lists(pieces, min_size=min_size, max_size=6).map("".join)


def requirements(number="5.20.03", *, text=None, kinds=ALL_KINDS):
    return SEEDED.map(lambda random: _requirement(random, number, text or _plain, kinds))


def revisions(*, text=None, kinds=ALL_KINDS, max_size=6):
    """Draw published revisions; ``kinds`` says of which kinds their requirements are."""
    return SEEDED.map(lambda random: _revision(random, text or _plain, kinds, max_size))


def scored_revisions():
    """Draw revisions in which nearly every requirement earns points."""
    return revisions(kinds=SCORED)


def answers_for(revision, *, text=None):
    """Draw answers to some questions, hidden ones too: a draft keeps what was filled in before."""
    return SEEDED.map(lambda random: _answers(random, revision, text or _plain))


def decisions_for(revision, answers, *, complete=False):
    """Draw a decision on some, or on all, of what only a reviewer can decide."""
    return SEEDED.map(
        lambda random: {
            subject: random.choice(choices)
            for subject, choices in possible_decisions(revision, answers).items()
            if complete or random.random() < 0.5
        }
    )


def judgements_for(revision, answers):
    """Draw up to two reviewers' judgements and a consensus, on automatic answers as well."""
    possible = dict.fromkeys(answers, GRADES) | possible_decisions(revision, answers)
    return SEEDED.map(
        lambda random: [
            Judgement(subject, reviewer, random.choice(choices), LONG_ENOUGH, is_consensus)
            for subject, choices in possible.items()
            for reviewer, is_consensus in random.choice(REVIEWERS)
        ]
    )


@st.composite
def procurements(draw, *, kinds=ALL_KINDS):
    """Draw a revision with one supplier's answers to it."""
    revision = draw(revisions(kinds=kinds))
    return revision, draw(answers_for(revision))


def possible_decisions(revision, answers):
    """Say what may be decided, by subject: claims, grades of open answers, and verdicts."""
    possible = {}
    for requirement in revision.requirements:
        if requirement.identifier in answers:
            possible[requirement.identifier] = tuple(Applicability)
        if requirement.kind is RequirementKind.KNOCK_OUT:
            possible[verdict_subject(requirement.identifier)] = tuple(Verdict)
        for question in requirement.questions:
            if question.kind is QuestionKind.OPEN and requirement.item(question) in answers:
                possible[requirement.item(question)] = GRADES
    return possible


def _plain(_):
    return "t"


def hostile(random):
    """Give a hostile text by itself, for the many texts of a revision."""
    return "".join(random.choices(NASTY, k=random.randint(0, 5)))


def nasty(random):
    """Give a hostile text that is at times one word of ten thousand letters."""
    is_long = random.random() < 0.02
    return "".join(random.choices("abcdé<&", k=10_000)) if is_long else hostile(random)


def hostile_revision(random):
    """Give a revision of which every text is hostile, by a seed that brings it back."""
    return _revision(random, nasty, ALL_KINDS, 6)


def _wording(random, text):
    """Give a text in Dutch at least, as the procurements here are in Dutch."""
    return Wording(nl=text(random) or "-", en=text(random))


def _perhaps(random, text):
    return _wording(random, text) if random.random() < 0.5 else Wording()


def _weight(random):
    return Decimal(random.choice(["1", "2", "3", "7", f"{random.randint(1, 9999)}e-2"]))


def _fraction(random):
    return Decimal(random.choice(["0", "1", "0.5", f"{random.randint(0, 1000)}e-3"]))


def _amount(random):
    return Decimal(random.randint(-100, 100)).scaleb(-1)


def _question(random, key, earlier, text):
    kind = random.choice(tuple(QuestionKind))
    parts = {
        "wording": _wording(random, text),
        "guidance": _wording(random, text),
        "weight": _weight(random),
    }
    if kind in CHOICES:
        parts["options"] = tuple(
            Option(
                f"o{place}",
                _wording(random, text),
                _fraction(random),
                _perhaps(random, text),
                random.choice([None, *Severity]),
            )
            for place in range(random.randint(2, 4))
        )
    if kind is QuestionKind.VALUE:
        parts["minimum"] = _amount(random)
        parts["maximum"] = parts["minimum"] + Decimal(random.randint(1, 150)).scaleb(-1)
        parts["unit"] = _wording(random, text)
    deciding = [question for question in earlier if question.kind in CHOICES]
    if deciding and random.random() < 0.6:
        on = random.choice(deciding)
        options = random.sample(sorted(on.fractions), random.randint(1, 2))
        parts["shown_when"] = Condition(on.key, tuple(options))
    return Question(key, kind, **parts)


def _requirement(random, number, text, kinds):
    kind = random.choice(kinds)
    questions = ()
    for place in range(random.choice([1, 1, 2, 3, 4])):
        questions += (_question(random, f"q{place}", questions, text),)
    return Requirement(
        identifier=number,
        reference=Reference("BIO2", "1.3", number),
        title=_wording(random, text),
        text=_wording(random, text),
        kind=kind,
        questions=questions,
        weight=_weight(random) if kind is RequirementKind.SCORED else Decimal(0),
        not_applicable_allowed=random.random() < 0.5,
        proof=Proof(
            *(_wording(random, text) for _ in range(3)),
            *(tuple(random.sample(tuple(ProofType), random.randint(0, 2))) for _ in range(3)),
        ),
        guidance=_perhaps(random, text),
    )


def _revision(random, text, kinds, max_size):
    every = [f"{theme}.{control:02}.01" for theme in (5, 6, 8) for control in range(1, 9)]
    numbers = random.sample(every, random.randint(1, max_size))
    return publish(
        RequirementSet(
            tuple(_requirement(random, number, text, kinds) for number in numbers),
            catalogue=text(random),
            catalogue_digest=text(random),
        ),
        purchase=purchase(reference=text(random), title=text(random), buyer=text(random)),
        number=random.randint(1, 99),
        scale=tuple(Grade(grade.fraction, _wording(random, text)) for grade in DEFAULT_SCALE),
    )


def _answer(random, question, text):
    options = sorted(question.fractions)
    match question.kind:
        case QuestionKind.SINGLE_CHOICE:
            return Choice(random.choice(options), text(random), _compensation(random, text))
        case QuestionKind.MULTI_CHOICE:
            chosen = random.sample(options, random.randint(1, len(options)))
            return Choices(tuple(chosen), text(random), _compensation(random, text))
        case QuestionKind.VALUE:
            return Amount(_amount(random), text(random), _compensation(random, text))
        case QuestionKind.OPEN:
            return OpenText(text(random) or "-")


def _compensation(random, text):
    return text(random) if random.random() < 0.3 else ""


def _answers(random, revision, text):
    given = {}
    for requirement in revision.requirements:
        if requirement.not_applicable_allowed and random.random() < 0.5:
            given[requirement.identifier] = NotApplicable(text(random))
        for question in requirement.questions:
            if random.random() < 0.8:
                given[requirement.item(question)] = _answer(random, question, text)
    return given
