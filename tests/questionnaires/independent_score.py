"""This file scores a second time, in exact fractions, from the words of the design alone.

It shares nothing with ``questionnaires.scoring``: no structure, no rounding, no helper.
"""

from fractions import Fraction

NONE, ALL = Fraction(0), Fraction(1)


def figures(revision, answers, judgements):
    """Give every figure as (lowest, highest), by what it is of; None where nothing applies."""
    found, sums = {}, {"total": []}
    for requirement in revision.requirements:
        if requirement.kind != "scored":
            continue
        name, weight = requirement.identifier, Fraction(requirement.weight)
        fraction = fraction_of(requirement, answers, judgements)
        if fraction is None:  # it left numerator and denominator
            sums.setdefault(f"theme {name[0]}", [])
            continue
        found[f"fraction {name}"] = fraction
        found[f"points {name}"] = (weight * fraction[0], weight * fraction[1])
        for part in ("total", f"theme {name[0]}"):
            sums.setdefault(part, []).append((*found[f"points {name}"], weight))
    for part, terms in sums.items():
        low, high, weight = map(sum, zip(*terms, strict=True)) if terms else (NONE, NONE, NONE)
        found[f"points {part}"] = (low, high)
        found[part] = (low / weight * 100, high / weight * 100) if terms else None
    return found


def fraction_of(requirement, answers, judgements):
    if requirement.identifier in answers:  # a claim of "not applicable"
        claim = decided(requirement.identifier, judgements)
        return {"accepted": None, "rejected": (NONE, NONE), None: (NONE, ALL)}[claim]
    low = high = total = NONE
    for question in requirement.questions:
        if is_visible(question, requirement, answers):
            lowest, highest = fraction_of_answer(question, requirement, answers, judgements)
            weight = Fraction(question.weight)
            low, high, total = low + weight * lowest, high + weight * highest, total + weight
    return low / total, high / total


def fraction_of_answer(question, requirement, answers, judgements):
    key = f"{requirement.identifier}.{question.key}"
    if key not in answers:
        return NONE, NONE
    grade = decided(key, judgements)
    if grade is not None:
        return Fraction(grade), Fraction(grade)
    earned = {option.key: Fraction(option.fraction) for option in question.options}
    if question.kind == "open":
        return NONE, ALL
    if question.kind == "value":
        low, high = Fraction(question.minimum), Fraction(question.maximum)
        fraction = (Fraction(answers[key].number) - low) / (high - low)
    else:
        fraction = sum(earned[option] for option in options_in(answers[key]))
    fraction = sorted((NONE, fraction, ALL))[1]
    return fraction, fraction


def decided(subject, judgements):
    about = [judgement for judgement in judgements if judgement.subject == subject]
    agreed = [judgement.decision for judgement in about if judgement.is_consensus]
    if agreed:
        return agreed[-1]
    last = list({judgement.reviewer: judgement.decision for judgement in about}.values())
    return last[0] if last and all(decision == last[0] for decision in last) else None


def is_visible(question, requirement, answers):
    if question.shown_when is None:
        return True
    on = next(each for each in requirement.questions if each.key == question.shown_when.question)
    chosen = options_in(answers.get(f"{requirement.identifier}.{on.key}"))
    is_chosen = any(option in question.shown_when.any_of for option in chosen)
    return is_chosen and is_visible(on, requirement, answers)


def options_in(answer):
    return getattr(answer, "options", None) or [getattr(answer, "option", None)]
