"""Checks the schemas that `dateline schema` prints against the meta-schema of JSON Schema 2020-12, and
values against them.

usage: schemas.py FOLDER

The folder of a built site is not used: the schemas come from the program, in the folder of the site.
"""

import json
import subprocess
import sys

from jsonschema import Draft202012Validator

import built

FORMS = ("site", "briefing", "edition", "storyline", "dossier", "page")
BRIEFING = {"title": "T", "date": "2025-12-22"}
VALUES = (
    ("site", {"title": "T", "timezone": "Europe/Kyiv", "base_url": "https://example.org/a/"}, True),
    ("site", {"title": "T", "timezone": "Europe/Kiyv"}, False),
    ("site", {"title": "T", "base_url": "example.org"}, False),
    ("site", {"title": "T", "kinds": {"figures": {"one": "A", "many": "B"}}}, False),
    ("site", {}, False),
    ("briefing", BRIEFING, True),
    ("briefing", BRIEFING | {"title": 2025, "covers": 2025, "storylines": None, "extra": [{}]}, True),
    ("briefing", BRIEFING | {"date": "2024-02-29T07:00+02:00"}, True),
    ("briefing", BRIEFING | {"date": "2025-02-29"}, False),
    ("briefing", BRIEFING | {"title": " "}, False),
    ("briefing", BRIEFING | {"sumary": "S"}, False),
    ("briefing", BRIEFING | {"figures": {"series": "a", "value": "90 billion"}}, True),
    ("briefing", BRIEFING | {"figures": {"series": "a", "value": "many"}}, False),
    ("briefing", BRIEFING | {"sections": {"north": {"storylines": "flood", "place": "pier"}}}, True),
    ("briefing", BRIEFING | {"sections": {"north": {"storyline": "flood"}}}, False),
    ("edition", {}, True),
    ("edition", {"number": 665, "parts": [{"title": "P", "briefings": ["a"]}], "covers": "2025-12-19/2025-12-22"}, True),
    ("edition", {"number": 0}, False),
    ("edition", {"parts": [{"briefings": ["a"]}]}, False),
    ("storyline", {"title": "T", "trend": {"is": "better"}}, False),
    ("dossier", {"name": "N", "at": [50.45, 30.52]}, True),
    ("dossier", {"name": "N", "at": [50.45]}, False),
    ("page", {"title": "T", "draft": True}, True),
    ("page", {"title": "T", "covers": "2025"}, False),
)

program = built.program()


def schema(*form):
    run = subprocess.run([program, "schema", *form], capture_output=True, encoding="utf-8", check=True)
    schema = json.loads(run.stdout)
    if schema["$schema"] != "https://json-schema.org/draft/2020-12/schema":
        sys.exit(f"{form}: another draft of JSON Schema: {schema['$schema']}")
    Draft202012Validator.check_schema(schema)
    return schema


schema()
validators = {form: Draft202012Validator(schema(form)) for form in FORMS}
for form, value, is_right in VALUES:
    if validators[form].is_valid(value) != is_right:
        sys.exit(f"{form}: {value} is {'refused' if is_right else 'accepted'}")
print(f"schemas: {len(FORMS)} forms, {len(VALUES)} values")
