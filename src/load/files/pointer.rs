//! Git LFS pointers: what is in the place of a file that was not fetched (git-lfs specification).

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};

/// How a pointer begins.
const BEGINNING: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Whether the bytes of a file are a pointer.
pub(in crate::load) fn is_pointer(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINNING)
}

/// The problem of a file beside pages, if it is a pointer.
pub(in crate::load) fn trouble(path: &str, file: &Path) -> Option<Diagnostic> {
    let mut bytes = [0; BEGINNING.len()];
    let is_read = File::open(file).and_then(|mut file| file.read_exact(&mut bytes)).is_ok();
    (is_read && is_pointer(&bytes)).then(|| problem(path))
}

/// The problem of a file that is a pointer.
pub(in crate::load) fn problem(path: &str) -> Diagnostic {
    let message = "this is a Git LFS pointer, not the file itself";
    let help =
        "run `git lfs pull`; in a GitHub workflow, write `lfs: true` under `with` for `actions/checkout`";
    Diagnostic::at(Code::UnreadableFile, Place::file(path), message).help(help)
}
