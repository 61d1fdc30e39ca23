//! The elements of raw HTML that are open: each ends within its block of Markdown, whatever was typed.

use super::Writer;
use crate::diagnostic::{Code, Span};
use crate::language::typography::OpenMarks;

/// How many elements of raw HTML may be open at once.
const MOST_OPEN: usize = 200;

/// An element that was begun and goes on until its end tag.
struct Element {
    name: String,
    /// Where its start tag is.
    span: Span,
    /// Where its piece of raw HTML ends in what is written. `None` in running text.
    piece_end: Option<usize>,
    /// What is left out with it, if it is left out.
    removed: Option<Removed>,
}

/// What is left out with an element: all that is written and found after it was begun.
#[derive(Clone, Copy)]
struct Removed {
    written: usize,
    found: usize,
    /// Whether it may still say what it shows, so that a link takes its place.
    wants_address: bool,
}

/// The elements that are open, and what is to be reported about raw HTML.
#[derive(Default)]
pub(super) struct Elements {
    open: Vec<Element>,
    /// How many are open around each block of Markdown that is open.
    around: Vec<usize>,
    /// Whether too many were open, which is reported once.
    is_deep: bool,
    /// What was found in raw HTML.
    found: Vec<(Code, Span, String, String)>,
}

impl Elements {
    pub(super) fn find(&mut self, code: Code, span: Span, message: String, help: String) {
        self.found.push((code, span, message, help));
    }

    /// Whether what is written here will be left out.
    pub(super) fn are_removed(&self) -> bool {
        self.open.iter().any(|element| element.removed.is_some())
    }

    /// Whether there is room for one more; if not, that is reported.
    pub(super) fn have_room(&mut self, span: &Span) -> bool {
        if self.open.len() < MOST_OPEN {
            return true;
        }
        if !std::mem::replace(&mut self.is_deep, true) {
            let message = format!("more than {MOST_OPEN} HTML elements are open here");
            let help = "close each element with its tag, such as `</b>`".to_owned();
            self.find(Code::DeepNesting, *span, message, help);
        }
        false
    }

    pub(super) fn begin(&mut self, name: &str, span: Span) {
        self.open.push(Element { name: name.to_owned(), span, piece_end: None, removed: None });
    }

    /// Begins an element that is left out with all that is in it. `written` is where that begins.
    pub(super) fn begin_removed(&mut self, name: &str, span: Span, written: usize, wants_address: bool) {
        self.begin(name, span);
        let removed = Removed { written, found: self.found.len(), wants_address };
        self.open.last_mut().expect("one was begun").removed = Some(removed);
    }

    /// Where the removed element that this is directly in begins, if it needs an address. It is then taken to
    /// have one.
    pub(super) fn take_wish(&mut self) -> Option<usize> {
        let removed = self.open.last_mut()?.removed.as_mut()?;
        std::mem::take(&mut removed.wants_address).then_some(removed.written)
    }

    /// The innermost element is removed only from here on.
    pub(super) fn remove_from(&mut self, written: usize) {
        if let Some(removed) = self.open.last_mut().and_then(|element| element.removed.as_mut()) {
            removed.written = written;
        }
    }

    /// Whether an element is open in this block of Markdown.
    pub(super) fn are_open(&self) -> bool {
        self.open.len() > self.around()
    }

    /// Whether an element of this name is open in this block of Markdown.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    fn around(&self) -> usize {
        self.around.last().copied().unwrap_or(0)
    }

    /// The position in `open` of an element of this block of Markdown.
    fn position(&self, name: &str) -> Option<usize> {
        let last = self.open[self.around()..].iter().rposition(|element| element.name == name)?;
        Some(self.around() + last)
    }
}

impl Writer<'_> {
    /// Begins a block of Markdown that may hold text and raw HTML. No quotation is open in it.
    pub(super) fn begin_block(&mut self) {
        self.elements.around.push(self.elements.open.len());
        self.open_marks = OpenMarks::default();
    }

    /// Ends the block of Markdown that was begun last.
    pub(super) fn end_block(&mut self) {
        let around = self.elements.around.pop().unwrap_or(0);
        self.end_elements(around);
    }

    /// Notes where a piece of raw HTML that is a block of its own ends.
    pub(super) fn end_piece(&mut self) {
        let open = self.elements.open.iter_mut().rev();
        open.take_while(|element| element.piece_end.is_none())
            .for_each(|element| element.piece_end = Some(self.out.len()));
    }

    /// An end tag. What is in the element and has no end tag ends before it.
    pub(super) fn end_element(&mut self, name: &str, span: Span) {
        let Some(at) = self.elements.position(name) else {
            if self.elements.are_removed() {
                return;
            }
            let message = format!("`</{name}>` closes nothing that was opened in this block");
            let help = format!("remove it, or add `<{name}>` where the element begins");
            return self.elements.find(Code::UnclosedHtml, span, message, help);
        };
        self.end_elements(at + 1);
        let Some(Element { piece_end, removed, .. }) = self.elements.open.pop() else { return };
        match removed {
            Some(removed) => {
                self.take_back(removed.written);
                self.elements.found.truncate(removed.found);
            }
            None => {
                let written = self.written(name);
                self.put(format_args!("</{written}>"));
            }
        }
        // What was begun around it in the same piece ends no earlier.
        let now = self.out.len();
        let around = self.elements.open.iter_mut().filter(|element| element.piece_end == piece_end);
        around.filter(|_| piece_end.is_some()).for_each(|element| element.piece_end = Some(now));
    }

    /// Takes back what was written after a point. Nothing ends after it.
    pub(super) fn take_back(&mut self, written: usize) {
        self.out.truncate(written);
        for element in self.elements.open.iter_mut().filter(|element| element.piece_end > Some(written)) {
            element.piece_end = Some(written);
        }
    }

    /// Ends a link that is open in this block.
    pub(super) fn end_link(&mut self) {
        if let Some(at) = self.elements.position("a") {
            self.end_elements(at);
        }
    }

    /// Ends the elements from a position on, which have no end tags: each where its piece of raw HTML ends.
    fn end_elements(&mut self, from: usize) {
        let (mut end, mut added) = (usize::MAX, 0);
        for element in self.elements.open.split_off(from).into_iter().rev() {
            let Element { name, span, piece_end, removed } = element;
            // That it is left out has been reported; what is in it stays if it has no end.
            if removed.is_some() {
                continue;
            }
            let message = format!("`<{name}>` is not closed in this block");
            let help =
                format!("add `</{name}>` where the element ends, or write `\\<{name}>` to show the sign");
            self.elements.find(Code::UnclosedHtml, span, message, help);
            let tag = format!("</{}>", self.written(&name));
            let piece_end = piece_end.unwrap_or(self.out.len()).min(end);
            // Those that end at the same point end innermost first.
            added = if piece_end == end { added } else { 0 };
            end = piece_end;
            self.out.insert_str(end + added, &tag);
            added += tag.len();
        }
        for element in self.elements.open.iter_mut().filter(|element| element.piece_end == Some(end)) {
            element.piece_end = Some(end + added);
        }
    }

    /// Reports what was found in raw HTML.
    pub(super) fn report_elements(&mut self) {
        self.end_elements(0);
        for (code, span, message, help) in std::mem::take(&mut self.elements.found) {
            self.links.report(self.diags, code, span, message, help);
        }
    }
}
