#!/usr/bin/env python3
"""Lists the hashes of all runs of eight words of a text, so that copies of it can be found without it.

usage: scripts/copied.py TEXT > tests/suite/copied/runs.txt

A word is the longest possible row of letters and digits, in lower case; all else separates words, so `1,300` is two.
A run is eight words in a row, joined by single spaces, across the ends of sentences and lines.
Its hash is 64-bit FNV-1a over its UTF-8, written as 16 hexadecimal digits.
The list is sorted, so it does not reveal the order of the text.
`tests/suite/copied.rs` reads the list, and takes words and runs in the same way.

Needs Python 3.9 and nothing else.
"""

import re
import sys
from pathlib import Path

RUN = 8  # words

HEAD = """\
# Runs of eight words of the text that the sample began with, as hashes. The text is not here.
# Written by `scripts/copied.py TEXT`; its head says how. Read by `tests/suite/copied.rs`.
"""


def words(text):
    return re.findall(r"[^\W_]+", text.lower())


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def hashes(text):
    found = words(text)
    runs = (" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1))
    return sorted({f"{fnv1a(run.encode()):016x}" for run in runs})


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(HEAD + "\n".join(hashes(Path(sys.argv[1]).read_text(encoding="utf-8"))) + "\n")


if __name__ == "__main__":
    main()
