//! The output is a folder: what can be in it, and what can be next to what.
//!
//! In: every page and file, each with the place in the site's files that it comes from. Out: those that can
//! be written together on any system. What cannot be is reported at its place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::letters;
use crate::model::address::path::ContentPath;
use crate::model::graph::cards::CardOf;
use crate::model::graph::plan::{KEPT_ADDRESSES, Planned, What, reserved_names};
use crate::model::value::id::Target;

/// The longest file name, in bytes, that file systems accept.
const MOST_NAME: usize = 255;
/// The longest path below the output, in bytes. Linux accepts 4,096, with the path of the output itself.
const MOST_PATH: usize = 3_000;

/// A page or file with the place that gives it its address, if that is in one of the site's files.
pub(super) struct Claim {
    pub(super) planned: Planned,
    pub(super) origin: Option<Place>,
}

/// Orders the claims by their path in the output and reports those that cannot be there. Of several for one
/// path, the first is kept.
pub(super) fn grow(mut claims: Vec<Claim>, diags: &mut Diagnostics) -> Vec<Planned> {
    claims.sort_by(|a, b| a.planned.output.cmp(&b.planned.output));
    claims.dedup_by(|second, first| {
        let same = first.planned.output == second.planned.output;
        if same && !is_duplicate_id(first, second) && !are_cards(first, second) {
            diags.report(collision(first, second));
        }
        same
    });
    // A page has a feed and the pages of its years below it: one place, one problem.
    let mut told = BTreeSet::new();
    claims.retain(|claim| {
        let Some(problem) = misfit(claim) else { return true };
        if told.insert(problem.place.as_ref().map(|place| (place.source.path.clone(), place.span))) {
            diags.report(problem);
        }
        false
    });
    report_neighbours(&claims, diags);
    claims.into_iter().map(|claim| claim.planned).collect()
}

/// Whether both are cards: their pages have the same URL too.
fn are_cards(first: &Claim, second: &Claim) -> bool {
    [first, second].into_iter().all(|claim| matches!(claim.planned.what, What::Card(_)))
}

/// Why something cannot be in any output folder.
pub(super) fn misfit(claim: &Claim) -> Option<Diagnostic> {
    let (path, url) = (claim.planned.output.as_str(), &claim.planned.url);
    let problem = |message: String| Some(at(Code::BadAddress, claim, message).help(claim.way_out()));
    if let Some(c) = path.chars().find(|c| c.is_control()) {
        return problem(format!("the address `{url}` has a control character (U+{:04X})", u32::from(c)));
    }
    let top = path.split('/').next().unwrap_or_default();
    let folded_top = folded(top);
    // What is kept has only ASCII letters.
    let is_top = |kept: &str| folded_top.eq_ignore_ascii_case(kept);
    if let Some(kept) = reserved_names().find(|kept| is_top(kept))
        && claim.planned.what != What::Cname
    {
        return problem(format!("the address `{url}` is at `{kept}`, which the output folder keeps"));
    }
    let is_edition = matches!(
        claim.planned.what,
        What::Edition(_) | What::Redirect(Target::Edition(_), _) | What::Card(CardOf::Edition(_))
    ) && top == "issues";
    let is_list = is_edition || claim.planned.what == What::CatchUp;
    if !is_list && KEPT_ADDRESSES.into_iter().any(is_top) {
        return problem(format!("the address `/{top}/` is reserved for Dateline's lists"));
    }
    if let Some(part) = path.split('/').find(|part| matches!(*part, "" | "." | "..")) {
        return problem(format!("the address `{url}` has a part `{part}`"));
    }
    if let Some(part) = path.split('/').find(|part| part.len() > MOST_NAME) {
        let begin: String = part.chars().take(20).collect();
        let message =
            format!("`{begin}…` is {} bytes long, and a file name can have {MOST_NAME}", part.len());
        return problem(message);
    }
    if path.len() > MOST_PATH {
        let begin: String = url.as_str().chars().take(20).collect();
        let message = format!("the address `{begin}…` is {} bytes long; {MOST_PATH} are allowed", path.len());
        return problem(message);
    }
    None
}

/// A file or folder of the output, by its first claim.
struct Node<'c> {
    /// Its path as that claim spells it.
    path: &'c str,
    is_file: bool,
    claim: &'c Claim,
}

/// Reports files that are where a folder is, and names that some systems take for the same. Claims are looked
/// at in the order of a walk through the tree, with the nodes from the root to the last one at hand.
fn report_neighbours(claims: &[Claim], diags: &mut Diagnostics) {
    // A card is next to its page, which is reported.
    let others = claims.iter().filter(|claim| !matches!(claim.planned.what, What::Card(_)));
    let mut order: Vec<(String, &Claim)> =
        others.map(|claim| (key(claim.planned.output.as_str()), claim)).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0));
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let mut last = "";
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for (key, claim) in &order {
        nodes.truncate(shared_parts(last, key));
        last = key;
        let path = claim.planned.output.as_str();
        for (node, path) in nodes.iter().zip(prefixes(path)) {
            let is_file = path.len() == claim.planned.output.as_str().len();
            if node.is_file != is_file || name(node.path) != name(path) {
                if reported.insert(path) {
                    diags.report(neighbours(node, path, claim));
                }
                break;
            }
        }
        let known = nodes.len();
        nodes.extend(prefixes(path).skip(known).map(|prefix| Node {
            path: prefix,
            is_file: prefix.len() == path.len(),
            claim,
        }));
    }
}

/// The folders of a path from the root on, and the path.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at]).chain(std::iter::once(path))
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How many parts two keys have in common at their beginning.
fn shared_parts(a: &str, b: &str) -> usize {
    if a.is_empty() {
        return 0;
    }
    a.split(SLASH).zip(b.split(SLASH)).take_while(|(a, b)| a == b).count()
}

/// Two files or folders that cannot be next to each other.
fn neighbours(node: &Node<'_>, path: &str, claim: &Claim) -> Diagnostic {
    let is_file = path.len() == claim.planned.output.as_str().len();
    let (one, two) = (shown(node.path, node.is_file), shown(path, is_file));
    let message = if node.is_file != is_file {
        format!("the address `/{path}` would be a file and a folder at once")
    } else if node.path.to_lowercase() == path.to_lowercase() {
        format!("`{one}` and `{two}` differ only in capitals")
    } else {
        format!("`{one}` and `{two}` are the same name on some systems")
    };
    // The one that comes from a file of the site is reported, preferably one that is published as it is.
    let is_at_root = |claim: &Claim| matches!(claim.planned.what, What::Root(_));
    let (first, second) = match (&node.claim.origin, &claim.origin) {
        (Some(_), None) => (claim, node.claim),
        _ if is_at_root(node.claim) && !is_at_root(claim) => (claim, node.claim),
        _ => (node.claim, claim),
    };
    let diagnostic = at(Code::UrlCollision, second, message).help(second.way_out());
    match &first.origin {
        Some(other) => diagnostic.other(other.clone(), "this is the other one"),
        None => diagnostic,
    }
}

/// A path in the output as a path of the site.
fn shown(path: &str, is_file: bool) -> String {
    if is_file { format!("/{path}") } else { format!("/{path}/") }
}

/// Two claims to one path. The second is reported, unless it does not come from a file.
fn collision(first: &Claim, second: &Claim) -> Diagnostic {
    let url = &second.planned.url;
    match (&second.origin, &first.origin) {
        (Some(_), Some(other)) => {
            let is_alone = matches!(second.planned.what, What::Redirect(..) | What::Root(_));
            let help = if is_alone { second.way_out() } else { "rename one of the two files" };
            at(Code::UrlCollision, second, format!("two pages claim the URL `{url}`"))
                .other(other.clone(), "this file claims it too")
                .help(help)
        }
        (Some(_), None) | (None, _) => {
            let claim = if second.origin.is_some() { second } else { first };
            let message = format!("the URL `{url}` belongs to a page that is made for every site");
            at(Code::UrlCollision, claim, message).help(claim.way_out())
        }
    }
}

fn at(code: Code, claim: &Claim, message: String) -> Diagnostic {
    Diagnostic { place: claim.origin.clone(), ..Diagnostic::nowhere(code, message) }
}

impl Claim {
    /// Whether its file is the `index.md` of a folder.
    fn has_own_folder(&self) -> bool {
        content_path(self).is_some_and(|path| path.own_folder().is_some())
    }

    /// What its writer can do about its address.
    fn way_out(&self) -> &'static str {
        let is_setting = self.origin.as_ref().is_some_and(|place| place.source.path == "site.yaml");
        match self.planned.what {
            What::Redirect(..) => "write another former address, or remove this one",
            What::Root(_) => match self.planned.output.as_str() {
                "CNAME" => "write the domain under `cname` in `site.yaml`, and remove this file",
                "404.html" => {
                    "write what it says into the template `404.html` of a theme, and remove this file"
                }
                _ => "rename this file, or remove it",
            },
            _ if is_setting => "choose another id",
            _ if self.has_own_folder() => "rename the folder",
            _ => "rename the file",
        }
    }
}

/// The path in the content folder of the file that a claim comes from.
fn content_path(claim: &Claim) -> Option<ContentPath> {
    ContentPath::new(claim.origin.as_ref()?.source.path.strip_prefix("content/")?)
}

/// Whether two pages come from files of the same kind with the same name, which `link` has reported.
fn is_duplicate_id(first: &Claim, second: &Claim) -> bool {
    match (content_path(first), content_path(second)) {
        (Some(first), Some(second)) => {
            first != second
                && first.top_folder() == second.top_folder()
                && letters::composed(first.stem()) == letters::composed(second.stem())
        }
        _ => false,
    }
}

/// What stands for `/` in keys: it sorts before all other characters, so that what is in a folder follows it.
const SLASH: char = '\0';

/// A path as seen by the systems that see the fewest differences.
fn key(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase().replace('/', "\0");
    }
    path.split('/').map(folded).collect::<Vec<_>>().join("\0")
}

/// A name without its capitals, in composed letters, and without what Windows and macOS leave out of names:
/// dots and spaces at the end, and invisible marks.
fn folded(name: &str) -> Cow<'_, str> {
    let name = name.trim_end_matches(['.', ' ']);
    if name.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let seen = name.chars().filter(|c| !is_unseen(*c)).collect::<String>();
    let composed = letters::composed(&seen).into_owned();
    // By way of capitals, for letters that have two small forms; `ı` and `i` are two letters.
    let capital = |c: char| if c == 'ı' { vec![c] } else { c.to_uppercase().collect() };
    let lower: String = composed.chars().flat_map(capital).flat_map(char::to_lowercase).collect();
    Cow::Owned(letters::composed(&lower).into_owned())
}

/// The characters that macOS leaves out when it compares names, as Git lists them.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::address::url::UrlPath;

    #[test]
    fn names_that_a_system_takes_for_one_have_one_form() {
        for (a, b) in [
            ("Search", "search"),
            ("caf\u{e9}", "CAFE\u{301}"),
            ("a", "a. ."),
            (".git", ".G\u{200c}iT"),
            ("οδος", "ΟΔΟΣ"),
            ("straße", "STRASSE"),
            ("\u{1e9b}\u{323}", "\u{1e61}\u{323}"),
        ] {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
        for (a, b) in [("kadın", "kadin"), ("a", "á"), ("й", "и"), ("a.b", "ab")] {
            assert_ne!(folded(a), folded(b), "{a} {b}");
        }
    }

    #[test]
    fn a_name_has_255_bytes_and_a_path_3000() {
        let fits = |parts: &[String]| {
            let planned = Planned::new(UrlPath::file(parts.iter().map(String::as_str)), What::Urls);
            misfit(&Claim { planned, origin: None }).is_none()
        };
        assert!(fits(&["a".repeat(255)]) && !fits(&["a".repeat(256)]));
        let path = |last: usize| [vec!["a".repeat(249); 11], vec!["a".repeat(last)]].concat();
        assert!(fits(&path(250)), "3,000 bytes");
        assert!(!fits(&path(251)));
    }
}
