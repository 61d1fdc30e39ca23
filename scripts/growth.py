#!/usr/bin/env python3
"""Shows how the cost of odd inputs grows: each is made at two sizes and given to `dateline`.

usage: scripts/growth.py [--program FILE] [--quick] [NAME ...]

Prints input, sizes, user CPU seconds, peak memory and what a doubling of the size costs.
The two sizes are a factor of four apart. Fails if a doubling costs more than 2.6 times as much, where
the larger run takes 0.2 s or more, or if a run takes more than 1,000 MiB, is killed or panics, or takes
more than a minute.
`--quick` makes every input a tenth of its size. Names are those of inputs, or the beginnings of them.

Needs Python 3.9 on Linux or macOS and nothing else.
"""

import argparse
import datetime
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile

WORST_DOUBLING = 2.6  # a factor of user CPU
LEAST_TIME = 0.2  # seconds; what takes less says nothing about growth
MOST_MEMORY = 1000  # MiB
MOST_CPU = 60  # seconds
MOST_AGAIN = 4  # further runs of what is steep
SITE = "title: T\nbase_url: https://example.org/\nid: growth\n"
INPUTS = {}


def grows(size, *arguments, command="check"):
    """Registers a function from a size to the files of a site, with the larger of its two sizes."""

    def register(make):
        INPUTS[make.__name__.replace("_", "-")] = (make, size, command, arguments)
        return make

    return register


def day(n):
    return datetime.date(2000, 1, 1) + datetime.timedelta(n % 9000)


def briefing(body="Text.", front="", n=0, title=None):
    """The path and the text of a briefing."""
    head = f"title: {title or f'Briefing {n}'}\ndate: {day(n)}\n"
    return f"content/briefings/{day(n)}-b{n}.md", f"---\n{head}{front}---\n{body}\n"


def one(body="Text.", front=""):
    return dict([briefing(body, front)])


def lines(n, line):
    """`line` for 0 to n - 1; `#` stands for the number."""
    return "".join(line.replace("#", str(k)) for k in range(n))


def flow(n, item):
    return ", ".join(item.replace("#", str(k)) for k in range(n))


def people(n, name="Person #x", more=""):
    text = "---\nname: " + name + "\n" + more + "---\n"
    return {f"content/people/person-{k}.md": text.replace("#", str(k)) for k in range(n)}


def site(more):
    return {"site.yaml": SITE + more}


# --- links and names that lead nowhere


@grows(2000, command="build")
def links_to_other_sites(n):
    line = " ".join(f"[w{k}](https://www.example.com/2026/{{0}}/item-{k})" for k in range(5))
    return dict(briefing("Text. " + line.format(k), n=k) for k in range(n))


@grows(2000, command="build")
def links_of_each_to_the_one_before(n):
    target = lambda k: briefing(n=max(k - 1, 0))[0].rsplit("/", 1)[1]
    return dict(briefing(f"Text. [before]({target(k)}) [[{target(k)[:-3]}]]", n=k) for k in range(n))


@grows(20000)
def unknown_ids(n):
    return {**people(n), **dict(briefing(lines(100, f"[[persom-#x{k}]] "), n=k) for k in range(n // 100))}


@grows(20000)
def misspelt_ids(n):
    return {**people(n), **dict(briefing(lines(100, f"[[perxon-{k}#]] "), n=k) for k in range(n // 100))}


@grows(20000)
def unknown_ids_with_a_folder(n):
    return {**people(n), **one(lines(n, "[[people/persom-#x]]\n"))}


@grows(20000)
def unknown_ids_of_a_key(n):
    return {**people(n), **one(front=f"about: [{flow(n, 'persom-#x')}]\n")}


@grows(20000)
def unknown_storylines(n):
    stories = {f"content/storylines/story-{k}.md": f"---\ntitle: S{k}\n---\n" for k in range(n)}
    return {**stories, **one(front=f"storylines: [{flow(n, 'storx-#x')}]\n")}


@grows(20000)
def links_to_files_that_are_not_there(n):
    return {**people(n), **one(lines(n, "[a](../people/persom-#x.md)\n"))}


@grows(20000)
def links_to_files_of_another_folder(n):
    return {**people(n), **one(lines(n, "[a](../places/person-#.md)\n"))}


@grows(10000)
def links_to_pages_that_are_not_there(n):
    return {**people(n), **one(lines(n, "[a](/people/persom-#x/)\n"))}


@grows(20000)
def links_to_sections_that_are_not_there(n):
    return one(lines(n, "## Part # of it\n\nText.\n\n") + lines(n, "[a](#bart-#-of)\n\n"))


@grows(10000)
def links_to_sections_of_another_page(n):
    first, text = briefing(lines(n, "## Part # of it\n\nText.\n\n"))
    links = lines(n // 2, f"[a]({os.path.basename(first)}#bart-#-of)\n[a](/2000/01/01/b0/#bart-#-of)\n\n")
    return {first: text, **dict([briefing(links, n=1)])}


@grows(20000)
def unknown_sources(n):
    return one(lines(n, "Text[^sorce-#x].\n\n"), "sources:\n" + lines(n, "  source-#: {title: S#}\n"))


@grows(10000)
def unknown_sources_of_items(n):
    front = "sources:\n" + lines(n, "  source-#: {title: S#, via: sorce-#x}\n")
    return one(front=front + "known:\n" + lines(n, "- {text: K#, source: sorcx-#}\n"))


@grows(10000)
def unknown_outlets_series_and_authors(n):
    more = "outlets:\n" + lines(n, "  outlet-#: {name: O#}\n") + "authors:\n" + lines(n, "  author-#: {name: A#}\n")
    more += "series:\n" + lines(n, "  series-#: {name: S#}\n")
    front = "sources:\n" + lines(n, "  s#: {title: S#, outlet: outlex-#z}\n") + "figures:\n"
    front += lines(n, "- {series: seriex-#z, value: 1, by: {name: X}, source: s#}\n")
    return {**site(more), **one(front=front + f"authors: [{flow(n, 'authox-#z')}]\n")}


@grows(20000)
def undefined_references(n):
    return one(lines(n, "[a][referencx #]\n\n") + lines(n, "[reference #]: https://example.org/#\n"))


@grows(20000)
def unknown_entries_of_nav_checks_and_kinds(n):
    more = f"nav: [{flow(n, 'abouxt-#')}]\nchecks:\n" + lines(n, "  stale-quastion-#: off\n")
    return {**site(more), **one()}


@grows(10000)
def files_in_unknown_folders(n):
    more = "kinds:\n" + lines(n, "  kind-#: {one: K#, many: Ks#}\n")
    return {**site(more), **{f"content/kinx-{k}z/a.md": "---\nname: A\n---\n" for k in range(n)}, **one()}


@grows(10000, "--previous", "urls.txt")
def urls_that_were_lost(n):
    return {**people(n), **one(), "urls.txt": lines(n, "/people/persom-#x/\n")}


@grows(2000)
def ids_used_twice(n):
    files = {f"content/people/{k % 2}/person-{k // 2}.md": f"---\nname: Person {k}x\n---\n" for k in range(n)}
    return {**files, **one()}


@grows(2000)
def links_that_stood_before(n):
    line = " ".join(f"[w{k}](https://www.example.com/2026/item-{k}?utm_source={{0}})" for k in range(10))
    return dict(briefing("Text.\n\n## Links\n\n" + line.format(k), n=k) for k in range(n))


# --- sections


@grows(5000, command="build")
def sections_of_one_briefing(n):
    stories = {f"content/storylines/s{k}.md": f"---\ntitle: S{k}\n---\n" for k in range(20)}
    front = "sections:\n" + "".join(f"  part-{k}: {{storylines: [s{k % 20}], about: [person-{k % 20}]}}\n" for k in range(n))
    front += "known:\n" + lines(n, "- {text: Known #, section: part-#}\n")
    return {**stories, **people(20), **one(lines(n, "## Part #\n\nWords of part #.\n\n"), front)}


@grows(2000, command="build")
def sections_of_one_storyline(n):
    front = "storylines: [whole]\nsections: {part: {storylines: [own], about: [person-0]}, rest: {about: [person-1]}}\n"
    front += "unknown: [{id: q#, text: Question #, section: part}]\n"
    front += "events: [{date: 2000-01-01, text: Event #, section: part}]\n"
    stories = {f"content/storylines/{id}.md": f"---\ntitle: The {id}\n---\n" for id in ["whole", "own"]}
    text = "Text.\n\n## Part\n\nWords of Person 0x.\n\n## Rest\n\nWords of Person 1x."
    return {**stories, **people(2), **dict(briefing(text, front.replace("#", str(k)), n=k) for k in range(n))}


@grows(5000, command="build")
def sections_in_one_another(n):
    front = "sections:\n" + "".join(f"  part-{k}: {{{'storylines: [s]' if k % 3 == 1 else ''}}}\n" for k in range(n))
    text = "".join(f"{'#' * (2 + k % 5)} Part {k}\n\nWords.\n\n" for k in range(n))
    return {"content/storylines/s.md": "---\ntitle: S\n---\n", **one(text, front)}


@grows(10000)
def sections_that_are_not_there(n):
    front = "sections:\n" + lines(n, "  bart-#: {recurring: true}\n")
    return one(lines(n, "## Part #\n\nText.\n\n"), front)


# --- keys and items of one file


@grows(20000)
def unknown_keys(n):
    return one(front=lines(n, "key-#: 1\n"))


@grows(20000)
def misspelt_keys(n):
    return one(front=lines(n, "sumary#: 1\n"))


@grows(20000)
def repeated_keys(n):
    return one(front="summary: S\n" * n)


@grows(20000)
def repeated_keys_of_extra(n):
    return one(front="extra:\n" + "  a: 1\n" * n)


@grows(20000)
def unknown_keys_of_site_and_theme(n):
    more = lines(n, "key-#: 1\n") + "theme: own\n"
    return {**site(more), **one(), "themes/own/theme.yaml": lines(n, "key-#: 1\n")}


@grows(20000)
def keys_in_one_line(n):
    return one(front=f"extra: {{{flow(n, 'key-#: 1')}}}\n")


@grows(20000)
def wrong_values_in_one_line(n):
    return one(front=f"sources: {{{flow(n, 's#: {date: nix#}')}}}\n")


@grows(20000)
def broken_yaml(n):
    return one(front=lines(n, "key#: a: b\n"))


@grows(20000)
def open_brackets_in_yaml(n):
    return one(front=lines(n, "key#: [\n"))


@grows(100000)
def nested_yaml(n):
    return one(front=f"extra: {'[' * n}{']' * n}\n")


@grows(20000, command="build")
def numbers_in_groups_of_digits(n):
    return one("1" + ",300" * n + "\n\n" + lines(n, "1,30# thousand "))


@grows(10000, command="build")
def figures(n):
    front = "sources:\n  s: {title: S, by: {name: V}, url: https://example.org/}\nfigures:\n"
    front += lines(n, "- {series: drones, value: 1#, period: 2000-01-01, by: {name: V #}, source: s}\n")
    return {**site("series: {drones: {name: Drones}}\n"), **one(front=front)}


@grows(10000)
def figures_of_many_periods(n):
    front = "figures:\n" + "".join(
        f"- {{series: drones, value: {k}, period: {day(k)}/{day(k + 40)}, by: {{name: V}}}}\n" for k in range(n))
    return {**site("series: {drones: {name: Drones}}\n"), **one(front=front)}


@grows(10000, command="build")
def quotes(n):
    front = "sources:\n  s: {title: S, url: https://example.org/}\nquotes:\n"
    return one(front=front + lines(n, "- {text: Words # said., by: {name: V #}, source: s}\n"))


@grows(10000)
def quotes_of_one_text(n):
    return one(front="quotes:\n" + "- {text: Words said., by: {name: V}}\n" * n)


@grows(10000, command="build")
def events(n):
    events = "".join(f"- {{date: {day(k)}, text: Event {k}, who: {{name: V{k}}}}}\n" for k in range(n))
    return one(front="events:\n" + events)


@grows(10000)
def events_of_one_day(n):
    return one(front="events:\n" + lines(n, "- {date: 2000-01-01, text: Event #}\n"))


@grows(10000)
def events_of_one_id(n):
    return one(front="events:\n" + "- {id: e, date: 2000-01-01, text: Event}\n" * n)


@grows(10000, command="build")
def watch_items(n):
    watch = lines(n, "- {text: Watch #, date: 2001-01-01}\n")
    return one(front="watch:\n" + watch + "known:\n" + lines(n, "- {text: Known #}\n"))


@grows(10000, command="build")
def questions_and_answers(n):
    asked = briefing(front="unknown:\n" + lines(n, "- {id: q#, text: Question #}\n"))
    return dict([asked, briefing(front="answers:\n" + lines(n, "  q#: Answer #\n"), n=1)])


@grows(10000)
def answers_to_no_question(n):
    asked = briefing(front="unknown:\n" + lines(n, "- {id: question-#, text: Question #}\n"))
    return dict([asked, briefing(front="answers:\n" + lines(n, "  questiox-#z: Answer #\n"), n=1)])


@grows(5000)
def what_waits_for_an_answer(n):
    front = "storylines: [s]\nabout: [p]\nunknown: [{id: q#, text: Question #}]\n"
    front += "watch: [{id: w#, text: Watch #, date: 2001-01-01, who: p}]\n"
    more = {"content/storylines/s.md": "---\ntitle: S\n---\n", "content/people/p.md": "---\nname: Ada Smyth\n---\n"}
    return {**more, **dict(briefing(front=front.replace("#", str(k)), n=k) for k in range(n))}


@grows(10000)
def questions_asked_again(n):
    front = "unknown: [{id: q, text: What next}]\nwatch: [{text: The vote, date: 2030-01-01}]\n"
    return dict(briefing(front=front, n=k) for k in range(n))


@grows(10000, command="build")
def corrections(n):
    front = "quotes:\n" + lines(n, "- {id: q#, text: Words #, by: {name: V}}\n") + "corrections:\n"
    return one(front=front + lines(n, "- {date: 2001-01-01, fixes: quotes/q#, error: ours, was: word#, now: other#}\n"))


@grows(10000)
def corrections_of_nothing(n):
    front = "quotes:\n" + lines(n, "- {id: quote-#, text: Words #, by: {name: V}}\n") + "corrections:\n"
    return one(front=front + lines(n, "- {date: 2001-01-01, fixes: quotes/quotx-#z, error: ours, was: word#, now: other#}\n"))


@grows(10000)
def corrections_of_figures(n):
    front = "figures:\n" + lines(n, "- {series: drones, value: 1#, by: {name: V #}}\n") + "corrections:\n"
    front += lines(n, "- {date: 2001-01-01, fixes: figures/drones, error: ours, by: {name: V #}, was: 1#, now: 2#}\n")
    return {**site("series: {drones: {name: Drones}}\n"), **one(front=front)}


@grows(4000)
def corrected_values_that_stand(n):
    more = {"content/storylines/s.md": "---\ntitle: S\n---\n"}
    front = "storylines: [s]\ncorrections: [{date: 2030-01-01, was: wrong words, now: right words}]\n"
    return {**more, **dict(briefing("Some wrong words.", front, n=k) for k in range(n))}


@grows(20000)
def corrected_values_in_one_body(n):
    more = {"content/storylines/s.md": "---\ntitle: S\n---\n"}
    front = "storylines: [s]\ncorrections:\n" + lines(n, "- {date: 2030-01-01, was: wrong#x, now: right#}\n")
    both = [briefing("Text.", front), briefing(lines(n, "Some wrong#x. "), "storylines: [s]\n", n=1)]
    return {**more, **dict(both)}


@grows(10000, command="build")
def sources_via_one_another(n):
    return one(front="sources:\n  s0: {title: S}\n" + "".join(
        f"  s{k}: {{title: S{k}, via: s{k - 1}}}\n" for k in range(1, n)))


@grows(10000, command="build")
def sources_of_one_item(n):
    front = "sources:\n" + lines(n, "  s#: {title: S#, by: {name: V#}, url: https://example.org/#}\n")
    return one(front=front + f"known: [{{text: K, status: confirmed, source: [{flow(n, 's#')}]}}]\n")


@grows(10000, command="build")
def speakers_of_one_quote(n):
    return one(front=f"quotes: [{{text: Words said., by: [{flow(n, '{name: V#}')}]}}]\n")


@grows(10000, command="build")
def former_addresses(n):
    return one(front=f"former: [{flow(n, '/old/#/')}]\n")


@grows(4000)
def former_addresses_that_are_taken(n):
    return dict(briefing(front="former: [/old/]\n", n=k) for k in range(n))


@grows(10000, command="build")
def storylines_of_one_briefing(n):
    stories = {f"content/storylines/story-{k}.md": f"---\ntitle: S{k}\n---\n" for k in range(n)}
    return {**stories, **one(front=f"storylines: [{flow(n, 'story-#')}]\n")}


@grows(10000, command="build")
def subjects_of_one_briefing(n):
    return {**people(n), **one(front=f"about: [{flow(n, 'person-#')}]\n")}


@grows(10000)
def roles(n):
    return {**people(1, more="role:\n" + lines(n, "- {text: Role #, from: 2000}\n").replace("#", "1")), **one()}


@grows(20000)
def allowances(n):
    return one(lines(n, "<!-- dateline: allow no-storyline: why -->\n\nText.\n\n"))


@grows(20000)
def allowances_with_a_use(n):
    return one(lines(n, "Sunday 2 January 2001 <!-- dateline: allow wrong-weekday: why -->\n"))


@grows(20000)
def allowances_above_one_another(n):
    return one(front=lines(n, "# allow no-storyline: why #\n") + "summary: S\n")


# --- chains and names


@grows(4000, command="build")
def storylines_inside_one_another(n):
    story = lambda k: f"---\ntitle: S{k}\n" + (f"parent: story-{k - 1}\n" if k else "") + "---\n"
    return {**{f"content/storylines/story-{k}.md": story(k) for k in range(n)}, **one()}


@grows(4000, command="build")
def places_inside_one_another(n):
    place = lambda k: f"---\nname: Place {k}x\n" + (f"in: place-{k - 1}\n" if k else "") + "---\n"
    return {**{f"content/places/place-{k}.md": place(k) for k in range(n)}, **one()}


@grows(10000, command="build")
def documents_that_replace_one_another(n):
    paper = lambda k: f"---\nname: Paper {k}x\n" + (f"replaces: paper-{k - 1}\n" if k else "") + "---\n"
    return {**{f"content/documents/paper-{k}.md": paper(k) for k in range(n)}, **one()}


@grows(10000)
def names_of_one_first_word(n):
    return {**people(n, "Ministry of #"), **one("The Ministry of no # said. " * n)}


@grows(10000)
def names_that_begin_one_another(n):
    name = lambda k: "Ministry of" + " a" * (k % 50) + f" x{k}" * (k >= 50)
    texts = {f"content/people/p{k}.md": f"---\nname: {name(k)}\n---\n" for k in range(n)}
    return {**texts, **one(("Ministry of" + " a" * 60 + ". ") * (n // 10))}


@grows(2000)
def names_of_many_words(n):
    texts = {f"content/people/p{k}.md": f"---\nname: A{' a' * k}\n---\n" for k in range(0, n, 10)}
    return {**texts, **one("A" + " a" * (n * 10))}


@grows(20000)
def aliases_of_one_dossier(n):
    return {**people(1, more=f"aliases: [{flow(n, 'Alias #x')}]\n".replace("#", "1")), **one()}


@grows(20000, command="build")
def other_spellings_of_one_dossier(n):
    more = f"aliases: [{', '.join(f'Alias {k}x' for k in range(n))}]\n"
    more += f"variants: [{', '.join(f'Variant {k}x' for k in range(n))}]\n"
    return {**people(1, more=more), **one(lines(n, "Variant #x said. "))}


@grows(20000)
def one_name_in_many_dossiers(n):
    return {**people(n, "Anna Novak"), **one("Anna Novak said. " * 10)}


@grows(20000, command="build")
def mentions_in_one_paragraph(n):
    return {**people(n), **one(lines(n, "Person #x said. "))}


@grows(20000, command="build")
def mentions_of_one_name(n):
    return {**people(2), **one("Person 1x said. " * n)}


@grows(20000, command="build")
def links_to_one_dossier(n):
    return {**people(2), **one("[[person-1]] and [x](../people/person-1.md).\n\n" * n)}


@grows(20000)
def other_spellings_behind_quotations(n):
    return {**people(2, more="variants: [Persona #x]\n"), **one('He said "no". Persona 1x. ' * n)}


@grows(20000)
def other_spellings_in_a_summary(n):
    return {**people(2, more="variants: [Persona #x]\n"), **one(front="summary: " + "Persona 1x. " * n + "\n")}


@grows(20000)
def words_for_days_in_quotations(n):
    return one(front=f"summary: '{'“today” ' * n}'\n")


@grows(2000)
def one_headline(n):
    return dict(briefing(n=k, title="One headline") for k in range(n))


@grows(4000, command="build")
def briefings_of_one_day(n):
    text = lambda k: f"---\ntitle: B{k}\ndate: 2025-01-01\n---\nText.\n"
    return {f"content/briefings/2025-01-01-b{k}.md": text(k) for k in range(n)}


# --- long lines and odd bodies


@grows(200000)
def quotation_marks(n):
    return one('"' * n)


@grows(200000)
def quotation_marks_and_words(n):
    return one('a" ' * n)


@grows(200000)
def apostrophes(n):
    return one("' " * n + "'" * n)


@grows(200000, command="build")
def single_quotation_marks_without_partners(n):
    return {"site.yaml": SITE + "language: de\n", **one("'a " * n)}


@grows(20000, command="build")
def surnames_that_stand_alone(n):
    names = [f"content/people/p{k}.md" for k in range(n)]
    word = lambda k: "".join(chr(97 + int(c)) for c in str(k)).capitalize()
    dossiers = {name: f"---\nname: Jo Q{word(k)}\n---\n" for k, name in enumerate(names)}
    return {**dossiers, **one("".join(f"Jo Q{word(k)} and Q{word(k)}. " for k in range(n)))}


@grows(50000, command="build")
def marks_that_are_shown(n):
    return one("](a b [! {{ $x ** == ^[ :a " * n)


@grows(100000, command="build")
def brackets_that_are_shown(n):
    return one("[" * n + "{" * n + "](" * n + "**a" * n)


@grows(20000, command="build")
def comments(n):
    return one("%%a%% b " * n + "\n\n" + "%%a\n\n- b%%\n\n" * n)


@grows(20000, command="build")
def bare_addresses(n):
    return one("https://example.org/a) www.example.org " * n + "https://" * n + ")" * n)


@grows(20000, command="build")
def brackets_with_addresses(n):
    return one("[[1]](https://example.org/) " * n)


@grows(5000, command="build")
def alerts_and_ids(n):
    return one(lines(n, "## H {#h-#}\n\n> [!note]- T\n> x\n\n"))


@grows(20000)
def labels_without_footnotes(n):
    return one(lines(n, "a[^b#] "))


@grows(200000)
def quotation_marks_of_a_headline(n):
    return one(front=f"summary: '{chr(34) * n}'\n")


@grows(20000)
def wrong_weekdays_in_one_line(n):
    return one("Sunday 2 January 2001, " * n)


@grows(20000, "--format=json")
def wrong_weekdays_in_one_line_as_json(n):
    return one("Sunday 2 January 2001, " * n)


@grows(20000, "--format=sarif")
def wrong_weekdays_in_one_line_as_sarif(n):
    return one("Sunday 2 January 2001, " * n)


@grows(20000, "--format=github", command="build")
def wrong_weekdays_in_lines_as_github(n):
    return one("Sunday 2 January 2001,\n" * n)


@grows(20000)
def unknown_ids_in_one_line(n):
    return one(lines(n, "[[nothing-#]] "))


@grows(20000, command="build")
def unknown_ids_in_one_paragraph(n):
    return one(lines(n, "[[nothing-#]]\n"))


@grows(20000)
def missing_files_in_one_line(n):
    return one(lines(n, "[x](nothing-#.md) "))


@grows(20000, command="build")
def errors_of_one_line_in_a_build(n):
    return one(lines(n, "[[nothing-#]] "))


@grows(100000)
def attributes_of_one_tag(n):
    return one(f"<p {lines(n, 'a#=1 ')}>x</p>")


@grows(100000, command="build")
def allowed_attributes_of_one_tag(n):
    return one(f"<p {'class=a ' * n}>x</p>\n\n<p {lines(n, 'data-a# ')}>x</p>")


@grows(20000)
def tags_in_one_line(n):
    return one("<font>x</font> " * n)


@grows(100000)
def open_tags(n):
    return one("<b " * n)


@grows(100000)
def open_comments(n):
    return one("x <!-- " * n)


@grows(100000)
def open_instructions(n):
    return one("x <? <!A <![CDATA[ " * n)


@grows(2000)
def nested_html(n):
    return one("<div>" * n + "x" + "</div>" * n)


@grows(20000)
def nested_inline_html(n):
    return one("x " + "<b>" * n + "x" + "</b>" * n)


@grows(20000)
def misnested_html(n):
    return one("x " + "<a><b><i><table><tr>" * n)


@grows(50000)
def nested_quotations(n):
    return one(">" * n + " x <b>y</b>")


@grows(50000, command="build")
def nested_quotations_without_html(n):
    return one(">" * n + " x")


@grows(2000)
def nested_lists(n):
    return one("".join("  " * k + "- x\n" for k in range(0, n, 10)))


@grows(20000)
def lists_in_one_line(n):
    return one("- " * n + "x\n\n" + "1. " * n + "x")


@grows(100000)
def nested_emphasis(n):
    return one("*a **b " * n + "\n\n" + "*" * n + "a" + "*" * n)


@grows(100000)
def open_brackets(n):
    return one("[" * n + "\n\n" + "![[" * n + "\n\n" + "[a](" * n)


@grows(100000)
def backticks(n):
    return one("".join("`" * (k % 300) + "a" for k in range(n // 100)))


@grows(20000, command="build")
def headings_of_one_text(n):
    return one("## What changed\n\nText.\n\n" * n)


@grows(20000, command="build")
def headings_of_many_texts(n):
    return one(lines(n, "## Part #\n\nText.\n\n"))


@grows(20000)
def headings_of_one_id(n):
    return one("## Part {#part}\n\nText.\n\n" * n)


@grows(100000)
def headings_of_long_texts(n):
    return one("# " + "word [[x]] " * (n // 10) + "\n\n# " + "w" * n + "\n")


@grows(20000, command="build")
def footnotes(n):
    return one(lines(n, "Text[^#].\n\n") + lines(n, "[^#]: Note #.\n"))


@grows(20000)
def footnotes_never_used(n):
    return one(lines(n // 10, "Text[^#].\n\n") + lines(n, "[^#]: Note #.\n"))


@grows(20000, command="build")
def references_to_one_footnote(n):
    return one("Text[^a].\n\n" * n + "[^a]: Note.\n")


@grows(20000, command="build")
def citations(n):
    return one(lines(n, "Text[^s#].\n\n"), "sources:\n" + lines(n, "  s#: {title: S#}\n"))


@grows(20000, command="build")
def cells_of_a_table(n):
    return one("|a|b|c|\n|---|---|---|\n" + lines(n, "|1#|2#|3#|\n"))


@grows(2000)
def columns_of_a_table(n):
    return one("|a" * n + "|\n" + "|:-:" * n + "|\n" + ("|1" * n + "|\n") * 3)


@grows(2000)
def empty_cells_of_a_table(n):
    return one("|a" * n + "|\n" + "|-" * n + "|\n" + "|\n" * n)


@grows(2000000, command="build")
def long_words(n):
    return one("w" * n)


@grows(2000000)
def long_headline(n):
    return {"content/briefings/2025-01-01-a.md": f"---\ntitle: {'word ' * (n // 5)}\ndate: 2025-01-01\n---\nx\n"}


@grows(20000, command="build")
def paragraphs(n):
    return one("Some words of a text, and no more.\n\n" * n)


@grows(20000, command="build")
def code_blocks(n):
    return one("```rust\nfn a() {}\n```\n\n" * n)


@grows(200000)
def code_in_one_line(n):
    return one("```rust\n" + "fn a() { } " * (n // 10) + "\n```\n")


@grows(20000, command="build")
def pictures(n):
    return {**one("![A hall](a.svg)\n\n" * n), "content/briefings/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}


@grows(4000)
def files_that_nothing_uses(n):
    return {**one(), **{f"content/briefings/f{k}/a.txt": "x" for k in range(n)}}


@grows(4000)
def pages_that_claim_one_address(n):
    return {f"content/briefings/{k}/2025-01-01-a.md": "---\ntitle: A\ndate: 2025-01-01\n---\nx\n" for k in range(n)}


@grows(1000)
def templates_that_are_broken(n):
    files = {f"themes/own/templates/t{k}.html": "{% include 'nothing.html' %}{{ a.b.c }}" for k in range(n)}
    return {**site("theme: own\n"), **files, **one(), "themes/own/theme.yaml": "name: Own\n"}


@grows(1000)
def wrong_names_in_a_template(n):
    wrong = "{% set v# = site.nav %}{% if page.titl# or nobody# %}{{ 'no-# word' | t }}{% endif %}<p style='x'>\n"
    return {**site("theme: own\n"), "content/pages/p.md": "---\ntitle: P\n---\nx\n", "themes/own/templates/page.html": '{% extends "base.html" %}' + lines(n, wrong)}


@grows(1000)
def names_that_the_engine_does_not_find(n):
    wrong = "{% block blk# %}{{ <lnks# items={page}/> }}{{ page.title | flt# }}{% endblock blk# %}\n"
    return {**site("theme: own\n"), "content/pages/p.md": "---\ntitle: P\n---\nx\n", "themes/own/templates/page.html": '{% extends "base.html" %}' + lines(n, wrong)}


EMBED = "{% component box(of=[]) %}{{ of | length }}{% endcomponent box %}"


@grows(10_000)
def components_in_a_text(n):
    own = {**site("theme: own\n"), "themes/own/templates/embeds/box.html": EMBED}
    return {**own, **one(lines(n, "```{box}\nof: [1, #]\n```\n\n"))}


@grows(10_000)
def components_that_are_not_there(n):
    own = {**site("theme: own\n"), "themes/own/templates/embeds/box.html": EMBED}
    return {**own, **one(lines(n, "```{bx#}\nno: #\n```\n\n"))}


@grows(40_000)
def a_component_with_a_long_list(n):
    own = {**site("theme: own\n"), "themes/own/templates/embeds/box.html": EMBED}
    return {**own, **one("```{box}\nof:\n" + lines(n, "- {file: x#.jpg}\n") + "```\n")}


@grows(40_000)
def files_in_extra_that_are_not_there(n):
    return {**site(""), **one(front="extra:\n  of:\n" + lines(n, "  - {file: x#.jpg}\n"))}


@grows(40_000)
def keys_that_a_component_does_not_take(n):
    own = {**site("theme: own\n"), "themes/own/templates/embeds/box.html": EMBED}
    return {**own, **one("```{box}\n" + lines(n, "k#: 1\n") + "```\n")}


@grows(400)
def pages_with_lists(n):
    pages = {f"content/pages/p{k}.md": f"---\ntitle: P{k}\nlist: {{limit: 200}}\n---\nx\n" for k in range(n)}
    return {**site(""), **pages, **dict(briefing(n=k) for k in range(2 * n))}


LOAN = "series: {loan: {name: Loan}}\n"


def wrong_figures(n, more):
    figure = "{{series: loan, value: 1, period: 2026, by: {{name: N{k}}}}}"
    wrong = "[{{date: 2026-01-01, fixes: figures/loan, error: source{more}, was: '1', now: '2'}}]"
    texts = (figure.format(k=k) for k in range(n))
    files = (briefing("x", f"figures: [{text}]\ncorrections: {wrong.format(more=more)}\n", k) for k, text in enumerate(texts))
    return {**site(LOAN), **dict(files), **dict([briefing("x", "figures: [{series: loan, value: 2, period: 2026, by: {name: R}}]\n", 8999, "R")])}


@grows(2_000)
def sources_that_were_wrong(n):
    return wrong_figures(n, ", by: {name: R}")


@grows(2_000)
def sources_that_were_wrong_without_a_right_one(n):
    return wrong_figures(n, "")


@grows(2000)
def templates_with_nearly_the_right_name(n):
    files = {f"themes/own/templates/breifing{k}.html": f"{{% include '{k + 1}/page.html' %}}" for k in range(n)}
    return {**site("theme: own\n"), **files, **one(), "themes/own/theme.yaml": "name: Own\n"}


@grows(4000)
def folders_of_a_file(n):
    files = {f"content/people/p-{k}x/index.md": f"---\nname: Person {k}x\n---\n[x](../q-{k}x/index.md)\n" for k in range(n)}
    return {**files, **one()}


@grows(4000)
def files_at_the_root(n):
    files = {f"content/root/wp/f{k}.txt": "x" for k in range(n)}
    return {**one(lines(n, "[x](/wp/f#.txt) [y](/wp/g#.txt)\n\n")), **files, "content/root/wp/index.html/x": "x"}


@grows(1000000)
def parts_of_a_picture(n):
    head = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x09\0\0\0\x09\x08\2\0\0\0\0\0\0\0"
    return {**one("![A hall](a.png)"), "content/briefings/a.png": head + b"\0\0\0\0tEXt\0\0\0\0" * n}


@grows(20000)
def words_of_a_theme(n):
    words = {"themes/own/i18n/en.ftl": lines(n, "word-# = Word #\n") + lines(n, "= broken #\n")}
    return {**site("theme: own\n"), **words, **one(), "themes/own/theme.yaml": "name: Own\n"}


@grows(4000)
def drafts(n):
    return dict(briefing(front=f"draft: true\nsummary: The hidden words {k} of it\n" if k % 2 else "", n=k) for k in range(n))


@grows(100)
def megabytes_of_a_text(n):
    return one("Some words of a text, and a link to [that](https://example.org/). " * (n * 1500))


# --- raw HTML and references


@grows(200000)
def declarations_without_their_end(n):
    return one("<div>\n" + "<?a>" * n)


@grows(200000)
def declarations_of_data_without_their_end(n):
    return one("<div>\n" + "<![CDATA[a>" * n)


@grows(200000)
def attributes_that_are_removed(n):
    return one("<a " + lines(n, "name n#=x ") + ">x</a>")


@grows(100000)
def elements_left_out_in_one_another(n):
    return one("<video><source src=https://example.org/a>" * n)


@grows(100000)
def elements_without_end_in_items(n):
    return one(lines(n, "- <b>a\n"))


@grows(100000)
def pieces_without_end(n):
    return one(lines(n, "<div>\n\na\n\n"))


@grows(100000)
def links_cut_by_elements(n):
    return one("a](<b>x</b>" * n)


@grows(100000)
def texts_in_brackets(n):
    return one("[[1]](https://example.org/a) [[b]][c] " * n + "\n\n[c]: https://example.org/\n")


@grows(100000)
def double_brackets_that_end(n):
    return one("]][a" * n)


@grows(100000)
def colons_that_begin_lines(n):
    return one(lines(n, "a\n :b\n"))


@grows(100000)
def labels_with_two_addresses(n):
    return one("[a]\n\n" + lines(n, "[a]: https://example.org/#\n"))


@grows(20000)
def notes_with_two_texts(n):
    return one("A[^a]\n\n" + lines(n, "[^a]: text #\n\n"))


@grows(20000)
def notes_that_cite_notes(n):
    return one("A[^n0]\n\n" + "".join(f"[^n{k}]: see[^n{k + 1}]\n\n" for k in range(n)) + f"[^n{n}]: x\n")


@grows(20000)
def rows_longer_than_their_heads(n):
    return one("a | b\n--|--\n" + "1 | 2 | 3\n" * n)


@grows(100000)
def quotation_marks_in_a_row(n):
    return one('a "b '"' " * n)


# --- texts of sources


def taken_from(text, quotes="", figures="", via=""):
    """A briefing with quotes and figures whose source has a text."""
    front = "sources:\n  s: {title: S, file: s.txt, url: https://example.org/}\n" + via
    front += f"quotes:\n{quotes}" if quotes else ""
    front += f"figures:\n{figures}" if figures else ""
    return {**site("series: {drones: {name: Drones}}\n"), **one(front=front), "content/sources/s.txt": text}


def minutes(n):
    return lines(n, "Speaker # said these words of the plan.\n")


@grows(200000)
def quotes_of_a_long_text(n):
    return taken_from(minutes(n), lines(n // 50, "- {text: words of the plan. Speaker #, by: {name: V}, source: s}\n"))


@grows(200000)
def misquotes_of_a_long_text(n):
    return taken_from(minutes(n), lines(n // 50, "- {text: Speaker # said other words, by: {name: V}, source: s}\n"))


@grows(200000)
def misquotes_of_frequent_words(n):
    return taken_from(minutes(n), "- {text: plan these of words said, by: {name: V}, source: s}\n" * (n // 50))


@grows(200000)
def figures_of_a_long_text(n):
    figure = "- {series: drones, value: 1#, period: 2000-01-01, by: {name: V #}, source: s}\n"
    return taken_from(minutes(n), figures=lines(n // 50, figure))


@grows(100000)
def hyphens_and_marks_of_a_text(n):
    return taken_from("nego-\n" * n + "‘a’ [ ( . . - " * n, '- {text: "[a] (. . nego-", by: {name: V}, source: s}\n')


@grows(1000000)
def quotes_of_one_long_line(n):
    return taken_from("word [[((.. " * (n // 12), f'- {{text: "{"[((. " * (n // 5)}", by: {{name: V}}, source: s}}\n')


@grows(10000)
def excerpts_of_many_sources(n):
    front = "sources:\n" + lines(n, "  s#: {title: S, excerpt: Words # said., url: https://example.org/#}\n")
    return one(front=front + "quotes:\n" + lines(n, "- {text: words # said, by: {name: V}, source: s#}\n"))


@grows(10000)
def texts_by_way_of_other_sources(n):
    via = "  s0: {title: S, via: s}\n"
    via += "".join(f"  s{k}: {{title: S, via: s{k - 1}}}\n" for k in range(1, n))
    return taken_from("Words said.\n", lines(n, "- {text: words said, by: {name: V}, source: s#}\n"), via=via)


@grows(10000)
def texts_that_are_not_there(n):
    front = "sources:\n" + lines(n, "  s#: {title: S, file: texx-#.txt, url: https://example.org/#}\n")
    return {**one(front=front), **{f"content/sources/text-{k}.txt": "Words.\n" for k in range(n)}}


# --- archives of other programs


def archive(body, front="", name="content/a.md"):
    return {f"archive/{name}": f"---\ntitle: A\ndate: 2024-03-04\n{front}---\n{body}\n"}


def imports(program, size):
    return grows(size, program, "archive", "--into", "digest", command="import")


@imports("hugo", 20000)
def shortcodes_without_end(n):
    return archive("{{< note >}} " * n + "{{< figure src=a" * n + "{{%" * n)


@imports("hugo", 20000)
def shortcodes_in_one_another(n):
    return archive("{{< note >}}" * n + "a" + "{{< /note >}}" * n)


@imports("zola", 20000)
def calls_without_end(n):
    return archive("{% quote(a=1) %} {{ b( " * n)


@imports("jekyll", 20000)
def liquid_without_an_equal(n):
    body = "{{ a | b }} `{{ c }}` {% x %} {% raw %} [l](/gone/)\n\n" * n
    return archive(body, name="_posts/2024-03-04-a.md")


@imports("jekyll", 20000)
def attributes_of_headings(n):
    return archive(lines(n, "## H #\n{: #h# .c}\n\na {: b\n\n"), name="_posts/2024-03-04-a.md")


@imports("obsidian", 20000)
def notes_that_are_not_there(n):
    return archive("[[gone#a|b]] ![[c.png]] ==m== ==n ^x [[ `[[d]]`\n" * n)


@imports("hugo", 20000)
def links_of_an_archive(n):
    return {**archive(lines(n, "[a](/gone-#/) [b](b.md) [[c]] [d][e#]\n\n")), **archive("", name="content/b.md")}


@imports("zola", 20000)
def headings_of_an_archive(n):
    return archive("## A.b\n\n" * n + lines(n, "## C.#\n\n"))


@imports("hugo", 2000)
def files_of_one_name(n):
    return {f"archive/content/s{k}/a.md": "---\ntitle: A\n---\nText.\n" for k in range(n)}


@imports("hugo", 2000)
def bundles_with_files(n):
    files = {f"archive/content/s{k}/index.md": "---\ntitle: A\n---\nText.\n" for k in range(n)}
    return {**files, **{f"archive/content/s{k}/p.png": "p" for k in range(n)}}


@imports("hugo", 10000)
def tags_and_authors_of_an_archive(n):
    front = f"tags: [{flow(n, 'Tag #')}]\nauthors: [{flow(n, 'Author #')}]\naliases: [{flow(n, '/a#/')}]\n"
    return archive("Text.", front + lines(n, "k#: v # c\n"))


@imports("json", 10000)
def posts_of_one_file(n):
    post = '{"title": "A #", "slug": "a", "date": "2024-03-04", "html": "<p>x", "k#": 1}'
    return {"archive/a.json": f"[{flow(n, post)}]"}


# --- measuring


def write(folder, files):
    for path, text in {"site.yaml": SITE, **files}.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))


@grows(20000, "--unsafe", "--dry-run", command="fix")
def fixes_in_a_text(n):
    return one(lines(n, "[x](www.example.org/#) and ** bold** <!-- dateline: allow wrong-weekday: so -->\n\n"))


@grows(20000, "--dry-run", command="fix")
def fixes_in_front_matter(n):
    return one(front="events:\n" + lines(n, "  - {date: 2025-12-21, texts: Event #}\n"))


@grows(4000, "--dry-run", command="fix")
def fixes_in_many_files(n):
    return dict(briefing(front="sumary: x\n", n=k) for k in range(n))


def run(program, make, size, command, arguments):
    """Seconds of user CPU, MiB of memory, and what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, make(size))
        with open(os.path.join(folder, "said"), "wb") as said:
            started = subprocess.Popen([program, command, *arguments], cwd=folder, stdout=said, stderr=said,
                                       preexec_fn=limit)
            _, status, usage = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
        with open(os.path.join(folder, "said"), "rb") as said:
            first = said.read(1000).decode(errors="replace").strip()
    trouble = ""
    if started.returncode < 0:
        trouble = f"ended by {signal.Signals(-started.returncode).name}"
    elif started.returncode > 1:
        trouble = f"exit code {started.returncode}: {first[:200]}"
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return usage.ru_utime, usage.ru_maxrss / unit, trouble


def measure(program, name, quick):
    """Prints the row of an input; returns what is wrong with it."""
    make, large, command, arguments = INPUTS[name]
    large = max(large // 10, 20) if quick else large
    small = large // 4

    def both():
        return run(program, make, small, command, arguments), run(program, make, large, command, arguments)

    (before, _, trouble), (after, memory, more) = both()
    trouble = trouble or more

    def doubling():
        return math.sqrt(after / max(before, 0.02))

    def is_steep():
        return after >= LEAST_TIME and doubling() > WORST_DOUBLING

    for _ in range(MOST_AGAIN):
        if trouble or not is_steep():
            break
        # Other programs disturb a short run: what is steep each time is steep.
        (again_before, *_), (again_after, *_) = both()
        before, after = max(before, again_before), min(after, again_after)
    if is_steep():
        trouble = trouble or f"a doubling costs {doubling():.1f} times as much"
    if memory > MOST_MEMORY:
        trouble = trouble or f"takes {memory:.0f} MiB"
    print(f"| {name.replace('-', ' ')} | {small:,} | {before:.2f} | {large:,} | {after:.2f} | {memory:.0f} "
          f"| {doubling():.1f} |{'  <-- ' + trouble if trouble else ''}", flush=True)
    return trouble


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="target/release/dateline")
    parser.add_argument("--quick", action="store_true", help="inputs of a tenth of the size")
    parser.add_argument("name", nargs="*")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    names = [name for name in INPUTS if not options.name or any(name.startswith(n) for n in options.name)]
    print("| input | size | user s | size | user s | peak MiB | a doubling |\n| --- | --- | --- | --- | --- | --- | --- |")
    failed = [name for name in names if measure(program, name, options.quick)]
    print(f"\n{len(names) - len(failed)} of {len(names)} grow with the work" + "".join(f"\n- {name}" for name in failed))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
