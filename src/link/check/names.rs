//! Dossiers nobody names, names too short to be found safely, files nobody links to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{report, title_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Place, Safety, Span};
use crate::link::names::finder::{is_short, surname};
use crate::model::address::path::ContentPath;
use crate::model::graph::body::Surname;
use crate::model::graph::site::Site;
use crate::model::typed::article::Article;
use crate::model::typed::content::Media;
use crate::model::typed::dossier::{Dossier, DossierFront};
use crate::model::value::id::{DossierIdx, Target};

pub(super) fn check(site: &Site, used: &BTreeSet<ContentPath>, diags: &mut Diagnostics) {
    let mut placed: BTreeSet<DossierIdx> = BTreeSet::new();
    for briefing in &site.briefings {
        placed.extend(briefing.links.place);
        placed.extend(briefing.links.dateline);
        placed.extend(briefing.links.sections.iter().filter_map(|section| section.place));
    }
    placed.extend(site.storylines.iter().flat_map(|storyline| &storyline.links.key).copied());
    surnames(site, diags);
    for n in 0..site.dossiers.len() {
        let idx = DossierIdx::new(n);
        dossier(site, idx, placed.contains(&idx), diags);
    }
    // A file-system link is another name for its file.
    let files: BTreeSet<&Path> =
        used.iter().filter_map(|path| site.media.get(path)).map(|media| media.file.as_path()).collect();
    let is_unused = |(path, media): &(&ContentPath, &Media)| {
        !used.contains(*path) && !files.contains(media.file.as_path()) && path.markdown_name().is_none()
    };
    // A file that is not read may be the one that links to it.
    let unread = [Code::NotUtf8, Code::TooLarge, Code::UnreadableFile, Code::MisplacedFile];
    if unread.into_iter().any(|code| diags.has(code)) {
        return;
    }
    for (path, _) in site.media.iter().filter(is_unused) {
        let message = "no page links to this file, so it is not published";
        let help = "link to it from a Markdown file, or remove it";
        let place = Place::file(format!("content/{path}"));
        diags.report(Diagnostic::at(Code::UnusedFile, place, message).help(help));
    }
}

/// Notices people whose surname stands alone where their name is known, and is not one of their names.
fn surnames(site: &Site, diags: &mut Diagnostics) {
    let mut found: BTreeMap<DossierIdx, (usize, Place)> = BTreeMap::new();
    for briefing in &site.briefings {
        let body = &briefing.body;
        let is_named =
            |surname: &&Surname| body.mentions_of(Target::Dossier(surname.dossier)).next().is_some();
        for Surname { dossier, span, count } in body.surnames.iter().filter(is_named) {
            let first = || (0, briefing.item.article.place(*span));
            found.entry(*dossier).or_insert_with(first).0 += count;
        }
    }
    for (idx, (count, first)) in found {
        let Dossier { article, front, name, .. } = &*site.dossier(idx).item;
        let Some(surname) = surname(name) else { continue };
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let message = format!(
            "`{surname}` appears alone {times} in briefings, and is not among the names of this dossier"
        );
        let help = alias(article, front, surname);
        let problem = Diagnostic::at(Code::LoneSurname, title_place(article, &front.name), message);
        diags.report(problem.other(first, "first used here").help(help));
    }
}

/// The help for adding a name to those of a dossier: in a key of its own, or after the last one that is there.
fn alias(article: &Article, front: &DossierFront, name: &str) -> Help {
    let Some(last) = front.aliases.iter().last() else {
        let help = Help::from(format!("add `aliases: [{name}]`"));
        let Some(title) = front.name.spanned() else { return help };
        let line = article.source.text[title.span.range().end..].split('\n').next().unwrap_or_default();
        let end = title.span.end as usize + line.trim_end_matches('\r').len();
        let added = format!("{}aliases: [{name}]", line_end(article));
        return help.at(Safety::Unsafe, Span::new(end..end), added);
    };
    let help = Help::from(format!("add `{name}` to `aliases`"));
    let (text, at) = (article.source.text.as_str(), last.span.range());
    let line = text[..at.start].rfind('\n').map_or(0, |at| at + 1);
    let end = Span::new(at.end..at.end);
    match &text[line..at.start] {
        before if before.trim() == "-" => {
            help.at(Safety::Unsafe, end, format!("{}{before}{name}", line_end(article)))
        }
        before if before.contains('[') => help.at(Safety::Unsafe, end, format!(", {name}")),
        _ => help,
    }
}

/// How the lines of a file end.
fn line_end(article: &Article) -> &'static str {
    if article.source.text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn dossier(site: &Site, idx: DossierIdx, is_placed: bool, diags: &mut Diagnostics) {
    let linked = site.dossier(idx);
    let (article, front, links) = (&linked.item.article, &linked.item.front, &linked.links);
    for name in front.aliases.iter().chain(&front.variants) {
        if is_short(&name.value) {
            let message =
                format!("`{}` is so short that it is found where it is not meant", name.value.trim());
            let help = "leave it out, and link with `[[id|text]]` where it is meant";
            report(diags, Code::ShortAlias, article.place(name.span), message, help);
        }
    }
    let is_named = !links.about.is_empty()
        || !links.mentioned_in.is_empty()
        || !links.quotes.is_empty()
        || !links.events.is_empty()
        || !links.series.is_empty()
        || !links.members.is_empty()
        || !links.contains.is_empty()
        || !links.documents.is_empty()
        || links.replaced_by.is_some()
        || is_placed;
    if !is_named && !site.briefings.is_empty() && !diags.has_errors() {
        let place = title_place(article, &front.name);
        let message = "no briefing names this dossier";
        let help = "add the spellings that briefings use to `aliases`, or remove the file";
        report(diags, Code::NeverMentioned, place, message, help);
    }
}
