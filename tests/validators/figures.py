"""Reads the figures of a built site with parsers that are not Dateline's.

usage: figures.py FOLDER
"""

import csv
import datetime
import json
import pathlib
import sys

import hxl


def check(condition, message):
    if not condition:
        sys.exit(f"{message}")


def check_series(plain):
    path = plain.with_name(f"{plain.stem}.hxl.csv")
    with plain.open(newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file, strict=True))
    with path.open(newline="", encoding="utf-8") as file:
        columns, tags, *rows = list(csv.reader(file, strict=True))
    check(rows, f"{path}: no figures")
    check(lines == [columns, *rows], f"{plain}: not the rows of {path}")
    check(all(len(row) == len(columns) for row in rows), f"{path}: rows of unequal length")

    with hxl.data(str(path), hxl.input.InputOptions(allow_local=True)) as source:
        read = list(source)
        found = [column.display_tag for column in source.columns]
    check(found == tags, f"{path}: HXL reads {found}")
    check(len(read) == len(rows), f"{path}: HXL reads {len(read)} of {len(rows)} rows")
    values = [row.get("#indicator+value+num-high") for row in read]
    check(values == [row[columns.index("value")] for row in rows], f"{path}: HXL reads {values}")

    series = json.loads(plain.with_suffix(".json").read_text(encoding="utf-8"))
    check(len(series["figures"]) == len(rows), f"{path}: JSON has other rows")
    for figure, row in zip(series["figures"], rows):
        cell = dict(zip(columns, row))
        first = datetime.date.fromisoformat(cell["first_day"])
        last = datetime.date.fromisoformat(cell["last_day"])
        check(first <= last, f"{path}: {first} is after {last}")
        check(figure["url"] == cell["url"], f"{path}: {figure['url']} is not {cell['url']}")
        value = None if cell["value"] == "" else float(cell["value"])
        check(figure["value"] == value, f"{path}: {figure['value']} is not {value}")
        check("; ".join(figure["by"]) == cell["by"], f"{path}: {figure['by']} is not {cell['by']}")


files = [path for path in pathlib.Path(sys.argv[1], "figures").glob("*.csv") if not path.stem.endswith(".hxl")]
files.sort()
check(files, "no series")
for path in files:
    check_series(path)
print(f"figures: {len(files)} series")
