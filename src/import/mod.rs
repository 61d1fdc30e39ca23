//! Archives from other programs as content for a site.
//!
//! In: a folder from Hugo, Jekyll, Zola, Obsidian or Eleventy, or JSON. Out: the files of a site, and a
//! report of what became what. Nothing is written here, and the folder is only read.
//!
//! `marks.rs` knows which program a folder belongs to; `programs/` knows where each program keeps what, and
//! returns an `Archive`; `plan.rs` gives all of it new places; `lists.rs` knows what stands in for lists;
//! `keys.rs` writes front matter, `body/` texts, and `site.rs` the settings.

mod archive;
mod body;
mod folder;
mod front;
mod keys;
mod lists;
mod marks;
mod plan;
mod programs;
mod report;
mod site;
mod stamp;
mod value;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use marks::Mistaken;
pub use report::{Hand, Report};

/// The folder of dossiers that tags become.
const NAME_OF_TOPICS: &str = "topics";

/// A program that an archive comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// <https://gohugo.io>
    Hugo,
    /// <https://jekyllrb.com>
    Jekyll,
    /// <https://www.getzola.org>
    Zola,
    /// A vault of <https://obsidian.md>.
    Obsidian,
    /// <https://www.11ty.dev>
    Eleventy,
    /// JSON Feed 1.1, exports of Ghost, lists of posts.
    Json,
}

impl Program {
    /// What it calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Zola => "Zola",
            Self::Obsidian => "Obsidian",
            Self::Eleventy => "Eleventy",
            Self::Json => "JSON",
        }
    }
}

/// The site that an archive is imported into.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// The text of the `site.yaml` that already exists.
    pub site: Option<&'a str>,
    /// What taxonomies become, for those that are to become something other than usual.
    pub map: &'a BTreeMap<String, Use>,
    /// The time of the run. What is dated later is not out.
    pub now: Timestamp,
}

/// What the values of a taxonomy become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Storylines.
    Storylines,
    /// Dossiers of the kind `topics`, under `about`.
    About,
    /// Nothing: they stay under `extra`.
    Extra,
}

impl Use {
    /// Reads the word of a mapping, such as `tags=storylines`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "storylines" => Some(Self::Storylines),
            "about" | "topics" => Some(Self::About),
            "extra" => Some(Self::Extra),
            _ => None,
        }
    }
}

/// A file of the site that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// A text.
    Text(String),
    /// A copy of a file.
    Copy(PathBuf),
}

/// What an archive becomes.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// By path from the root of the site.
    pub files: BTreeMap<String, Made>,
    /// What became what, and what needs work by hand.
    pub report: Report,
    /// The program that the folder belongs to, if it is clearly not the one that was named.
    pub mistaken: Option<Mistaken>,
}

/// What taxonomies become by default.
const USES: [(&str, Use); 6] = [
    ("categories", Use::Storylines),
    ("category", Use::Storylines),
    ("series", Use::Storylines),
    ("storylines", Use::Storylines),
    ("tags", Use::About),
    ("tag", Use::About),
];

/// Imports a folder. Fails if it cannot be listed.
pub fn import(program: Program, root: &Path, into: Destination<'_>) -> std::io::Result<Imported> {
    let Destination { site, map, now } = into;
    let folder = folder::Folder::open(root)?;
    let mut report = Report::default();
    let archive = programs::read(program, &folder, &mut report);
    let uses: BTreeMap<String, Use> = USES
        .iter()
        .map(|(name, used)| ((*name).to_owned(), *used))
        .chain(map.iter().map(|(name, used)| (name.clone(), *used)))
        .collect();
    let kept = site.and_then(|text| front::yaml(text).ok());
    let of_site = |key: &str| kept.as_ref().and_then(|front| front.text(&[key])).map(str::to_owned);
    let zone = of_site("timezone").or_else(|| archive.settings.timezone.clone());
    let zone = zone.filter(|name| TimeZone::get(name).is_ok()).unwrap_or_else(|| "UTC".to_owned());
    let language = of_site("language").unwrap_or_else(|| site::language(&archive.settings));
    let tz = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    let today = tz.to_datetime(now).date();
    let base = of_site("base_url").or_else(|| archive.settings.base_url.clone());
    let of_plan = plan::Site {
        zone: &tz,
        language: &language,
        uses: &uses,
        has_feed: base.is_some_and(|base| base.starts_with("http")),
        today,
    };
    let places = plan::Places::new(&archive, &folder, of_plan, &mut report);

    let mut files = BTreeMap::new();
    let taken: HashSet<String> =
        places.planned.iter().flatten().map(|planned| plan::exact(&planned.url)).collect();
    let mut writer = keys::Writer {
        places: &places,
        uses: &uses,
        language: &language,
        names: &archive.settings.authors,
        taken,
        authors: BTreeMap::new(),
    };
    for at in 0..archive.entries.len() {
        let Some(planned) = &places.planned[at] else { continue };
        let entry = places.entry(at);
        let has_title = entry.front.text(&["title"]).is_some();
        let mut body = body::Body {
            program,
            settings: &archive.settings,
            places: &places,
            at,
            report: &mut report,
            found: Default::default(),
        };
        let body = body.convert(has_title);
        let front = writer.written(at, body.title, &mut report);
        report.turned(what(entry), if planned.is_briefing { "briefings" } else { "plain pages" }, 1);
        files.insert(format!("content/{}", planned.path), Made::Text(format!("{front}{}", body.text)));
        for name in &places.bundles[at] {
            let from = format!("{}/{name}", entry.bundle.as_deref().unwrap_or_default());
            report.turned("files beside texts", "files beside texts", 1);
            files.insert(format!("content/{}/{name}", places.folder(at)), Made::Copy(folder.path(&from)));
        }
    }
    let (authors, mut taken) = (writer.authors, writer.taken);
    for term in &places.terms {
        report.turned("tags and categories", if term.is_storyline { "storylines" } else { "topics" }, 1);
        files.insert(format!("content/{}", term.path), Made::Text(site::of_term(term, &mut taken)));
    }
    for beside in &archive.beside {
        report.turned(
            "files",
            if beside.to.starts_with("root/") { "files at their addresses" } else { "attachments" },
            1,
        );
        files.insert(format!("content/{}", beside.to), Made::Copy(folder.path(&beside.file)));
    }
    let has_topics = places.terms.iter().any(|term| !term.is_storyline);
    match site {
        Some(text) => site::tell_missing(text, &authors, has_topics, &mut report),
        None => {
            let newest = places.planned.iter().zip(&archive.entries);
            let newest = newest.filter_map(|(planned, entry)| planned.as_ref().and(entry.date));
            let newest = newest.map(|date| date.day(&tz)).filter(|day| *day <= today).max();
            let text = site::settings(program, &archive.settings, &zone, newest, &authors, has_topics);
            files.insert("site.yaml".to_owned(), Made::Text(text));
        }
    }
    report.sort();
    Ok(Imported { files, report, mistaken: marks::mistaken(&folder, program) })
}

fn what(entry: &archive::Entry) -> &'static str {
    match (entry.date, entry.is_list) {
        (Some(_), _) => "dated texts",
        (None, true) => "texts above lists",
        (None, false) => "texts without a date",
    }
}
