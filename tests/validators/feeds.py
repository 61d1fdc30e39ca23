"""Reads the feeds, sitemaps and microformats of a built site with parsers that are not Dateline's.

usage: feeds.py FOLDER
"""

import json
import pathlib
import sys
from urllib.parse import urljoin

import feedparser
import jsonschema
import mf2py
from lxml import etree, html


def check(condition, message):
    if not condition:
        sys.exit(message)


public = pathlib.Path(sys.argv[1])
strict = etree.XMLParser(recover=False, resolve_entities=False)


def check_feed(path):
    feed = feedparser.parse(path.read_bytes())
    check(not feed.bozo, f"{path}: {feed.get('bozo_exception')}")
    links = [link.href for link in feed.feed.links if link.rel == "self"]
    check(links and links[0].endswith(path.relative_to(public).as_posix()), f"{path}: self is {links}")
    ids = [entry.id for entry in feed.entries]
    check(len(set(ids)) == len(ids), f"{path}: an id appears twice")
    for entry in feed.entries:
        check(entry.published_parsed <= entry.updated_parsed, f"{path}: {entry.title} was updated too early")
        for content in entry.content:
            if not content.value.strip():
                continue
            for element, attribute, link, _ in html.fromstring(f"<div>{content.value}</div>").iterlinks():
                check(link == urljoin("https://elsewhere.example/", link), f"{path}: {link} is relative")
    return len(feed.entries)


feeds = sorted([*public.rglob("feed.xml"), public / "editions.xml"])
check(feeds, "no feeds")
entries = sum(check_feed(path) for path in feeds)

feed = json.loads((public / "feed.json").read_text(encoding="utf-8"))
schema = json.loads(pathlib.Path(__file__).with_name("jsonfeed.schema.json").read_text(encoding="utf-8"))
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
for error in validator(schema).iter_errors(feed):
    sys.exit(f"feed.json: {error.json_path}: {error.message}")
items = [item["id"] for item in feed["items"]]
site = feedparser.parse((public / "feed.xml").read_bytes())
check(items == [entry.id for entry in site.entries], "feed.json has other entries than feed.xml")

space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
locations = [
    element.text
    for element in etree.parse(str(public / "sitemap.xml"), strict).iter(f"{space}loc")
]
check(len(set(locations)) == len(locations) <= 50000, "sitemap.xml names a page twice, or too many")
front = feed["home_page_url"]
for location in locations:
    check((public / location.removeprefix(front) / "index.html").is_file(), f"sitemap.xml: {location} is not there")
etree.parse(str(public / "news-sitemap.xml"), strict)

entries_found = 0
for location in locations:
    text = (public / location.removeprefix(front) / "index.html").read_text(encoding="utf-8")
    page = html.document_fromstring(text)
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        data = json.loads(script.text)
        check(data["@context"] == "https://schema.org", f"{location}: JSON-LD without a context")
    items = mf2py.parse(doc=text, url=location)["items"]
    for item in items:
        for entry in [item, *item.get("children", [])]:
            if "h-entry" in entry["type"]:
                entries_found += 1
                check(entry["properties"].get("name"), f"{location}: an h-entry without a name")
                check(entry["properties"].get("published"), f"{location}: an h-entry without a date")
check(entries_found, "no h-entry")
print(f"feeds: {len(feeds)} with {entries} entries, {len(locations)} pages, {entries_found} h-entries")
