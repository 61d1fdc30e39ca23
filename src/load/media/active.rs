//! Files beside pages that must not be published: what a browser or a host could run, by name and by what is
//! in it.
//!
//! Hosts go by endings, and by all of them: Apache runs `report.php.jpg` as PHP and sends `index.html.de`
//! as HTML. With endings that nobody knows, and without one, browsers look at how a file begins.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::load::media::svg;
use crate::model::address::path::ContentPath;
use crate::model::typed::config::Config;

/// Endings that a host may run wherever they are in a name.
const RUN_ANYWHERE: [&str; 20] = [
    "asp", "aspx", "cfm", "cgi", "fcgi", "jsp", "jspx", "phar", "php", "php3", "php4", "php5", "php7",
    "php8", "phps", "pht", "phtml", "pl", "py", "shtml",
];
/// Endings of what browsers run or style, of programs, and of what hosts read as their settings.
const ACTIVE: [&str; 70] = [
    "ascx", "asa", "ashx", "asmx", "atom", "bash", "bat", "cdx", "cer", "cfc", "cjs", "cmd", "com", "config",
    "dll", "do", "exe", "hta", "htaccess", "htc", "htm", "html", "htpasswd", "ini", "jar", "jhtml", "js",
    "jse", "jsw", "jsx", "lasso", "lnk", "lua", "mathml", "mht", "mhtml", "mjs", "mml", "msi", "phpt", "pif",
    "pm", "ps1", "pyc", "rb", "rdf", "rhtml", "rss", "scr", "sh", "shtm", "ssi", "stm", "svgz", "swf", "tcl",
    "ts", "vbe", "vbs", "wasm", "wsf", "wsh", "xbl", "xht", "xhtm", "xhtml", "xml", "xsl", "xslt", "xul",
];
/// Endings that hosts know, of what browsers only show, play or save.
const PASSIVE: [&str; 58] = [
    "7z", "aac", "apng", "avif", "bmp", "bz2", "csv", "doc", "docx", "epub", "flac", "geojson", "gif",
    "heic", "ico", "ics", "jpe", "jpeg", "jpg", "json", "jxl", "m4a", "m4v", "mid", "mkv", "mov", "mp3",
    "mp4", "mpeg", "mpg", "odg", "odp", "ods", "odt", "oga", "ogg", "ogv", "opus", "otf", "pdf", "png",
    "ppt", "pptx", "rar", "rtf", "tar", "tif", "tiff", "tsv", "ttf", "txt", "vtt", "wav", "webm", "webp",
    "woff", "woff2", "xls",
];
/// How many bytes of a file decide what a browser takes it for.
const LOOKED_AT: u64 = 4096;

/// Why a file must not be published, if it must not.
pub(in crate::load) fn trouble(path: &ContentPath, file: &Path, config: &Config) -> Option<Diagnostic> {
    let name = path.as_str().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    // Some hosts leave out what is after `;` or `:`, and spaces at the end.
    let endings: Vec<&str> = name.split(['.', ';', ':']).skip(1).map(str::trim).collect();
    let is_run = |ending: &&&str| RUN_ANYWHERE.contains(ending) && !config.allows_files(ending);
    if let Some(ending) = endings.iter().find(is_run) {
        return Some(refused(path, ending));
    }
    // Languages and encodings, which nobody can list, may come after the ending that says what it is.
    let kind = endings.iter().rev().find_map(|ending| {
        let known = |list: &[&str]| list.contains(ending);
        let is_harmless = known(&PASSIVE) || config.allows_files(ending);
        (is_harmless || *ending == "svg" || known(&ACTIVE)).then_some((*ending, is_harmless))
    });
    match kind {
        Some((_, true)) => None,
        Some(("svg", _)) => svg::trouble(&format!("content/{path}"), file),
        Some((ending, _)) => Some(refused(path, ending)),
        None => begins_like_markup(file).then(|| unknown(path, endings.last().copied())),
    }
}

fn refused(path: &ContentPath, ending: &str) -> Diagnostic {
    let message =
        format!("a page links to this file, and browsers or hosts may run files that end in `.{ending}`");
    let help = format!(
        "link to a form of it that is only displayed, such as a PDF; \
         to publish all such files, write `files: {{allow: [{ending}]}}` in `site.yaml`"
    );
    problem(path, message).help(help)
}

fn unknown(path: &ContentPath, ending: Option<&str>) -> Diagnostic {
    let message = "a page links to this file, and it begins like HTML or XML, which browsers may run";
    let plain = ending.filter(|ending| is_ending(ending));
    let help = match plain {
        Some(ending) => format!(
            "rename it so that it ends in `.txt`; \
             to publish all such files, write `files: {{allow: [{ending}]}}` in `site.yaml`"
        ),
        None => "rename it so that it ends in `.txt`".to_owned(),
    };
    problem(path, message.to_owned()).help(help)
}

fn problem(path: &ContentPath, message: String) -> Diagnostic {
    Diagnostic::at(Code::ActiveFile, Place::file(format!("content/{path}")), message)
}

fn is_ending(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric()) && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether the first thing in a file is a `<`, in UTF-8 or UTF-16. If that cannot be found, it may be.
fn begins_like_markup(file: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut bytes));
    let is_before = |b: &u8| b.is_ascii_whitespace() || matches!(b, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff);
    match bytes.iter().find(|b| !is_before(b)) {
        Some(first) => *first == b'<',
        None => bytes.len() as u64 == LOOKED_AT || read.is_err(),
    }
}
