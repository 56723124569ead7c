"""This file says what people call the kinds, statuses and verdicts of the domain."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from questionnaires.catalogue import Category, MeasureStatus, Source, Theme
from questionnaires.catalogue_changes import Aspect
from questionnaires.deviations import DeviationKind
from questionnaires.equivalences import Relation
from questionnaires.evidence import Validity
from questionnaires.judgements import Applicability, Verdict
from questionnaires.measure_changes import ChangeKind
from questionnaires.proving import ProofMoment
from questionnaires.questions import Severity
from questionnaires.readiness import CheckKey
from questionnaires.requirement_sets import ProofType, RequirementKind
from questionnaires.scoring import Origin, Standing
from questionnaires.themes import THEMES
from supplier_portal.services.approvals import ApprovalState
from supplier_portal.services.clarifications import ClarificationState
from supplier_portal.services.jobs import JobState
from supplier_portal.services.states import State
from supplier_portal.services.verdicts import ScanState

# The keys are texts: equal ones, such as a status and a change both "moved", share a name.
_NAMES = {
    MeasureStatus.ACTIVE: _l("active"),
    MeasureStatus.NONE: _l("no government measure"),
    MeasureStatus.WITHDRAWN: _l("withdrawn"),
    MeasureStatus.MOVED: _l("moved"),
    MeasureStatus.SEE: _l("refers to another"),
    Category.BASIC_HYGIENE: _l("basic hygiene"),
    Category.CHAIN_HYGIENE: _l("chain hygiene"),
    Category.GOVERNMENT_RISK: _l("government risk"),
    Source.OWN: _l("texts of this service"),
    Source.OFFICIAL: _l("official texts"),
    RequirementKind.KNOCK_OUT: _l("Knock-out (mandatory)"),
    RequirementKind.SCORED: _l("Scored"),
    RequirementKind.INFORMATIVE: _l("For information"),
    Verdict.MEETS: _l("meets"),
    Verdict.DOES_NOT_MEET: _l("does not meet"),
    Verdict.TO_BE_VERIFIED: _l("to be verified"),
    Applicability.ACCEPTED: _l("accepted: does not apply"),
    Applicability.REJECTED: _l("rejected: does apply"),
    Origin.JUDGED: _l("judged by a reviewer"),
    Origin.AUTOMATIC: _l("follows from the answer"),
    Origin.UNANSWERED: _l("not answered: 0"),
    Origin.PENDING: _l("waits for a reviewer"),
    Standing.COUNTED: _l("counts"),
    Standing.CLAIM_PENDING: _l('"not applicable" waits for a reviewer'),
    Standing.CLAIM_REJECTED: _l('"not applicable" rejected: 0'),
    Standing.LEFT_OUT: _l('"not applicable" accepted: left out'),
    State.DRAFT: _l("draft"),
    State.APPROVAL: _l("waits for approval by security"),
    State.PUBLISHED: _l("published, open for responses"),
    State.CLOSED: _l("closed, still sealed"),
    State.OPENED: _l("opened"),
    State.IN_REVIEW: _l("being judged"),
    State.DECIDED: _l("decided"),
    State.STANDSTILL: _l("standstill"),
    State.CONTRACTED: _l("contracted"),
    State.ARCHIVED: _l("archived"),
    ApprovalState.NOT_ASKED: _l("not asked for yet"),
    ApprovalState.ASKED: _l("security is asked"),
    ApprovalState.RETURNED: _l("returned with a note"),
    ApprovalState.APPROVED: _l("approved"),
    ApprovalState.CHANGED: _l("changed after approval"),
    ClarificationState.NEW: _l("not answered yet"),
    ClarificationState.ASSIGNED: _l("somebody works on it"),
    ClarificationState.DRAFTED: _l("answer drafted"),
    ClarificationState.READY: _l("ready to be published"),
    ClarificationState.MERGED: _l("answered with another"),
    ClarificationState.IN_NOTA: _l("published to all"),
    ClarificationState.WITHDRAWN: _l("withdrawn by who asked"),
    JobState.WAITING: _l("waits to be sent"),
    JobState.UNDER_WAY: _l("is being sent"),
    JobState.AGAIN: _l("not sent yet, is tried again"),
    JobState.FAILED: _l("could not be delivered: check the address"),
    JobState.DONE: _l("sent"),
    CheckKey.REQUIREMENTS: _l("Requirements"),
    CheckKey.TEXTS: _l("Texts"),
    CheckKey.WEIGHTS: _l("Weights"),
    CheckKey.DEADLINE: _l("Deadline"),
    CheckKey.EXCEPTIONS: _l("Exceptions"),
    CheckKey.REVIEWERS: _l("Reviewers"),
    CheckKey.CHANGES: _l("Changes"),
    ProofType.OWN_STATEMENT: _l("own statement"),
    ProofType.POLICY: _l("policy"),
    ProofType.CERTIFICATE: _l("certificate with statement of applicability"),
    ProofType.ASSURANCE_REPORT: _l("ISAE 3402 or SOC 2 type II"),
    ProofType.PENETRATION_TEST: _l("penetration test"),
    ProofType.AUDIT_REPORT: _l("audit report"),
    ProofType.DEMONSTRATION: _l("demonstration"),
    Validity.HOLDS: _l("valid"),
    Validity.ENDS_BEFORE: _l("expires before the deadline"),
    Validity.EXPIRED: _l("expired"),
    Validity.UNTOLD: _l("no end date"),
    ScanState.NOT_SCANNED: _l("not scanned for malware"),
    ScanState.SCANNING: _l("being scanned for malware"),
    ScanState.CLEAN: _l("no malware found"),
    ScanState.INFECTED: _l("malware found: held back"),
    Relation.REPLACES: _l("replaces the measure"),
    Relation.COMBINED_WITH: _l("is combined with the measure"),
    DeviationKind.DROPPED: _l("not asked"),
    DeviationKind.WEAKENED: _l("asked less strictly"),
    DeviationKind.REPLACED: _l("replaced by another norm"),
    DeviationKind.HEAVIER_PROOF: _l("heavier proof asked"),
    ProofMoment.AT_OFFER: _l("with the offer"),
    ProofMoment.AT_VERIFICATION: _l("when the winner is checked"),
    ProofMoment.YEARLY: _l("every year"),
    Severity.LOW: _l("Low risk"),
    Severity.MEDIUM: _l("Medium risk"),
    Severity.HIGH: _l("High risk"),
    ChangeKind.ADDED: _l("added"),
    ChangeKind.GONE: _l("gone"),
    ChangeKind.REFERRED: _l("refers to another"),
    ChangeKind.REVIVED: _l("in force again"),
    ChangeKind.FILLED: _l("there is a measure now"),
    ChangeKind.EMPTIED: _l("there is no measure any more"),
    ChangeKind.TEXT: _l("text changed"),
    ChangeKind.TITLE: _l("title changed"),
    ChangeKind.CATEGORIES: _l("categories changed"),
    Aspect.TEXT_IN_DUTCH: _l("texts in Dutch"),
    Aspect.TEXT_IN_ENGLISH: _l("texts in English"),
    Aspect.TITLE_IN_DUTCH: _l("titles in Dutch"),
    Aspect.TITLE_IN_ENGLISH: _l("titles in English"),
}
# What the letters of NIS2, article 21(2), are about, in our own few words.
_LETTERS = {
    "a": _l("risk analysis and policy"),
    "b": _l("handling incidents"),
    "c": _l("continuity and backups"),
    "d": _l("the supply chain"),
    "e": _l("buying, building and maintaining systems"),
    "f": _l("testing whether measures work"),
    "g": _l("basic hygiene and training"),
    "h": _l("cryptography"),
    "i": _l("people, access and assets"),
    "j": _l("strong sign-in and secured communication"),
}
_LEVELS = {
    "design": _l("Design"),
    "existence": _l("Existence"),
    "operation": _l("Operation"),
}


def name_of(value: object) -> str:
    """What people call a kind, status, verdict or theme."""
    if isinstance(value, Theme):
        return f"{value.value} {THEMES[value].choose(str(get_locale())).text}"
    return str(_NAMES[value])  # type: ignore[index]


def level_name(key: str) -> str:
    """What people call a level of demonstration: opzet, bestaan or werking."""
    return str(_LEVELS[key])


def letter_name(letter: str) -> str:
    """A letter of NIS2, article 21(2), with what it is about."""
    return f"{letter}: {_LETTERS[letter]}"
