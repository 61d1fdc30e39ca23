//! Which lines are definitions: those that begin with a colon and a space.
//!
//! The parser requires only the colon, so `:warning: Late` or `:30` below a line would become one.

use memchr::{memchr, memchr_iter};

use super::stand_ins::{Kind, Replaced};

/// Whether a line has nothing but the signs for the columns of a table: `:--|--:`.
fn aligns(line: &[u8]) -> bool {
    let line = &line[..memchr(b'\n', line).unwrap_or(line.len())];
    let is_sign = |b: &u8| matches!(b, b':' | b'-' | b'|' | b' ' | b'\t' | b'\r');
    line.iter().all(is_sign) && line.contains(&b'-')
}

/// Finds the colons that begin a line but not a definition.
pub(super) fn that_are_none(text: &str, replaced: &mut Vec<Replaced>) {
    let bytes = text.as_bytes();
    for at in memchr_iter(b':', bytes) {
        let before = bytes[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\t' | b'>'));
        let is_definition = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        if matches!(before, None | Some(b'\n')) && !is_definition && !aligns(&bytes[at..]) {
            replaced.push((at, ':', Kind::Shown));
        }
    }
}
