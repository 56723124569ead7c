"""This file tells what changed between two editions of a norm, number by number."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from questionnaires.catalogue import Catalogue, Measure, MeasureStatus
from questionnaires.errors import QuestionnaireError, translatable
from questionnaires.measure_changes import ChangeKind, ControlChange, MeasureChange, Rewording
from questionnaires.word_difference import words
from questionnaires.wording import Language, Wording


class OtherNormError(QuestionnaireError):
    """Two catalogues are of different norms, so that equal numbers mean nothing."""

    message = translatable(
        "%(old)s and %(new)s are not editions of the same norm, so they cannot be compared."
    )


class Aspect(StrEnum):
    """What a whole edition may say of its measures, or leave unsaid."""

    TEXT_IN_DUTCH = "text_nl"
    TEXT_IN_ENGLISH = "text_en"
    TITLE_IN_DUTCH = "title_nl"
    TITLE_IN_ENGLISH = "title_en"
    CATEGORIES = "categories"


_NO_LONGER = {
    MeasureStatus.WITHDRAWN: ChangeKind.WITHDRAWN,
    MeasureStatus.MOVED: ChangeKind.MOVED,
    MeasureStatus.SEE: ChangeKind.REFERRED,
}
_TEXTS = {Language.DUTCH: Aspect.TEXT_IN_DUTCH, Language.ENGLISH: Aspect.TEXT_IN_ENGLISH}
_TITLES = {Language.DUTCH: Aspect.TITLE_IN_DUTCH, Language.ENGLISH: Aspect.TITLE_IN_ENGLISH}


@dataclass(frozen=True)
class Changes:
    """Everything that changed from one edition to another, in the order of the newer one.

    What one of the two never says, of any number, is told once, in ``no_longer_named`` and
    ``newly_named``. Texts and titles are compared only where both are ours or both official.
    """

    old: Catalogue
    new: Catalogue
    measures: tuple[MeasureChange, ...]
    controls: tuple[ControlChange, ...]
    unchanged: int
    no_longer_named: tuple[Aspect, ...]
    newly_named: tuple[Aspect, ...]

    @property
    def is_wording_compared(self) -> bool:
        """Whether both come from the same source, so that words can be laid side by side."""
        return self.old.source is self.new.source

    @cached_property
    def by_number(self) -> Mapping[str, MeasureChange]:
        """What changed, by number."""
        return {change.number: change for change in self.measures}

    @cached_property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many numbers each kind of change happened to, zeros included."""
        found = Counter(kind for change in self.measures for kind in change.kinds)
        return {kind: found[kind] for kind in ChangeKind}

    def of(self, kind: ChangeKind) -> tuple[MeasureChange, ...]:
        """The numbers to which this happened."""
        return tuple(change for change in self.measures if kind in change.kinds)


def difference(old: Catalogue, new: Catalogue) -> Changes:
    """Tell what changed from the old edition to the new one.

    Raises OtherNormError when they are not of the same norm.
    """
    if old.norm != new.norm:
        raise OtherNormError(old=old.name, new=new.name)
    considered = set(Aspect) if old.source is new.source else {Aspect.CATEGORIES}
    named, named_now = _named(old) & considered, _named(new) & considered
    known = old.by_number
    found = [
        _compared(known[number], measure, new, named & named_now)
        if number in known
        else _added(measure, new)
        for number, measure in new.by_number.items()
    ]
    found += [
        MeasureChange(number, measure, None, (ChangeKind.GONE,))
        for number, measure in known.items()
        if number not in new.by_number
    ]
    changed = tuple(change for change in found if change.kinds)
    return Changes(
        old=old,
        new=new,
        measures=changed,
        controls=tuple(_controls(old, new, named & named_now)),
        unchanged=len(found) - len(changed),
        no_longer_named=tuple(aspect for aspect in Aspect if aspect in named - named_now),
        newly_named=tuple(aspect for aspect in Aspect if aspect in named_now - named),
    )


def _named(catalogue: Catalogue) -> set[Aspect]:
    texts = [measure.text for measure in catalogue.measures]
    titles = [measure.title for measure in catalogue.measures]
    titles += [control.title for control in catalogue.controls]
    found = {_TEXTS[language] for language in Language if _says(texts, language)}
    found |= {_TITLES[language] for language in Language if _says(titles, language)}
    if any(measure.categories for measure in catalogue.measures):
        found.add(Aspect.CATEGORIES)
    return found


def _says(wordings: Iterable[Wording], language: Language) -> bool:
    return any(getattr(wording, language) for wording in wordings)


def _added(measure: Measure, new: Catalogue) -> MeasureChange:
    is_there = measure.target in new.by_number
    return MeasureChange(measure.number, None, measure, (ChangeKind.ADDED,), is_there)


def _compared(
    before: Measure, after: Measure, new: Catalogue, named: Collection[Aspect]
) -> MeasureChange:
    of_status = _of_status(before, after)
    target = new.by_number.get(after.target or "")
    found = MeasureChange(before.number, before, after, (), target is not None)
    if of_status is ChangeKind.MOVED and target is not None:
        texts = _rewordings(before.text, target.text, named, _TEXTS)
        found = replace(found, texts_at_target=texts)
    if before.status is after.status:
        found = replace(found, texts=_rewordings(before.text, after.text, named, _TEXTS))
    if (before.status in _NO_LONGER) is (after.status in _NO_LONGER):
        found = replace(found, titles=_rewordings(before.title, after.title, named, _TITLES))
        if Aspect.CATEGORIES in named:
            found = replace(
                found,
                categories_added=after.categories - before.categories,
                categories_removed=before.categories - after.categories,
            )
    return replace(found, kinds=tuple(_kinds(of_status, found)))


def _of_status(before: Measure, after: Measure) -> ChangeKind | None:
    is_same = before.status is after.status
    if after.status in _NO_LONGER:
        return None if is_same and before.target == after.target else _NO_LONGER[after.status]
    if is_same:
        return None
    if before.status in _NO_LONGER:
        return ChangeKind.REVIVED
    return ChangeKind.FILLED if after.status is MeasureStatus.ACTIVE else ChangeKind.EMPTIED


def _kinds(of_status: ChangeKind | None, found: MeasureChange) -> Iterator[ChangeKind]:
    if of_status is not None:
        yield of_status
    if found.texts:
        yield ChangeKind.TEXT
    if found.titles:
        yield ChangeKind.TITLE
    if found.categories_added or found.categories_removed:
        yield ChangeKind.CATEGORIES


def _rewordings(
    before: Wording,
    after: Wording,
    named: Collection[Aspect],
    aspects: Mapping[Language, Aspect],
) -> tuple[Rewording, ...]:
    texts = (
        (language, getattr(before, language), getattr(after, language))
        for language in Language
        if aspects[language] in named
    )
    return tuple(Rewording(*text) for text in texts if words(text[1]) != words(text[2]))


def _controls(old: Catalogue, new: Catalogue, named: Collection[Aspect]) -> Iterator[ControlChange]:
    before = {control.number: control for control in old.controls}
    after = {control.number: control for control in new.controls}
    for number, control in after.items():
        if number not in before:
            yield ControlChange(number, ChangeKind.ADDED)
        elif titles := _rewordings(before[number].title, control.title, named, _TITLES):
            yield ControlChange(number, ChangeKind.TITLE, titles)
    for number in before:
        if number not in after:
            yield ControlChange(number, ChangeKind.GONE)
