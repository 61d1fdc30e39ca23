//! An edition as plain text: 72 columns wide, with numbers for links and their list at the end.

use std::collections::HashMap;

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::plain::{self, Paragraph};
use super::view::{
    EmailCorrectionView, EmailEntryView, EmailFigureView, EmailFiguresView, EmailLineView, EmailView,
};
use crate::model::graph::site::Site;
use crate::model::theme::words::Words;
use crate::render::wording::Wording;

/// The width of a line in columns of a terminal. Only text with a URL in it may be longer.
const WIDTH: usize = 72;

/// The text of an edition.
pub(super) fn text(site: &Site, wording: &Wording, email: &EmailView) -> String {
    let mut paper =
        Paper { words: &wording.words, out: String::new(), links: Vec::new(), places: HashMap::new() };
    paper.underlined(&wording.typeset(&site.config.title), '=');
    paper.gap();
    let number = wording.words.count("edition-number", email.number);
    let head: Vec<&str> = [number.as_str(), &email.title].into_iter().chain(email.days.as_deref()).collect();
    paper.line(&head.join(", "));
    paper.linked(&wording.words.get("email-web"), &email.href);
    paper.opening(email);
    match &email.whole {
        Some(whole) => paper.html(whole.as_str()),
        None => email.entries.iter().for_each(|entry| paper.entry(entry)),
    }
    if !email.figures.is_empty() && email.whole.is_none() {
        paper.heading("figures-of-edition");
        email.figures.iter().for_each(|figures| paper.figures(figures));
        if email.more_figures > 0 {
            paper.gap();
            paper.linked(&wording.words.count("more-count", email.more_figures), &email.href);
        }
    }
    paper.section("answers", &email.answers, Paper::answered);
    paper.section("unknown", &email.questions, Paper::listed);
    paper.section("watch", &email.watch, Paper::listed);
    if !email.corrections.is_empty() {
        paper.heading("corrections-latest");
        email.corrections.iter().for_each(|correction| paper.correction(correction));
    }
    paper.list_of_links();
    paper.foot(email, &site.config.zone_name);
    paper.out
}

/// What is written so far.
struct Paper<'w> {
    words: &'w Words,
    out: String,
    /// The targets of the links. The first is number 1; none appears twice.
    links: Vec<String>,
    /// The position of each.
    places: HashMap<String, usize>,
}

impl Paper<'_> {
    /// What the file of the edition says before its briefings.
    fn opening(&mut self, email: &EmailView) {
        for line in email.notice.iter().chain(&email.summary) {
            self.gap();
            self.line(line);
        }
        if !email.takeaways.is_empty() {
            self.gap();
            self.line(&format!("{}:", self.words.get("takeaways")));
            email.takeaways.iter().for_each(|point| self.hanging("- ", point));
        }
        if let Some(note) = &email.note {
            self.html(note.as_str());
        }
    }

    /// A text that the Markdown writer made.
    fn html(&mut self, html: &str) {
        for Paragraph { sign, is_heading, is_code, goes_on, text } in plain::paragraphs(html) {
            if !goes_on {
                self.gap();
            }
            if is_code {
                self.out += &format!("{sign}{text}\n");
                continue;
            }
            let text = self.numbered(&text);
            match is_heading {
                true => self.underlined(&text, '-'),
                false => self.hanging(&sign, &text),
            }
        }
    }

    /// A text with the numbers of its links in place of their addresses.
    fn numbered(&mut self, text: &str) -> String {
        let mut parts = text.split(plain::MARK);
        let mut out = parts.next().unwrap_or_default().to_owned();
        while let (Some(href), Some(after)) = (parts.next(), parts.next()) {
            out = self.with_number(&out, href) + after;
        }
        out
    }

    fn entry(&mut self, entry: &EmailEntryView) {
        self.gap();
        self.gap();
        let links =
            [&entry.storyline, &entry.place].map(|link| link.as_ref().map(|link| link.title.as_str()));
        let parts = [entry.genre.as_deref(), links[0], links[1], entry.when.as_deref()];
        let kicker: Vec<&str> = parts.into_iter().flatten().collect();
        self.line(&kicker.join(" · "));
        let title = self.with_number(&entry.title, &entry.href);
        self.underlined(&title, '-');
        if let Some(summary) = &entry.summary {
            self.gap();
            self.line(summary);
        }
        if !entry.changes.is_empty() {
            self.gap();
            self.line(&format!("{}:", self.words.get("changed")));
            entry.changes.iter().for_each(|line| self.listed(line));
        }
    }

    fn figures(&mut self, figures: &EmailFiguresView) {
        self.gap();
        let series = self.with_number(&figures.series.title, &figures.series.href);
        let verdict = figures.verdict.as_ref().map(|verdict| format!(". {verdict}.")).unwrap_or_default();
        self.line(&format!("{series}, {}{verdict}", figures.period));
        figures.rows.iter().for_each(|row| self.figure(row));
    }

    fn figure(&mut self, figure: &EmailFigureView) {
        let mut value = figure.value.clone();
        if let Some(number) = &figure.number {
            value += &format!(" ({number})");
        }
        let mut notes: Vec<String> = figure.status.iter().cloned().collect();
        if figure.retracted {
            notes.push(self.words.get("retracted"));
        }
        if let Some(correction) = &figure.correction {
            let was = figure.was.as_ref().map(|was| self.words.named("email-was", was));
            notes.push([Some(correction.clone()), was].into_iter().flatten().collect::<Vec<_>>().join(": "));
        }
        let notes = notes.into_iter().map(|note| format!("; {note}")).collect::<String>();
        let line = self.with_number(&format!("{}: {value}{notes}", figure.by), &figure.href);
        self.hanging("- ", &line);
        let parts = [figure.bars.as_deref(), figure.change.as_deref()];
        let change: Vec<&str> = parts.into_iter().flatten().collect();
        self.hanging("  ", &change.join(" "));
    }

    fn correction(&mut self, correction: &EmailCorrectionView) {
        self.gap();
        let head = format!("{}, {}", correction.kind, correction.date);
        let head = self.with_number(&head, &correction.href);
        self.line(&format!("{head}: {}", correction.briefing.title));
        let (was, now) = (correction.was.as_deref(), correction.now.as_deref());
        match (&correction.text, was, now) {
            (Some(text), ..) => self.line(text),
            (None, was, now) => {
                let was = was.map(|was| format!("({})", self.words.named("email-was", was)));
                let parts: Vec<&str> = [now, was.as_deref()].into_iter().flatten().collect();
                self.line(&parts.join(" "));
            }
        }
    }

    fn section(&mut self, key: &str, lines: &[EmailLineView], write: fn(&mut Self, &EmailLineView)) {
        if !lines.is_empty() {
            self.heading(key);
            self.gap();
            lines.iter().for_each(|line| write(self, line));
        }
    }

    fn answered(&mut self, line: &EmailLineView) {
        let text = self.with_number(&line.text, &line.href);
        self.hanging("- ", &text);
        self.hanging("  ", line.note.as_deref().unwrap_or_default());
    }

    fn listed(&mut self, line: &EmailLineView) {
        let mut text = match &line.label {
            Some(label) if label.ends_with(['?', '!', '.', ':']) => format!("{label} {}", line.text),
            Some(label) => format!("{label}: {}", line.text),
            None => line.text.clone(),
        };
        if let Some(note) = &line.note {
            text += &format!(" – {note}");
        }
        let text = self.with_number(&text, &line.href);
        self.hanging("- ", &text);
    }

    fn list_of_links(&mut self) {
        self.heading("email-links");
        self.gap();
        for (n, href) in self.links.iter().enumerate() {
            self.out += &format!("[{}] {href}\n", n + 1);
        }
    }

    fn foot(&mut self, email: &EmailView, zone: &str) {
        self.gap();
        self.gap();
        self.line(&email.publisher);
        self.line(email.address.as_deref().unwrap_or_default());
        self.line(&self.words.named("all-times", zone));
        if let Some(unsubscribe) = &email.unsubscribe {
            self.line(&format!("{}: {unsubscribe}", self.words.get("email-unsubscribe")));
        }
    }

    /// A section's heading, by the key of its words.
    fn heading(&mut self, key: &str) {
        self.gap();
        self.gap();
        self.underlined(&self.words.get(key), '-');
    }

    /// A text with its number as a link, and the place of its target in the list.
    fn with_number(&mut self, text: &str, href: &str) -> String {
        if href.is_empty() {
            return text.to_owned();
        }
        let n = *self.places.entry(href.to_owned()).or_insert_with(|| {
            self.links.push(href.to_owned());
            self.links.len() - 1
        });
        format!("{}\u{a0}[{}]", text.trim_end(), n + 1)
    }

    fn linked(&mut self, text: &str, href: &str) {
        let text = self.with_number(text, href);
        self.line(&text);
    }

    fn underlined(&mut self, text: &str, with: char) {
        let lines = wrapped(text, "");
        let width = lines.iter().map(|line| display_width(line)).max().unwrap_or_default();
        self.line(text);
        self.out.extend(std::iter::repeat_n(with, width));
        self.out.push('\n');
    }

    /// A paragraph; nothing for an empty one.
    fn line(&mut self, text: &str) {
        self.hanging("", text);
    }

    /// A paragraph whose first line begins with a sign, and the others start below what follows it.
    fn hanging(&mut self, sign: &str, text: &str) {
        for line in wrapped(text, sign) {
            self.out += &line;
            self.out.push('\n');
        }
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }
}

/// The lines of a paragraph. Non-breaking spaces hold words together, and are written as plain ones.
fn wrapped(text: &str, sign: &str) -> Vec<String> {
    let is_gap = |c: char| c == ' ' || c.is_control();
    let text = text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Vec::new();
    }
    // The marks of a quotation come before each line.
    let indent: String = sign.chars().map(|c| if c == '>' { c } else { ' ' }).collect();
    let options = Options::new(WIDTH)
        .initial_indent(sign)
        .subsequent_indent(&indent)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(!text.contains("://"));
    let lines = textwrap::wrap(&text, options);
    lines.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}
