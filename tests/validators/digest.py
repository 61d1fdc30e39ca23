"""Checks the data files of a built site against their schemas, and their references against what is there.

usage: digest.py FOLDER
"""

import json
import pathlib
import sys

import jsonschema

public = pathlib.Path(sys.argv[1])


def read(name, schema):
    schema = json.loads(pathlib.Path(f"docs/content/root/{schema}.schema.json").read_text(encoding="utf-8"))
    data = json.loads((public / "data" / name).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    for error in validator(schema).iter_errors(data):
        sys.exit(f"{name}: {error.json_path}: {error.message}")
    return data


def ids(items, name):
    found = [item["id"] for item in items if item["id"] is not None]
    if len(set(found)) != len(found):
        sys.exit(f"an id of {name} appears twice")
    return set(found)


def check(found, known, what):
    missing = set(found) - known
    if missing:
        sys.exit(f"{what} names {sorted(missing)}")


data = read("digest.json", "digest")
years = [read(f"digest-{link['year']:04}.json", "digest-year") for link in data["years"]]
all_of = {
    name: [item for year in years for item in year[name]]
    for name in ("briefings", "editions", "events", "questions", "watch")
}
for link, year in zip(data["years"], years):
    counts = (year["year"], len(year["briefings"]), len(year["editions"]))
    if counts != (link["year"], link["briefings"], link["editions"]):
        sys.exit(f"{link['url']} is not what `years` says")
briefings = ids(all_of["briefings"], "briefings")
storylines, dossiers = (ids(data[name], name) for name in ("storylines", "dossiers"))
for briefing in all_of["briefings"]:
    check(briefing["storylines"], storylines, briefing["id"])
    check(briefing["names"] + briefing["about"], dossiers, briefing["id"])
for storyline in data["storylines"]:
    check(storyline["key"], dossiers, storyline["id"])
for name, keys in (("storylines", ("briefings",)), ("dossiers", ("about", "mentioned_in"))):
    for whole in data[name]:
        parts = [part for year in years for part in year[name] if part["id"] == whole["id"]]
        for key in keys:
            found = [briefing for part in parts for briefing in part[key]]
            check(found, briefings, whole["id"])
            if len(found) != whole[key]:
                sys.exit(f"{whole['id']} has {whole[key]} under {key}, and the years {len(found)}")
for name, key in (("events", "reports"), ("questions", "asked"), ("watch", "named")):
    for item in all_of[name]:
        check([report["briefing"] for report in item[key]], briefings, item["text"])

urls = (public / "data/urls.txt").read_text(encoding="utf-8").splitlines()
for url in urls:
    page, _, item = url.partition("#")
    path = public / page.lstrip("/")
    file = path / "index.html" if page.endswith("/") else path
    if not file.is_file() or item and f'id="{item}"' not in file.read_text(encoding="utf-8"):
        sys.exit(f"urls.txt: {url} is not there")
print(f"digest: {len(briefings)} briefings, {len(urls)} addresses")
