"""The program that the validators test."""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]


def target():
    """The folder of builds."""
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def program():
    """What `DATELINE` names, else the newest kind of build that is there."""
    named = [pathlib.Path(os.environ["DATELINE"])] if os.environ.get("DATELINE") else []
    builds = named + [target() / kind / "dateline" for kind in ("release", "debug")]
    found = next((path.resolve() for path in builds if path.is_file()), None)
    if found is None:
        sys.exit(f"{pathlib.Path(sys.argv[0]).stem}: build the program first")
    return found
