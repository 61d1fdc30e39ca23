//! Breaks the texts of a card into lines, which SVG leaves to whatever draws it.
//!
//! A `text` with `inline-size` (SVG 2, 11.4) is broken where its script allows (UAX 14), so that it is no wider. It is set
//! in the largest of `data-font-sizes` in which it takes no more than `data-lines` lines; in the smallest it is cut.
//! Lines are as far apart as `line-height` says, and about equally long. With `direction="rtl"` they begin at the right.

use std::fmt::Write;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};
use resvg::usvg;
use resvg::usvg::roxmltree::{Document, Node};
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::typefaces::{Letters, Typefaces, Wanted};

/// Writes to a text.
macro_rules! put {
    ($out:expr, $($rest:tt)*) => {
        write!($out, $($rest)*).expect("writing to a String succeeds")
    };
}

/// The size of a text that does not give one, in pixels.
const SIZE: f32 = 16.0;
/// How far apart lines are, relative to the size.
const LINE_HEIGHT: f32 = 1.2;
/// Pairs of letters may take more room than the two letters alone.
const MARGIN: f32 = 1.02;
/// How much narrower lines may become to be equally long.
const NARROWEST: f32 = 0.6;
/// The width of a letter that no typeface has, relative to the size.
const UNKNOWN: f32 = 1.0;
/// Attributes that are handled here.
const ANSWERED: [&str; 9] = [
    "inline-size",
    "data-lines",
    "data-font-sizes",
    "line-height",
    "direction",
    "font-size",
    "text-anchor",
    "x",
    "y",
];

/// The SVG with its texts in lines.
pub(super) fn set(svg: &str, document: &Document<'_>, typefaces: &Typefaces) -> String {
    let (mut out, mut copied) = (String::with_capacity(svg.len() + 512), 0);
    for node in document.descendants().filter(|node| node.has_tag_name("text")) {
        let Some(width) = number(node, "inline-size").filter(|width| *width > 0.0) else { continue };
        let range = node.range();
        out.push_str(&svg[copied..range.start]);
        text(&mut out, node, width, typefaces);
        copied = range.end;
    }
    out.push_str(&svg[copied..]);
    out
}

/// The letters that a text is set in.
fn letters<'t>(node: Node<'_, '_>, typefaces: &'t Typefaces) -> Letters<'t> {
    let families = inherited(node, "font-family").unwrap_or("serif");
    let weight = match inherited(node, "font-weight") {
        Some("bold") => 700,
        Some(weight) => weight.parse().unwrap_or(400),
        None => 400,
    };
    typefaces.letters(&Wanted { families, weight })
}

fn text(out: &mut String, node: Node<'_, '_>, width: f32, typefaces: &Typefaces) {
    let letters = &letters(node, typefaces);
    let words: String =
        node.descendants().filter_map(|node| node.is_text().then(|| node.text()).flatten()).collect();
    let words = shown(&words, letters);
    let own = inherited(node, "font-size").and_then(|size| size.trim_end_matches("px").parse().ok());
    let sizes: Vec<f32> = node
        .attribute("data-font-sizes")
        .map(|sizes| sizes.split([' ', ',']).filter_map(|size| size.parse().ok()).collect())
        .filter(|sizes: &Vec<f32>| !sizes.is_empty())
        .unwrap_or_else(|| vec![own.unwrap_or(SIZE)]);
    let most = node.attribute("data-lines").and_then(|lines| lines.parse().ok()).unwrap_or(usize::MAX).max(1);
    let (size, lines) = Setting::new(&words, letters).lines(width / MARGIN, &sizes, most);
    let is_rtl = inherited(node, "direction") == Some("rtl");
    let anchor = match (inherited(node, "text-anchor").unwrap_or("start"), is_rtl) {
        ("start", true) => "end",
        ("end", true) => "start",
        (anchor, _) => anchor,
    };
    out.push_str("<text xml:space=\"preserve\"");
    for attribute in node.attributes() {
        if attribute.namespace().is_none() && !ANSWERED.contains(&attribute.name()) {
            put!(out, " {}=\"{}\"", attribute.name(), escaped(attribute.value()));
        }
    }
    put!(out, " font-size=\"{size}\">");
    let (x, y) = (number(node, "x").unwrap_or_default(), number(node, "y").unwrap_or_default());
    let apart = number(node, "line-height").unwrap_or(LINE_HEIGHT) * size;
    for (n, line) in lines.iter().enumerate() {
        let y = y + apart * n as f32;
        let runs = runs(line, is_rtl, letters);
        if let [run] = &runs[..] {
            put!(out, "<tspan x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{}</tspan>", run.shown());
            continue;
        }
        // One after the other, each where the one before it ends.
        let space = letters.width(' ').unwrap_or_default() * size;
        let widths = runs.iter().map(|run| {
            let [before, after] = run.spaces().map(|spaces| spaces as f32 * space);
            (before, run.width(node, typefaces) * size / SIZE + after)
        });
        let widths: Vec<(f32, f32)> = widths.collect();
        let whole: f32 = widths.iter().map(|(before, rest)| before + rest).sum();
        let mut x = match anchor {
            "end" => x - whole,
            "middle" => x - whole / 2.0,
            _ => x,
        };
        for (run, (before, rest)) in runs.iter().zip(widths) {
            x += before;
            put!(out, "<tspan x=\"{x}\" y=\"{y}\" text-anchor=\"start\"{}</tspan>", run.shown());
            x += rest;
        }
    }
    out.push_str("</text>");
}

/// A part of a line in one typeface, which runs in one direction.
#[derive(PartialEq)]
struct Run<'a> {
    text: String,
    is_rtl: bool,
    /// The family and the weight of a typeface other than the text asks for.
    other: Option<(&'a str, u16)>,
}

/// The runs of a line from left to right. A line that is all in one typeface is one run.
fn runs<'a>(line: &str, is_rtl: bool, letters: &'a Letters<'_>) -> Vec<Run<'a>> {
    let mut last = None;
    let others: Vec<Option<(&str, u16)>> = line
        .chars()
        .map(|letter| {
            // What is not a letter stays with those before it.
            if letter.is_alphanumeric() {
                last = letters.other(letter);
            }
            last
        })
        .collect();
    let first = others.first().copied().flatten();
    if others.iter().all(|other| *other == first) {
        return vec![Run { text: line.to_owned(), is_rtl, other: first }];
    }
    let letters: Vec<_> = line.char_indices().zip(others).collect();
    let level = if is_rtl { Level::rtl() } else { Level::ltr() };
    let order = BidiInfo::new(line, Some(level));
    let mut runs = Vec::new();
    for paragraph in &order.paragraphs {
        let (levels, ranges) = order.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let is_rtl = levels[range.start].is_rtl();
            let inside: Vec<_> = letters.iter().filter(|((at, _), _)| range.contains(at)).collect();
            let parts = inside.chunk_by(|(_, one), (_, other)| one == other);
            let parts = parts.map(|part| Run {
                text: part.iter().map(|((_, letter), _)| letter).collect(),
                is_rtl,
                other: part[0].1,
            });
            let mut parts: Vec<Run<'_>> = parts.collect();
            if is_rtl {
                parts.reverse();
            }
            runs.extend(parts);
        }
    }
    runs
}

impl Run<'_> {
    /// How many spaces are at its left and its right end, where they are not set.
    fn spaces(&self) -> [usize; 2] {
        let bare = self.text.trim();
        let first = self.text.len() - self.text.trim_start().len();
        let (first, last) = (first, self.text.len() - first - bare.len());
        if self.is_rtl { [last, first] } else { [first, last] }
    }

    /// The rest of a `tspan`, from its attributes to its text.
    fn shown(&self) -> String {
        let family = self.other.map(|(family, weight)| {
            format!(" font-family=\"'{}'\" font-weight=\"{weight}\"", escaped(&family.replace('\'', "")))
        });
        // An isolate (UAX 9) gives signs at the ends the direction of the run.
        let (open, close) = if self.is_rtl { ("\u{2067}", "\u{2069}") } else { ("", "") };
        format!("{}>{open}{}{close}", family.unwrap_or_default(), escaped(self.text.trim()))
    }

    /// How wide it is when its letters are joined, at the size of a text that does not give one.
    fn width(&self, node: Node<'_, '_>, typefaces: &Typefaces) -> f32 {
        let of = |name: &str| inherited(node, name).map(|value| format!(" {name}=\"{}\"", escaped(value)));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><text xml:space=\"preserve\" font-size=\"{SIZE}\"{}{}><tspan{}</tspan></text></svg>",
            of("font-family").unwrap_or_default(),
            of("font-weight").unwrap_or_default(),
            self.shown(),
        );
        let options = usvg::Options { fontdb: typefaces.database(), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(&svg, &options).ok();
        let texts = tree.iter().flat_map(|tree| tree.root().children());
        texts.map(|node| node.bounding_box().width()).sum()
    }
}

/// Whether a sign has no width and says how those beside it are set.
fn is_control(sign: char) -> bool {
    matches!(sign, '\u{200c}'..='\u{200f}' | '\u{2066}'..='\u{2069}')
}

fn number(node: Node<'_, '_>, name: &str) -> Option<f32> {
    node.attribute(name)?.trim().trim_end_matches("px").parse().ok().filter(|number: &f32| number.is_finite())
}

/// An attribute of an element, or of the nearest one around it that has it.
fn inherited<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.ancestors().find_map(|node| node.attribute(name))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A text with single spaces, and without signs that no typeface has.
fn shown(text: &str, letters: &Letters<'_>) -> String {
    let known = text.chars().filter(|letter| {
        *letter != '\u{ad}'
            && (letter.is_alphanumeric()
                || letter.is_whitespace()
                || is_control(*letter)
                || letters.width(*letter).is_some())
    });
    let known: String = known.collect();
    let words: Vec<&str> =
        known.split(|c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}').collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text that is to be broken.
struct Setting<'a> {
    text: &'a str,
    /// The widths of its letters at a size of 1, by position in bytes.
    widths: Vec<(usize, f32)>,
    /// Where a line may end.
    ends: Vec<usize>,
}

impl<'a> Setting<'a> {
    fn new(text: &'a str, letters: &Letters<'_>) -> Self {
        let mut options = LineBreakOptions::default();
        // Korean has spaces, and is broken at them in headlines.
        if text.chars().any(|letter| ('\u{ac00}'..='\u{d7a3}').contains(&letter)) {
            options.word_option = Some(LineBreakWordOption::KeepAll);
        }
        let ends = LineSegmenter::new_auto(options).segment_str(text).filter(|end| *end > 0).collect();
        let mut sum = 0.0;
        let widths = text.char_indices().map(|(at, letter)| {
            let before = sum;
            let unknown = if is_control(letter) { 0.0 } else { UNKNOWN };
            sum += letters.width(letter).unwrap_or(unknown);
            (at, before)
        });
        let mut widths: Vec<(usize, f32)> = widths.collect();
        widths.push((text.len(), sum));
        Self { text, widths, ends }
    }

    /// The largest of the sizes at which the text has no more than a number of lines, and these lines. At the
    /// smallest size the text is cut.
    fn lines(&self, width: f32, sizes: &[f32], most: usize) -> (f32, Vec<String>) {
        let mut size = SIZE;
        for wanted in sizes {
            size = *wanted;
            let lines = self.broken(width / size);
            if lines.len() <= most {
                return (size, self.balanced(width / size, lines.len()));
            }
        }
        let mut lines = self.broken(width / size);
        lines.truncate(most);
        if let Some(last) = lines.pop() {
            lines.push(self.cut(last, width / size));
        }
        (size, lines.into_iter().map(|line| line.text(self.text)).collect())
    }

    /// The width of a part at a size of 1.
    fn width(&self, from: usize, to: usize) -> f32 {
        let at = |byte: usize| {
            let n = self.widths.binary_search_by_key(&byte, |(at, _)| *at).unwrap_or_else(|n| n);
            self.widths.get(n).or(self.widths.last()).map_or(0.0, |(_, width)| *width)
        };
        let seen = self.text[from..to].trim_end().len();
        at(from + seen) - at(from)
    }

    fn broken(&self, width: f32) -> Vec<Line> {
        let (mut lines, mut start, mut end) = (Vec::new(), 0, 0);
        for next in self.ends.iter().copied() {
            if end > start && self.width(start, next) > width {
                lines.push(Line { start, end, is_cut: false });
                start = end;
            }
            // What alone is wider than a line is broken anywhere.
            while self.width(start, next) > width {
                let letters = self.text[start..next]
                    .grapheme_indices(true)
                    .map(|(at, letter)| start + at + letter.len());
                let fits = letters.take_while(|to| self.width(start, *to) <= width).last();
                let one =
                    self.text[start..next].graphemes(true).next().map_or(next, |letter| start + letter.len());
                end = fits.unwrap_or(one);
                if end >= next {
                    break;
                }
                lines.push(Line { start, end, is_cut: false });
                start = end;
            }
            end = next;
        }
        if end > start {
            lines.push(Line { start, end, is_cut: false });
        }
        lines
    }

    /// The text in as many lines, none of which is longer than need be.
    fn balanced(&self, width: f32, count: usize) -> Vec<String> {
        let (mut low, mut high) = (width * NARROWEST, width);
        for _ in 0..8 {
            let middle = f32::midpoint(low, high);
            if self.broken(middle).len() > count { low = middle } else { high = middle }
        }
        self.broken(high).into_iter().map(|line| line.text(self.text)).collect()
    }

    /// A line with an ellipsis at its end, which fits.
    fn cut(&self, line: Line, width: f32) -> Line {
        let ends = self.ends.iter().copied().filter(|end| (line.start + 1..=line.end).contains(end));
        // An ellipsis is about as wide as a capital.
        let fits = ends.rev().find(|end| self.width(line.start, *end) <= width - 1.0);
        Line { end: fits.unwrap_or(line.end), is_cut: true, ..line }
    }
}

/// A line: from and to which byte of the text.
struct Line {
    start: usize,
    end: usize,
    is_cut: bool,
}

impl Line {
    fn text(&self, whole: &str) -> String {
        let text = whole[self.start..self.end].trim();
        match self.is_cut {
            true => format!("{}…", text.trim_end_matches([',', ';', ':', '.', '–', '—', ' '])),
            false => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::theme::Typeface;

    /// The typeface of headlines, and one of boxes: Katakana is as wide as it is high.
    fn typefaces() -> Typefaces {
        let files: [&[u8]; 2] = [
            include_bytes!("../../../themes/default/fonts/headline.otf"),
            include_bytes!("../../../tests/typefaces/boxes.ttf"),
        ];
        Typefaces::new(&files.map(|bytes| Typeface { file: String::new(), bytes: Arc::from(bytes) }))
    }

    fn lines(text: &str, width: f32, sizes: &[f32], most: usize) -> (f32, Vec<String>) {
        let typefaces = typefaces();
        let letters = typefaces.letters(&Wanted { families: "Dateline Headline", weight: 700 });
        Setting::new(text, &letters).lines(width, sizes, most)
    }

    #[test]
    fn the_largest_size_in_which_a_text_has_no_more_lines_than_it_may() {
        let text = "アイウエオカキクケコ";
        assert_eq!(
            lines(text, 100.0, &[20.0, 10.0], 2),
            (20.0, vec!["アイウエオ".into(), "カキクケコ".into()])
        );
        assert_eq!(lines(text, 99.0, &[20.0, 10.0], 2).0, 10.0);
        assert_eq!(lines(text, 100.0, &[20.0, 10.0], 1), (10.0, vec![text.to_owned()]));
    }

    #[test]
    fn what_does_not_fit_in_the_smallest_size_ends_with_an_ellipsis() {
        let (size, cut) = lines("アイウエオカキクケコ", 50.0, &[20.0, 10.0], 1);
        assert_eq!((size, cut), (10.0, vec!["アイウエ…".to_owned()]));
        let (_, cut) = lines("One two, three four five six", 300.0, &[40.0], 1);
        assert_eq!(cut, ["One two…"]);
    }

    #[test]
    fn lines_end_where_the_script_lets_them() {
        // No line begins with a full stop, and a bracket stays with what it opens.
        let (_, broken) = lines("アイウエオ。カキ「クケコ」", 50.0, &[10.0], 9);
        assert!(
            broken.iter().all(|line| !line.starts_with(['。', '」']) && !line.ends_with('「')),
            "{broken:?}"
        );
        let (_, broken) = lines("Talks end without a breakthrough, envoys say", 400.0, &[40.0], 9);
        assert!(broken.len() > 2 && broken.join(" ") == "Talks end without a breakthrough, envoys say");
    }

    #[test]
    fn lines_are_about_equally_long() {
        // Nine letters where eight fit: not eight and one.
        let (_, broken) = lines("アイウエオカキクケ", 80.0, &[10.0], 2);
        assert_eq!(broken, ["アイウエオ", "カキクケ"]);
    }

    #[test]
    fn texts_in_one_typeface_are_one_run_and_others_are_ordered_from_left_to_right() {
        let typefaces = typefaces();
        let letters = typefaces.letters(&Wanted { families: "Dateline Headline", weight: 700 });
        let of = |line: &str, is_rtl| -> Vec<String> {
            runs(line, is_rtl, &letters).into_iter().map(|run| run.text).collect()
        };
        assert_eq!(of("Talks in Miami", false), ["Talks in Miami"]);
        assert_eq!(of("ااا ابا", true), ["ااا ابا"]);
        // A number after Arabic runs with it.
        assert_eq!(of("Miami ااا 3", false), ["Miami ", "3", "ااا "]);
        assert_eq!(of("ااا Miami", true), ["Miami", "ااا "]);
        assert_eq!(of("Miami アア", false), ["Miami ", "アア"]);
    }

    #[test]
    fn only_texts_that_ask_for_it_are_broken() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><text x=\"1\">Plain &amp; <tspan>kept</tspan></text>\
                   <g direction=\"rtl\"><text x=\"9\" y=\"5\" fill=\"red\" inline-size=\"400\" font-size=\"10\">A &lt; B</text></g></svg>";
        let document = Document::parse(svg).unwrap();
        let broken = set(svg, &document, &typefaces());
        let expected = svg.replace(
            "<text x=\"9\" y=\"5\" fill=\"red\" inline-size=\"400\" font-size=\"10\">A &lt; B</text>",
            "<text xml:space=\"preserve\" fill=\"red\" font-size=\"10\"><tspan x=\"9\" y=\"5\" text-anchor=\"end\">\u{2067}A &lt; B\u{2069}</tspan></text>",
        );
        assert_eq!(broken, expected);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_it_may_be_and_nothing_is_lost(
            text in "[a-zA-Zäß ア-ンا-ي,.-]{0,80}",
            width in 20.0_f32..400.0,
            size in 8.0_f32..90.0,
        ) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let typefaces = typefaces();
            let letters = typefaces.letters(&Wanted { families: "serif", weight: 700 });
            let (_, broken) = Setting::new(&text, &letters).lines(width, &[size], usize::MAX);
            let bare = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
            prop_assert_eq!(bare(&broken.concat()), bare(&text));
            for line in &broken {
                let wide: f32 = line.chars().map(|letter| letters.width(letter).unwrap_or(UNKNOWN)).sum();
                prop_assert!(wide * size <= width * 1.001 || line.graphemes(true).count() == 1, "{}", line);
            }
        }
    }
}
