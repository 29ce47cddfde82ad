"""The full-text index: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL (newsroom.search)."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE newsroom_search USING fts5(project, words, content='', tokenize='unicode61 remove_diacritics 0')"
]
POSTGRESQL = [
    "CREATE TABLE newsroom_search (article_id bigint PRIMARY KEY, project_id bigint NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX newsroom_search_words ON newsroom_search USING gin (words)",
    "CREATE INDEX article_by_date_last ON newsroom_article (project_id, published_at DESC NULLS LAST, id DESC)"
    " WHERE deleted_at IS NULL",
]


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP INDEX article_by_date_last")
    schema_editor.execute("DROP TABLE newsroom_search")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
