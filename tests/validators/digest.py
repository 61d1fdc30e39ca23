"""Holds the data file of a built site to its schema, and its references to what is there.

usage: digest.py FOLDER
"""

import json
import pathlib
import sys

import jsonschema

public = pathlib.Path(sys.argv[1])
schema = json.loads(pathlib.Path("docs/content/root/digest.schema.json").read_text(encoding="utf-8"))
data = json.loads((public / "data/digest.json").read_text(encoding="utf-8"))
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
for error in validator(schema).iter_errors(data):
    sys.exit(f"digest.json: {error.json_path}: {error.message}")


def ids(name):
    found = [item["id"] for item in data[name] if item["id"] is not None]
    if len(set(found)) != len(found):
        sys.exit(f"digest.json: an id of {name} stands twice")
    return set(found)


def check(found, known, what):
    missing = set(found) - known
    if missing:
        sys.exit(f"digest.json: {what} names {sorted(missing)}")


briefings, storylines, dossiers = ids("briefings"), ids("storylines"), ids("dossiers")
for briefing in data["briefings"]:
    check(briefing["storylines"], storylines, briefing["id"])
    check(briefing["names"] + briefing["about"], dossiers, briefing["id"])
for storyline in data["storylines"]:
    check(storyline["briefings"], briefings, storyline["id"])
    check(storyline["key"], dossiers, storyline["id"])
for name, key in (("events", "reports"), ("questions", "asked"), ("watch", "named")):
    for item in data[name]:
        check([report["briefing"] for report in item[key]], briefings, item["text"])

urls = (public / "data/urls.txt").read_text(encoding="utf-8").splitlines()
for url in urls:
    page, _, item = url.partition("#")
    path = public / page.lstrip("/")
    file = path / "index.html" if page.endswith("/") else path
    if not file.is_file() or item and f'id="{item}"' not in file.read_text(encoding="utf-8"):
        sys.exit(f"urls.txt: {url} is not there")
print(f"digest: {len(briefings)} briefings, {len(urls)} addresses")
