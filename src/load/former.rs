//! Former addresses of a file: `former`, and what is under `aliases`, as other programs call them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Source};
use crate::model::address::links::FormerAddress;
use crate::model::address::url::{OutputPath, UrlPath};
use crate::model::typed::article::Keys;
use crate::model::typed::front::Front;
use crate::model::value::field::Spanned;

/// The former addresses of a file, the oldest first. Those under `aliases` are older: they were there
/// before `former` was. They are taken out of the front matter and reported.
pub(super) fn addresses<T: Front>(
    front: &mut T,
    keys: &Keys,
    source: &Arc<Source>,
    diags: &mut Diagnostics,
) -> Vec<Spanned<UrlPath>> {
    let mut all = front.take_aliases();
    let told = all.first().map(|first| (first.span, first.key));
    let known: BTreeSet<OutputPath> = all.iter().map(|address| OutputPath::from(&address.value.0)).collect();
    let is_new = |address: &&Spanned<FormerAddress>| !known.contains(&OutputPath::from(&address.value.0));
    all.extend(front.former().iter().filter(is_new).cloned());
    let all = all.into_iter().map(|Spanned { value, span, key }| Spanned { value: value.0, span, key });
    let all: Vec<Spanned<UrlPath>> = all.collect();
    if let Some((first, key)) = told {
        let line = || {
            let listed: Vec<String> = all.iter().map(|address| written(&address.value)).collect();
            format!("`former: [{}]`", listed.join(", "))
        };
        let (span, message, help) = if front.has_names() {
            let message = format!("`{}` is an address, but a dossier's `aliases` are names", all[0].value);
            (first, message, format!("write {}, and leave only names under `aliases`", line()).into())
        } else if !keys.has("former") {
            let help = Help::safe("write `former:` in place of `aliases:`", "former");
            (key, "former addresses belong under `former`, not under `aliases`".to_owned(), help)
        } else {
            let message = "former addresses belong under `former`, and not also under `aliases`".to_owned();
            (key, message, format!("write {} in place of both", line()).into())
        };
        diags.report(Diagnostic::at(Code::AddressInAliases, source.place(span), message).help(help));
    }
    all
}

/// An address as an item of a YAML list in brackets.
fn written(address: &UrlPath) -> String {
    let text = address.as_str();
    if text.contains([',', ':']) { format!("\"{text}\"") } else { text.to_owned() }
}
