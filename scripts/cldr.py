#!/usr/bin/env python3
"""Writes src/render/wording/currencies.tsv: where languages put currencies and percent signs, and what they call
the most traded currencies (Unicode CLDR).

usage: scripts/cldr.py FOLDER

FOLDER is the unpacked npm package `cldr-numbers-full`. A line has a language, the pattern of positive and of negative
amounts, the pattern of shares, and the signs of currencies. `0` stands for the number and `¤` for the sign. A line
has only what differs from the line of its language without the last part, and ultimately from that of `und`.
"""

import json
import pathlib
import re
import sys

CODES = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GEL HKD HUF IDR ILS INR IRR JPY KRW KZT MDL MXN MYR "
    "NGN NOK NZD PHP PKR PLN RON RSD RUB SAR SEK SGD SYP THB TRY TWD UAH USD VND XAF XOF ZAR"
).split()
# Those whose narrow sign is known beyond their own countries.
KNOWN = "USD EUR GBP JPY ILS INR KRW RUB TRY UAH".split()


def read(folder, language):
    def numbers(name):
        return json.loads((folder / language / name).read_text(encoding="utf-8"))["main"][language]["numbers"]

    all_numbers, currencies = numbers("numbers.json"), numbers("currencies.json")["currencies"]
    digits = all_numbers["defaultNumberingSystem"]

    def pattern(kind):
        return re.sub(r"[#0][#0,.]*", "0", all_numbers[f"{kind}-numberSystem-{digits}"]["standard"])

    positive, _, negative = pattern("currencyFormats").partition(";")
    signs = {code: currencies.get(code, {}).get("symbol", code) for code in CODES}
    for code in KNOWN:
        narrow = currencies.get(code, {}).get("symbol-alt-narrow", code)
        if signs[code] == code and narrow not in signs.values():
            signs[code] = narrow
    return [positive, negative or f"-{positive}", pattern("percentFormats").partition(";")[0], signs]


def main():
    folder = pathlib.Path(sys.argv[1]) / "main"
    read_in = {path.name: read(folder, path.name) for path in folder.iterdir()}
    lines = []
    for language in sorted(read_in, key=lambda name: (name != "und", name)):
        own, parent = read_in[language], language
        while parent == language or parent not in read_in:
            parent = parent.rpartition("-")[0] or "und"
            if language == "und":
                break
        above = read_in[parent] if language != "und" else ["", "", "", {code: code for code in CODES}]
        cells = ["" if own[n] == above[n] else own[n] for n in range(3)]
        signs = [f"{code}={sign}" for code, sign in own[3].items() if sign != above[3][code]]
        if any(cells) or signs:
            lines.append("\t".join([language, *cells, "|".join(signs)]).rstrip("\t"))
    target = pathlib.Path(__file__).resolve().parents[1] / "src/render/wording/currencies.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
