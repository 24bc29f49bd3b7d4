"""What PostgreSQL knows of its tables, after many rows came at once."""

from django.db import connection
from django.db.models import Model


def refresh_statistics(*models: type[Model]) -> None:
    """Let the planner count these tables now (ANALYZE), inside the transaction.

    Without it a page right after a large import takes three times as long, until PostgreSQL looks by itself,
    which it does about once a minute.
    """
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
