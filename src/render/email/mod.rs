//! Editions by email: HTML with its style inlined, the same as plain text, and both as a message.
//!
//! In: an [`EmailView`]. Out: bytes that are the same every time.
//! Nothing here sends anything.

mod message;
mod plain;
mod text;
mod view;

pub use view::{
    EmailCorrectionView, EmailEntryView, EmailFigureView, EmailFiguresView, EmailLineView, EmailView,
};

use css_inline::CSSInliner;
use tera::Context;

use super::Plan;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::address::url::EmailForm;
use crate::model::typed::email::{EmailSettings, Mailbox};
use crate::model::value::id::EditionIdx;

impl Plan {
    /// An edition in one of its forms. A problem in the theme is reported, and the result is `None`.
    pub(super) fn email(&self, idx: EditionIdx, form: EmailForm, diags: &mut Diagnostics) -> Option<Vec<u8>> {
        let view = view::view(&self.site, &self.links, &self.wording, idx);
        let text = match form {
            EmailForm::Text => text::text(&self.site, &self.wording, &view),
            EmailForm::Html => {
                let mut context = Context::new();
                context.insert("email", &view);
                inlined(&self.templates.render("email.html", &context, diags)?, diags)?
            }
        };
        Some(text.into_bytes())
    }

    /// An edition as a message of its two forms (RFC 5322), in the order of `EmailForm::ALL`.
    pub fn message(
        &self,
        idx: EditionIdx,
        from: &Mailbox,
        settings: &EmailSettings,
        forms: [&str; 2],
    ) -> Vec<u8> {
        message::message(&self.site, &self.links, &self.wording, idx, from, settings, forms)
    }
}

/// Moves the rules of a page's `style` elements to the elements they select. What cannot be moved
/// stays where it is, above all the rules for dark colours and small screens. Nothing is loaded.
fn inlined(html: &str, diags: &mut Diagnostics) -> Option<String> {
    let inliner = CSSInliner::options()
        .keep_at_rules(true)
        .remove_inlined_selectors(true)
        .keep_link_tags(false)
        .load_remote_stylesheets(false)
        .minify_css(true)
        .resolve_css_variables(true)
        .build();
    match inliner.inline(html) {
        Ok(html) => Some(html),
        Err(error) => {
            let message = format!("the style of `email.html` cannot be inlined: {error}");
            let help = "fix the rule in `email.css` of the theme";
            diags.report(Diagnostic::nowhere(Code::TemplateError, message).help(help));
            None
        }
    }
}
