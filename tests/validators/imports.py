"""Compares imported archives with what their own programs make of them.

usage: imports.py FOLDER

The folder of a built site is not used. The archives of `tests/imports/` are built by Hugo and by Eleventy,
with bare templates that show title, date and text, and imported and built by Dateline. Every page of
the other program must be there under its old address, with the same title, date, headings with ids, words, code,
and pictures, and with links that lead to the same pages. Eleventy is left out where Node does not have it.
"""

import datetime
import os
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zoneinfo

from lxml import html

import built

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/imports"
ELEVENTY = pathlib.Path(__file__).with_name("eleventy") / "node_modules"

program = built.program()

BARE = """<!doctype html><title>{title}</title>
<main><h1 class="peer">{title}</h1><time datetime="{date}"></time><div class="text">{content}</div></main>
"""
OF_HUGO = BARE.format(
    title="{{ .Title }}", date='{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}', content="{{ .Content }}"
)
BARE_HUGO = {
    "layouts/single.html": OF_HUGO,
    "layouts/list.html": f"{{{{ if .Content }}}}{OF_HUGO}{{{{ end }}}}\n",
    # What themes have.
    "layouts/_shortcodes/notice.html": '<aside><p>{{ .Get 0 | title }}</p>{{ .Inner | markdownify }}</aside>\n',
    "layouts/_shortcodes/timetable.html": '<p>{{ printf "{{< %s route=%q >}}" .Name (.Get "route") }}</p>\n',
    "layouts/_markup/render-blockquote.html": (
        "<blockquote>{{ with .AlertType }}<p>{{ . | title }}</p>{{ end }}{{ .Text }}</blockquote>\n"
    ),
}
OF_ELEVENTY = BARE.format(
    title="{{ title }}", date="{{ page.date.toISOString() }}", content="{{ content | safe }}"
).replace('class="peer"', 'class="{% if page.inputPath.endsWith(\'.md\') %}peer{% endif %}"')
BARE_ELEVENTY = {
    "src/_includes/bare.njk": OF_ELEVENTY,
    "src/_includes/base.njk": OF_ELEVENTY,
    "src/src.json": '{"layout": "bare.njk"}\n',
}

NO_TITLE = "it has no title for a text without one; here that is the headline or the name of the file"
HEADLINE = "the headline is the title"
FILM = "a film is a link, since nothing is loaded from elsewhere"
LISTS = "lists have other addresses"
# What differs and is meant to: program, old address, part, and why.
MEANT = {
    ("hugo", "/2024/03/low/", "title"): NO_TITLE,
    ("hugo", "/2024/03/low/", "headings"): HEADLINE,
    ("hugo", "/2024/03/low/", "words"): HEADLINE,
    ("hugo", "/2024/03/ice/", "title"): NO_TITLE,
    ("hugo", "/2024/03/a-film-of-the-pier/", "words"): FILM,
    ("hugo", "/2024/03/a-film-of-the-pier/", "links"): FILM,
    ("hugo", "/2024/03/where-to-read-on/", "links"): LISTS,
    ("hugo", "/en/", "page"): "the front page has one address",
    ("eleventy", "/notes/foam/", "title"): NO_TITLE,
    ("eleventy", "/notes/foam/", "headings"): HEADLINE,
    ("eleventy", "/notes/foam/", "words"): HEADLINE,
    ("eleventy", "/notes/ice-on-the-quay/", "title"): NO_TITLE,
    ("eleventy", "/notes/harbour/", "words"): "the title of a picture is its caption here",
    ("eleventy", "/notes/unknown/", "words"): "a call without an equal stays as text",
    ("eleventy", "/notes/lists/", "links"): LISTS,
    ("eleventy", "/notes/later/", "page"): "it knows no drafts by itself; here it is one",
    ("eleventy", "/notes/next-year/", "page"): "it publishes what is dated in the future",
}
seen = set()
wrong = []


def files(name):
    """The files of an archive, and the options of its import."""
    archive, options, path = {}, [], None
    for line in (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").splitlines(keepends=True):
        if found := re.fullmatch(r"-- (.+) --\n", line):
            path = found[1]
            archive[path] = ""
        elif found := re.fullmatch(r"== map: (.+) ==\n", line):
            options += ["--map", found[1]]
        elif re.fullmatch(r"== .+ ==\n", line):
            path = None
        elif path is not None:
            archive[path] += line
    return archive, options


def write(folder, texts):
    for path, text in texts.items():
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, encoding="utf-8")


def run(command, folder, **settings):
    env = {key: value for key, value in os.environ.items() if key != "DATELINE_BASE_URL"} | settings
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"imports: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def at(folder, address):
    """The file at an address, as a server finds it."""
    path = folder / urllib.parse.unquote(address).strip("/")
    return next((file for file in (path / "index.html", path) if file.is_file()), None)


REDIRECT = re.compile(r'http-equiv="?refresh"? content="0; url=([^"]+)"')
BACK = re.compile(r"\b(back|footnote-backref)\b")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TYPESET = {"‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "–": "--", "\u00a0": " "}


class Site:
    """What a program built."""

    def __init__(self, folder, base):
        self.folder, self.base = folder, base

    def local(self, page, href):
        """The address that a link of a page leads to, from the root of the site, or that of another site."""
        whole = urllib.parse.urljoin(f"{self.base}{page}", href)
        rest = whole.removeprefix(self.base) if whole.startswith(f"{self.base}/") else whole
        return urllib.parse.unquote(rest)

    def followed(self, address):
        """Where an address leads in the end: a redirect is followed."""
        path, _, fragment = address.partition("#")
        for _ in range(5):
            file = at(self.folder, path) if path.startswith("/") else None
            if file is None or file.suffix != ".html":
                break
            found = REDIRECT.search(file.read_text(encoding="utf-8"))
            if found is None:
                break
            path = self.local(path, found[1])
        return f"{path}#{fragment}" if fragment else path


def typed(text):
    """Words without what a typesetter does to them."""
    for set_as, plain in TYPESET.items():
        text = text.replace(set_as, plain)
    return " ".join(text.split())


class Page:
    """A page as far as it is compared."""

    def __init__(self, site, address):
        self.site, self.address = site, address
        main = html.document_fromstring(at(site.folder, address).read_text(encoding="utf-8")).find(".//main")
        self.title = typed(main.find(".//h1").text_content()) if main.find(".//h1") is not None else ""
        time = main.find(".//time")
        self.date = time.get("datetime") if time is not None else None
        text = next(node for node in main.iter("div") if "text" in node.get("class", "").split())
        # Note marks and the links back from notes are each program's own.
        backs = [node for node in text.iter("a") if BACK.search(node.get("class", ""))]
        for node in [*text.iter("sup"), *text.iter("hr"), *backs]:
            node.drop_tree()
        self.headings = [(node.tag, node.get("id"), typed(node.text_content())) for node in text.iter(*HEADINGS)]
        blocks = [node for node in text.iter("code") if node.getparent().tag == "pre"]
        self.code = [(node.get("class"), node.text_content().rstrip("\n")) for node in blocks]
        self.pictures = [(node.get("alt", ""), self.bytes(node.get("src"))) for node in text.iter("img")]
        links = [node for node in text.iter("a") if node.get("href")]
        self.links = [(typed(node.text_content()), site.local(address, node.get("href"))) for node in links]
        # Spaces between blocks are nobody's.
        self.words = "".join(typed(text.text_content()).split())

    def bytes(self, source):
        file = at(self.site.folder, self.site.local(self.address, source))
        return file and file.read_bytes()


def day_of(date, zone):
    """A date as an instant, or as the day that it is in the zone."""
    moment = datetime.datetime.fromisoformat(date.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def is_same_date(theirs, ours, zone):
    if len(ours) == 10:
        return day_of(theirs, zone).astimezone(zone).date().isoformat() == ours
    return day_of(theirs, zone) == day_of(ours, zone)


def differ(name, address, part, theirs, ours):
    if theirs == ours:
        return
    if (name, address, part) in MEANT:
        seen.add((name, address, part))
    else:
        wrong.append(f"{name}: {address}: {part}\n  {name}: {theirs}\n  dateline: {ours}")


def compare(name, address, peer, mine, zone):
    if at(mine.folder, address) is None:
        differ(name, address, "page", "is there", "is not there")
        return
    theirs, ours = Page(peer, address), Page(mine, mine.followed(address))
    differ(name, address, "title", theirs.title, ours.title)
    if ours.date is not None and not is_same_date(theirs.date, ours.date, zone):
        differ(name, address, "date", theirs.date, ours.date)
    differ(name, address, "headings", theirs.headings, ours.headings)
    differ(name, address, "code", theirs.code, ours.code)
    differ(name, address, "pictures", theirs.pictures, ours.pictures)
    # A link of the other site leads to where its target is now.
    here = lambda links: [(words, mine.followed(target)) for words, target in links]
    differ(name, address, "links", here(theirs.links), here(ours.links))
    differ(name, address, "words", theirs.words, ours.words)


def pages(folder):
    """The addresses of the pages that the bare template made."""
    for file in sorted(folder.rglob("*.html")):
        if '<h1 class="peer"' in file.read_text(encoding="utf-8"):
            path = f"/{file.relative_to(folder).as_posix()}"
            yield posixpath.dirname(path).rstrip("/") + "/" if path.endswith("/index.html") else path


def archive(name, base, zone, texts, make):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        source, options = files(name)
        for old in ("old", "peer"):
            write(place / old, source)
        write(place / "peer", texts)
        make(place / "peer", place / "theirs")
        run([program, "import", name, "old", "--into", "new", *options], place)
        run([program, "build", "--root", "new", "--output", place / "ours"], place)
        peer, mine = Site(place / "theirs", base), Site(place / "ours", base)
        addresses = list(pages(peer.folder))
        for address in addresses:
            compare(name, address, peer, mine, zoneinfo.ZoneInfo(zone))
        # Other addresses, such as those of aliases, lead somewhere too.
        for file in sorted(peer.folder.rglob("*.html")):
            path = f"/{file.relative_to(peer.folder).as_posix().removesuffix('index.html')}"
            target = peer.followed(path)
            if target != path and (at(mine.folder, path) is None or mine.followed(path) != mine.followed(target)):
                differ(name, path, "page", target, mine.followed(path))
        return len(addresses)


def hugo(folder, output):
    tool = pathlib.Path(sys.executable).with_name("hugo")
    # HTML in texts is as trustworthy as the fixture.
    settings = {"HUGO_SECURITY_ALLOWCONTENT": ".*", "HUGO_MARKUP_GOLDMARK_RENDERER_UNSAFE": "true"}
    run([tool if tool.is_file() else "hugo", "--destination", output], folder, **settings)


def eleventy(folder, output):
    (folder / "node_modules").symlink_to(ELEVENTY)
    run(["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet", f"--output={output}"], folder)


counts = [f"{archive('hugo', 'https://ferries.example', 'Europe/Kyiv', BARE_HUGO, hugo)} pages of Hugo"]
if shutil.which("node") and ELEVENTY.is_dir():
    counts.append(f"{archive('eleventy', 'https://tide.example', 'UTC', BARE_ELEVENTY, eleventy)} of Eleventy")
else:
    counts.append("Eleventy is left out: npm ci --prefix tests/validators/eleventy")
    seen.update(key for key in MEANT if key[0] == "eleventy")
wrong.extend(f"{name}: {address}: {part} no longer differs" for name, address, part in sorted(set(MEANT) - seen))
if wrong:
    sys.exit("\n".join(wrong))
print(f"imports: {', '.join(counts)}")
