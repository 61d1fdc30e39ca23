//! What the lists of plain pages hold.

use super::names::Wanted;
use super::references::{Resolver, as_dossier, as_storyline};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean, listed};
use crate::model::graph::site::{Listed, PageLinks};
use crate::model::typed::article::Article;
use crate::model::typed::kind::{FileKind, kinds};
use crate::model::typed::list::ListQuery;
use crate::model::typed::page::Page;
use crate::model::value::field::{Field, Spanned};
use crate::model::value::id::IdRef;

/// How many entries a list shows if it does not say.
const USUAL: usize = 50;
/// How many entries a list can show.
const MOST: usize = 200;

impl Resolver<'_> {
    pub(super) fn page(&mut self, page: &Page) -> PageLinks {
        let Some(list) = page.front.list.get() else { return PageLinks::default() };
        if page.article.path.is_list_text()
            && let Some(field) = page.front.list.spanned()
        {
            let message = "this text is already above a list of the site".to_owned();
            self.wrong(
                field.key,
                message,
                "remove `list`, or move it to a page of its own".to_owned(),
                &page.article,
            );
        }
        PageLinks { list: self.listed(list, &page.article), limit: self.limit(list, &page.article) }
    }

    fn listed(&mut self, list: &ListQuery, article: &Article) -> Option<Listed> {
        let kind = match list.kind.spanned() {
            Some(kind) => self.kind(kind, article)?,
            None => FileKind::Briefing,
        };
        let only = [("storyline", &list.storyline), ("about", &list.about), ("place", &list.place)];
        if kind != FileKind::Briefing {
            for (key, field) in only.iter().filter_map(|(key, field)| Some((key, field.spanned()?))) {
                let message = format!("only a list of briefings takes `{key}`");
                let help = "remove it, or list briefings".to_owned();
                self.wrong(field.span, message, help, article);
            }
        }
        match kind {
            FileKind::Dossier(kind) => Some(Listed::Dossiers(kind)),
            FileKind::Storyline => Some(Listed::Storylines),
            FileKind::Briefing | FileKind::Edition | FileKind::Page => {
                let mut target = |field: &Field<IdRef>, wanted| match field.spanned() {
                    Some(id) => self.target(&id.value, id.span, wanted, article).map(Some),
                    None => Some(None),
                };
                let storyline = target(&list.storyline, Wanted::Storyline);
                let about = target(&list.about, Wanted::Dossier);
                let place = target(&list.place, Wanted::Place);
                Some(Listed::Briefings {
                    storyline: storyline?.and_then(as_storyline),
                    about: about?.and_then(as_dossier),
                    place: place?.and_then(as_dossier),
                })
            }
        }
    }

    fn kind(&mut self, typed: &Spanned<IdRef>, article: &Article) -> Option<FileKind> {
        let config = &self.content.config;
        let can_be_listed = |kind: FileKind| !matches!(kind, FileKind::Page | FileKind::Edition);
        let known: Vec<_> =
            kinds(&config.kinds).into_iter().filter(|(_, kind)| can_be_listed(*kind)).collect();
        let name = typed.value.as_str();
        let found = known.iter().find(|(word, _)| word == name).map(|(_, kind)| *kind);
        if found.is_none() && config.keys.know_all_of("kinds") {
            let words = || known.iter().map(|(word, _)| word.as_str());
            let help = did_you_mean(name, words())
                .unwrap_or_else(|| format!("write one of {}", listed(words().step_by(2))).into());
            let place = article.place(typed.span);
            let message = format!("a list cannot hold `{name}`");
            self.diags.report(Diagnostic::at(Code::UnknownId, place, message).help(help));
        }
        found
    }

    fn limit(&mut self, list: &ListQuery, article: &Article) -> usize {
        let Some(limit) = list.limit.spanned() else { return USUAL };
        if limit.value.value() > MOST {
            let message = format!("a list shows at most {MOST} entries");
            self.wrong(limit.span, message, format!("write a number up to {MOST}"), article);
        }
        limit.value.value().min(MOST)
    }

    fn wrong(&mut self, span: Span, message: String, help: String, article: &Article) {
        self.diags.report(Diagnostic::at(Code::WrongType, article.place(span), message).help(help));
    }
}
