"""This file compares our texts with the norms: what they must share, and what they must not."""

import re

MOST_WORDS_IN_COMMON = 9
_WORD = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\b[5-8]\.[0-9]{1,2}(\.[0-9]{1,2})?\b|\b27002(:2022)?\b")
_LIST_NUMBER = re.compile(r"^\s*[0-9]{1,2}\. ", re.MULTILINE)

_DUTCH = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf"
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {"nl": _DUTCH.split(), "en": _ENGLISH.split()}
_ARTICLES = {"nl": "een", "en": "a|an"}
_UNITS = {
    "nl": {
        "minuut|minuten": ("minute", 1),
        "uur|uren": ("hour", 1),
        "(?:werk)?(?:dag|dagen)|dagelijkse?": ("day", 1),
        "week|weken|wekelijkse?": ("day", 7),
        "maand|maanden|maandelijkse?": ("month", 1),
        "kwartaal|kwartalen": ("month", 3),
        "halfjaar|halfjaarlijkse?|half jaar|halve jaar": ("month", 6),
        "jaar|jaren|jaarlijkse?": ("month", 12),
        "procent|%": ("%", 1),
    },
    "en": {
        "minutes?": ("minute", 1),
        "hours?": ("hour", 1),
        "(?:working )?days?|daily": ("day", 1),
        "weeks?|weekly": ("day", 7),
        "months?|monthly": ("month", 1),
        "quarters?|quarterly": ("month", 3),
        "half-year|half-yearly|half a year": ("month", 6),
        "years?|yearly|annual|annually": ("month", 12),
        "per ?cent|%": ("%", 1),
    },
}
_PLURAL = re.compile(
    r"uren|dagen|weken|maanden|kwartalen|jaren|(hour|day|week|month|quarter|year)s"
)


def words_of(text):
    """The words of a text, without case and punctuation."""
    return [word.casefold() for word in _WORD.findall(text)]


def runs_of(text, length=MOST_WORDS_IN_COMMON + 1):
    """Every run of words of this length in a text."""
    words = words_of(text)
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def shared_runs(text, norm_runs):
    """The runs of ten words that a text shares with the norms."""
    return sorted(" ".join(run) for run in runs_of(text) & norm_runs)


def amounts(text, language):
    """Every amount a text names: bare numbers, and periods in months, days, hours or minutes."""
    text = _LIST_NUMBER.sub(" ", _REFERENCE.sub(" ", text.casefold()))
    text = text.replace("%", " % ")
    found = set()
    for match in _PATTERNS[language].finditer(text):
        if match["bare"]:
            found.add((_figure(match["bare"], language), ""))
        elif match["number"] or not _PLURAL.fullmatch(match["unit"]):
            kind, size = _size(match["unit"], language)
            found.add((_figure(match["number"] or "1", language) * size, kind))
    return found


def missing_amounts(official, ours, language):
    """What the official text (in Dutch) names in numbers and ours (in a language) does not."""
    missing = amounts(official, "nl") - amounts(ours, language)
    return sorted(f"{figure} {kind}".strip() for figure, kind in missing)


def _pattern(language):
    numbers = "|".join([*_NUMBERS[language], "[0-9]+"])
    units = "|".join(_UNITS[language])
    return re.compile(
        rf"(?:(?<!\w)(?P<number>{numbers}|{_ARTICLES[language]})[ -]+)?"
        rf"(?<!\w)(?P<unit>{units})(?!\w)"
        rf"|(?<!\w)(?P<bare>{numbers})(?!\w)"
    )


def _figure(written, language):
    if written in _NUMBERS[language]:
        return _NUMBERS[language].index(written)
    return int(written) if written.isdigit() else 1


def _size(unit, language):
    return next(size for written, size in _UNITS[language].items() if re.fullmatch(written, unit))


_PATTERNS = {language: _pattern(language) for language in _UNITS}
