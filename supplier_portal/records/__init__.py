"""The tables, one file per aggregate; imported here together so that Alembic sees them all."""

from supplier_portal.records import (
    accounts,
    annex_templates,
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
    scans,
    vault,
)

__all__ = [
    "accounts",
    "annex_templates",
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
    "scans",
    "vault",
]
