//! Names of dossiers in running text: which become links, and the evidence for backlinks.
//!
//! A run is what is between two block borders: a paragraph, a heading, a cell. It is read before it is
//! written, because a name may extend across a line break and a sentence across emphasis.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Writer;
use crate::diagnostic::{Code, Span};
use crate::language::quotations::{Quotation, QuotePairs};
use crate::language::sentences;
use crate::language::typography::{Setting, Typography};
use crate::markdown::parse::{Placed, ends_inline, is_inline};
use crate::markdown::{Name, Reader, listed_variant, unfinished};
use crate::model::graph::body::{Body, Mention, Part, Sentence};
use crate::model::value::field::Spanned;
use crate::model::value::id::{DossierIdx, Target};

/// Longer sentences are cut on both sides of the name.
const LONGEST_SIDE: usize = 160;
/// What code counts as between quotation marks: a word, whatever marks are in it.
const CODE: &str = "x";

/// What is known about names in the body so far.
pub(super) struct Mentions {
    run: Run,
    /// The quotations that are open, and the mark of the first of them.
    quote_pairs: QuotePairs,
    open_quote: Option<Span>,
    /// Where each mention is in [`Body::mentions`].
    known: HashMap<(Target, Part), usize>,
    /// The dossiers that have their link in a section.
    linked: HashSet<(DossierIdx, Part)>,
    /// The dossiers that have a link, and how many of them have a note.
    pub(super) first_links: HashSet<DossierIdx>,
    pub(super) notes: usize,
}

impl Mentions {
    /// Nothing yet, in a body with the marks of a language.
    pub(super) fn new(typography: Typography) -> Self {
        Self {
            run: Run::default(),
            quote_pairs: QuotePairs::new(typography),
            open_quote: None,
            known: HashMap::new(),
            linked: HashSet::new(),
            first_links: HashSet::new(),
            notes: 0,
        }
    }
}

/// The run that is being written.
#[derive(Default)]
struct Run {
    /// The events it is made of.
    events: Range<usize>,
    plain: String,
    pieces: Vec<Piece>,
    /// Whether it may have marks that are written differently from how they are typed.
    has_marks: bool,
    /// The links to dossiers and storylines in order, each with its event and the range of its text.
    leads: Vec<(usize, Range<usize>, Target)>,
    /// Where the sentences of the plain text begin; found when the first name needs one.
    sentences: Vec<usize>,
    /// The quotations that are open where the last other spelling was found, and that place.
    quotation: (Quotation, usize),
    /// Where links begin and end in the events of texts, in order.
    cuts: VecDeque<(usize, Cut)>,
}

/// A part of a run's plain text and the event it comes from.
struct Piece {
    event: usize,
    range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// Text of a link or heading: named, but not a place for another link.
    Taken,
    Code,
}

/// A point in a text event where the link of a name begins or ends.
#[derive(Clone)]
pub(super) struct Cut {
    pub(super) at: usize,
    /// What a link that begins here leads to, and its address; `None` where a link ends.
    pub(super) link: Option<(DossierIdx, String)>,
}

impl Writer<'_> {
    /// Reads the run that an event begins, if it is not being written already.
    pub(super) fn enter_run(&mut self, at: usize) {
        if self.mentions.run.events.contains(&at) || !starts_run(&self.events[at].0) {
            return;
        }
        let last = std::mem::take(&mut self.mentions.run);
        let mut run = self.read_run(at, last.emptied());
        run.has_marks = Typography::changes(&run.plain);
        self.check_quotes(&run, at);
        self.check_marks(&run);
        let names = self.links.reader.names.find(&run.plain);
        if names.is_empty() && run.leads.is_empty() {
            self.mentions.run = run;
            return;
        }
        let (surnames, found): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.is_surname);
        for name in surnames {
            let piece = run.pieces.partition_point(|piece| piece.range.end <= name.range.start);
            let Some(Piece { event, range, .. }) = run.pieces.get(piece) else { continue };
            let span = self.typed_at(*event, name.range.start - range.start, &run.plain[name.range]);
            self.body.add_surname(name.dossier, span);
        }
        let found = found.into_iter().map(|name| (name.range, Target::Dossier(name.dossier), false));
        let leads = run.leads.iter().map(|(_, range, to)| (range.clone(), *to, true));
        let mut all: Vec<(Range<usize>, Target, bool)> = found.chain(leads).collect();
        all.sort_by_key(|(range, _, link)| (range.start, !link));
        self.mentions.run = run;
        for (range, to, link) in all {
            match to {
                Target::Dossier(_) if link && self.links.reader.names.is_own(to) => {}
                Target::Dossier(dossier) if link => {
                    self.mentions.linked.insert((dossier, self.part()));
                    self.record(to, range);
                }
                Target::Dossier(dossier) => self.found(range, dossier),
                _ => self.record(to, range),
            }
        }
    }

    /// Whether a text of the run may have marks that are written differently from how they are typed. Asked
    /// once for all texts of a run, which takes 1% off a build.
    pub(super) fn run_has_marks(&self) -> bool {
        self.mentions.run.has_marks
    }

    /// The next point at which the link of a name begins or ends in a text event. Events are asked for in
    /// order.
    pub(super) fn next_cut(&mut self, at: usize) -> Option<Cut> {
        let cuts = &mut self.mentions.run.cuts;
        while cuts.front().is_some_and(|(event, _)| *event < at) {
            cuts.pop_front();
        }
        cuts.pop_front_if(|(event, _)| *event == at).map(|(_, cut)| cut)
    }

    /// The dossier or storyline that the link of an event in the run leads to.
    pub(super) fn lead(&self, at: usize) -> Option<Target> {
        let leads = &self.mentions.run.leads;
        leads.binary_search_by_key(&at, |(event, ..)| *event).ok().map(|n| leads[n].2)
    }

    /// Reports marks of unfinished text.
    fn check_marks(&mut self, run: &Run) {
        let events = self.events;
        for (n, piece) in run.pieces.iter().enumerate().filter(|(_, piece)| piece.kind != Kind::Code) {
            let text = &run.plain[piece.range.clone()];
            let begins = |before: &str| {
                let is_start = || run.starts_line(n, events) || is_stressed(events, piece.event, text);
                unfinished::begins_text(before) && is_start()
            };
            for mark in unfinished::marks(text, begins) {
                let span = self.typed_at(piece.event, mark.start, &text[mark.clone()]);
                let article = self.links.article;
                let place = article.place(span);
                self.diags.report(unfinished::problem(&text[mark], place, article.hold.is_draft()));
            }
        }
    }

    /// Where a part of a text event was typed. If nothing before it is escaped or left out, it is typed as
    /// far from the beginning as it is shown; if nothing after it is, as far from the end.
    fn typed_at(&self, event: usize, shown_at: usize, part: &str) -> Span {
        let typed = self.events[event].1.clone();
        let source = &self.links.article.body()[typed.clone()];
        let shown = if let Event::Text(text) = &self.events[event].0 { text.len() } else { source.len() };
        let is_there = |at: &usize| source.get(*at..).is_some_and(|rest| rest.starts_with(part));
        let from_end = (source.len() + shown_at).checked_sub(shown);
        let at = [Some(shown_at), from_end].into_iter().flatten().find(is_there);
        let found = |at: usize| at..at + part.len();
        // A sign may be typed as a reference: `&ldquo;`.
        let reference = || {
            let end = source.get(shown_at..).filter(|rest| rest.starts_with('&'))?.find(';')?;
            Some(shown_at..shown_at + end + 1)
        };
        let within = at.map(found).or_else(reference).or_else(|| source.find(part).map(found));
        let within = within.unwrap_or(0..source.len());
        self.span(&(typed.start + within.start..typed.start + within.end))
    }

    /// Reports a quotation mark without a partner in its section. A quotation may continue across paragraphs,
    /// lists and block quotes.
    fn check_quotes(&mut self, run: &Run, at: usize) {
        let text = run.without_code();
        let is_cell = at > 0 && matches!(self.events[at - 1].0, Event::Start(Tag::TableCell));
        let stands_alone = self.in_heading || is_cell;
        if stands_alone {
            self.finish_quotes();
        }
        if let Some(stray) = self.mentions.quote_pairs.read(&text) {
            let span = self.quote_at(run, stray);
            self.report_quote(span);
        }
        match self.mentions.quote_pairs.opened() {
            _ if self.mentions.quote_pairs.are_closed() => self.mentions.open_quote = None,
            Some(opened) => self.mentions.open_quote = Some(self.quote_at(run, opened)),
            None => {}
        }
        if stands_alone {
            self.finish_quotes();
        }
    }

    /// Where a quotation mark was typed, by its place in a run whose code is a word.
    fn quote_at(&self, run: &Run, mut at: usize) -> Span {
        for piece in &run.pieces {
            let length = if piece.kind == Kind::Code { CODE.len() } else { piece.range.len() };
            if at < length {
                let mark = run.plain[piece.range.start + at..].chars().next().map_or(0, char::len_utf8);
                let mark = piece.range.start + at..piece.range.start + at + mark;
                return self.typed_at(piece.event, at, &run.plain[mark]);
            }
            at -= length;
        }
        self.span(&self.events[run.events.start].1.clone())
    }

    /// Reports a quotation that is open at the end of a section.
    pub(super) fn finish_quotes(&mut self) {
        self.mentions.quote_pairs = QuotePairs::new(self.links.reader.typography);
        if let Some(span) = self.mentions.open_quote.take() {
            self.report_quote(span);
        }
    }

    fn report_quote(&mut self, span: Span) {
        let message = "a quotation mark has no partner in this section".to_owned();
        let help = "add the one that is missing, or remove the other".to_owned();
        self.links.report(self.diags, Code::UnbalancedQuotes, span, message, help);
    }

    /// Reports a name in a spelling other than the house's, outside quotations.
    fn check_spelling(&mut self, range: &Range<usize>, dossier: DossierIdx, from: usize) {
        let name = &self.mentions.run.plain[range.clone()];
        let Some(house) = self.links.reader.names.house_spelling(name, dossier) else { return };
        let is_quoted = self.mentions.run.is_quoted(range.start);
        if !self.quotations.is_empty() || is_quoted {
            return;
        }
        let run = &self.mentions.run;
        let Piece { event, range: piece, .. } = &run.pieces[from];
        let name = &run.plain[range.clone()];
        let place = self.links.article.place(self.typed_at(*event, range.start - piece.start, name));
        self.diags.report(listed_variant(name, house, place));
    }

    fn found(&mut self, range: Range<usize>, dossier: DossierIdx) {
        let run = &self.mentions.run;
        let first = run.pieces.partition_point(|piece| piece.range.end <= range.start);
        let last = run.pieces.partition_point(|piece| piece.range.end < range.end);
        let Some(pieces) = run.pieces.get(first..=last) else { return };
        if pieces.iter().any(|piece| piece.kind == Kind::Code) {
            return;
        }
        // What is in a link to a dossier or storyline is about that.
        let link = run.leads.partition_point(|(_, link, _)| link.end < range.end);
        if run.leads.get(link).is_some_and(|(_, link, _)| link.start <= range.start) {
            return;
        }
        let (from, to) = (&pieces[0], &pieces[pieces.len() - 1]);
        let whole = pieces.windows(2).all(|pair| pair[1].event == pair[0].event + 1);
        let free = whole && pieces.iter().all(|piece| piece.kind == Kind::Text);
        let (open, close) = (range.start - from.range.start, range.end - to.range.start);
        let (from, to) = (from.event, to.event);
        let part = self.part();
        self.check_spelling(&range, dossier, first);
        self.record(Target::Dossier(dossier), range);
        if free
            && !self.mentions.linked.contains(&(dossier, part))
            && let Some(href) = self.links.reader.names.autolink(dossier)
        {
            self.mentions.linked.insert((dossier, part));
            let cuts = &mut self.mentions.run.cuts;
            cuts.push_back((from, Cut { at: open, link: Some((dossier, href)) }));
            cuts.push_back((to, Cut { at: close, link: None }));
        }
    }

    fn record(&mut self, to: Target, range: Range<usize>) {
        let part = self.part();
        if let Some(known) = self.mentions.known.get(&(to, part)) {
            self.body.mentions[*known].count += 1;
            return;
        }
        let run = &mut self.mentions.run;
        if run.sentences.is_empty() {
            run.sentences = sentences::starts(&run.plain);
        }
        let sentence = sentence(&run.plain, &run.sentences, &range, &self.links.reader.typography);
        let pieces = &self.mentions.run.pieces;
        let piece = pieces.partition_point(|piece| piece.range.end <= range.start);
        let event = pieces.get(piece).map_or(self.mentions.run.events.start, |piece| piece.event);
        let span = self.span(&self.events[event].1.clone());
        self.mentions.known.insert((to, part), self.body.mentions.len());
        self.body.mentions.push(Mention { to, part, sentence, span, count: 1 });
    }

    /// The section that is being written.
    fn part(&self) -> Part {
        Part::Section(self.body.headings.len().checked_sub(1).map(|n| n as u32))
    }

    /// Reads the run that an event begins into an empty one.
    fn read_run(&self, start: usize, mut run: Run) -> Run {
        let mut at = start;
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut images = 0;
        while let Some((event, _)) = self.events.get(at) {
            let kind = if open.is_empty() && !self.in_heading { Kind::Text } else { Kind::Taken };
            let from = run.plain.len();
            match event {
                Event::Start(tag) if !is_inline(tag) => break,
                Event::End(tag) if !ends_inline(*tag) => break,
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images -= 1,
                Event::Start(Tag::Link { .. }) => open.push((at, from)),
                Event::End(TagEnd::Link) => {
                    if let Some((event, from)) = open.pop()
                        && let Some(to) = self.leads_to(event)
                    {
                        run.leads.push((event, from..run.plain.len(), to));
                    }
                }
                Event::Text(_) if images > 0 => {}
                Event::Text(text) => {
                    run.push(&self.shown(text, open.last().map(|(event, _)| *event)), at, kind)
                }
                Event::Code(code) if images == 0 => run.push(code, at, Kind::Code),
                Event::SoftBreak => run.push(" ", at, kind),
                Event::HardBreak => run.push("\n", at, Kind::Taken),
                Event::InlineHtml(html) if html.starts_with("<br") => run.push("\n", at, Kind::Taken),
                Event::Rule | Event::Html(_) => break,
                _ => {}
            }
            at += 1;
        }
        run.events = start..at;
        run
    }

    /// The dossier or storyline that the link of an event leads to.
    fn leads_to(&self, event: usize) -> Option<Target> {
        let Event::Start(Tag::Link { link_type, dest_url, .. }) = &self.events[event].0 else { return None };
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        let to = self.links.leads_to(dest_url, wiki)?;
        matches!(to, Target::Dossier(_) | Target::Storyline(_)).then_some(to)
    }

    /// The text that is shown for a text event. In `[[id]]` it is the title of what is named; for a briefing
    /// that is not out, neither title nor id.
    pub(super) fn shown<'t>(&self, text: &'t str, link: Option<usize>) -> Cow<'t, str> {
        let wiki = LinkType::WikiLink { has_pothole: false };
        match link.map(|event| &self.events[event].0) {
            Some(Event::Start(Tag::Link { link_type, dest_url, .. })) if *link_type == wiki => {
                self.links.title(dest_url).map_or(text.into(), Cow::Owned)
            }
            _ => text.into(),
        }
    }
}

impl Run {
    /// An empty run that uses the memory of this one.
    fn emptied(mut self) -> Self {
        self.plain.clear();
        self.pieces.clear();
        self.leads.clear();
        self.sentences.clear();
        self.cuts.clear();
        Self { events: 0..0, quotation: Default::default(), ..self }
    }

    fn push(&mut self, text: &str, event: usize, kind: Kind) {
        let start = self.plain.len();
        self.plain.push_str(text);
        self.pieces.push(Piece { event, range: start..self.plain.len(), kind });
    }

    /// The plain text with a word in place of each piece of code.
    fn without_code(&self) -> Cow<'_, str> {
        if !self.pieces.iter().any(|piece| piece.kind == Kind::Code) {
            return Cow::Borrowed(&self.plain);
        }
        let text =
            |piece: &Piece| if piece.kind == Kind::Code { CODE } else { &self.plain[piece.range.clone()] };
        self.pieces.iter().map(text).collect()
    }

    /// Whether a line begins with a piece. A line that only continues a sentence does not count.
    fn starts_line(&self, piece: usize, events: &[Placed<'_>]) -> bool {
        let before = &self.plain[..self.pieces[piece].range.start];
        let Some(last) = piece.checked_sub(1).map(|last| &self.pieces[last]) else { return true };
        match &events[last.event].0 {
            Event::SoftBreak => {
                before.trim_end().ends_with(['.', '!', '?', ':', '…', ')', '。', '！', '？', '：'])
            }
            _ => before.ends_with('\n') || unfinished::begins_text(before),
        }
    }

    /// Whether a place is inside quotation marks. Asked in order of place.
    fn is_quoted(&mut self, at: usize) -> bool {
        let (quotation, read) = &mut self.quotation;
        let first = self.pieces.partition_point(|piece| piece.range.end <= *read);
        for piece in self.pieces[first..].iter().take_while(|piece| piece.range.start < at) {
            if piece.kind != Kind::Code {
                quotation.read(&self.plain[piece.range.start.max(*read)..piece.range.end.min(at)]);
            }
        }
        *read = at;
        quotation.is_open()
    }
}

/// Whether a text event is all that an element stresses.
fn is_stressed(events: &[Placed<'_>], event: usize, text: &str) -> bool {
    let is_stress = |event: &Event<'_>| matches!(event, Event::Start(Tag::Strong | Tag::Emphasis));
    let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Strong | TagEnd::Emphasis));
    let is_word = text.trim().bytes().all(|b| b.is_ascii_uppercase());
    is_word
        && event > 0
        && is_stress(&events[event - 1].0)
        && events.get(event + 1).is_some_and(|(event, _)| is_end(event))
}

/// Whether an event belongs to running text.
fn starts_run(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline(tag),
        Event::Text(_) | Event::Code(_) => true,
        _ => false,
    }
}

/// The mentions in a text that stands alone, such as a headline. `known` has those of such texts so far.
pub(super) fn in_text(
    body: &mut Body,
    known: &mut HashMap<(Target, Part), usize>,
    Spanned { value: text, span, .. }: &Spanned<String>,
    part: Part,
    reader: &Reader<'_>,
) {
    let found = reader.names.find(text);
    let starts = if found.is_empty() { Vec::new() } else { sentences::starts(text) };
    for Name { range, dossier, is_surname } in found {
        if is_surname {
            body.add_surname(dossier, *span);
            continue;
        }
        let to = Target::Dossier(dossier);
        match known.get(&(to, part)) {
            Some(at) => body.mentions[*at].count += 1,
            None => {
                let sentence = sentence(text, &starts, &range, &reader.typography);
                known.insert((to, part), body.mentions.len());
                body.mentions.push(Mention { to, part, sentence, span: *span, count: 1 });
            }
        }
    }
}

/// The sentence around a range, with the marks of the language.
fn sentence(text: &str, starts: &[usize], range: &Range<usize>, typography: &Typography) -> Sentence {
    let next = starts.partition_point(|start| *start <= range.start);
    let start = next.checked_sub(1).map_or(0, |at| starts[at]);
    // A sentence may end inside a name, after an abbreviation.
    let end = starts.get(next).copied().unwrap_or(text.len()).max(range.end);
    let before = text[start..range.start].trim_start();
    let after = text[range.end..end].trim_end();
    let (before, after) = (keep_end(before), keep_start(after));
    let name = &text[range.clone()];
    let mut setting = Setting::default();
    let mut typeset = |text: &str, next: &str| {
        let mut out = String::with_capacity(text.len());
        let text = if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text.into() };
        typography.write(&text, &mut setting, next.chars().next(), &mut out);
        out
    };
    Sentence::new(&typeset(&before, name), &typeset(name, &after), &typeset(&after, ""))
}

fn keep_end(text: &str) -> String {
    let cut = text.len().saturating_sub(LONGEST_SIDE);
    if cut == 0 {
        return text.to_owned();
    }
    let cut = text.ceil_char_boundary(cut);
    let word = text[cut..].find(char::is_whitespace).map_or(cut, |at| cut + at);
    format!("…{}", &text[word..])
}

fn keep_start(text: &str) -> String {
    if text.len() <= LONGEST_SIDE {
        return text.to_owned();
    }
    let cut = text.floor_char_boundary(LONGEST_SIDE);
    let word = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{} …", &text[..word])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters with a space at some places.
    fn letters(length: usize, spaces: &[usize]) -> String {
        (0..length).map(|at| if spaces.contains(&at) { ' ' } else { 'x' }).collect()
    }

    #[test]
    fn up_to_160_bytes_are_kept_on_each_side_of_a_name() {
        let whole = letters(160, &[1]);
        assert_eq!((keep_end(&whole), keep_start(&whole)), (whole.clone(), whole));
        let long = letters(161, &[1, 150]);
        assert_eq!(keep_end(&long), format!("…{}", &long[1..]));
        assert_eq!(keep_start(&long), format!("{} …", &long[..150]));
    }

    #[test]
    fn a_sentence_is_cut_between_words() {
        let long = letters(400, &[239, 300]);
        assert_eq!(
            keep_end(&long),
            format!("…{}", &long[300..]),
            "a space 161 bytes before the end is too far"
        );
        let long = letters(400, &[240, 300]);
        assert_eq!(keep_end(&long), format!("…{}", &long[240..]));
        let long = letters(400, &[100, 159]);
        assert_eq!(keep_start(&long), format!("{} …", &long[..159]));
        let long = letters(400, &[100, 160]);
        assert_eq!(keep_start(&long), format!("{} …", &long[..100]), "a space after 160 bytes is too far");
        let none = letters(400, &[]);
        assert_eq!((keep_end(&none).len(), keep_start(&none).len()), ("…".len() + 160, 160 + " …".len()));
    }

    #[test]
    fn no_letter_is_cut_in_two() {
        let text = "є".repeat(81);
        assert_eq!(keep_end(&text), format!("…{}", "є".repeat(80)));
        assert_eq!(keep_start(&text), format!("{} …", "є".repeat(80)));
        let text = format!("{text}x");
        assert_eq!(keep_end(&text), format!("…{}x", "є".repeat(79)));
        assert_eq!(keep_start(&format!("x{text}")), format!("x{} …", "є".repeat(79)));
    }
}
