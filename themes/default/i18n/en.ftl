# Words of the interface. `$n` is a number, `$name` a name.
skip-to-content = Skip to content
breadcrumbs = Where you are
front-page = Front page
archive = Archive
storylines = Storylines
people = People
people-one = Person
places = Places
places-one = Place
organisations = Organisations
organisations-one = Organisation
documents = Documents
documents-one = Document
edition-number = No. { $n }
editions = Editions
edition-empty = No editions yet
edition-empty-text = The first published briefing makes the first edition.
edition-previous = Earlier edition
edition-next = Later edition
email-web = This edition on the web
email-by = Who says so
email-was = was { $name }
email-links = Links
email-unsubscribe = Unsubscribe
all-times = All times: { $name }
corrections-policy = Corrections policy
contact = Contact
overviews = Overviews
follow = Follow
feed-atom = Briefings (Atom)
feed-json = Briefings (JSON)
feed-agenda = Agenda (calendar)
feed-editions = Editions (Atom)
appearance = Appearance
appearance-system = System
appearance-light = Light
appearance-dark = Dark
briefings = Briefings
briefings-about = Briefings about { $name }
briefings-none = No briefings yet.
briefings-count = { $n ->
    [one] { $n } briefing
   *[other] { $n } briefings
}
briefings-of-week = { $n ->
    [one] { $n } briefing in the week to { $name }
   *[other] { $n } briefings in the week to { $name }
}
briefings-by-year = By year
genre-analysis = Analysis
genre-explainer = Explainer
draft = Draft
not-before = Not before { $day }, { $time }
covers = Covers { $name }
listen = Listen to this briefing
reading-time = { $n } min read
by-line = By
changed = What changed
about = About
sources = Sources
source = Source
via = via
archived-copy = archived copy
accessed = accessed { $name }
sources-one-root = { $n } sources, all based on one
sources-roots = { $n } sources, based on { $of }
sources-pages = Pages cited in several briefings
sources-pages-shown = The { $n } most cited, of { $of }.
outlet-official = official statement
outlet-party = party to the conflict
outlet-wire = news agency
outlet-press = press
outlet-state-media = state media
outlet-think-tank = think tank
outlet-secondary = secondary
index-parts = Parts of this list
index-count = Numbers show how many briefings mention each name.
index-dates = The date is that of the first briefing on the document.
places-elsewhere = Other places
replaces = replaces
asked-on = asked { $name }
open-for = { $n ->
    [0] new
    [one] open for { $n } day
   *[other] open for { $n } days
}
questions-counted = Days are counted up to { $name }, the day of the newest briefing.
questions-elsewhere = Not in a storyline
quotes-speakers = By speaker
quotes-newest = Newest first
statements-count = { $n ->
    [one] { $n } statement
   *[other] { $n } statements
}
sources-count = A statement is a figure, a quote, an event, a line on what is known or not known, or a passage of text that rests on the source.
outlet-dossier = Dossier
outlet-newest = Latest
timeline = Timeline
events = Timeline
events-none = No events yet.
events-count = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
known = What is known
unknown = What is not known
answers = Answers to earlier questions
questions = Questions
questions-open = Open questions
questions-answered = Answered questions
questions-none = No questions yet.
asked = Asked { $name }
answered-in = Since answered in
open-days = { $n ->
    [one] open for { $n } day on { $name }
   *[other] open for { $n } days on { $name }
}
catch-up = Catch up
catch-up-more = The rest is on the storyline’s page
catch-up-none = Nothing has changed in the last 30 days.
catch-up-others = Also changed
list-all = All { $n }
days-earlier = Earlier days
since-visit = Briefings since your last visit
edition-whole = The whole edition
storylines-all = All storylines
recent = Recent briefings
briefings-earlier = Earlier briefings
agenda = Agenda
agenda-ahead = Ahead
agenda-undated = Without a date
agenda-answered = What came of it
agenda-past = Past
agenda-none = Nothing to watch yet.
calendar = As a calendar
watch = What to watch
watch-cancelled = cancelled
watch-url = Announcement
told-in = Reported in
came = What happened
came-next = The next briefing on this
came-nothing = No report yet.
previously = Previously
asked-anew = New question
answered-anew = Answered
newcomers = New in this storyline
last-briefing = last briefing { $name }
storylines-resting = Dormant and closed
storylines-of-edition = Storylines
sections = Sections
notice = Notice
takeaways = Key points
edition-rest = Also in this edition
contents = Contents
before-this = Before this
week = The week
corrections-latest = Latest corrections
figures = Figures
figures-of-edition = In figures
figures-none = No figures yet.
periods-count = { $n ->
    [one] { $n } period
   *[other] { $n } periods
}
period = Period
period-week = week to { $name }
period-month = month to { $name }
period-as-of = as of { $name }
value = Value
speaker-unknown = Speaker not named
qualifier-exactly = exactly { $name }
qualifier-about = about { $name }
qualifier-nearly = nearly { $name }
qualifier-over = over { $name }
qualifier-at-least = at least { $name }
qualifier-at-most = at most { $name }
qualifier-up-to = up to { $name }
range = { $from } to { $to }
change-up = up { $name }
change-down = down { $name }
change-none = unchanged
change-unclear = no clear change
compared-with = compared with
percentage-points = { $name } percentage points
accounts-differ = Accounts differ
accounts-agree = { $n ->
    [one] { $n } speaker
   *[other] { $n } speakers give the same figure
}
also-said = What others say
restated = The same speaker also gave
retracted = withdrawn
certainty-confirmed = confirmed
certainty-reported = reported
certainty-claimed = claimed
certainty-disputed = disputed
certainty-denied = denied
certainty-unverified = unverified
certainty-retracted = retracted
chart-description = { $name }. Lowest: { $low }. Highest: { $high }. Newest, { $period }: { $newest }.
chart-unit = Unit: { $name }
axis-cut = The axis does not start at zero
map-title = Map: { $name }
map-description = { $n ->
    [one] One place: { $name }.
   *[other] { $n } places. Named most: { $name }.
}
map-sizes = The larger a dot, the more briefings name the place.
map-disputed = Dashed lines are disputed borders.
map-source = Map data: Natural Earth.
map-table = The same as a table
spark-zero = Small charts start at zero.
all-values = All values
download = Download
chart = Chart
series-others = More figures in these storylines
embed = Embed
in-storylines = In these storylines
quotes = Quotes
in-their-words = In their words
paraphrase = Not word for word:
corrections = Corrections
correction = Correction
clarification = Clarification
retraction = Retraction
error-ours = our error
error-relay = misreported by an outlet
error-source = error of the source
reported-on = reported { $name }
date-approximate = about { $name }
date-uncertain = { $name } (inferred)
period-approximate = period approximate
period-inferred = period inferred by the desk
not-this = not { $name }
updated = Updated
notes = Notes
back-to-text = Back to the text
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
unreleased = (not published yet)
task-done = done
task-open = open
previous = Previous briefing:
next = Next briefing:
status-active = Active
status-dormant = Dormant
status-closed = Closed
trend = Trend
trend-improved = Improved
trend-unchanged = Unchanged
trend-deteriorated = Deteriorated
where-things-stand = Where things stand
reviewed = Reviewed { $name }
part-of = Part of
parts = Parts
key-names = Key names
also-called = Also called
more-spellings = { $n ->
    [one] { $n } more spelling
   *[other] { $n } more spellings
}
other-languages = In other languages
role = Role
belongs-to = Belongs to
lies-in = Lies in
roles = Roles
since = since { $name }
until = until { $name }
made-by = Made by
versions = Versions
members = People and organisations
contains = Places within it
first-seen = First briefing
last-seen = Latest briefing
appears-with = Often named with
mentioned-in = Mentioned in
linked-in = Linked from
named-here = Named here
later-links = Later briefings that link here
more-count = and { $n } more
related = Related
state = Status
month-earlier = Earlier
month-later = Later
list-pages = Pages
page-of-list = { $name }, page { $n }
not-found = Page not found
newest-briefings = Latest briefings
not-found-text = There is no page at this address. It may have moved, or the address may be misspelt.
script-new = new
script-visit = Your last visit
script-copy = Copy link
script-share = Share
script-filter = Filter
script-filter-none = No matches.
sources-of-edition = Sources of this edition
search = Search
search-box = Search the briefings
search-hint = Press / to search
search-in = Searches the full text of { $name }, and all names in every spelling.
search-also = Also searched: { $name }.
search-script = The search runs in your browser and needs JavaScript. Without it, these lists lead to every page.
search-ways = Other ways to find things
search-filters = Filters
search-any = any
search-storyline-filter = Storyline
search-person = Person
search-place = Place
search-kind = Kind
search-year = Year
search-clear = Clear the filters
search-briefing = Briefing
search-storyline = Storyline
search-series = Figures
search-question = Question
search-page = Page
search-pages = Pages
search-found = Results: { $name }
search-none = Nothing found.
search-partly = No page has all these words. Results with some of them: { $name }
search-without = Nothing contains “{ $name }”.
search-rest = Results for “{ $words }”: { $name }
search-ignored = The query is too long; left out: { $name }
search-common = These words are on nearly every page. Add another one.
search-mean = Did you mean
search-more = More results
search-wait = Searching…
search-broken = The search index could not be loaded, so nothing was searched. Check the connection and reload the page.

# What is looked for in texts of this language, with commas between. Not shown.
# Weekdays, in every form that stands before a date, the same order of forms for each day.
text-monday = Monday
text-tuesday = Tuesday
text-wednesday = Wednesday
text-thursday = Thursday
text-friday = Friday
text-saturday = Saturday
text-sunday = Sunday
# Months, in every form that stands beside the number of a day.
text-january = January, Jan
text-february = February, Feb
text-march = March, Mar
text-april = April, Apr
text-may = May
text-june = June, Jun
text-july = July, Jul
text-august = August, Aug
text-september = September, Sept, Sep
text-october = October, Oct
text-november = November, Nov
text-december = December, Dec
# What may stand between a weekday, a day, a month and a year.
text-between = the, of
# What means another day tomorrow, as it stands inside a sentence.
text-relative = today, tonight, tomorrow, yesterday,
    this morning, this afternoon, this evening, this week, this weekend, this month, this year,
    last night, last week, last weekend, last month, last year,
    next week, next weekend, next month, next year
# Names and phrases in which it means no day, as they are written.
text-names = of today, of tomorrow, of yesterday, USA Today, India Today, Russia Today, Psychology Today,
    Today Show, Tonight Show, Last Week Tonight, This Week in Rust, Entertainment Tonight
# How the names of columns begin.
text-columns = today in, this week in, this month in, this year in, last week in pictures
# Whether headlines may give every word a capital: yes or no.
text-title-case = yes

# llms.txt
dossiers = Dossiers
data-files = Data files
