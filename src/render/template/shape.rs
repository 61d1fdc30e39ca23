//! What templates see, as shapes: which fields a value has. They come from the view structs themselves.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

#[cfg(feature = "email")]
use crate::render::email::EmailView;
use crate::render::figures::{GlanceView, SeriesView};
use crate::render::pages::{
    AgendaPage, BriefingView, CatchUpPage, CorrectionsPage, DossierView, EditionView, KindPage, MonthPage,
    NotFoundPage, PageView, QuestionsPage, QuotesPage, SiteView, SocialCardView, SourcesPage, StorylineView,
    StorylinesPage, TextView, TimelinePage, YearPage,
};
use crate::render::search::SearchPage;

/// A program that writes no email knows nothing of its fields. A theme may have its template all the same.
#[cfg(not(feature = "email"))]
type EmailView = Value;

type Of = fn(&mut SchemaGenerator) -> Schema;

/// What each template is given besides `site` and `page`.
const GIVEN: &[(&str, &str, Of)] = &[
    ("404.html", "not_found", of::<NotFoundPage>),
    ("agenda.html", "agenda", of::<AgendaPage>),
    ("briefing.html", "briefing", of::<BriefingView>),
    (CARD, "card", of::<SocialCardView>),
    ("catch-up.html", "catch_up", of::<CatchUpPage>),
    ("corrections.html", "corrections", of::<CorrectionsPage>),
    ("dossier.html", "dossier", of::<DossierView>),
    ("edition.html", "edition", of::<EditionView>),
    ("email.html", "email", of::<EmailView>),
    ("empty.html", "empty", of::<bool>),
    ("figures.html", "figures", of::<Vec<GlanceView>>),
    ("front.html", "edition", of::<EditionView>),
    ("kind.html", "kind", of::<KindPage>),
    ("month.html", "month", of::<MonthPage>),
    ("page.html", "text", of::<TextView>),
    ("questions.html", "questions", of::<QuestionsPage>),
    ("quotes.html", "quotes", of::<QuotesPage>),
    ("search.html", "search", of::<SearchPage>),
    ("series.html", "series", of::<SeriesView>),
    ("sources.html", "sources", of::<SourcesPage>),
    ("storyline.html", "storyline", of::<StorylineView>),
    ("storylines.html", "storylines", of::<StorylinesPage>),
    ("timeline.html", "timeline", of::<TimelinePage>),
    ("year.html", "year", of::<YearPage>),
];

/// The template of cards. It has no `page`.
pub(in crate::render) const CARD: &str = "card.svg";

/// Whether pages ask for a template by that name.
pub(in crate::render) fn is_page(template: &str) -> bool {
    GIVEN.iter().any(|(name, ..)| *name == template)
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// What a value can be. A value from several places can be several things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Nothing is known of it.
    pub(super) is_anything: bool,
    /// The structs that it can be.
    structs: BTreeSet<String>,
    /// What its items can be, if it can be a list.
    items: Option<Box<Shape>>,
}

/// What a field is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Field(Shape),
    /// There is no such field: the names of those that exist, in order.
    Missing(Vec<String>),
}

impl Shape {
    /// A value of which nothing is known.
    pub(super) fn anything() -> Self {
        Self { is_anything: true, ..Self::default() }
    }

    /// What an item of the list is.
    pub(super) fn item(&self) -> Self {
        match &self.items {
            Some(items) if !self.is_anything => (**items).clone(),
            _ => Self::anything(),
        }
    }

    /// Makes it what either can be.
    pub(super) fn join(&mut self, other: &Self) {
        self.is_anything |= other.is_anything;
        self.structs.extend(other.structs.iter().cloned());
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().join(items);
        }
    }
}

/// The shapes of everything that templates see.
pub(super) struct Shapes {
    /// The fields of each struct.
    structs: BTreeMap<String, BTreeMap<String, Shape>>,
    site: Shape,
    page: Shape,
    given: BTreeMap<&'static str, (&'static str, Shape)>,
}

impl Shapes {
    pub(super) fn new() -> Self {
        let mut generator = SchemaGenerator::default();
        let given = GIVEN
            .iter()
            .map(|(template, name, of)| (*template, (*name, shape(of(&mut generator).as_value()))));
        let given = given.collect();
        let site = shape(generator.subschema_for::<SiteView>().as_value());
        let page = shape(generator.subschema_for::<PageView>().as_value());
        let fields = |schema: &Value| -> BTreeMap<String, Shape> {
            let all = schema.get("properties").and_then(Value::as_object);
            all.into_iter().flatten().map(|(name, schema)| (name.clone(), shape(schema))).collect()
        };
        let structs = generator.definitions().iter().map(|(name, schema)| (name.clone(), fields(schema)));
        Self { structs: structs.collect(), site, page, given }
    }

    /// The variables of a template by that name, without that of any theme: everything that pages are given,
    /// for one that no page asks for.
    pub(super) fn variables(&self, template: &str) -> BTreeMap<&str, Shape> {
        let mut variables = BTreeMap::from([("site", self.site.clone()), ("page", self.page.clone())]);
        // `dossier-treaties.html` is the template of one kind.
        let kind = ["dossier", "kind"]
            .into_iter()
            .find(|kind| template.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')));
        let template = kind.map_or_else(|| template.to_owned(), |kind| format!("{kind}.html"));
        match self.given.get(template.as_str()) {
            Some((name, shape)) => {
                variables.insert(*name, shape.clone());
                if template == CARD {
                    variables.remove("page");
                }
            }
            None => variables.extend(self.given.values().map(|(name, shape)| (*name, shape.clone()))),
        }
        variables
    }

    /// A field of a value.
    pub(super) fn field(&self, of: &Shape, name: &str) -> Found {
        if of.is_anything {
            return Found::Field(Shape::anything());
        }
        let mut found: Option<Shape> = None;
        for fields in of.structs.iter().filter_map(|name| self.structs.get(name)) {
            if let Some(field) = fields.get(name) {
                found.get_or_insert_default().join(field);
            }
        }
        match found {
            Some(field) => Found::Field(field),
            None => {
                let all = of.structs.iter().filter_map(|name| self.structs.get(name));
                let names: BTreeSet<&String> = all.flat_map(|fields| fields.keys()).collect();
                Found::Missing(names.into_iter().cloned().collect())
            }
        }
    }
}

/// The shape of a JSON Schema (2020-12), as far as fields and items go.
fn shape(schema: &Value) -> Shape {
    let mut found = Shape::default();
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        found.structs.extend(reference.rsplit('/').next().map(str::to_owned));
    } else if let Some(items) = schema.get("items") {
        found.items = Some(Box::new(shape(items)));
    } else if let Some(either) = schema.get("anyOf").and_then(Value::as_array) {
        either.iter().for_each(|one| found.join(&shape(one)));
    } else {
        found.is_anything = schema.get("type").is_none();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_those_of_the_views() {
        let shapes = Shapes::new();
        let variables = shapes.variables("briefing.html");
        assert_eq!(variables.keys().copied().collect::<Vec<_>>(), ["briefing", "page", "site"]);
        let Found::Field(sources) = shapes.field(&variables["briefing"], "sources") else { panic!() };
        let Found::Field(outlet) = shapes.field(&sources.item(), "outlet") else { panic!() };
        assert_eq!(shapes.field(&outlet, "href"), Found::Field(Shape::default()));
        let names = ["direction", "href", "language", "title"].map(str::to_owned).to_vec();
        assert_eq!(shapes.field(&outlet, "url"), Found::Missing(names));
        let Found::Field(extra) = shapes.field(&variables["site"], "extra") else { panic!() };
        assert_eq!(shapes.field(&extra, "whatever"), Found::Field(Shape::anything()));
        let Found::Field(nav) = shapes.field(&variables["site"], "nav") else { panic!() };
        assert_eq!(shapes.field(&nav, "length"), Found::Missing(Vec::new()));
        let names: BTreeSet<&str> = GIVEN.iter().map(|(_, name, _)| *name).collect();
        assert_eq!(shapes.variables("base.html").len(), names.len() + 2);
    }
}
