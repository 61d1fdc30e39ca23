"""Reads the emails of the sample's editions with Python's parsers, and one with every header in Ukrainian.

usage: mail.py FOLDER
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser
from urllib.parse import urlsplit

import built

SITE = {
    "site.yaml": (
        "title: Дайджест переговорів про завершення війни та відбудову країни\n"
        "base_url: https://example.org/d/\nid: mail\nlanguage: uk\n"
        "email:\n"
        '  from: "Редакція, «Дайджест» <desk@example.org>"\n'
        "  to: list@example.org\n"
        "  list_id: digest.example.org\n"
        "  unsubscribe: [https://lists.example.org/leave?list=digest&token=1, 'mailto:leave@example.org']\n"
        "  one_click: true\n"
    ),
    "content/briefings/2025-12-22-a.md": (
        "---\ntitle: Переговори в Маямі завершилися без оголошеної угоди, але з чотирма документами на столі\n"
        f"date: 2025-12-22\nsummary: {'Посланці назвали зустрічі конструктивними. ' * 8}\n---\n"
    ),
}

program = built.program()


def check(condition, message):
    if not condition:
        sys.exit(f"mail: {message}")


def message_of(root, edition):
    command = [program, "email", edition, "--eml", "--root", root]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    check(first == second, f"{edition}: two runs differ")
    check(b"\n" not in first.replace(b"\r\n", b""), f"{edition}: a line does not end in CRLF")
    check(all(len(line) <= 78 for line in first.split(b"\r\n")), f"{edition}: a line is too long")
    message = BytesParser(policy=policy.default).parsebytes(first)
    for part in message.walk():
        check(not part.defects, f"{edition}: {part.defects}")
        for name, value in part.items():
            check(not getattr(value, "defects", ()), f"{edition}: {name}: {value.defects}")
    check(message.get_content_type() == "multipart/alternative", f"{edition}: {message.get_content_type()}")
    kinds = [part.get_content_type() for part in message.iter_parts()]
    check(kinds == ["text/plain", "text/html"], f"{edition}: the parts are {kinds}")
    for name in ("From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe"):
        check(len(message.get_all(name, [])) == 1, f"{edition}: {name} is {message.get_all(name)}")
    return message


class Page(HTMLParser):
    """The addresses of a page, what it loads, and its text."""

    def __init__(self):
        super().__init__()
        self.links, self.tags, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "background", "action")]

    def handle_data(self, data):
        self.text += data


def look(edition, html, base):
    page = Page()
    page.feed(html)
    for link in page.links:
        check(urlsplit(link).scheme in ("https", "mailto"), f"{edition}: {link} is not absolute")
    strange = {"script", "link", "iframe", "object", "form"} & set(page.tags)
    check(not strange, f"{edition}: the HTML has {strange}")
    # The photograph of its first briefing, from the site itself.
    check(page.tags.count("img") <= 1, f"{edition}: the HTML has several pictures")
    check(sum(link.startswith(base) for link in page.links) > 2, f"{edition}: no links to the site")
    check(len(html.encode()) < 100_000, f"{edition}: {len(html)} characters")
    return page.text


public = pathlib.Path(sys.argv[1])
editions = sorted(path.stem for path in public.glob("email/*.txt"))
check(editions, "no editions")
headlines = collections.defaultdict(list)
for data in public.glob("data/digest-*.json"):
    for briefing in json.loads(data.read_text(encoding="utf-8"))["briefings"]:
        headlines[briefing["date"][:10]].append(briefing["title"])
for edition in editions:
    message = message_of(".", edition)
    plain, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    for text, end in ((plain, "txt"), (html, "html")):
        published = (public / "email" / f"{edition}.{end}").read_text(encoding="utf-8")
        check(text.rstrip("\n") == published.rstrip("\n"), f"{edition}: the message's {end} differs from the site's")
    look(edition, html, "https://example.github.io/digest/")
    check(str(message["Date"].datetime.date()) == edition, f"{edition}: the date is {message['Date']}")
    told = " ".join(plain.split()).replace("’", "'")
    for headline in headlines[edition]:
        check(headline.replace("’", "'") in told, f"{edition}: the text has no `{headline}`")

with tempfile.TemporaryDirectory() as folder:
    for name, text in SITE.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    message = message_of(folder, "2025-12-22")
title = SITE["site.yaml"].split("\n")[0].removeprefix("title: ")
headline = SITE["content/briefings/2025-12-22-a.md"].split("\n")[1].removeprefix("title: ")
check(message["Subject"] == f"{headline} – {title}, № 1", message["Subject"])
sender = message["From"].addresses[0]
check((sender.display_name, sender.addr_spec) == ("Редакція, «Дайджест»", "desk@example.org"), sender)
check(str(message["List-Id"]) == f"{title} <digest.example.org>", message["List-Id"])
links = "<https://lists.example.org/leave?list=digest&token=1>, <mailto:leave@example.org>"
check(message["List-Unsubscribe"] == links, message["List-Unsubscribe"])
check(message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", "no one-click header")
plain, html = (part.get_content() for part in message.iter_parts())
for text in (plain, look("Ukrainian", html, "https://example.org/d/")):
    check("Посланці назвали зустрічі" in text, "a part is not decoded")
check({part["Content-Transfer-Encoding"] for part in message.iter_parts()} == {"base64"}, "Cyrillic takes base64")
print(f"mail: {len(editions) + 1} messages")
