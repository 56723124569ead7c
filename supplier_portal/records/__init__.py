"""The tables, one file per aggregate; imported here together so that Alembic sees them all."""

from supplier_portal.records import (
    accounts,
    annex_templates,
    answer_uploads,
    approvals,
    catalogues,
    house,
    jobs,
    journal,
    judgements,
    milestones,
    opened_responses,
    procurements,
    requirement_sets,
    responses,
    risk_profiles,
)

__all__ = [
    "accounts",
    "annex_templates",
    "answer_uploads",
    "approvals",
    "catalogues",
    "house",
    "jobs",
    "journal",
    "judgements",
    "milestones",
    "opened_responses",
    "procurements",
    "requirement_sets",
    "responses",
    "risk_profiles",
]
