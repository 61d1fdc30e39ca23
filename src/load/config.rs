//! `site.yaml`: its keys, checked, with defaults filled in.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Project;
use super::files::{file, walk};
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Help, Safety, Severity, Source, Span, allowances, did_you_mean,
};
use crate::language::letters;
use crate::model::address::lasting::SiteId;
use crate::model::address::url::{BaseUrl, UrlPath};
use crate::model::typed::article::Keys;
use crate::model::typed::config::{BUILT_IN_KINDS, CheckLevel, Config, Kind, RESERVED_FOLDERS, SiteFile};
use crate::model::value::field::{Field, Spanned};
use crate::yaml;

pub(super) fn load(project: &Project, diags: &mut Diagnostics) -> Config {
    let read = walk::settings(&project.root, diags)
        .and_then(|file| file::read(&file, "site.yaml", &project.unsaved, diags));
    let is_read = read.is_some();
    let source = read.unwrap_or_else(|| Arc::new(Source::new("site.yaml", "")));
    let start = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut read = yaml::read::<SiteFile>(&source, start..source.text.len(), diags);
    read.keys.unreadable |= !is_read;
    for allowance in allowances(&source, 0..source.text.len()) {
        diags.allow(allowance);
    }
    let checked = Checked { source: &source, keys: &read.keys, diags };
    checked.settle(project, read.value)
}

struct Checked<'a> {
    source: &'a Arc<Source>,
    keys: &'a Keys,
    diags: &'a mut Diagnostics,
}

impl Checked<'_> {
    fn settle(mut self, project: &Project, file: SiteFile) -> Config {
        let title = file.title.text().map(str::trim).filter(|title| !title.is_empty());
        if title.is_none() && (file.title.get().is_some() || self.keys.lack("title")) {
            let blank = file.title.spanned().map(|title| title.key);
            let (span, message, help) = match blank.or_else(|| self.keys.without_value("title")) {
                Some(span) => (span, "`title` has no value", "write it after the colon: `title: …`"),
                None => {
                    (Span::default(), "the title of the site is missing", "add `title: …` to `site.yaml`")
                }
            };
            let place = self.source.place(span);
            self.diags.report(Diagnostic::at(Code::MissingKey, place, message).help(help));
        }
        self.version(&file);
        self.series(&file);
        self.checks(&file);
        let zone_name = file.timezone.text().unwrap_or("UTC").to_owned();
        let (base, typed) = self.base(project, &file);
        let id = self.id(&file, &base, typed.as_ref(), title.unwrap_or_default());
        self.email(&file, base.is_absolute() || project.base.is_some());
        Config {
            source: Arc::clone(self.source),
            title: title.unwrap_or("Untitled").to_owned(),
            base,
            id,
            language: file.language.text().unwrap_or("en").to_owned(),
            zone: self.zone(&file.timezone),
            zone_name,
            theme: file.theme.text().unwrap_or("default").to_owned(),
            edition: file.edition.get().copied().unwrap_or_default(),
            kinds: self.kinds(&file),
            cname: self.cname(&file),
            keys: self.keys.clone(),
            file,
        }
    }

    fn wrong(&mut self, span: Span, message: String, help: impl Into<Help>) {
        let place = self.source.place(span);
        self.diags.report(Diagnostic::at(Code::WrongType, place, message).help(help));
    }

    /// The base URL of this run, and the one in `site.yaml`.
    fn base(&mut self, project: &Project, file: &SiteFile) -> (BaseUrl, Option<BaseUrl>) {
        let typed = file.base_url.spanned().map(|Spanned { value, span, .. }| (BaseUrl::parse(value), *span));
        let typed = match typed {
            Some((Err(error), span)) => {
                let place = self.source.place(span);
                let whole = format!("https://{}/", place.text().trim_matches(['"', '\'', '/', ' ']));
                let is_host = place.text().contains('.') && !place.text().contains("//");
                let meant = is_host && BaseUrl::parse(&whole).is_ok();
                let help = match meant {
                    true => Help::safe(format!("write `{whole}`"), whole),
                    false => "write an address such as `https://example.github.io/digest/`".into(),
                };
                self.wrong(span, error.to_owned(), help);
                None
            }
            Some((Ok(base), _)) => Some(base),
            None => None,
        };
        let base = project.base.clone().or(typed.clone()).unwrap_or_else(BaseUrl::root);
        let is_news = project.base.is_some() || self.keys.lack("base_url");
        if !base.is_absolute() && is_news {
            self.diags.report(
                Diagnostic::nowhere(Code::NoBaseUrl, "the site has no base URL: links begin at the root of the host, and canonical ones are left out")
                    .help(file.host_help()),
            );
        }
        (base, typed)
    }

    /// The id of the site. If it has none, one is made from the base URL in `site.yaml`, if that has a
    /// host, so that a build for another address has the same ids.
    fn id(&mut self, file: &SiteFile, base: &BaseUrl, typed: Option<&BaseUrl>, title: &str) -> SiteId {
        if let Some(id) = file.id.get() {
            return id.clone();
        }
        let typed = typed.filter(|typed| typed.is_absolute());
        let from = typed.unwrap_or(base);
        let id = SiteId::derived(from, title);
        if base.is_absolute() && self.keys.lack("id") {
            let url = from.address(&UrlPath::front());
            let message = format!(
                "the site has no `id`: the ids in its feeds are made from `{url}`, and change with it"
            );
            let line = format!("`id: {}`", id.as_str());
            let place = typed.and(file.base_url.spanned()).map(|url| self.source.place(url.span));
            let help = match place {
                Some(_) => {
                    format!("write {line} in `site.yaml`, and they stay as they are wherever the site moves")
                }
                None => format!(
                    "if the site is published there, write {line} in `site.yaml`, and they stay as they are wherever it moves"
                ),
            };
            let problem = Diagnostic { place, ..Diagnostic::nowhere(Code::NoSiteId, message) };
            self.diags.report(problem.help(help));
        }
        id
    }

    /// Whether the editions by email that are asked for can be written. A base URL without a host that was
    /// given for this run is intentional, and has its own note.
    fn email(&mut self, file: &SiteFile, has_base: bool) {
        let Some(Spanned { span, .. }) = file.email.spanned().filter(|email| email.value.published) else {
            return;
        };
        if !has_base {
            let message = "an email needs whole addresses, and the site has no base URL: the editions by email are left out";
            let place = self.source.place(*span);
            self.diags.report(Diagnostic::at(Code::EmailLeftOut, place, message).help(file.host_help()));
        }
    }

    /// The domain. A base URL given as well must be the root of that domain.
    fn cname(&mut self, file: &SiteFile) -> Option<String> {
        let typed = file.cname.spanned()?;
        let name = typed.value.trim();
        if !is_domain(name) {
            let message = format!("`{name}` is not a domain");
            self.wrong(typed.span, message, "write the bare name, such as `news.example.org`".to_owned());
            return None;
        }
        let url = file.base_url.spanned();
        if let Some((url, base)) = url.and_then(|url| Some((url, BaseUrl::parse(&url.value).ok()?)))
            && let (Some(host), path) = base.host_and_path()
            && (!host.eq_ignore_ascii_case(name) || path != "/")
        {
            let message = format!("`base_url` is not the root of the domain `{name}`");
            self.diags.report(
                Diagnostic::at(Code::CnameMismatch, self.source.place(url.span), message)
                    .other(self.source.place(typed.span), "the domain")
                    .help(format!("write `https://{name}/`, or leave one of the two out")),
            );
        }
        Some(name.to_owned())
    }

    fn zone(&mut self, field: &Field<String>) -> TimeZone {
        let Some(Spanned { value, span, .. }) = field.spanned() else { return TimeZone::UTC };
        TimeZone::get(value).unwrap_or_else(|_| {
            let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
            let town = format!("/{}", value.trim().replace(' ', "_").to_lowercase());
            let by_town = || names.iter().find(|name| name.to_lowercase().ends_with(&town));
            let near = || {
                let meant = |name: &String| {
                    Help::instead(format!("did you mean `{name}`?"), Safety::Safe, value, name)
                };
                let town = by_town().map(meant);
                town.or_else(|| did_you_mean(value, names.iter().map(String::as_str)))
            };
            // An offset from UTC is close to many others, and none of them is meant.
            let is_distance = value.contains(|c: char| c.is_ascii_digit());
            let help = if is_distance { None } else { near() };
            let help = help.unwrap_or_else(|| {
                "write the continent and the largest town of the zone, such as `Europe/Kyiv`, or `UTC`".into()
            });
            self.wrong(*span, format!("there is no time zone `{value}`"), help);
            TimeZone::UTC
        })
    }

    /// Which warnings and notes the site turns down. Errors stay.
    fn checks(&mut self, file: &SiteFile) {
        for (name, level) in &file.checks.0 {
            let code = Code::ALL.iter().find(|code| code.name() == name.value);
            match code {
                None => {
                    let help = Code::did_you_mean(&name.value);
                    let help =
                        help.unwrap_or_else(|| "write the problem's name, as shown in brackets".into());
                    self.wrong(name.span, format!("there is no problem called `{}`", name.value), help);
                }
                Some(code) if code.severity() == Severity::Error => {
                    let message = format!("`{code}` is an error, and errors cannot be turned down");
                    self.wrong(name.span, message, "remove this entry, and fix the error".to_owned());
                }
                Some(code) => {
                    let level = match level {
                        CheckLevel::Off => None,
                        CheckLevel::Note => Some(Severity::Note),
                        CheckLevel::Warning => Some(Severity::Warning),
                    };
                    self.diags.set_level(*code, level);
                }
            }
        }
    }

    /// A site may ask for versions of this program.
    fn version(&mut self, file: &SiteFile) {
        const THIS: &str = env!("CARGO_PKG_VERSION");
        if let Some(asked) = file.dateline.spanned().filter(|asked| !asked.value.allows(THIS)) {
            let place = self.source.place(asked.span);
            let message = format!("this site is for versions of Dateline other than this one, {THIS}");
            self.diags.report(Diagnostic::at(Code::OtherVersion, place, message).help(
                "use a version that is allowed here, or allow this one and see whether the site is unchanged",
            ));
        }
    }

    /// A series has pages and files named after its id.
    fn series(&mut self, file: &SiteFile) {
        for (id, _) in file.series.0.iter().filter(|(id, _)| !is_plain(&id.value)) {
            let message = format!("a series cannot be called `{}`", id.value);
            let help = "choose an id of letters, digits and hyphens".to_owned();
            self.wrong(id.span, message, help);
        }
    }

    fn kinds(&mut self, file: &SiteFile) -> Vec<Kind> {
        let built_in = BUILT_IN_KINDS.map(|folder| Kind { folder: folder.to_owned(), names: None });
        let mut kinds = Vec::from(built_in);
        for (folder, names) in &file.kinds.0 {
            let name = folder.value.as_str();
            let number = name.chars().all(|c| c.is_ascii_digit());
            if RESERVED_FOLDERS.contains(&name) || !is_plain(name) || number {
                let message = format!("a kind cannot be called `{name}`");
                let help = "choose another folder name of letters, digits and hyphens".to_owned();
                self.wrong(folder.span, message, help);
                continue;
            }
            let names = (names.one.text_or_empty().to_owned(), names.many.text_or_empty().to_owned());
            kinds.push(Kind { folder: name.to_owned(), names: Some(names) });
        }
        kinds
    }
}

/// Whether a text is a host name with a dot in it, and nothing more.
fn is_domain(name: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| letters::is_word_char(c) || c == '-');
    name.contains('.') && name.split('.').all(is_label)
}

/// Whether a name can be used in URLs and file names as it is.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| letters::is_word_char(c) || matches!(c, '-' | '_'))
}
