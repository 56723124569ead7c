"""This file prepares what is looked at before handing in: everything given, and what may harm."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.handing_in import Outlook
from questionnaires.handing_in import outlook as looked_at
from questionnaires.interchange.response import EvidenceReference
from questionnaires.questionnaire import Section
from questionnaires.requirement_sets import Requirement
from supplier_portal.services import answers
from supplier_portal.supplier.views import Workspace


@dataclass(frozen=True, slots=True)
class GivenRequirement:
    """A requirement with what was answered, and the files that go with it."""

    requirement: Requirement
    files: tuple[EvidenceReference, ...]


@dataclass(frozen=True, slots=True)
class GivenSection:
    """The requirements of a theme with everything given, and how much that is."""

    section: Section
    requirements: tuple[GivenRequirement, ...]
    files: int


def outlook(work: Workspace, files: Sequence[EvidenceReference]) -> Outlook:
    """What is missing, and what may harm the supplier."""
    proven = {file.requirement for file in files}
    return looked_at(work.questionnaire, answers.given(work.kept), proven)


def sections(work: Workspace, files: Sequence[EvidenceReference]) -> list[GivenSection]:
    """Everything given, theme by theme."""
    return [_section(section, files) for section in work.questionnaire.sections]


def _section(section: Section, files: Sequence[EvidenceReference]) -> GivenSection:
    given = tuple(
        GivenRequirement(
            requirement,
            tuple(file for file in files if file.requirement == requirement.identifier),
        )
        for requirement in section.requirements
    )
    return GivenSection(section, given, sum(len(item.files) for item in given))
