"""This file makes up what the style guide shows: no component needs a database to be seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from questionnaires import knowledge
from questionnaires.catalogue import Category, MeasureStatus
from questionnaires.judgements import Applicability, Verdict
from questionnaires.measure_changes import Rewording
from questionnaires.parts import Part, parts_of
from questionnaires.questionnaire import Progress
from questionnaires.requirement_sets import RequirementKind
from questionnaires.scoring import Interval, Share
from questionnaires.wording import Language
from supplier_portal.services.states import State
from supplier_portal.web import charts as geometry
from supplier_portal.web import radar, tables
from supplier_portal.web.charts import Figure, Row
from supplier_portal.web.formatting import figure
from supplier_portal.web.tasks import Line, Step, Task, steps

STATUSES = (
    *State,
    *RequirementKind,
    *Verdict,
    *Applicability,
    *MeasureStatus,
    *Category,
)
_HALF_WAY = 2


@dataclass(frozen=True, slots=True)
class Charts:
    """One chart of every kind."""

    bars: tuple[Row, ...]
    stacks: geometry.Stacks
    heat: geometry.HeatMap
    radar: radar.Radar


def tasks() -> list[Task]:
    """A task to do, one that waits for others, and one that is done."""
    return [
        Task(gettext("Set the deadline"), "#task-list", "ZAAK-1", gettext("to do"), "todo"),
        Task(gettext("Invite suppliers"), None, "ZAAK-1", gettext("after publication")),
        Task(gettext("Compose the requirements"), "#task-list", "", gettext("done"), "done"),
    ]


def steps_half_way() -> list[Step]:
    """Steps of which the third is next."""
    names = (gettext("Compose"), gettext("Deadline"), gettext("Publish"), gettext("Receive"))
    return steps(names, _HALF_WAY)


def parts() -> list[tuple[Part, ...]]:
    """The parts of a norm that has few, and of one that has many."""
    known = knowledge.load()
    return [parts_of(norm) for norm in (known.catalogue(), known.other_norms()[0])]


def lines(now: datetime) -> list[Line]:
    """Two things that happened."""
    told = gettext("%(who)s published the requirements.", who="Sanne Jansen")
    return [
        Line(now - timedelta(hours=1), told, "Zaaksysteem", "#timeline"),
        Line(now - timedelta(days=2), told, "Zaaksysteem", None),
    ]


def table(arguments: MultiDict[str, str]) -> tables.Shown[int]:
    """A table of some pages that can be sorted and searched."""
    columns: tuple[tables.Column[int], ...] = (
        tables.Column("name", gettext("Name"), lambda row: row),
        tables.Column("points", gettext("Points"), lambda row: -row, is_numeric=True),
        tables.Column("note", gettext("Explanation")),
    )
    return tables.shown(range(1, 13), columns, arguments, text=_text_of, default="name", per_page=5)


def shares() -> list[Share]:
    """A score that is settled, one that is pending, and one of nothing."""
    ten = Fraction(10)
    return [
        Share(Interval(Fraction(8), Fraction(8)), ten),
        Share(Interval(Fraction(4), Fraction(7)), ten),
        Share(Interval(Fraction(0), Fraction(0)), Fraction(0)),
    ]


def progress() -> list[Progress]:
    """Nothing, something and everything answered."""
    return [Progress(0, 40), Progress(12, 40), Progress(40, 40)]


def deadlines(now: datetime) -> list[datetime]:
    """One far away, one close by and one that has passed."""
    return [now + timedelta(days=12), now + timedelta(minutes=40), now - timedelta(days=1)]


def changed() -> Rewording:
    """A text of which words went and words came."""
    return Rewording(
        Language.DUTCH,
        "De leverancier meldt een incident zo snel mogelijk.",
        "De leverancier meldt een ernstig incident binnen 24 uur.",
    )


def charts() -> Charts:
    """One chart of every kind, with a pending figure and one that is not there."""
    themes = [
        gettext("Organisation"),
        gettext("People"),
        gettext("Physical"),
        gettext("Technology"),
    ]
    first = (_settled(80), _settled(50), _nothing(), _between(40, 70))
    second = (_settled(60), _settled(90), _settled(30), _settled(55))
    return Charts(
        bars=tuple(Row(name, found) for name, found in zip(themes, first, strict=True)),
        stacks=geometry.stacks(
            [gettext("Knock-out (mandatory)"), gettext("Scored"), gettext("For information")],
            [(name, counts) for name, counts in zip(themes, _COUNTS, strict=True)],
        ),
        heat=geometry.heat_map(themes, [("Kadepunt", first), ("Vlietwolk", second)]),
        radar=radar.radar(themes, [("Kadepunt", first), ("Vlietwolk", second)]),
    )


_COUNTS = ((4, 12, 2), (1, 3, 0), (0, 2, 1), (6, 18, 3))


def _text_of(row: int) -> str:
    return str(ngettext("%(num)d row", "%(num)d rows", row))


def _settled(value: int) -> Figure:
    return Figure(value, figure(Fraction(value)))


def _between(low: int, high: int) -> Figure:
    span = Interval(Fraction(low), Fraction(high))
    return Figure(span, f"{figure(span.low)} – {figure(span.high)}")


def _nothing() -> Figure:
    return Figure(None, "–")
