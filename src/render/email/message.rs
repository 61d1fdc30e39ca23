//! An edition as a message (RFC 5322) with both forms (RFC 2046, `multipart/alternative`).

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::url::URL;
use mail_builder::mime::MimePart;

use crate::model::address::lasting::Bearer;
use crate::model::graph::site::Site;
use crate::model::typed::email::{EmailSettings, Mailbox};
use crate::model::value::id::EditionIdx;
use crate::render::pages::Links;
use crate::render::wording::Wording;

/// The message from a sender. Its date is that of the edition's newest briefing, and its id is made from the
/// site's id and the edition's path, so the same edition gives the same bytes.
pub(super) fn message(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: EditionIdx,
    from: &Mailbox,
    settings: &EmailSettings,
    [text, html]: [&str; 2],
) -> Vec<u8> {
    let email = super::view::view(site, links, wording, idx);
    let briefings = &site.editions[idx.at()].briefings;
    let newest = briefings.iter().map(|idx| site.briefing(*idx).item.published).max();
    let id = site.config.id.lasting(Bearer::Message, &site.editions[idx.at()].url());
    let mut message = MessageBuilder::new()
        .from(address(from))
        .subject(email.subject.as_str())
        .date(newest.unwrap_or_default().as_second())
        .message_id(format!("{id}@{}", from.domain()));
    if let Some(to) = settings.to.get() {
        message = message.to(address(to));
    }
    message = with_list(message, &site.config.title, settings);
    let part = |kind, body| MimePart::new(ContentType::new(kind).attribute("charset", "utf-8"), body);
    let parts = vec![part("text/plain", text), part("text/html", html)];
    // `=_` occurs in no encoded part: quoted-printable has digits after `=`, base64 has no `_`.
    let content = ContentType::new("multipart/alternative").attribute("boundary", format!("=_{id}"));
    let mut bytes = Vec::new();
    message.body(MimePart::new(content, parts)).serialize(&mut bytes);
    bytes
}

/// What mail programs know a list by (RFC 2919, RFC 2369, RFC 8058).
fn with_list<'m>(
    mut message: MessageBuilder<'m>,
    title: &'m str,
    settings: &'m EmailSettings,
) -> MessageBuilder<'m> {
    if let Some(id) = settings.list_id.get() {
        message = message.header("List-Id", Address::new_address(Some(title), id.as_str()));
    }
    let links = settings.unsubscribe.iter().map(|link| &link.value);
    if links.len() > 0 {
        message = message.header("List-Unsubscribe", URL::new_list(links.clone().map(|link| link.as_str())));
    }
    if settings.one_click.is_true() && links.clone().any(|link| link.is_https()) {
        message = message.header("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click"));
    }
    message
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    Address::new_address(mailbox.name(), mailbox.address())
}
