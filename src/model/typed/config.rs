//! `site.yaml`: as typed, and as meant.

use std::sync::Arc;

use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use serde_json::json;

use crate::diagnostic::{Code, Help, Source, Span};
use crate::model::address::lasting::SiteId;
use crate::model::address::links::{SiteLink, WebAddress};
use crate::model::address::url::BaseUrl;
use crate::model::typed::article::Keys;
use crate::model::typed::cards::CardSetting;
use crate::model::typed::edition::EditionSettings;
use crate::model::typed::email::{Email, EmailSettings};
use crate::model::typed::grade::Grade;
use crate::model::typed::look::Look;
use crate::model::typed::policy::Policy;
use crate::model::typed::requirement::Requirement;
use crate::model::typed::span::EditionSpan;
use crate::model::typed::unit::Unit;
use crate::model::value::date::Point;
use crate::model::value::field::{
    Entries, Field, Free, List, Needed, Spanned, TEXT_OR_MAPPING, deserialize_text, value_error,
};
use crate::model::value::id::{IdRef, KindIdx};
use crate::model::value::language::Language;
use crate::model::value::number::Count;
use crate::model::value::schema::{self, Names, Needs};

/// The keys of `site.yaml`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Site", transform = Needs(&["title"]))]
pub struct SiteFile {
    /// The name of the digest. Needed.
    #[serde(default)]
    pub title: Field<String>,
    /// Where the site is published.
    #[serde(default)]
    #[schemars(transform = schema::base_url)]
    pub base_url: Field<String>,
    /// One word that no other site has. It identifies feeds after a move. `init` writes one.
    #[serde(default)]
    pub id: Field<SiteId>,
    /// The language of the site (BCP 47). `en` if absent.
    #[serde(default)]
    pub language: Field<Language>,
    /// The time zone of the desk (an IANA name). `UTC` if absent.
    #[serde(default)]
    #[schemars(transform = schema::time_zone)]
    pub timezone: Field<String>,
    /// One or two lines on what the digest is.
    #[serde(default)]
    pub description: Field<String>,
    /// The theme: a folder in `themes/`, or `default`.
    #[serde(default)]
    pub theme: Field<String>,
    /// What an edition covers: a day, a week starting on Monday or another day, a month, or what a file in
    /// `content/editions/` says. A day if absent.
    #[serde(default)]
    pub edition: Field<EditionSpan>,
    /// The authors, by id.
    #[serde(default)]
    pub authors: Entries<Author>,
    /// The publisher.
    #[serde(default)]
    pub publisher: Field<Publisher>,
    /// Further kinds of dossier, by folder.
    #[serde(default)]
    #[schemars(transform = kind_names)]
    pub kinds: Entries<KindNames>,
    /// Publishers of sources, by id.
    #[serde(default)]
    pub outlets: Entries<Outlet>,
    /// Series of figures, by id.
    #[serde(default)]
    #[schemars(transform = schema::series_names)]
    pub series: Entries<Series>,
    /// After how many days something counts as stale.
    #[serde(default)]
    pub stale_after: Field<StaleAfter>,
    /// How much of their briefings editions hold.
    #[serde(default)]
    pub editions: Field<EditionSettings>,
    /// Whether names become links. On unless set to false.
    #[serde(default)]
    pub autolink: Field<bool>,
    /// Whether the site has a search page. On unless set to false.
    #[serde(default)]
    pub search: Field<bool>,
    /// Whether editions are also written as email, and what their headers say. Off if absent.
    #[serde(default)]
    pub email: Field<Email>,
    /// Whether pages have maps of places that have a point (`at`). On unless set to false.
    #[serde(default)]
    pub maps: Field<bool>,
    /// Which pages have a card, a picture for previews. With a number: those of that many of the newest
    /// briefings, and of what has something from them; 100 if absent. With `all`, all; with `false`, none.
    #[serde(default)]
    pub cards: Field<CardSetting>,
    /// Whether briefings and storylines are also written as Markdown, with an `/llms.txt` that names them.
    /// Off unless set to true.
    #[serde(default)]
    pub twins: Field<bool>,
    /// The feeds.
    #[serde(default)]
    pub feeds: Field<Feeds>,
    /// The navigation: `storylines`, `archive`, `search`, a list such as `timeline`, the folder of a kind,
    /// the id of a plain page, or a link with its text.
    #[serde(default)]
    pub nav: List<Spanned<MenuEntry>>,
    /// A second menu, at the foot of every page. It takes the same entries as `nav`. If absent, the plain
    /// pages are listed there, eight at most.
    #[serde(default)]
    pub foot: List<Spanned<MenuEntry>>,
    /// Colours, typefaces, sizes and the logo.
    #[serde(default)]
    pub look: Field<Look>,
    /// Other hosts that pages may load from.
    #[serde(default)]
    pub csp: Field<Policy>,
    /// The files beside pages.
    #[serde(default)]
    pub files: Field<Files>,
    /// How Markdown is read.
    #[serde(default)]
    pub markdown: Field<MarkdownSettings>,
    /// Warnings and notes to turn down, by code.
    #[serde(default)]
    #[schemars(transform = schema::codes)]
    pub checks: Entries<CheckLevel>,
    /// Hosts that files are written for.
    #[serde(default)]
    pub hosts: List<Spanned<Host>>,
    /// The domain of a GitHub Pages site.
    #[serde(default)]
    #[schemars(transform = schema::domain)]
    pub cname: Field<String>,
    /// The first day that is not part of the archive. Errors about what briefings before it link to or lack
    /// are counted and reported as a warning, not as errors.
    #[serde(default)]
    pub archive_before: Field<Point>,
    /// Which versions of Dateline build this site, such as `">=0.2"`. Others refuse to.
    #[serde(default)]
    pub dateline: Field<Requirement>,
    /// Anything, for your own templates.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq)]
pub enum MenuEntry {
    /// A page of this site.
    Page {
        /// Its name in menus.
        to: IdRef,
        /// Where that is, if it is not the whole entry.
        at: Option<Span>,
        /// Words of its own, if it has any.
        title: Option<String>,
    },
    /// A link.
    Link {
        /// Where it leads.
        to: SiteLink,
        /// Where that is.
        at: Span,
        /// Its words.
        title: String,
    },
}

impl<'de> Deserialize<'de> for MenuEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        #[derive(Deserialize)]
        #[serde(expecting = "an id, `{to: ID, title: TEXT}` or `{url: LINK, title: TEXT}`")]
        struct Written {
            #[serde(default)]
            to: Option<Spanned<IdRef>>,
            #[serde(default)]
            url: Option<Spanned<SiteLink>>,
            title: String,
        }
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = MenuEntry;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an id, `{to: ID, title: TEXT}` or `{url: LINK, title: TEXT}`")
            }

            fn visit_str<E>(self, id: &str) -> Result<MenuEntry, E> {
                Ok(MenuEntry::Page { to: IdRef::new(id), at: None, title: None })
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<MenuEntry, D::Error> {
                let Written { to, url, title } = Written::deserialize(d)?;
                match (to, url) {
                    (Some(Spanned { value: to, span, .. }), None) => {
                        Ok(MenuEntry::Page { to, at: Some(span), title: Some(title) })
                    }
                    (None, Some(Spanned { value: to, span, .. })) => {
                        Ok(MenuEntry::Link { to, at: span, title })
                    }
                    _ => Err(value_error(
                        Code::WrongType,
                        "an entry of a menu leads to one place",
                        "write `to` with an id of this site, or `url` with an address, and not both",
                    )),
                }
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, EntryVisitor)
    }
}

/// Someone who writes.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "an author, such as `{name: The desk, url: /about/}`")]
pub struct Author {
    /// The name.
    pub name: Needed<String>,
    /// A page about them.
    #[serde(default)]
    #[schemars(example = &"/about/")]
    pub url: Field<SiteLink>,
    /// Whether this is a person and not a desk, for search engines.
    #[serde(default)]
    pub person: Field<bool>,
}

/// Who publishes the site.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a publisher, such as `{name: …, corrections_policy: /method/}`")]
pub struct Publisher {
    /// The name.
    pub name: Needed<String>,
    /// A page about them.
    #[serde(default)]
    pub url: Field<SiteLink>,
    /// The page that says how corrections are made.
    #[serde(default)]
    #[schemars(example = &"/method/")]
    pub corrections_policy: Field<SiteLink>,
    /// How to reach them: an email address, a link, or words. It is shown at the foot of every page.
    #[serde(default)]
    pub contact: Field<String>,
}

/// The names of a kind of dossier.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "the names of a kind, such as `{one: Treaty, many: Treaties}`")]
pub struct KindNames {
    /// The name for one.
    pub one: Needed<String>,
    /// The name for several.
    pub many: Needed<String>,
}

/// A publisher of sources.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "an outlet, such as `{name: Northern Wire, kind: wire}`")]
pub struct Outlet {
    /// The name.
    pub name: Needed<String>,
    /// What it is.
    pub kind: Needed<OutletKind>,
    /// Its website.
    #[serde(default)]
    pub url: Field<WebAddress>,
    /// A note for readers.
    #[serde(default)]
    pub note: Field<String>,
    /// How reliable the desk thinks it is, from `A` to `E`; `F` if that cannot be judged. Never published.
    #[serde(default)]
    pub grade: Field<Grade>,
}

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutletKind {
    /// An authority that speaks for itself.
    Official,
    /// A party to the matter.
    Party,
    /// A news agency.
    Wire,
    /// A newspaper, broadcaster or site.
    Press,
    /// A medium run by a state.
    StateMedia,
    /// A research institute.
    ThinkTank,
    /// One that retells others.
    Secondary,
}

/// A series of figures.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a series, such as `{name: …, unit: drones}`")]
pub struct Series {
    /// The name.
    pub name: Needed<String>,
    /// What is counted: in one form, or in the forms that go with numbers.
    #[serde(default)]
    pub unit: Field<Unit>,
    /// Where.
    #[serde(default)]
    #[schemars(transform = Names::Place)]
    pub place: Field<IdRef>,
    /// A note for readers.
    #[serde(default)]
    pub note: Field<String>,
}

/// After how many days something counts as stale.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "spans of days, such as `{question: 14d, storyline: 30d}`")]
pub struct StaleAfter {
    /// An open question.
    #[serde(default)]
    pub question: Field<Days>,
    /// A storyline without a new briefing.
    #[serde(default)]
    pub storyline: Field<Days>,
    /// The text of a storyline that nobody has reviewed.
    #[serde(default)]
    pub background: Field<Days>,
    /// A watch item whose date has passed.
    #[serde(default)]
    pub watch: Field<Days>,
}

/// A number of days, written `14d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days(pub u32);

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a number of days, such as `14d`")?;
        let days = text.trim().strip_suffix('d').and_then(|days| days.trim().parse().ok());
        days.map(Self).ok_or_else(|| {
            let message = format!("`{text}` is not a number of days");
            let (number, unit) = text
                .trim()
                .split_at(text.trim().find(|c: char| !c.is_ascii_digit()).unwrap_or(text.trim().len()));
            let is_days = matches!(unit.trim(), "" | "day" | "days" | "D");
            let help = match number.parse::<u32>() {
                Ok(number) if is_days => format!("write `{number}d`"),
                _ => "write a whole number and a `d`: `14d`".to_owned(),
            };
            value_error(Code::WrongType, &message, Help::to_write(&help))
        })
    }
}

/// Settings for the feeds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "settings for the feeds, such as `{entries: 50}`")]
pub struct Feeds {
    /// How many of the newest briefings a feed holds.
    #[serde(default)]
    pub entries: Field<Count>,
}

/// Settings for the files beside pages.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "settings for the files beside pages, such as `{allow: [html]}`")]
pub struct Files {
    /// What is published although a browser or a host could run it, such as `html`. With `svg`, pictures are
    /// not checked.
    #[serde(default)]
    pub allow: List<Spanned<Ending>>,
    /// Whether photographs keep who made them and whose they are (Exif `Artist` and `Copyright`). Off unless set to true.
    #[serde(default)]
    pub credits: Field<bool>,
}

/// A file extension, in lower case and without the dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending(pub String);

impl<'de> Deserialize<'de> for Ending {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a file extension, such as `html`")?;
        let ending = text.trim().strip_prefix('.').unwrap_or(text.trim()).to_ascii_lowercase();
        let is_plain = ending.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_plain && ending.bytes().any(|b| b.is_ascii_alphabetic()) {
            return Ok(Self(ending));
        }
        let message = format!("`{text}` is not a file extension");
        Err(value_error(Code::WrongType, &message, "write one extension, without the dot: `html`"))
    }
}

/// Settings for Markdown.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "settings for Markdown, such as `{html: sanitize}`")]
pub struct MarkdownSettings {
    /// What happens to raw HTML.
    #[serde(default)]
    pub html: Field<RawHtml>,
}

/// What happens to raw HTML in a body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawHtml {
    /// Tags and attributes on the safe list stay; others are removed.
    #[default]
    Sanitize,
    /// It is shown as it was typed.
    Escape,
}

/// What happens to a warning or note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckLevel {
    /// Not shown.
    Off,
    /// Shown as a note.
    Note,
    /// Shown as a warning.
    Warning,
}

/// A host that files are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// GitHub Pages.
    Github,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
}

/// A kind of dossier, with the folder that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The folder of `content/`, and the first part of the URL.
    pub folder: String,
    /// The names, if `site.yaml` gives them; the four built-in kinds are named by the theme.
    pub names: Option<(String, String)>,
}

/// The folders of the four kinds that every site has.
pub const BUILT_IN_KINDS: [&str; 4] = ["people", "places", "organisations", "documents"];

/// First parts of URLs that a further kind cannot take, and folders of other files.
pub const RESERVED_FOLDERS: [&str; 23] = [
    "briefings",
    "editions",
    "issues",
    "catch-up",
    "storylines",
    "pages",
    "root",
    "figures",
    "timeline",
    "quotes",
    "questions",
    "agenda",
    "sources",
    "corrections",
    "search",
    "files",
    "static",
    "data",
    "email",
    "people",
    "places",
    "organisations",
    "documents",
];

/// The settings of a site, checked, with defaults filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file as typed.
    pub file: SiteFile,
    /// Its text.
    pub source: Arc<Source>,
    /// Its keys.
    pub keys: Keys,
    /// The name of the digest.
    pub title: String,
    /// Where it is published.
    pub base: BaseUrl,
    /// The id of the site; made from the base URL if it has none of its own.
    pub id: SiteId,
    /// The language (BCP 47).
    pub language: String,
    /// The time zone of the desk.
    pub zone: TimeZone,
    /// The name of that zone.
    pub zone_name: String,
    /// The name of the theme.
    pub theme: String,
    /// What an edition covers.
    pub edition: EditionSpan,
    /// The kinds of dossiers: the four built in, then the further ones.
    pub kinds: Vec<Kind>,
    /// The domain of a GitHub Pages site: a bare host name.
    pub cname: Option<String>,
}

impl SiteFile {
    /// How to give a run a base URL with a host. If `site.yaml` has one, the run was given another.
    pub fn host_help(&self) -> &'static str {
        match self.base_url.spanned().map(|typed| BaseUrl::parse(&typed.value)) {
            Some(Ok(base)) if base.is_absolute() => {
                "leave the base URL to `site.yaml`, or give one with a host: `--base-url https://…`"
            }
            Some(_) => {
                "write the whole address, `https://…`, at `base_url` in `site.yaml`, or use `--base-url`"
            }
            None => "write `base_url: https://…` in `site.yaml`, or use `--base-url`",
        }
    }
}

impl Config {
    /// A kind.
    pub fn kind(&self, idx: KindIdx) -> &Kind {
        &self.kinds[idx.at()]
    }

    /// The kind whose dossiers are in a folder.
    pub fn kind_of_folder(&self, folder: &str) -> Option<KindIdx> {
        self.kinds.iter().position(|kind| kind.folder == folder).map(KindIdx::new)
    }

    /// Whether a folder at the root of the site belongs to lists, a kind or a year, so that no
    /// plain page can have it.
    pub fn is_taken(&self, folder: &str) -> bool {
        let is_year = folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit());
        is_year || RESERVED_FOLDERS.contains(&folder) || self.kind_of_folder(folder).is_some()
    }

    /// Whether the site publishes its editions as email: this is asked for, this program can do it,
    /// and the host is known.
    pub fn publishes_email(&self) -> bool {
        let asked = self.file.email.get().is_some_and(|email| email.published);
        asked && cfg!(feature = "email") && self.base.is_absolute()
    }

    /// What the headers of an edition by email say.
    pub fn email(&self) -> Option<&EmailSettings> {
        self.file.email.get().map(|email| &email.settings)
    }

    /// Whether files for a host are wanted. Without `hosts`, those of GitHub Pages are.
    pub fn has_host(&self, host: Host) -> bool {
        let hosts = &self.file.hosts;
        hosts.iter().any(|named| named.value == host) || hosts.is_empty() && host == Host::Github
    }

    /// Whether files with an extension, in lower case, are published whatever they hold.
    pub fn allows_files(&self, ending: &str) -> bool {
        let files = self.file.files.get();
        files.is_some_and(|files| files.allow.iter().any(|allowed| allowed.value.0 == ending))
    }

    /// What happens to raw HTML.
    pub fn raw_html(&self) -> RawHtml {
        let markdown = self.file.markdown.get();
        markdown.and_then(|markdown| markdown.html.get()).copied().unwrap_or_default()
    }
}
/// The folders of further kinds.
fn kind_names(schema: &mut Schema) {
    let names = json!({
        "pattern": r"^(?:[-0-9A-Za-z_]|[^\x00-\x7f])+$",
        "not": { "anyOf": [{ "enum": RESERVED_FOLDERS }, { "pattern": "^[0-9]+$" }] },
    });
    schema.insert("propertyNames".to_owned(), names);
}
