//! The items of one briefing: who says so, from where, and whether corrections are complete.

use std::collections::{BTreeMap, BTreeSet};

use super::report;
use crate::diagnostic::{Code, Diagnostics, Help, Safety, Span, did_you_mean};
use crate::language::letters;
use crate::model::graph::body::Body;
use crate::model::graph::refs::{Cited, Root, independent};
use crate::model::graph::site::BriefingLinks;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::{Config, Outlet, OutletKind};
use crate::model::typed::grade::Grade;
use crate::model::typed::item::{CorrectionKind, Status};
use crate::model::value::field::{Field, Spanned};
use crate::model::value::id::IdRef;

/// How many outlets of a low grade are named.
const MOST_NAMED: usize = 3;

pub(super) fn check(
    briefing: &Briefing,
    links: &BriefingLinks,
    body: Option<&Body>,
    config: &Config,
    diags: &mut Diagnostics,
) {
    let mut check = Check { briefing, links, config, diags };
    check.figures();
    check.quotes();
    check.sources(body);
    check.certain();
    check.corrections();
    check.events();
}

struct Check<'a> {
    briefing: &'a Briefing,
    links: &'a BriefingLinks,
    config: &'a Config,
    diags: &'a mut Diagnostics,
}

/// Something that counts as certain.
struct Claim {
    /// Where it is called confirmed, if it is.
    status: Option<Span>,
    /// What is marked if that is too much.
    span: Span,
    sources: Vec<Cited>,
    /// Whether all sources that it names are there.
    knows_all_sources: bool,
}

impl Claim {
    fn new(status: Option<Span>, span: Span, named: usize, sources: &[Cited]) -> Self {
        Self { status, span, sources: sources.to_vec(), knows_all_sources: sources.len() == named }
    }
}

impl Check<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<Help>) {
        report(self.diags, code, self.briefing.article.place(span), message, help);
    }

    fn figures(&mut self) {
        for figure in &self.briefing.front.figures {
            figure.value.value.iter().for_each(|value| self.thousands(value.span));
            let Some(series) = figure.value.series.spanned() else { continue };
            if figure.value.source.is_empty() {
                let message = "this figure has no source";
                let help =
                    "write `source: ID` with a source of this briefing, so that a reader can look it up";
                self.report(Code::FigureWithoutSource, series.span, message, help);
            }
            if figure.value.by.is_empty() {
                let message = "this figure names no speaker";
                let help = "write `by: ID`, or `by: {name: …}` for somebody without a dossier";
                self.report(Code::FigureWithoutSpeaker, series.span, message, help);
            }
        }
    }

    /// Notices a point before three digits, which many languages write for thousands.
    fn thousands(&mut self, span: Span) {
        let place = self.briefing.article.place(span);
        if let Some((whole, rest)) = dotted_thousands(place.text()) {
            let decimal = format!("{whole}.{rest}");
            let short = decimal.trim_end_matches('0').trim_end_matches('.');
            let message = format!("`{decimal}` is read as {short}, with a decimal point");
            let other = match short == decimal {
                true => "if not, add the comment `# allow dotted-thousands: a decimal`".to_owned(),
                false => format!("write `{short}` if not"),
            };
            let help = format!("write `{whole}{rest}` if thousands are meant; {other}");
            let help = Help::instead(help, Safety::Unsafe, place.text(), format!("{whole}{rest}"));
            self.report(Code::DottedThousands, span, message, help);
        }
    }

    fn quotes(&mut self) {
        for quote in &self.briefing.front.quotes {
            let Some(text) = quote.value.text.spanned() else { continue };
            if quote.value.by.is_empty() {
                let help = "write `by: ID`, or `by: {name: …}` for somebody without a dossier";
                self.report(Code::QuoteWithoutSpeaker, text.span, "this quote names no speaker", help);
            }
            if quote.value.source.is_empty() {
                let help = "write `source: ID` with a source of this briefing";
                self.report(Code::QuoteWithoutSource, text.span, "this quote has no source", help);
            }
            for word in &quote.value.sic {
                self.sic(word, &text.value);
            }
        }
    }

    /// Notices words that are marked as `sic` in a quote, and are not in it.
    fn sic(&mut self, word: &Spanned<String>, quote: &str) {
        let typed = word.value.trim();
        if typed.is_empty() || matches!(typed, "true" | "false") || quote.contains(typed) {
            return;
        }
        let near = did_you_mean(
            typed,
            quote.split_whitespace().map(|word| word.trim_matches(|c: char| !letters::is_word_char(c))),
        );
        let help = near.unwrap_or_else(|| "write `true` for the whole quote, or words from it".into());
        self.report(Code::WrongType, word.span, format!("`{typed}` is not in this quote"), help);
    }

    fn sources(&mut self, body: Option<&Body>) {
        let front = &self.briefing.front;
        let lists = front.events.iter().map(|item| &item.value.source);
        let lists = lists.chain(front.quotes.iter().map(|item| &item.value.source));
        let lists = lists.chain(front.figures.iter().map(|item| &item.value.source));
        let lists = lists.chain(front.known.iter().map(|item| &item.value.source));
        let lists = lists.chain(front.unknown.iter().map(|item| &item.value.source));
        let lists = lists.chain(front.watch.iter().map(|item| &item.value.source));
        let mut cited: BTreeSet<&str> = lists.flatten().map(|id| id.value.as_str()).collect();
        cited.extend(front.sources.0.iter().filter_map(|(_, source)| source.via.get()).map(IdRef::as_str));
        let in_text = body.map(|body| body.cites.iter().filter(|cite| cite.count > 0));
        let in_text: Option<BTreeSet<usize>> = in_text.map(|cites| cites.map(|cite| cite.source).collect());
        for (n, (id, source)) in front.sources.0.iter().enumerate() {
            let in_text = in_text.as_ref().is_none_or(|cited| cited.contains(&n));
            if !in_text && !cited.contains(id.value.as_str()) && self.knows_all_items() {
                let message = format!("nothing cites the source `{}`", id.value);
                let help = format!("cite it in the text with `[^{}]`, or remove it", id.value);
                self.report(Code::UncitedSource, id.span, message, help);
            }
            let lacks_all = source.url.get().is_none()
                && source.archived.get().is_none()
                && source.date.get().is_none()
                && source.outlet.get().is_none()
                && source.via.get().is_none();
            if lacks_all && source.title.get().is_some() {
                let message = format!("a reader cannot find the source `{}`", id.value);
                let help = "add its `url`, its `date` or its `outlet`";
                self.report(Code::BareSource, id.span, message, help);
            }
        }
        let roots = independent(self.links.sources.iter().map(|source| source.voice.as_slice()));
        if roots == 1 && self.links.sources.len() > 1 {
            let noted = || body.and_then(|body| body.noted.first()).map(|noted| noted.span);
            let Some(first) = front.sources.0.first().map(|(id, _)| id.key).or_else(noted) else { return };
            let message = format!("all {} sources rest on one", self.links.sources.len());
            self.report(Code::OneRoot, first, message, "look for a source that does not depend on it");
        }
    }

    /// Whether all items could be read, and it is known where the text begins. If not, what cites a
    /// source may be there.
    fn knows_all_items(&self) -> bool {
        let items = ["events", "quotes", "figures", "known", "unknown", "watch"];
        items.into_iter().all(|key| self.briefing.article.keys.know_all_of(key))
    }

    /// What is called confirmed, or counts as known, must rest on more than outlets that the desk does not
    /// trust; what is called confirmed must have two roots too.
    fn certain(&mut self) {
        for claim in self.claims() {
            if !self.weak_source(&claim) && claim.status.is_some() {
                self.confirmed(&claim);
            }
        }
    }

    /// Everything that is called confirmed, and what is known without a status.
    fn claims(&self) -> Vec<Claim> {
        let front = &self.briefing.front;
        let confirmed = |status: &Field<Status>| {
            status.spanned().filter(|status| status.value == Status::Confirmed).map(|status| status.span)
        };
        let mut claims = Vec::new();
        for (Spanned { value, .. }, links) in front.figures.iter().zip(&self.links.figures) {
            let status = confirmed(&value.status);
            claims
                .extend(status.map(|span| Claim::new(Some(span), span, value.source.len(), &links.sources)));
        }
        for (Spanned { value, .. }, links) in front.events.iter().zip(&self.links.events) {
            let status = confirmed(&value.status);
            claims
                .extend(status.map(|span| Claim::new(Some(span), span, value.source.len(), &links.sources)));
        }
        for (Spanned { value, .. }, links) in front.known.iter().zip(&self.links.known) {
            let status = confirmed(&value.status);
            // A status that could not be read may have been another one.
            let is_bare = value.status.0.is_none() && self.briefing.article.keys.know_all_of("known");
            let text = value.text.spanned().filter(|_| is_bare).map(|text| text.span);
            let span = status.or(text);
            claims.extend(span.map(|span| Claim::new(status, span, value.source.len(), &links.sources)));
        }
        claims
    }

    /// What is said to be confirmed needs two roots, and not only those of parties.
    fn confirmed(&mut self, claim: &Claim) {
        let voices: Vec<Vec<Root>> = claim.sources.iter().map(|cited| self.voice(*cited)).collect();
        let kind = |cited: &Cited| self.outlet(*cited).and_then(|(_, outlet)| outlet.kind.get().copied());
        let is_party = |cited: &Cited| kind(cited) == Some(OutletKind::Party);
        let message = match independent(voices.iter().map(Vec::as_slice)) {
            0 => "this is marked as confirmed but has no source",
            1 => "this is marked as confirmed but rests on one source",
            _ if claim.sources.iter().all(is_party) => {
                "this is marked as confirmed but rests on parties only"
            }
            _ => return,
        };
        let help = "name a second source that does not depend on the first, or write `status: reported`";
        self.report(Code::WeaklyConfirmed, claim.span, message, help);
    }

    /// Reports what was read only in outlets of a low grade. Who is quoted there does not matter: whether they
    /// said so is known from the outlet. A source that is not there, which is reported, may be a good one.
    fn weak_source(&mut self, claim: &Claim) -> bool {
        let graded = claim.sources.iter().map(|cited| self.low_grade(*cited));
        let Some(graded) = graded.collect::<Option<BTreeMap<&str, Grade>>>() else { return false };
        if graded.is_empty() || !claim.knows_all_sources {
            return false;
        }
        let mut named: Vec<String> =
            graded.iter().take(MOST_NAMED).map(|(id, grade)| format!("`{id}`, graded {grade}")).collect();
        if graded.len() > MOST_NAMED {
            named.push(format!("{} more", graded.len() - MOST_NAMED));
        }
        let message = match claim.status {
            Some(_) => format!("this is marked as confirmed but known only from {}", named.join(", and ")),
            None => format!("this is known only from {}", named.join(", and ")),
        };
        let first = match claim.status {
            Some(_) => "write `reported`",
            None => "add `status: reported` to this item",
        };
        let help = format!("{first}, or name one more source, from an outlet graded A, B or C");
        self.report(Code::WeakSource, claim.span, message, help);
        true
    }

    /// The outlet that something was read in, if its grade is low.
    fn low_grade(&self, cited: Cited) -> Option<(&str, Grade)> {
        let (id, outlet) = self.outlet(cited)?;
        outlet.grade.get().filter(|grade| grade.is_low()).map(|grade| (id, *grade))
    }

    fn voice(&self, cited: Cited) -> Vec<Root> {
        match cited {
            Cited::Own(n) => self.links.sources[n].voice.clone(),
            Cited::Outlet(outlet) => vec![Root::Outlet(outlet)],
        }
    }

    /// The end of the chain of `via`.
    fn end(&self, cited: Cited) -> Cited {
        match cited {
            Cited::Own(n) => self.links.sources[n].end,
            outlet => outlet,
        }
    }

    /// The outlet at the end of the chain of `via`, where something was read, with its id.
    fn outlet(&self, cited: Cited) -> Option<(&str, &Outlet)> {
        let outlet = match self.end(cited) {
            Cited::Own(n) => self.links.sources[n].outlet?,
            Cited::Outlet(n) => n,
        };
        let (id, outlet) = &self.config.file.outlets.0[outlet];
        Some((&id.value, outlet))
    }

    fn corrections(&mut self) {
        for correction in &self.briefing.front.corrections {
            let Spanned { value, span, .. } = correction;
            let (was, now) = (value.was.get().is_some(), value.now.get().is_some());
            let kind = value.kind.get().copied().unwrap_or_default();
            let span = value.fixes.spanned().map_or(*span, |fixes| fixes.span);
            if kind == CorrectionKind::Correction && value.fixes.get().is_some() && !(was && now) {
                let lacks = if was { "`now`" } else { "`was`" };
                let message = format!("this correction has no {lacks}");
                let help = "say what was there with `was: …` and what is right with `now: …`";
                self.report(Code::EmptyCorrection, span, message, help);
            } else if !was && !now && value.text.get().is_none() {
                let help = "write `text: …`, or `was: …` and `now: …`";
                self.report(Code::EmptyCorrection, span, "this correction says nothing", help);
            }
        }
    }

    fn events(&mut self) {
        for event in &self.briefing.front.events {
            let Some(date) = event.value.date.spanned() else { continue };
            if date.value.first_day(&self.config.zone) > self.briefing.day {
                let message = "this event is dated after its briefing";
                let help = "check the date; what is still to come belongs under `watch`";
                self.report(Code::FutureEvent, date.span, message, help);
            }
        }
    }
}

/// The two parts of a number with a point before three digits, which many languages write for thousands.
pub(super) fn dotted_thousands(typed: &str) -> Option<(&str, &str)> {
    let (whole, rest) = typed.split_once('.')?;
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = (1..=3).contains(&whole.len()) && rest.len() == 3 && is_digits(whole) && is_digits(rest);
    (is_grouped && !whole.starts_with('0')).then_some((whole, rest))
}
