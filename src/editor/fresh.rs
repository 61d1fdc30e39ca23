//! New files: where they go, what they are called, and what is in them.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::recall::{self, Line};
use super::scalar::{one_line, scalar};
use super::slug::slug;
use crate::language::letters;
use crate::model::address::path::ContentPath;
use crate::model::address::url::OutputPath;
use crate::model::graph::site::Site;
use crate::model::typed::config::{Config, RESERVED_FOLDERS};
use crate::model::typed::dossier::Dossier;
use crate::model::typed::kind::FileKind;
use crate::model::typed::storyline::Activity;
use crate::model::value::date::Date;
use crate::model::value::id::StorylineIdx;

/// How many ids a comment lists.
const MOST_LISTED: usize = 8;

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// The kind of file.
    pub kind: FileKind,
    /// The headline, or the name of a dossier. Contains something visible.
    pub title: &'a str,
    /// The day, in the site's time zone.
    pub day: Date,
    /// The date as it is typed: the day, or a time on it.
    pub date: &'a str,
    /// The language, if it is not the site's (BCP 47).
    pub language: Option<&'a str>,
    /// The storylines of a briefing, home first.
    pub storylines: &'a [StorylineIdx],
}

/// A file that does not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// Where it goes.
    pub path: ContentPath,
    /// What is in it.
    pub text: String,
}

/// Makes a file. Its id is free, and no link on the site already uses it for something else.
pub fn fresh(site: &Site, wish: &Wish<'_>) -> Fresh {
    let path = path(site, wish);
    let mut lines = match wish.kind {
        FileKind::Briefing => briefing(site, wish),
        FileKind::Edition => edition(site, wish),
        FileKind::Storyline => storyline(wish),
        FileKind::Dossier(kind) => dossier(&site.config.kind(kind).folder, wish),
        FileKind::Page => {
            format!("title: {}\nsummary:  # one or two lines on what it is\n", scalar(wish.title))
        }
    };
    if let Some(language) = wish.language.filter(|language| *language != site.config.language) {
        lines.push_str(&format!("lang: {}\n", scalar(language)));
    }
    Fresh { path, text: format!("---\n{lines}---\n\n") }
}

/// The dossier that already has a name: no two can have the same one.
pub fn namesake<'s>(site: &'s Site, name: &str) -> Option<&'s Dossier> {
    let plain =
        |name: &str| one_line(name).replace(['’', 'ʼ', '‘'], "'").replace(['\u{2010}', '\u{2011}'], "-");
    let wanted = plain(name);
    let mut dossiers = site.dossiers.iter().map(|dossier| &*dossier.item);
    dossiers.find(|dossier| {
        let front = &dossier.front;
        let more = front.aliases.iter().chain(&front.variants).map(|name| &name.value);
        let native = front.native.0.iter().map(|(_, name)| name);
        [&dossier.name].into_iter().chain(more).chain(native).any(|name| plain(name) == wanted)
    })
}

fn path(site: &Site, wish: &Wish<'_>) -> ContentPath {
    let config = &site.config;
    let (folder, fallback) = match wish.kind {
        FileKind::Briefing => (briefing_folder(site, wish.day), "briefing"),
        FileKind::Edition => match edition_name(site, wish.day) {
            Some(name) => return ContentPath::new(&format!("editions/{name}.md")).expect("days are a path"),
            None => ("editions".to_owned(), "issue"),
        },
        FileKind::Storyline => ("storylines".to_owned(), "storyline"),
        FileKind::Dossier(kind) => (config.kind(kind).folder.clone(), "dossier"),
        FileKind::Page => ("pages".to_owned(), "page"),
    };
    let slug = slug(wish.title, wish.language, &config.language);
    let slug = if slug.is_empty() { fallback } else { &slug };
    let taken = Taken::new(site);
    let numbered = (2..).map(|n| format!("{slug}-{n}"));
    let slug = [slug.to_owned()].into_iter().chain(numbered).find(|slug| taken.is_free(slug, wish, config));
    let slug = slug.expect("one of all numbers is free");
    let stem = match wish.kind {
        FileKind::Briefing => format!("{}-{slug}", wish.day),
        _ => slug,
    };
    ContentPath::new(&format!("{folder}/{stem}.md")).expect("folders and letters are a path")
}

/// The subfolder that matches the newest briefing's: the same parts of the date. Without such a pattern, the
/// folder of briefings itself.
fn briefing_folder(site: &Site, day: Date) -> String {
    let flat = "briefings".to_owned();
    let Some(newest) = site.briefings.last().map(|briefing| &briefing.item) else { return flat };
    let forms = ["%Y-%m-%d", "%Y-%m", "%Y", "%m", "%d"];
    let mut folders = newest.article.path.as_str().split('/').skip(1).collect::<Vec<_>>();
    folders.truncate(folders.len() - if newest.article.path.own_folder().is_some() { 2 } else { 1 });
    let mut used = Vec::new();
    let mut path = flat.clone();
    for folder in folders {
        let fits = |form: &&&str| !used.contains(*form) && newest.day.strftime(form).to_string() == folder;
        let Some(form) = forms.iter().find(fits) else { return flat };
        used.push(form);
        path = format!("{path}/{}", day.strftime(form));
    }
    path
}

/// Ids and addresses that already mean something, in lower case: some systems do not distinguish `A.md` from
/// `a.md`.
struct Taken<'s> {
    site: &'s Site,
    /// Ids of all files, and briefings' ids without their dates.
    ids: BTreeSet<String>,
    /// Former addresses that lead elsewhere, without `/` at their ends.
    former: BTreeSet<String>,
}

impl<'s> Taken<'s> {
    fn new(site: &'s Site) -> Self {
        let briefings = site.briefings.iter().map(|briefing| &briefing.item);
        let slugs = briefings.clone().map(|briefing| briefing.slug.as_str());
        let ids = site.articles().map(|(_, article)| article.id.as_str()).chain(slugs);
        let former = site.former().map(|(_, url, _)| OutputPath::from(url));
        let folder = |path: &OutputPath| letters::folded(path.as_str().trim_end_matches("/index.html"));
        Self {
            site,
            ids: ids.map(letters::folded).collect(),
            former: former.map(|path| folder(&path)).collect(),
        }
    }

    fn is_free(&self, slug: &str, wish: &Wish<'_>, config: &Config) -> bool {
        let was_taken = |path: &str| self.former.contains(path);
        match wish.kind {
            FileKind::Briefing => {
                let day = wish.day;
                let path = format!("{}/{slug}", day.strftime("%Y/%m/%d"));
                !self.ids.contains(&format!("{day}-{slug}")) && !was_taken(&path) && !self.is_linked(slug)
            }
            FileKind::Edition => !self.ids.contains(slug) && !was_taken(&format!("issues/{slug}")),
            // A bare id means a storyline or dossier before anything else.
            FileKind::Storyline => !self.ids.contains(slug) && !was_taken(&format!("storylines/{slug}")),
            FileKind::Dossier(kind) => {
                !self.ids.contains(slug) && !was_taken(&format!("{}/{slug}", config.kind(kind).folder))
            }
            FileKind::Page => {
                let is_folder = RESERVED_FOLDERS.contains(&slug) || config.kind_of_folder(slug).is_some();
                let is_year = slug.bytes().all(|b| b.is_ascii_digit());
                !self.ids.contains(slug) && !is_folder && !is_year && !was_taken(slug)
            }
        }
    }

    /// Whether a text links to a briefing by its id without the date. A second one with that id would make it
    /// unclear which is meant.
    fn is_linked(&self, slug: &str) -> bool {
        let links = ["]]", "|", "#"].map(|end| format!("[[{slug}{end}"));
        let known = self.site.briefings.iter().any(|briefing| briefing.item.slug.as_str() == slug);
        known
            && self.site.articles().any(|(_, article)| links.iter().any(|link| article.body().contains(link)))
    }
}

fn briefing(site: &Site, wish: &Wish<'_>) -> String {
    let Wish { title, date, day, storylines, .. } = wish;
    let ids = |list: &[StorylineIdx]| -> Vec<String> {
        list.iter().map(|idx| scalar(site.storyline(*idx).item.article.id.as_str())).collect()
    };
    let home = match storylines {
        [] => format!("storylines:{}\n", comment(&active(site))),
        some => format!("storylines: [{}]\n", ids(some).join(", ")),
    };
    let authors: Vec<String> = site.config.file.authors.keys().map(scalar).collect();
    let authors = match &authors[..] {
        [one] => format!("authors: [{one}]\n"),
        several => format!("# authors: [ID]{}\n", comment(several)),
    };
    let figures = list(
        "figures",
        "- {series: ID, value: , period: week to {day}, by: ID, source: ID}",
        day,
        recall::figures(site, storylines),
    );
    let answers = list(
        "answers",
        "ID: The answer to a question of an earlier briefing, or what came of a watch item",
        day,
        recall::questions(site, storylines),
    );
    format!(
        "title: {title}\n\
         date: {date}\n\
         draft: true  # not published; remove this line when the text is ready\n\
         {home}\
         summary:  # one or two lines under the headline\n\
         {authors}\
         # covers: {day}/{day}  # the period reported on\n\
         # about: [ID]  # the main subjects; all other names are found in the text\n\
         # place: ID  # the place it is about\n\
         # changed:\n\
         #   - What is new since the last briefing\n\
         # sources:\n\
         #   ID: {{title: What it is called, by: ID, outlet: ID, date: {day}, url: \"https://example.org/\"}}\n\
         {figures}\
         # quotes:\n\
         #   - {{text: \"The words.\", by: ID, source: ID}}\n\
         # events:\n\
         #   - {{date: {day}, text: What happened, who: [ID], source: ID}}\n\
         # known:\n\
         #   - {{text: What is known, source: ID}}\n\
         # unknown:\n\
         #   - {{id: ID, text: What is not known}}\n\
         {answers}\
         # watch:\n\
         #   - {{id: ID, text: What to look out for, who: ID, date: {day}}}\n",
        title = scalar(title),
    )
}

/// A list to fill in: what the storylines left, or else an example.
fn list(key: &str, example: &str, day: &Date, lines: Vec<Line>) -> String {
    let mut text = format!("# {key}:\n");
    if lines.is_empty() {
        text.push_str(&format!("#   {}\n", example.replace("{day}", &day.to_string())));
    }
    for (line, about) in lines {
        let gap = if line.is_empty() { "" } else { "  " };
        text.push_str(&format!("#   {}{gap}# {about}\n", line.trim_end()));
    }
    text
}

/// The storylines that are active, those with the newest briefings first.
fn active(site: &Site) -> Vec<String> {
    let goes_on = |front: &crate::model::typed::storyline::StorylineFront| {
        front.status.get().is_none_or(|s| *s == Activity::Active)
    };
    let mut active: Vec<_> =
        site.storylines.iter().filter(|storyline| goes_on(&storyline.item.front)).collect();
    active.sort_by_key(|storyline| std::cmp::Reverse(storyline.links.portions.last().copied()));
    active.iter().map(|storyline| storyline.item.article.id.to_string()).collect()
}

/// A comment that lists ids; nothing if there are none.
fn comment(ids: &[String]) -> String {
    if ids.is_empty() {
        return String::new();
    }
    let more = if ids.len() > MOST_LISTED { ", …" } else { "" };
    format!("  # {}{more}", ids[..ids.len().min(MOST_LISTED)].join(", "))
}

/// The name of a day's edition: its days, or, after an issue that is named by its number, the next number.
/// None for issues with other names.
fn edition_name(site: &Site, day: Date) -> Option<String> {
    let next = || {
        let newest = site.editions.iter().rev().find(|edition| edition.file.is_some())?;
        let number: usize = newest.span.name().parse().ok()?;
        Some((number + 1).to_string())
    };
    site.config.edition.of(day).map(|span| span.name()).or_else(next)
}

fn edition(site: &Site, wish: &Wish<'_>) -> String {
    let day = wish.day;
    let newest = site.editions.last();
    let own = site.config.edition.of(day);
    let own = site.editions.iter().find(|edition| own.as_ref() == Some(&edition.span));
    let number = own.map(|edition| edition.number).or(newest.map(|edition| edition.number + 1)).unwrap_or(1);
    let covers = match site.config.edition.of(day).and_then(|span| span.days()) {
        Some((first, last)) => {
            format!(
                "# covers: {first}/{last}  # the days whose briefings it takes, along with those in its name\n"
            )
        }
        None => {
            let after =
                newest.map(|edition| edition.days.1.saturating_add(1.day())).filter(|next| *next <= day);
            format!(
                "covers: {}/{day}  # the days whose briefings it takes; or `briefings: [ID]`\n",
                after.unwrap_or(day)
            )
        }
    };
    let ids = site.briefings.iter().rev().map(|briefing| briefing.item.article.id.to_string());
    let ids: Vec<String> = ids.take(MOST_LISTED + 1).collect();
    format!(
        "title: {title}\n\
         draft: true  # what is written here is not published; remove this line when it is ready\n\
         summary:  # one or two lines under the title\n\
         {covers}\
         # number: {number}  # later editions count on from it\n\
         # lead: ID{newest}\n\
         # order: [ID, ID]  # what comes next\n\
         # parts:\n\
         #   - {{title: A heading, briefings: [ID, ID]}}\n\
         # takeaways:\n\
         #   - A point to know.\n\
         # notice:  # a line above all else\n\
         # subject:  # of the email\n\
         # preheader:  # what mail programs show beside the subject\n",
        title = scalar(wish.title),
        newest = comment(&ids),
    )
}

fn storyline(wish: &Wish<'_>) -> String {
    format!(
        "title: {}\n\
         summary:  # one or two lines on what it is\n\
         status: active  # active, dormant or closed\n\
         reviewed: {day}  # when the text below, on where things stand, was last reviewed\n\
         # series: [ID]  # series of figures, declared in `site.yaml`\n\
         # parent: ID  # the storyline it is a part of\n\
         # key: [ID]  # the people, places and documents that matter most\n\
         # trend: {{is: unchanged, why: The reason, date: {day}}}\n",
        scalar(wish.title),
        day = wish.day,
    )
}

fn dossier(folder: &str, wish: &Wish<'_>) -> String {
    let year = wish.day.year();
    let own = match folder {
        "people" => format!(
            "# role: What they are  # or a list: [{{text: What they were, until: {year}}}]\n\
             # of: [ID]  # the organisations they belong to\n"
        ),
        "places" => {
            "# in: ID  # the place it is in\n# at: [50.45, 30.52]  # latitude and longitude\n".to_owned()
        }
        "organisations" => "# role: What it is\n# of: [ID]  # what it belongs to\n".to_owned(),
        "documents" => "# by: [ID]  # who made it\n\
                        # replaces: ID  # the document it replaces\n\
                        # state: Its state\n"
            .to_owned(),
        _ => "# role: What it is\n# of: [ID]  # what it belongs to\n".to_owned(),
    };
    format!(
        "name: {}\n\
         summary:  # one or two lines on who or what it is\n\
         # aliases: [Another name]  # names that become links too\n\
         # variants: [Another spelling]  # spellings for quotations only\n\
         # native: {{uk: Назва}}  # the name in other languages\n\
         {own}\
         # wikidata: Q1\n",
        scalar(wish.title)
    )
}
