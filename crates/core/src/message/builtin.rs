//! What the messages are made of unless the operator has templates of their own: subject, text and HTML of every e-mail,
//! the text of every SMS. Their words come from the catalogues, in the language of whoever gets the message. Codes and
//! links stand on lines of their own, where people and programs find them.

use super::TemplateType;

/// A part of a message that has a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Subject,
    Text,
    Html,
    Sms,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Subject, Self::Text, Self::Html, Self::Sms];

    /// The file of an operator's template, below the folder of its type.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Subject => "email.subject.gotmpl",
            Self::Text => "email.body.plaintext.gotmpl",
            Self::Html => "email.body.gotmpl",
            Self::Sms => "sms.body.gotmpl",
        }
    }
}

/// What all HTML bodies share.
pub const SHARED: (&str, &str) = (
    "shared",
    r#"{{define "begin"}}<!doctype html>
<html lang="{{.lang}}" dir="{{.dir}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1b1b1f;background:#ffffff">
<div style="max-width:36em;margin:0 auto">
{{end}}{{define "code"}}<p style="font:600 28px/1.4 ui-monospace,monospace;letter-spacing:4px;margin:24px 0">{{.}}</p>
{{end}}{{define "link"}}<p style="margin:24px 0"><a href="{{.}}" dir="ltr" style="color:#1a4fd6">{{.}}</a></p>
{{end}}{{define "end"}}</div>
</body>
</html>
{{end}}"#,
);

/// What one kind of message is made of.
struct Shape {
    /// What the keys of its own words begin with.
    key: &'static str,
    /// The fields of its code and its link.
    code: Option<&'static str>,
    link: Option<&'static str>,
}

impl Shape {
    const fn of(kind: TemplateType) -> Self {
        let (key, code, link) = match kind {
            TemplateType::RecoveryValid => ("mail-recovery-link", None, Some("RecoveryURL")),
            TemplateType::RecoveryCodeValid => ("mail-recovery-code", Some("RecoveryCode"), None),
            TemplateType::RecoveryInvalid | TemplateType::RecoveryCodeInvalid => ("mail-recovery-unknown", None, None),
            TemplateType::VerificationValid => ("mail-verification-link", None, Some("VerificationURL")),
            TemplateType::VerificationCodeValid => ("mail-verification-code", Some("VerificationCode"), Some("VerificationURL")),
            TemplateType::VerificationInvalid | TemplateType::VerificationCodeInvalid => ("mail-verification-unknown", None, None),
            TemplateType::LoginCodeValid => ("mail-login-code", Some("LoginCode"), None),
            TemplateType::RegistrationCodeValid => ("mail-registration-code", Some("RegistrationCode"), None),
            TemplateType::VerifiableAddressChanged => ("mail-address-changed", None, None),
            TemplateType::AuthenticatorKeyAdded => ("mail-key-added", None, None),
        };
        Self { key, code, link }
    }

    /// Whether it carries something that lets somebody in, for a while.
    const fn has_secret(&self) -> bool {
        self.code.is_some() || self.link.is_some()
    }
}

/// The words of a kind of message: under which name its templates see them, and their keys in the catalogues.
pub fn words(kind: TemplateType) -> Vec<(&'static str, String)> {
    let shape = Shape::of(kind);
    let own = |name| (name, format!("{}-{name}", shape.key));
    let shared = |name, key: &str| (name, key.to_owned());
    let mut words = vec![shared("hello", "mail-hello"), own("subject"), own("intro")];
    words.extend(shape.link.map(|_| own("open")));
    if shape.has_secret() {
        words.extend([shared("expires", "mail-expires"), shared("secret", "mail-secret"), shared("close", "mail-ignore")]);
    } else {
        words.push(own("close"));
    }
    words
}

/// The source of a part; nothing if the message has no such part.
pub fn source(kind: TemplateType, part: Part) -> Option<String> {
    let shape = Shape::of(kind);
    match part {
        Part::Subject => Some(word("subject")),
        Part::Text => Some(text(&shape)),
        Part::Html => Some(html(&shape)),
        Part::Sms => kind.has_sms().then(|| sms(&shape)),
    }
}

fn word(name: &str) -> String {
    format!("{{{{ .Words.{name} }}}}")
}

fn text(shape: &Shape) -> String {
    let mut paragraphs = vec![word("hello"), word("intro")];
    paragraphs.extend(shape.code.map(|code| format!("{{{{ .{code} }}}}")));
    if let Some(link) = shape.link {
        paragraphs.extend([word("open"), format!("{{{{ .{link} }}}}")]);
    }
    paragraphs.extend(shape.has_secret().then(|| word("expires")));
    paragraphs.push(word("close"));
    paragraphs.join("\n\n") + "\n"
}

fn html(shape: &Shape) -> String {
    let paragraph = |name| format!("<p>{}</p>\n", word(name));
    let mut parts = vec!["{{template \"begin\" .Words}}".to_owned(), paragraph("hello"), paragraph("intro")];
    parts.extend(shape.code.map(|code| format!("{{{{template \"code\" .{code}}}}}")));
    if let Some(link) = shape.link {
        parts.extend([paragraph("open"), format!("{{{{template \"link\" .{link}}}}}")]);
    }
    parts.extend(shape.has_secret().then(|| paragraph("expires")));
    parts.push(format!("<p style=\"color:#55555f\">{}</p>\n{{{{template \"end\"}}}}", word("close")));
    parts.concat()
}

/// Short, without links, and with the line that binds a code to its site.
fn sms(shape: &Shape) -> String {
    match shape.code {
        Some(code) => format!(
            "{}\n\n{{{{ .{code} }}}}\n\n{} {}\n{{{{ if .RequestURLDomain }}}}\n@{{{{ .RequestURLDomain }}}} #{{{{ .{code} }}}}\n{{{{ end }}}}",
            word("subject"),
            word("expires"),
            word("secret")
        ),
        None => format!("{} {}\n", word("intro"), word("close")),
    }
}
