#!/usr/bin/env python3
"""Draws the two pictures of the sample, beside the briefings that they lead.

usage: scripts/illustrations.py

Needs Python 3.9 and `pip install pillow`.
"""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "content" / "briefings" / "2025-12"
WIDTH, HEIGHT = 1600, 1000
# Drawn larger, so that edges are smooth.
FACTOR = 3


def canvas(colour):
    return Image.new("RGB", (WIDTH * FACTOR, HEIGHT * FACTOR), colour)


def sheet(lines, heading):
    """A page with a heading and lines of text, on a clear ground."""
    width, height = 300 * FACTOR, 420 * FACTOR
    page = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, width - 1, height - 1), fill="#fbf8f1", outline="#b9b2a3", width=2 * FACTOR)
    left, top, step = 36 * FACTOR, 46 * FACTOR, 24 * FACTOR
    draw.rectangle((left, top, left + heading * FACTOR, top + 14 * FACTOR), fill="#8a1c1c")
    chance = random.Random(lines * 100 + heading)
    for n in range(lines):
        y = top + (n + 2) * step
        end = width - left if n % 5 != 4 else left + (width - 2 * left) * chance.uniform(0.3, 0.8)
        draw.rectangle((left, y, end, y + 7 * FACTOR), fill="#6d6a63")
    return page


def put(image, part, centre, angle):
    shadow = Image.new("RGBA", part.size, (20, 30, 34, 70))
    for piece, shift in ((shadow, 12), (part, 0)):
        turned = piece.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        at = (int(centre[0] * FACTOR - turned.width / 2 + shift * FACTOR), int(centre[1] * FACTOR - turned.height / 2 + shift * FACTOR))
        image.paste(turned, at, turned)


def four_documents():
    image = canvas("#30505a")
    draw = ImageDraw.Draw(image)
    for x in range(0, WIDTH, 64):
        draw.line((x * FACTOR, 0, (x - 180) * FACTOR, HEIGHT * FACTOR), fill="#2c4a54", width=3 * FACTOR)
    for centre, angle, lines, heading in (
        ((360, 480), 9, 12, 130),
        ((690, 530), -4, 13, 170),
        ((1010, 470), 5, 11, 100),
        ((1300, 540), -11, 12, 150),
    ):
        put(image, sheet(lines, heading), centre, angle)
    pen = Image.new("RGBA", (26 * FACTOR, 330 * FACTOR), (0, 0, 0, 0))
    draw = ImageDraw.Draw(pen)
    draw.rounded_rectangle((0, 0, 26 * FACTOR - 1, 270 * FACTOR), radius=10 * FACTOR, fill="#1f2326")
    draw.polygon(((0, 268 * FACTOR), (26 * FACTOR, 268 * FACTOR), (13 * FACTOR, 329 * FACTOR)), fill="#c9b27a")
    put(image, pen, (1130, 820), 62)
    return image


def houses_at_night():
    image = canvas("#16222f")
    draw = ImageDraw.Draw(image)
    for n in range(50):
        shade = 22 + n, 34 + n, 47 + int(n * 1.3)
        draw.rectangle((0, n * 20 * FACTOR, WIDTH * FACTOR, (n + 1) * 20 * FACTOR), fill=shade)
    chance = random.Random(3)
    for _ in range(130):
        x, y = chance.randrange(WIDTH), chance.randrange(560)
        size = chance.choice((1, 1, 2))
        draw.ellipse((x * FACTOR, y * FACTOR, (x + size) * FACTOR, (y + size) * FACTOR), fill="#c9d2dc")
    # Things that fly, all in one direction.
    for x, y, size in ((330, 190, 34), (520, 270, 26), (760, 150, 30), (980, 300, 22), (1190, 220, 26)):
        points = ((0, 0), (-1.0, -0.62), (-0.72, 0), (-1.0, 0.62))
        turn = math.radians(-14)
        turned = [(px * math.cos(turn) - py * math.sin(turn), px * math.sin(turn) + py * math.cos(turn)) for px, py in points]
        draw.polygon([((x + px * size) * FACTOR, (y + py * size) * FACTOR) for px, py in turned], fill="#0b1118")
    x = -40
    while x < WIDTH:
        width, height = chance.randrange(150, 250), chance.randrange(150, 380)
        top, colour = HEIGHT - height, chance.choice(("#0c141c", "#0f1922", "#121d27"))
        draw.rectangle((x * FACTOR, top * FACTOR, (x + width) * FACTOR, HEIGHT * FACTOR), fill=colour)
        if chance.random() < 0.6:
            draw.polygon(((x * FACTOR, top * FACTOR), ((x + width / 2) * FACTOR, (top - 60) * FACTOR), ((x + width) * FACTOR, top * FACTOR)), fill=colour)
        for row in range(top + 30, HEIGHT - 30, 58):
            for column in range(x + 22, x + width - 34, 48):
                lit = chance.random() < 0.18
                draw.rectangle((column * FACTOR, row * FACTOR, (column + 22) * FACTOR, (row + 30) * FACTOR), fill="#e3b35f" if lit else "#1b2833")
        x += width + chance.randrange(6, 30)
    return image


def main():
    for name, image in (("four-documents", four_documents()), ("houses-at-night", houses_at_night())):
        small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(128, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
