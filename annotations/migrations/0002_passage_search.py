"""The index for text search over passages: FTS5 with triggers on SQLite, pg_trgm on PostgreSQL (passage_search).

A later migration that makes Django rebuild annotations_anchor or annotations_annotation on SQLite loses the triggers
of that table and must make them again.
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE annotations_sentence_search USING fts5("
    "sentence, content='annotations_anchor', content_rowid='id', tokenize='trigram')",
    "CREATE VIRTUAL TABLE annotations_note_search USING fts5("
    "note, content='annotations_annotation', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER annotations_sentence_added AFTER INSERT ON annotations_anchor WHEN new.is_origin BEGIN "
    "INSERT INTO annotations_sentence_search(rowid, sentence) VALUES (new.id, new.sentence); END",
    "CREATE TRIGGER annotations_sentence_removed AFTER DELETE ON annotations_anchor WHEN old.is_origin BEGIN "
    "INSERT INTO annotations_sentence_search(annotations_sentence_search, rowid, sentence) "
    "VALUES ('delete', old.id, old.sentence); END",
    "CREATE TRIGGER annotations_sentence_changed AFTER UPDATE OF sentence, is_origin ON annotations_anchor "
    "WHEN old.is_origin OR new.is_origin BEGIN "
    "INSERT INTO annotations_sentence_search(annotations_sentence_search, rowid, sentence) "
    "SELECT 'delete', old.id, old.sentence WHERE old.is_origin; "
    "INSERT INTO annotations_sentence_search(rowid, sentence) SELECT new.id, new.sentence WHERE new.is_origin; END",
    "CREATE TRIGGER annotations_note_added AFTER INSERT ON annotations_annotation WHEN new.note <> '' BEGIN "
    "INSERT INTO annotations_note_search(rowid, note) VALUES (new.id, new.note); END",
    "CREATE TRIGGER annotations_note_removed AFTER DELETE ON annotations_annotation WHEN old.note <> '' BEGIN "
    "INSERT INTO annotations_note_search(annotations_note_search, rowid, note) VALUES ('delete', old.id, old.note); END",
    "CREATE TRIGGER annotations_note_changed AFTER UPDATE OF note ON annotations_annotation "
    "WHEN old.note <> new.note BEGIN "
    "INSERT INTO annotations_note_search(annotations_note_search, rowid, note) "
    "SELECT 'delete', old.id, old.note WHERE old.note <> ''; "
    "INSERT INTO annotations_note_search(rowid, note) SELECT new.id, new.note WHERE new.note <> ''; END",
    "INSERT INTO annotations_sentence_search(rowid, sentence) SELECT id, sentence FROM annotations_anchor WHERE is_origin",
    "INSERT INTO annotations_note_search(rowid, note) SELECT id, note FROM annotations_annotation WHERE note <> ''",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX annotations_sentence_search ON annotations_anchor USING gin (sentence gin_trgm_ops) WHERE is_origin",
    "CREATE INDEX annotations_note_search ON annotations_annotation USING gin (note gin_trgm_ops)",
]
SQLITE_BACK = [
    *[
        f"DROP TRIGGER annotations_{name}"
        for name in (
            "sentence_added",
            "sentence_removed",
            "sentence_changed",
            "note_added",
            "note_removed",
            "note_changed",
        )
    ],
    "DROP TABLE annotations_sentence_search",
    "DROP TABLE annotations_note_search",
]
POSTGRESQL_BACK = ["DROP INDEX annotations_sentence_search", "DROP INDEX annotations_note_search"]


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
