"""This file says what is wrong with a text or a proposal of the knowledge base, one check each.

Every check gives a list of sentences: empty when all is well. They are tested on planted faults in
questionnaires/knowledge/test_content_checks.py.
"""

import re

from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import RequirementKind
from questionnaires.wording import Wording

LEVELS = ("design", "existence", "operation")
_STANDARDS = r"ISO|IEC|ISAE|SOC ?[123]|NEN|CSA|CSIR|PCI|CIS"
_NAMED = {
    ("requirement", "nl"): re.compile(rf"\b({_STANDARDS})\b"),
    ("requirement", "en"): re.compile(rf"\b({_STANDARDS})\b"),
    ("proof", "nl"): re.compile(rf"\b({_STANDARDS}|certificaat|certificaten|keurmerk)\b"),
    ("proof", "en"): re.compile(rf"\b({_STANDARDS}|certificates?|quality mark)\b"),
}
_EQUIVALENT = {"nl": re.compile(r"gelijkwaardig"), "en": re.compile(r"equivalent")}
_STIFF = re.compile(
    r"\b(dient|dienen) te\b|\b(middels|teneinde|betreffende|derhalve|tevens|inzake)\b",
    re.IGNORECASE,
)
_DUTCH = """
de het een en van met niet zijn heeft voor die dat bij aan wordt worden door ook deze dit er naar om
te uit uw u wie waar welke hoe geen alleen maar ja nee op ze alle zonder als
"""
_ENGLISH = """
the and with not are has have for that this by from which who what how to it its your you or only
but can does yes be an a at if there when all as some without
"""
_TYPICAL = {"nl": frozenset(_DUTCH.split()), "en": frozenset(_ENGLISH.split())}
_WORD = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH_TO_TELL = 8


def texts_of(proposal):
    """Every text of a proposal, with the place where it stands."""
    found = {
        "title": proposal.title,
        "requirement": proposal.text,
        "guidance": proposal.guidance,
        **{f"proof {level}": getattr(proposal.proof, level) for level in LEVELS},
    }
    for question in proposal.questions:
        found[question.key] = question.wording
        if question.guidance:
            found[f"{question.key} guidance"] = question.guidance
        if question.unit:
            found[f"{question.key} unit"] = question.unit
        for option in question.options:
            found[f"{question.key} {option.key}"] = option.label
            if option.hint:
                found[f"{question.key} {option.key} hint"] = option.hint
    return found


def gaps(proposal):
    """What a supplier-relevant measure lacks."""
    found = [
        f"{place} lacks a text in {language}"
        for place, text in texts_of(proposal).items()
        for language in ("nl", "en")
        if not getattr(text, language).strip()
    ]
    found += [
        f"proof {level} has no types"
        for level in LEVELS
        if not getattr(proposal.proof, f"{level}_types")
    ]
    if not 1 <= len(proposal.questions) <= 3:
        found.append("it needs one to three questions")
    if not proposal.segments:
        found.append("it has no segments")
    if proposal.kind is RequirementKind.SCORED and proposal.weight not in {1, 2, 3, 4, 5}:
        found.append("its weight is not one of 1 to 5")
    return found


def odd_fractions(proposal):
    """Options that do not earn what they should."""
    found = []
    for question in proposal.questions:
        fractions = [option.fraction for option in question.options]
        if any(not 0 <= fraction <= 1 for fraction in fractions):
            found.append(f"{question.key} has a fraction outside 0..1")
        if question.kind is QuestionKind.SINGLE_CHOICE and max(fractions) != 1:
            found.append(f"{question.key} has no option that earns all")
        if question.kind is QuestionKind.MULTI_CHOICE and sum(fractions) != 1:
            found.append(f"the options of {question.key} do not add up to 1")
    return found


def missing_hints(proposal):
    """Answers that leave a risk without a word about it."""
    return [
        f"{question.key} {option.key} lacks a hint or its severity"
        for question in proposal.questions
        if question.kind is QuestionKind.SINGLE_CHOICE
        for option in question.options
        if option.fraction < 1 and not (option.hint.nl and option.hint.en and option.severity)
    ]


def missing_equivalents(proposal):
    """Standards and certificates asked by name without a word about what is equivalent."""
    texts = texts_of(proposal)
    return [
        f"{place} ({language}) names {named[0]} without its equivalent"
        for place in texts
        for (kind, language), pattern in _NAMED.items()
        if place.startswith(kind)
        and (named := pattern.search(getattr(texts[place], language)))
        and not _EQUIVALENT[language].search(getattr(texts[place], language))
    ]


def language_faults(text: Wording):
    """A text that is in the other language, or in officialese."""
    found = []
    for language, other in (("nl", "en"), ("en", "nl")):
        words = [word.casefold() for word in _WORD.findall(getattr(text, language))]
        own = sum(word in _TYPICAL[language] for word in words)
        strange = sum(word in _TYPICAL[other] for word in words)
        if strange > own or (own == 0 and len(words) > _LONG_ENOUGH_TO_TELL):
            found.append(f"not in {language}: {getattr(text, language)}")
    if stiff := _STIFF.search(text.nl):
        found.append(f"“{stiff[0]}” is officialese: {text.nl}")
    return found
