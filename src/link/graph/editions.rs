//! Groups briefings into editions, and arranges and numbers them as their files say.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, listed};
use crate::link::names::Wanted;
use crate::link::references::Resolver;
use crate::model::graph::body::{Body, LinkTarget};
use crate::model::graph::edition::Edition;
use crate::model::typed::article::Article;
use crate::model::typed::content::Content;
use crate::model::typed::edition::EditionFile;
use crate::model::typed::span::{EditionSpan, Span as Days};
use crate::model::value::date::Date;
use crate::model::value::field::{List, Spanned};
use crate::model::value::id::{BriefingIdx, EditionFileIdx, IdRef, Target};

/// How many briefings a help line lists.
const MOST_LISTED: usize = 8;

/// A briefing that a file names, and where.
type Named = (BriefingIdx, Span);

/// What the file of an edition asks for.
pub(in crate::link) struct Wish {
    /// The briefings that it takes, whatever their days.
    briefings: Vec<Named>,
    /// The lead, then those in order.
    first: Vec<Named>,
    parts: Vec<(String, Vec<Named>)>,
}

impl Resolver<'_> {
    /// What the file of an edition asks for.
    pub(in crate::link) fn edition(&mut self, file: &EditionFile) -> Wish {
        let (front, article) = (&file.front, &file.article);
        let lead = front.lead.spanned().and_then(|lead| self.named(lead, article));
        let parts = front.parts.iter().map(|part| {
            let title = part.value.title.text_or_empty().to_owned();
            (title, self.all_named(&part.value.briefings, article))
        });
        let parts = parts.collect();
        let first = lead.into_iter().chain(self.all_named(&front.order, article)).collect();
        Wish { briefings: self.all_named(&front.briefings, article), first, parts }
    }

    fn all_named(&mut self, list: &List<Spanned<IdRef>>, article: &Article) -> Vec<Named> {
        list.iter().filter_map(|id| self.named(id, article)).collect()
    }

    fn named(&mut self, id: &Spanned<IdRef>, article: &Article) -> Option<Named> {
        match self.target(&id.value, id.span, Wanted::Briefing, article)? {
            Target::Briefing(idx) => Some((idx, id.span)),
            _ => None,
        }
    }
}

/// The editions, from the first to the newest. `wishes` are those of the files, in order.
pub(in crate::link) fn group(
    content: &Content,
    wishes: &[Wish],
    held: (&[Arc<EditionFile>], &[Wish]),
    diags: &mut Diagnostics,
) -> Vec<Edition> {
    let mut told = BTreeSet::new();
    let taken = take(content, wishes, &mut told, diags);
    let by_name: HashMap<&Days, usize> =
        content.editions.iter().enumerate().map(|(n, file)| (&file.span, n)).collect();
    let mut groups: BTreeMap<Group, Vec<BriefingIdx>> = BTreeMap::new();
    for (n, briefing) in content.briefings.iter().enumerate() {
        let own = || {
            let span = content.config.edition.of(briefing.day)?;
            Some(match by_name.get(&span) {
                Some(file) => Group::File(*file),
                None => Group::Days(content.config.edition.first_day(briefing.day)),
            })
        };
        if let Some(group) = taken[n].map(Group::File).or_else(own) {
            groups.entry(group).or_default().push(BriefingIdx::new(n));
        }
    }
    for (n, file) in content.editions.iter().enumerate() {
        // What is missing from a file that takes nothing has been reported.
        let takes = content.config.edition != EditionSpan::Issue
            || file.front.covers.0.is_some()
            || !file.front.briefings.is_empty();
        // Of two files with the same name, the second is reported.
        let is_double = by_name.get(&file.span) != Some(&n);
        if takes && !is_double && !told.contains(&n) && !groups.contains_key(&Group::File(n)) {
            diags.report(empty(file, content.config.edition));
        }
    }
    let mut editions: Vec<Edition> = groups
        .into_iter()
        .map(|(group, briefings)| match group {
            Group::File(n) => of_file(content, n, &wishes[n], briefings, diags),
            Group::Days(day) => {
                let span = content.config.edition.of(day).expect("days have made this group");
                let days = span.days().unwrap_or((day, day));
                Edition { span, days, number: 0, briefings, parts: Vec::new(), file: None }
            }
        })
        .collect();
    let typed = |edition: &Edition| {
        edition.file.and_then(|idx| content.editions[idx.at()].front.number.get()).map(|count| count.value())
    };
    editions.sort_by_cached_key(|edition| {
        let (first, last) = edition.days;
        (last, first, typed(edition).unwrap_or(usize::MAX), edition.span.name())
    });
    number(content, &mut editions, typed, diags);
    left_over(content, &editions, &taken, held, diags);
    editions
}

/// What an edition is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// The days that begin with this one.
    Days(Date),
    /// A file, by position.
    File(usize),
}

/// The file that takes each briefing, if one does: a file takes those it names, and those of the days that it covers.
/// What a file names is not taken by the days of another. `told` are the files about which something is reported.
fn take(
    content: &Content,
    wishes: &[Wish],
    told: &mut BTreeSet<usize>,
    diags: &mut Diagnostics,
) -> Vec<Option<usize>> {
    let mut named: BTreeMap<BriefingIdx, (usize, Span)> = BTreeMap::new();
    let mut taken = vec![None; content.briefings.len()];
    let files = &content.editions;
    for (n, wish) in wishes.iter().enumerate() {
        for (briefing, span) in &wish.briefings {
            let (first, at) = *named.entry(*briefing).or_insert((n, *span));
            if first != n {
                told.insert(n);
                let message = format!(
                    "`{}` is already in another edition",
                    content.briefings[briefing.at()].article.id
                );
                diags.report(
                    Diagnostic::at(Code::TwoEditions, files[n].article.place(*span), message)
                        .other(files[first].article.place(at), "this one includes it")
                        .help("remove it from one of the two"),
                );
            }
            taken[briefing.at()].get_or_insert(n);
        }
    }
    let zone = &content.config.zone;
    for (n, file) in files.iter().enumerate() {
        let Some(covers) = file.front.covers.spanned() else { continue };
        let (from, to) = (covers.value.first_day(zone), covers.value.last_day(zone));
        let start = content.briefings.partition_point(|briefing| briefing.day < from);
        let end = content.briefings.partition_point(|briefing| briefing.day <= to);
        let mut others = BTreeSet::new();
        for (at, taken) in (start..).zip(&mut taken[start..end.max(start)]) {
            match *taken {
                None => *taken = Some(n),
                Some(other) if other == n || named.contains_key(&BriefingIdx::new(at)) => {}
                Some(other) => {
                    told.insert(n);
                    if others.insert(other) {
                        diags.report(overlap(
                            &files[n],
                            &files[other],
                            covers.span,
                            &content.briefings[at].article,
                        ));
                    }
                }
            }
        }
    }
    taken
}

fn overlap(file: &EditionFile, other: &EditionFile, span: Span, briefing: &Article) -> Diagnostic {
    let message = format!("another edition covers these days too, and `{}` would be in both", briefing.id);
    let theirs = other.front.covers.spanned().map(|covers| covers.span).unwrap_or_default();
    Diagnostic::at(Code::TwoEditions, file.article.place(span), message)
        .other(other.article.place(theirs), "this one covers them")
        .help("end one of the two before the other begins, or name briefings under `briefings`")
}

fn empty(file: &EditionFile, edition: EditionSpan) -> Diagnostic {
    let message = "no briefing belongs to this edition, so it is not built";
    let help = match edition {
        EditionSpan::Issue => "name briefings that are published: `briefings: [ID]`",
        _ => "publish a briefing from its days, or name some: `briefings: [ID]`",
    };
    Diagnostic::at(Code::EmptyEdition, file.article.top(), message).help(help)
}

/// The edition of a file, with its briefings, so far in order of publication.
fn of_file(
    content: &Content,
    n: usize,
    wish: &Wish,
    briefings: Vec<BriefingIdx>,
    diags: &mut Diagnostics,
) -> Edition {
    let file = &content.editions[n];
    let day = |idx: &BriefingIdx| content.briefings[idx.at()].day;
    let zone = &content.config.zone;
    let covers = file.front.covers.get().map(|covers| (covers.first_day(zone), covers.last_day(zone)));
    // The days of its name belong to it in any case.
    let days = match (covers, file.span.days()) {
        (Some((from, to)), Some((first, last))) => Some((from.min(first), to.max(last))),
        (covers, named) => covers.or(named),
    };
    let days = days.unwrap_or_else(|| (day(&briefings[0]), day(&briefings[briefings.len() - 1])));
    let mut arranged = Arranged { content, file, members: &briefings, shown: Vec::new() };
    arranged.add(&wish.first, diags);
    if arranged.shown.is_empty() {
        // The lead is a briefing that no part names.
        let in_parts: BTreeSet<BriefingIdx> =
            wish.parts.iter().flat_map(|(_, list)| list).map(|(idx, _)| *idx).collect();
        let lead = briefings.iter().find(|idx| !in_parts.contains(idx));
        arranged.shown.extend(lead.filter(|_| !in_parts.is_empty()).copied());
    }
    let mut parts = Vec::new();
    for (title, list) in &wish.parts {
        let start = arranged.shown.len();
        arranged.add(list, diags);
        // The lead is above all parts.
        let range = start.max(1)..arranged.shown.len();
        if !range.is_empty() {
            parts.push((title.clone(), range));
        } else if let Some(part) = file.front.parts.iter().find(|part| part.value.title.text() == Some(title))
        {
            let message = format!(
                "the part `{title}` shows no briefing: those it names are already above it, or it names none"
            );
            let help = "name another briefing in it, or another `lead`; or remove the part";
            let span = part.value.title.spanned().map_or(part.span, |title| title.span);
            diags.report(Diagnostic::at(Code::EmptyEdition, file.article.place(span), message).help(help));
        }
    }
    let shown = arranged.shown;
    let rest = briefings.iter().filter(|idx| !shown.contains(idx)).copied();
    let all = shown.iter().copied().chain(rest).collect();
    Edition {
        span: file.span.clone(),
        days,
        number: 0,
        briefings: all,
        parts,
        file: Some(EditionFileIdx::new(n)),
    }
}

/// The briefings of a file's edition in the order that it gives.
struct Arranged<'c> {
    content: &'c Content,
    file: &'c EditionFile,
    members: &'c [BriefingIdx],
    shown: Vec<BriefingIdx>,
}

impl Arranged<'_> {
    /// Adds those that are not there yet. One that is not in this edition is reported.
    fn add(&mut self, list: &[Named], diags: &mut Diagnostics) {
        for (idx, span) in list {
            if self.shown.contains(idx) {
                continue;
            }
            if self.members.contains(idx) {
                self.shown.push(*idx);
                continue;
            }
            let id = |idx: &BriefingIdx| &self.content.briefings[idx.at()].article.id;
            let message = format!("`{}` is not in this edition", id(idx));
            let members = listed(self.members.iter().take(MOST_LISTED).map(|idx| id(idx).as_str()));
            let help = format!("its briefings are {members}; `briefings: [ID]` adds another one");
            diags.report(Diagnostic::at(Code::UnknownId, self.file.article.place(*span), message).help(help));
        }
    }
}

/// Numbers the editions: those after a given number count on from it, those before the first one count back,
/// as far as that leads to numbers above zero.
fn number(
    content: &Content,
    editions: &mut [Edition],
    typed: impl Fn(&Edition) -> Option<usize>,
    diags: &mut Diagnostics,
) {
    let first = editions.iter().enumerate().find_map(|(n, edition)| Some((n, typed(edition)?)));
    let mut next = first.map_or(1, |(n, number)| if number > n { number - n } else { 1 });
    let mut before: Option<String> = None;
    for edition in editions {
        let number = typed(edition).unwrap_or(next);
        if number != next
            && let Some(before) = &before
            && let Some(file) = edition.file.map(|idx| &content.editions[idx.at()])
        {
            let message = match number > next {
                true => format!("the edition before this one, `{before}`, has the number {}", next - 1),
                false if number + 1 == next => {
                    format!("the edition before this one, `{before}`, has the number {number} too")
                }
                false => {
                    format!("the edition before this one, `{before}`, has a higher number: {}", next - 1)
                }
            };
            let span = file.front.number.spanned().map(|number| number.span).unwrap_or_default();
            let help = format!("write `number: {next}`, unless the numbers are meant to jump");
            diags.report(Diagnostic::at(Code::EditionNumber, file.article.place(span), message).help(help));
        }
        edition.number = number;
        next = number + 1;
        before = Some(edition.span.name());
    }
}

/// Reports the briefings that no issue takes, not even one that is held back, although there is a newer issue.
fn left_over(
    content: &Content,
    editions: &[Edition],
    taken: &[Option<usize>],
    (held, wishes): (&[Arc<EditionFile>], &[Wish]),
    diags: &mut Diagnostics,
) {
    if content.config.edition != EditionSpan::Issue {
        return;
    }
    let zone = &content.config.zone;
    let waits = |idx: BriefingIdx, day: Date| {
        let covered = held.iter().filter_map(|file| file.front.covers.get());
        let mut covered = covered.map(|covers| covers.first_day(zone)..=covers.last_day(zone));
        covered.any(|days| days.contains(&day))
            || wishes.iter().any(|wish| wish.briefings.iter().any(|(named, _)| *named == idx))
    };
    let Some(newest) = editions.last() else {
        if !content.briefings.is_empty() && content.editions.is_empty() && held.is_empty() {
            let span = content.config.file.edition.spanned().map(|edition| edition.span).unwrap_or_default();
            let message = "only files in `content/editions/` make editions here, and there are none";
            let help = "write one with `dateline new edition \"Title\"`, or write `edition: day`";
            diags.report(
                Diagnostic::at(Code::NoEdition, content.config.source.place(span), message).help(help),
            );
        }
        return;
    };
    for (n, (briefing, taken)) in content.briefings.iter().zip(taken).enumerate() {
        let is_left = taken.is_none() && briefing.day <= newest.days.1;
        if is_left && !waits(BriefingIdx::new(n), briefing.day) {
            let span = briefing.front.date.spanned().map(|date| date.span).unwrap_or_default();
            let message =
                format!("no issue includes this briefing, though `{}` is as recent", newest.span.name());
            let help = format!("add `{}` to `briefings` of an issue", briefing.article.id);
            diags.report(Diagnostic::at(Code::NoEdition, briefing.article.place(span), message).help(help));
        }
    }
}

/// Reports links to the files of editions that have no page, because no briefing belongs to them.
pub(in crate::link) fn check_links<'a>(
    articles: impl Iterator<Item = (&'a Article, &'a Arc<Body>)>,
    content: &Content,
    editions: &[Edition],
    diags: &mut Diagnostics,
) {
    let there: BTreeSet<EditionFileIdx> = editions.iter().filter_map(|edition| edition.file).collect();
    if there.len() == content.editions.len() {
        return;
    }
    for (article, body) in articles {
        for link in &body.links {
            let LinkTarget::Page(Target::Edition(idx)) = link.to else { continue };
            if !there.contains(&idx) {
                let message = format!(
                    "`{}` has no page: no briefing belongs to it",
                    content.editions[idx.at()].article.source.path
                );
                let help = "remove the link, or give that edition a briefing";
                diags.report(Diagnostic::at(Code::BrokenLink, article.place(link.span), message).help(help));
            }
        }
    }
}
