//! Control characters: which ones no text may have, how that is reported, and how a text that may have some
//! gets to a terminal or a log.

use std::borrow::Cow;

use super::{Code, Diagnostic, Place};

/// Whether a character does something where it is shown: a control character that is neither a tab
/// nor the end of a line.
pub fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n')
}

/// The problem of a control character, the first of this many in its file.
pub fn control_character(place: Place, c: char, count: usize) -> Diagnostic {
    let more = match count {
        0 | 1 => String::new(),
        count => format!(", and {} more in this file", count - 1),
    };
    let message = format!("there is a control character (U+{:04X}) here{more}", u32::from(c));
    let help = "delete it: nobody can see it, and programs may act on it";
    Diagnostic::at(Code::ControlCharacter, place, message).help(help)
}

/// A text on one line that does nothing where it is shown: control characters as escapes.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// JSON whose texts do nothing where they are shown: the control characters that JSON allows, as escapes.
pub(super) fn quiet_json(json: String) -> String {
    let is_loud = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
    if !json.contains(is_loud) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len()), |mut quiet, c| {
        if is_loud(c) {
            quiet += &format!("\\u{:04x}", u32::from(c))
        } else {
            quiet.push(c)
        }
        quiet
    })
}
