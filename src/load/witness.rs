//! The texts of `content/sources/`, which quotes and figures are compared with.
//!
//! They are read like any text and never published: not from there, and not through a link from elsewhere.

use std::path::Path;

use super::Unsaved;
use super::files::file;
use super::files::walk::Found;
use super::kinds::Item;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::address::path::ContentPath;

/// Reads a file of the folder. One that is not a text is reported.
pub(super) fn text(
    path: ContentPath,
    file: &Path,
    unsaved: &Unsaved,
    diags: &mut Diagnostics,
) -> Option<Item> {
    let shown = format!("content/{path}");
    if !path.as_str().ends_with(".txt") && !path.is_markdown() {
        let message = "only texts are read from `content/sources/`, and nothing there is published";
        let help = "save it as a text whose name ends in `.txt`, or move it out of this folder";
        diags.report(Diagnostic::at(Code::MisplacedFile, Place::file(shown), message).help(help));
        return None;
    }
    let source = file::read(file, &shown, unsaved, diags);
    Some(Item::Text(path, source))
}

/// Reports and leaves out the files in other folders that are links to one in this folder.
pub(super) fn leave_out(found: &mut Vec<Found>, content: &Path, diags: &mut Diagnostics) {
    let Ok(folder) = content.join("sources").canonicalize() else { return };
    found.retain(|Found { path, file }| {
        let leads_in = !path.starts_with("sources/") && file.starts_with(&folder);
        if leads_in {
            let message = "this leads to a file in `content/sources/`, which is never published";
            let help = "put a file of its own in its place, or remove the link";
            let place = Place::file(format!("content/{path}"));
            diags.report(Diagnostic::at(Code::UnfollowedLink, place, message).help(help));
        }
        !leads_in
    });
}
