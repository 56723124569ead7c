"""Run migrations on the connection that ``the caller`` hands over."""

from alembic import context

from supplier_portal import records, settings
from supplier_portal.database import Base, Moment, make_engine

__all__ = ["records"]  # imported so that its tables are known


def _render(kind: str, item: object, _context: object) -> str | bool:
    # A migration stands by itself: it may not change when the project's own types do.
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def _run(connection) -> None:  # noqa: ANN001
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_render,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    engine = make_engine(settings.from_environment().database_url)
    with engine.execution_options(writes=True).connect() as connection:
        _run(connection)
        connection.commit()
