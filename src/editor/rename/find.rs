//! What a name typed on the command line means.

use super::{Refusal, few};
use crate::diagnostic::Suggestions;
use crate::language::letters;
use crate::model::graph::uses::{Named, Thing, Use, Uses};

/// The file that stands for things of the settings.
const SETTINGS: &str = "site.yaml";

/// The only thing that a name means.
pub(super) fn thing(uses: &Uses, typed: &str) -> Result<Thing, Refusal> {
    let name = letters::id(typed.trim()).into_owned();
    let found = match name.split_once('#') {
        Some((file, id)) => inside(uses, file, id)?,
        None => anywhere(uses, &name),
    };
    match &found[..] {
        [one] => Ok(one.clone()),
        [] => Err(missing(uses, &name)),
        many => {
            let mut names: Vec<String> = many.iter().map(|thing| written(uses, thing)).collect();
            names.sort();
            // Two files with the same id are named by their paths.
            if names.windows(2).any(|two| two[0] == two[1]) {
                let path = |thing: &Thing| match thing {
                    Thing::File(path) => format!("content/{path}"),
                    thing => written(uses, thing),
                };
                names = many.iter().map(path).collect();
            }
            let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let help = format!("write one of {}", listed.join(", "));
            Err(Refusal::new(format!("`{typed}` has more than one meaning"), help))
        }
    }
}

/// A thing as it can be typed without ambiguity.
pub(super) fn written(uses: &Uses, thing: &Thing) -> String {
    let of_file = |file: &Named| match file.folder.as_str() {
        "briefings" => file.article.id.to_string(),
        folder => format!("{folder}/{}", file.article.id),
    };
    let group = thing.group();
    match thing {
        Thing::File(path) => uses.file(path).map_or_else(|| format!("content/{path}"), of_file),
        Thing::Series(id) | Thing::Outlet(id) | Thing::Author(id) => format!("{SETTINGS}#{group}/{id}"),
        Thing::Awaited(id) | Thing::Event(id) => format!("{group}/{id}"),
        Thing::Source(path, id) | Thing::Quote(path, id) | Thing::Section(path, id) => {
            let file = uses.file(path).map_or_else(|| format!("content/{path}"), of_file);
            format!("{file}#{group}/{id}")
        }
    }
}

/// The files that a name means.
fn files<'u>(uses: &'u Uses, name: &str) -> Vec<&'u Named> {
    let path = name.strip_prefix("./").unwrap_or(name).trim_end_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let is_meant = |file: &&Named| {
        let article = &file.article;
        if article.path.is_list_text() {
            return false;
        }
        if article.path.as_str() == path || article.path.own_folder() == Some(path) {
            return true;
        }
        let id = match name.split_once('/') {
            Some((folder, id)) if folder == file.folder => id,
            Some(_) => return false,
            None => name,
        };
        id == article.id.as_str() || id == file.slug
    };
    let meant: Vec<&Named> = uses.files.iter().filter(is_meant).collect();
    // A whole id comes before one without its date.
    let is_whole = |file: &&&Named| name.ends_with(file.article.id.as_str()) || name.contains(".md");
    let whole: Vec<&Named> = meant.iter().filter(is_whole).copied().collect();
    if whole.is_empty() { meant } else { whole }
}

/// A name without `#`: a file, or what the whole site knows by an id.
fn anywhere(uses: &Uses, name: &str) -> Vec<Thing> {
    let mut found: Vec<Thing> =
        files(uses, name).into_iter().map(|file| Thing::File(file.article.path.clone())).collect();
    let (group, id) = in_group(name);
    let known = uses.declared().into_iter().filter(|thing| thing.within().is_none());
    found.extend(known.filter(|thing| is_named(thing, group, id)).cloned());
    found
}

/// `FILE#ID`
fn inside(uses: &Uses, file: &str, id: &str) -> Result<Vec<Thing>, Refusal> {
    let (group, id) = in_group(id);
    let of_settings =
        |thing: &&Thing| matches!(thing, Thing::Series(_) | Thing::Outlet(_) | Thing::Author(_));
    let declared = uses.declared();
    if file == SETTINGS {
        let found = declared.into_iter().filter(of_settings).filter(|thing| is_named(thing, group, id));
        return Ok(found.cloned().collect());
    }
    let path = match &files(uses, file)[..] {
        [one] => &one.article.path,
        [] => return Err(missing(uses, file)),
        many => {
            let paths: Vec<&str> = many.iter().map(|file| file.article.source.path.as_str()).collect();
            let message = format!("`{file}` has more than one meaning");
            return Err(Refusal::new(message, format!("write the path: {}", few(&paths))));
        }
    };
    let is_here = |thing: &&Thing| match thing.within() {
        Some(within) => within == path,
        None => {
            let stands = |used: &&Use| used.thing == **thing && used.is_declared;
            matches!(thing, Thing::Awaited(_) | Thing::Event(_))
                && uses.list.iter().filter(stands).any(|used| used.source.path == format!("content/{path}"))
        }
    };
    let found = declared.into_iter().filter(|thing| is_named(thing, group, id)).filter(is_here);
    Ok(found.cloned().collect())
}

/// `sources/joint` → the group and the id.
fn in_group(name: &str) -> (Option<&str>, &str) {
    name.split_once('/').map_or((None, name), |(group, id)| (Some(group), id))
}

fn is_named(thing: &Thing, group: Option<&str>, id: &str) -> bool {
    let fits = |group: &str| match thing {
        Thing::Series(_) => matches!(group, "series" | "figures"),
        Thing::Awaited(_) => matches!(group, "questions" | "watch"),
        _ => group == thing.group(),
    };
    thing.id() == Some(id) && group.is_none_or(fits)
}

fn missing(uses: &Uses, name: &str) -> Refusal {
    let declared = uses.declared();
    let (group, id) = in_group(name.rsplit('#').next().unwrap_or(name));
    let within = declared.iter().filter(|thing| thing.within().is_some());
    let names: Vec<String> =
        within.filter(|thing| is_named(thing, group, id)).map(|thing| written(uses, thing)).collect();
    let help = || {
        let files = uses.files.iter().filter(|file| !file.article.path.is_list_text());
        let ids = files
            .flat_map(|file| [format!("{}/{}", file.folder, file.article.id), file.article.id.to_string()]);
        let things = declared.iter().map(|thing| written(uses, thing));
        let bare = declared.iter().filter(|thing| thing.within().is_none()).filter_map(|thing| thing.id());
        let known = Suggestions::new(ids.chain(things).chain(bare.map(str::to_owned)));
        known.did_you_mean(name).map(|help| help.to_string())
    };
    let help = match names.is_empty() {
        false => format!("an id inside a file is written with the file: {}", few(&names)),
        true => help().unwrap_or_else(|| {
            "write the id of a file, a series, an outlet, an author or a question, or `FILE#ID` for what is inside a file"
                .to_owned()
        }),
    };
    Refusal::new(format!("nothing is called `{name}`"), help)
}
