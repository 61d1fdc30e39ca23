//! Block quotations, and those that are alerts: `> [!NOTE] Title`, with `-` or `+` for one that folds.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::Writer;
use crate::diagnostic::Code;

/// GitHub's kinds of alerts, each with the words that other programs have for it.
const KINDS: [(&str, &[&str]); 5] = [
    ("note", &["info"]),
    ("tip", &["hint"]),
    ("important", &[]),
    ("warning", &["attention"]),
    ("caution", &["danger", "error"]),
];

/// The first line of an alert that the parser does not know.
struct FirstLine<'t> {
    /// The position of its kind, if there is such a kind.
    kind: Option<usize>,
    word: &'t str,
    /// Whether it folds, and if so, whether it is open.
    fold: Option<bool>,
    /// How much of the text belongs to the mark.
    length: usize,
}

impl Writer<'_> {
    /// Writes the beginning of a block quotation. Returns the position to go on at.
    pub(super) fn quotation(&mut self, kind: Option<BlockQuoteKind>, at: usize) -> usize {
        if let Some(kind) = kind {
            let n = match kind {
                BlockQuoteKind::Note => 0,
                BlockQuoteKind::Tip => 1,
                BlockQuoteKind::Important => 2,
                BlockQuoteKind::Warning => 3,
                BlockQuoteKind::Caution => 4,
            };
            let title = self.links.reader.labels.alerts[n].clone();
            self.open_alert(n, None);
            self.escape(&title);
            self.close_title(None);
            return at + 1;
        }
        let events = self.events;
        let is_escaped = |at: usize| self.links.article.body()[..at].ends_with('\\');
        if let Some((Event::Start(Tag::Paragraph), _)) = events.get(at + 1)
            && let Some((Event::Text(text), range)) = events.get(at + 2)
            && !is_escaped(range.start)
            && let Some(line) = first_line(text)
        {
            return self.alert(&line, text, at);
        }
        self.quotations.push("</blockquote>\n");
        self.begin("<blockquote>\n");
        at + 1
    }

    fn alert(&mut self, line: &FirstLine<'_>, text: &str, at: usize) -> usize {
        let events = self.events;
        let kind = line.kind.unwrap_or_else(|| {
            let names = KINDS.map(|(name, _)| format!("`{}`", name.to_ascii_uppercase())).join(", ");
            let title = capital(line.word);
            let message = format!("there is no alert `{}`", line.word);
            let is_titled = !text[line.length..].trim().is_empty();
            let instead = if is_titled { String::new() } else { format!(" {title}") };
            let help = format!("write `[!NOTE]{instead}`; the kinds are {names}");
            let range = events[at + 2].1.clone();
            let span = self.span(&(range.start..range.start + line.length.min(range.len())));
            self.links.report(self.diags, Code::LiteralMarkup, span, message, help);
            0
        });
        self.open_alert(kind, line.fold);
        self.begin_block();
        let title = text[line.length..].trim_start();
        let ends = |event: &Event<'_>| {
            matches!(event, Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph))
        };
        let end = (at + 3..events.len()).find(|n| ends(&events[*n].0)).unwrap_or(events.len());
        if title.is_empty() && end == at + 3 {
            let title = match line.kind {
                Some(kind) => self.links.reader.labels.alerts[kind].clone(),
                None => capital(line.word),
            };
            self.escape(&title);
        } else {
            self.before = ' ';
            self.text(title);
            let mut n = at + 3;
            while n < end {
                n = self.event(n);
            }
        }
        self.end_block();
        self.close_title(line.fold);
        if matches!(events.get(end), Some((Event::End(TagEnd::Paragraph), _))) {
            return end + 1;
        }
        self.begin("<p>");
        self.before = ' ';
        end + 1
    }

    fn open_alert(&mut self, kind: usize, fold: Option<bool>) {
        let (class, _) = KINDS[kind];
        match fold {
            None => {
                self.quotations.push("</aside>\n");
                self.put(format_args!("<aside class=\"alert {class}\"><p class=\"alert-title\">"));
            }
            Some(is_open) => {
                self.quotations.push("</details>\n");
                let open = if is_open { " open" } else { "" };
                self.put(format_args!(
                    "<details class=\"alert {class}\"{open}><summary class=\"alert-title\">"
                ));
            }
        }
        self.begin_block();
    }

    fn close_title(&mut self, fold: Option<bool>) {
        self.out.push_str(if fold.is_some() { "</summary>\n" } else { "</p>\n" });
    }
}

/// The kind of an alert by its word here or in another program. `None` if there is none like it.
pub(in crate::markdown) fn kind(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    let is_kind =
        |(name, others): &&(&'static str, &[&str])| *name == lower || others.contains(&lower.as_str());
    KINDS.iter().find(is_kind).map(|(name, _)| *name)
}

fn first_line(text: &str) -> Option<FirstLine<'_>> {
    let (word, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let is_word = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let fold = match rest.chars().next() {
        Some('-') => Some(false),
        Some('+') => Some(true),
        _ => None,
    };
    is_word.then(|| FirstLine {
        kind: kind(word).and_then(|kind| KINDS.iter().position(|(name, _)| *name == kind)),
        word,
        fold,
        length: word.len() + 3 + usize::from(fold.is_some()),
    })
}

/// `abstract` as a title.
fn capital(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    lower[..1].to_ascii_uppercase() + &lower[1..]
}
