# Wörter der Oberfläche. `$n` ist eine Zahl, `$name` ein Name.
skip-to-content = Zum Inhalt
breadcrumbs = Wo Sie sind
front-page = Startseite
archive = Archiv
storylines = Themen
people = Personen
people-one = Person
places = Orte
places-one = Ort
organisations = Organisationen
organisations-one = Organisation
documents = Dokumente
documents-one = Dokument
edition-number = Nr. { $n }
editions = Ausgaben
edition-empty = Noch keine Ausgabe
edition-empty-text = Die erste veröffentlichte Meldung ergibt die erste Ausgabe.
edition-previous = Frühere Ausgabe
edition-next = Spätere Ausgabe
email-web = Diese Ausgabe im Web
email-by = Wer es sagt
email-was = vorher { $name }
email-links = Links
email-unsubscribe = Abbestellen
all-times = Zeitzone: { $name }
corrections-policy = Umgang mit Fehlern
contact = Kontakt
overviews = Übersichten
follow = Abonnieren
feed-atom = Meldungen (Atom)
feed-json = Meldungen (JSON)
feed-agenda = Agenda (Kalender)
feed-editions = Ausgaben (Atom)
appearance = Darstellung
appearance-system = System
appearance-light = Hell
appearance-dark = Dunkel
briefings = Meldungen
briefings-about = Meldungen über { $name }
briefings-none = Noch keine Meldung.
briefings-count = { $n ->
    [one] { $n } Meldung
   *[other] { $n } Meldungen
}
briefings-of-week = { $n ->
    [one] { $n } Meldung in der Woche bis { $name }
   *[other] { $n } Meldungen in der Woche bis { $name }
}
briefings-by-year = Nach Jahren
genre-analysis = Analyse
genre-explainer = Hintergrund
draft = Entwurf
not-before = Nicht vor { $day }, { $time }
covers = Zeitraum: { $name }
listen = Diese Meldung anhören
reading-time = { $n } Min. Lesezeit
by-line = Von
changed = Was sich geändert hat
about = Worum es geht
sources = Quellen
source = Quelle
via = über
archived-copy = archivierte Fassung
accessed = abgerufen: { $name }
sources-one-root = { $n } Quellen, alle beruhen auf einer
sources-roots = { $n } Quellen, sie beruhen auf { $of }
sources-pages = Seiten, auf denen mehrere Meldungen beruhen
sources-pages-shown = Die { $n } am häufigsten zitierten von { $of }.
outlet-official = amtliche Mitteilung
outlet-party = Konfliktpartei
outlet-wire = Nachrichtenagentur
outlet-press = Presse
outlet-state-media = Staatsmedien
outlet-think-tank = Denkfabrik
outlet-secondary = Sekundärquelle
index-parts = Teile dieser Liste
index-count = Die Zahlen zeigen, wie viele Meldungen einen Namen nennen.
index-dates = Das Datum ist das der ersten Meldung zu einem Dokument.
places-elsewhere = Weitere Orte
replaces = ersetzt
asked-on = gestellt am { $name }
open-for = { $n ->
    [0] neu
    [one] offen seit { $n } Tag
   *[other] offen seit { $n } Tagen
}
questions-counted = Die Tage sind bis zum { $name } gezählt, dem Tag der neuesten Meldung.
questions-elsewhere = In keinem Thema
quotes-speakers = Nach Personen
quotes-newest = Neueste zuerst
statements-count = { $n ->
    [one] { $n } Aussage
   *[other] { $n } Aussagen
}
sources-count = Eine Aussage ist eine Zahl, ein Zitat, ein Ereignis, eine Zeile zu Bekanntem oder Offenem oder eine Textstelle, die auf der Quelle beruht.
outlet-dossier = Dossier
outlet-newest = Neueste
timeline = Chronik
events = Chronik
events-none = Noch kein Ereignis.
events-count = { $n ->
    [one] { $n } Ereignis
   *[other] { $n } Ereignisse
}
known = Was bekannt ist
unknown = Was nicht bekannt ist
answers = Antworten auf frühere Fragen
questions = Fragen
questions-open = Offene Fragen
questions-answered = Beantwortete Fragen
questions-none = Noch keine Frage.
asked = Gestellt am { $name }
answered-in = Inzwischen beantwortet in
open-days = { $n ->
    [one] am { $name } seit { $n } Tag offen
   *[other] am { $name } seit { $n } Tagen offen
}
catch-up = Nachlesen
catch-up-more = Der Rest steht auf der Seite des Themas
catch-up-none = In den letzten 30 Tagen hat sich nichts geändert.
catch-up-others = Ebenfalls geändert
list-all = Alle { $n }
days-earlier = Frühere Tage
since-visit = Meldungen seit Ihrem letzten Besuch
edition-whole = Die ganze Ausgabe
storylines-all = Alle Themen
recent = Neuere Meldungen
briefings-earlier = Frühere Meldungen
agenda = Agenda
agenda-ahead = Was ansteht
agenda-undated = Ohne Datum
agenda-answered = Was daraus wurde
agenda-past = Vergangen
agenda-none = Noch nichts Anstehendes.
calendar = Als Kalender
watch = Worauf zu achten ist
watch-cancelled = abgesagt
watch-url = Ankündigung
told-in = Berichtet in
came = Was geschah
came-next = Die nächste Meldung dazu
came-nothing = Noch keine Meldung.
previously = Zuvor
asked-anew = Neue Frage
answered-anew = Beantwortet
newcomers = Neu in diesem Thema
last-briefing = letzte Meldung am { $name }
storylines-resting = Ruhend und abgeschlossen
storylines-of-edition = Themen
sections = Abschnitte
notice = Hinweis
takeaways = Das Wichtigste
edition-rest = Außerdem in dieser Ausgabe
contents = Inhalt
before-this = Davor
week = Die Woche
corrections-latest = Neueste Korrekturen
figures = Zahlen
figures-of-edition = In Zahlen
figures-none = Noch keine Zahl.
periods-count = { $n ->
    [one] { $n } Zeitraum
   *[other] { $n } Zeiträume
}
period = Zeitraum
period-week = Woche bis { $name }
period-month = Monat bis { $name }
period-as-of = Stand { $name }
value = Wert
speaker-unknown = Sprecher nicht genannt
qualifier-exactly = genau { $name }
qualifier-about = etwa { $name }
qualifier-nearly = fast { $name }
qualifier-over = über { $name }
qualifier-at-least = mindestens { $name }
qualifier-at-most = höchstens { $name }
qualifier-up-to = bis zu { $name }
range = { $from } bis { $to }
change-up = { $name } mehr
change-down = { $name } weniger
change-none = unverändert
change-unclear = keine klare Änderung
compared-with = verglichen mit
percentage-points = { $name } Prozentpunkte
accounts-differ = Angaben weichen ab
accounts-agree = { $n ->
    [one] { $n } Sprecher
   *[other] { $n } Sprecher nennen dieselbe Zahl
}
also-said = Was andere sagen
restated = Derselbe Sprecher nannte auch
retracted = zurückgenommen
certainty-confirmed = bestätigt
certainty-reported = berichtet
certainty-claimed = behauptet
certainty-disputed = umstritten
certainty-denied = bestritten
certainty-unverified = ungeprüft
certainty-retracted = zurückgenommen
chart-description = { $name }. Niedrigster Wert: { $low }. Höchster: { $high }. Neuester, { $period }: { $newest }.
chart-unit = Einheit: { $name }
axis-cut = Die Achse beginnt nicht bei null
map-title = Karte: { $name }
map-description = { $n ->
    [one] Ein Ort: { $name }.
   *[other] { $n } Orte. Am häufigsten genannt: { $name }.
}
map-sizes = Je größer ein Punkt, desto mehr Meldungen nennen den Ort.
map-disputed = Gestrichelte Linien sind umstrittene Grenzen.
map-source = Kartendaten: Natural Earth.
map-table = Dasselbe als Tabelle
spark-zero = Kleine Diagramme beginnen bei null.
all-values = Alle Werte
download = Herunterladen
chart = Diagramm
series-others = Weitere Zahlen zu diesen Themen
embed = Einbetten
in-storylines = In den Themen
quotes = Zitate
in-their-words = Im Wortlaut
paraphrase = Sinngemäß:
corrections = Korrekturen
correction = Korrektur
clarification = Klarstellung
retraction = Rücknahme
error-ours = unser Fehler
error-relay = von einem Medium falsch wiedergegeben
error-source = Fehler der Quelle
reported-on = gemeldet { $name }
date-approximate = etwa { $name }
date-uncertain = { $name } (erschlossen)
period-approximate = Zeitraum ungefähr
period-inferred = Zeitraum von der Redaktion erschlossen
not-this = nicht { $name }
updated = Aktualisiert
notes = Anmerkungen
back-to-text = Zurück zum Text
alert-note = Hinweis
alert-tip = Tipp
alert-important = Wichtig
alert-warning = Warnung
alert-caution = Vorsicht
unreleased = (noch nicht veröffentlicht)
task-done = erledigt
task-open = offen
previous = Vorige Meldung:
next = Nächste Meldung:
status-active = Aktiv
status-dormant = Ruhend
status-closed = Abgeschlossen
trend = Entwicklung
trend-improved = Verbessert
trend-unchanged = Unverändert
trend-deteriorated = Verschlechtert
where-things-stand = Stand der Dinge
reviewed = Durchgesehen { $name }
part-of = Teil von
parts = Teile
key-names = Wichtige Namen
also-called = Auch genannt
more-spellings = { $n ->
    [one] { $n } weitere Schreibweise
   *[other] { $n } weitere Schreibweisen
}
other-languages = In anderen Sprachen
role = Funktion
belongs-to = Gehört zu
lies-in = Liegt in
roles = Funktionen
since = seit { $name }
until = bis { $name }
made-by = Verfasst von
versions = Fassungen
members = Wer und was dazugehört
contains = Orte darin
first-seen = Erste Meldung
last-seen = Neueste Meldung
appears-with = Oft zusammen genannt mit
mentioned-in = Erwähnt in
linked-in = Verlinkt in
named-here = Hier genannt
later-links = Spätere Meldungen mit einem Link hierher
more-count = und { $n } weitere
related = Verwandt
state = Stand
month-earlier = Früher
month-later = Später
list-pages = Seiten
page-of-list = { $name }, Seite { $n }
not-found = Seite nicht gefunden
newest-briefings = Neueste Meldungen
not-found-text = Unter dieser Adresse gibt es keine Seite. Vielleicht ist sie umgezogen, oder die Adresse ist falsch geschrieben.
script-new = neu
script-visit = Ihr letzter Besuch
script-copy = Link kopieren
script-share = Teilen
script-filter = Filtern
script-filter-none = Keine Treffer.
sources-of-edition = Quellen dieser Ausgabe
search = Suche
search-box = Meldungen durchsuchen
search-hint = Mit / zur Suche
search-in = Durchsucht den vollen Text ({ $name }) und alle Namen in jeder Schreibweise.
search-also = Außerdem durchsucht: { $name }.
search-script = Die Suche läuft in Ihrem Browser und braucht JavaScript. Ohne JavaScript führen diese Listen zu jeder Seite.
search-ways = Andere Wege zum Ziel
search-filters = Filter
search-any = beliebig
search-storyline-filter = Thema
search-person = Person
search-place = Ort
search-kind = Art
search-year = Jahr
search-clear = Filter löschen
search-briefing = Meldung
search-storyline = Thema
search-series = Zahlen
search-question = Frage
search-page = Seite
search-pages = Seiten
search-found = Ergebnisse: { $name }
search-none = Nichts gefunden.
search-partly = Keine Seite hat alle diese Wörter. Ergebnisse mit einigen davon: { $name }
search-without = Nichts enthält „{ $name }“.
search-rest = Ergebnisse für „{ $words }“: { $name }
search-ignored = Die Anfrage ist zu lang; ausgelassen: { $name }
search-common = Diese Wörter stehen auf fast jeder Seite. Fügen Sie ein weiteres hinzu.
search-mean = Meinten Sie
search-more = Weitere Ergebnisse
search-wait = Suche läuft …
search-broken = Der Suchindex konnte nicht geladen werden, deshalb wurde nichts gesucht. Prüfen Sie die Verbindung und laden Sie die Seite neu.

# Wonach in Texten dieser Sprache gesucht wird, mit Kommas dazwischen. Wird nicht gezeigt.
# Wochentage in allen Formen vor einem Datum, bei jedem Tag in derselben Reihenfolge.
text-monday = Montag
text-tuesday = Dienstag
text-wednesday = Mittwoch
text-thursday = Donnerstag
text-friday = Freitag
text-saturday = Samstag, Sonnabend
text-sunday = Sonntag
# Monate in allen Formen neben der Zahl eines Tages.
text-january = Januar, Jänner, Jan
text-february = Februar, Feber, Feb
text-march = März
text-april = April, Apr
text-may = Mai
text-june = Juni, Jun
text-july = Juli, Jul
text-august = August, Aug
text-september = September, Sept, Sep
text-october = Oktober, Okt
text-november = November, Nov
text-december = Dezember, Dez
# Was zwischen Wochentag, Tag, Monat und Jahr stehen kann.
text-between = den, dem, der
# Was am nächsten Tag einen anderen Tag bedeutet, wie es im Satz steht.
text-relative = heute, gestern, vorgestern, morgen, übermorgen,
    diese Woche, dieser Woche, letzte Woche, letzter Woche, vergangene Woche, vergangener Woche,
    nächste Woche, nächster Woche, kommende Woche, kommender Woche,
    diesen Monat, diesem Monat, letzten Monat, vergangenen Monat, nächsten Monat, kommenden Monat,
    dieses Jahr, diesem Jahr, letztes Jahr, letzten Jahr, vergangenes Jahr, vergangenen Jahr,
    nächstes Jahr, nächsten Jahr, kommendes Jahr, kommenden Jahr
# Namen und Wendungen, in denen es keinen Tag bedeutet, wie man sie schreibt.
text-names = von heute, von morgen, von gestern, heute-journal, heute-show, heute journal, heute show,
    Morgen der, Morgen des, Morgen danach, Welt am Sonntag, Bild am Sonntag, NZZ am Sonntag
# Wie die Namen von Rubriken beginnen.
text-columns = diese Woche in, heute in
# Ob in Überschriften jedes Wort groß geschrieben werden kann: yes oder no.
text-title-case = no

# llms.txt
dossiers = Dossiers
data-files = Datendateien
