"""The routes of the supplier, one file a page area; importing them adds them to the blueprint."""

from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.routes import (
    answers,
    changes,
    clarifications,
    evidence,
    offline,
    overview,
    questions,
    receipts,
    reuse,
    submission,
    team,
    together,
    vault,
    whole,
)

__all__ = [
    "answers",
    "changes",
    "clarifications",
    "evidence",
    "offline",
    "overview",
    "pages",
    "questions",
    "receipts",
    "reuse",
    "submission",
    "team",
    "together",
    "vault",
    "whole",
]
