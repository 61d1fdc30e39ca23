//! Writing to the terminal. A closed pipe is nobody's fault; a full disk is reported.

use std::io::{self, IsTerminal, Write, stderr, stdout};

use anyhow::Context;

use crate::diagnostic::visible;

/// A line on stderr, or several. What is in it may have been typed or named by anybody.
pub(super) fn say(line: &str) {
    let lines: Vec<_> = line.split('\n').map(visible).collect();
    let _ = writeln!(stderr().lock(), "{}", lines.join("\n"));
}

/// Text on stderr as it is.
pub(super) fn put(text: &str) {
    let _ = stderr().lock().write_all(text.as_bytes());
}

/// Text on stdout as it is: what programs read. Fails if it cannot be written, unless the reader has
/// seen enough.
pub(super) fn out(text: &str) -> anyhow::Result<()> {
    let mut stdout = stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to the standard output"),
    }
}

/// Whether stderr is a terminal.
pub(super) fn is_terminal() -> bool {
    stderr().is_terminal()
}

/// How many columns standard output has, if it is a terminal.
pub(super) fn width() -> Option<usize> {
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(stdout()) {
        return Some(usize::from(size.ws_col)).filter(|width| *width > 0);
    }
    None
}

/// Whether stderr takes colours: it is a terminal, and nobody asked for none (<https://no-color.org>).
pub(super) fn has_colour() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    is_terminal() && !unwanted && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// A line that the next one replaces, on terminals only.
pub(super) fn progress(line: &str) {
    if is_terminal() {
        put(&format!("\r\x1b[K{line}"));
    }
}
