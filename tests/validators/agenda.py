"""Reads the calendar of a built site with a parser that is not Dateline's.

usage: agenda.py FOLDER
"""

import pathlib
import sys

import icalendar


def check(condition, message):
    if not condition:
        sys.exit(message)


path = pathlib.Path(sys.argv[1], "agenda.ics")
data = path.read_bytes()
check(b"\n" not in data.replace(b"\r\n", b""), "a line does not end in CRLF")
check(all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is longer than 75 octets")
calendar = icalendar.Calendar.from_ical(data)
check(not calendar.errors, f"{calendar.errors}")
events = calendar.walk("VEVENT")
check(events, "no events")
for event in events:
    check(not event.errors, f"{event.errors}")
    for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        check(name in event, f"an event has no {name}")
    if "DTEND" in event:
        check(event.decoded("DTSTART") < event.decoded("DTEND"), "an event ends before it begins")
check(len({event["UID"] for event in events}) == len(events), "two events have one UID")
print(f"agenda: {len(events)} events")
