//! What the messages say unless the operator has templates of their own: subject, text and HTML of every e-mail, the
//! text of every SMS. Codes and links stand on lines of their own, where people and programs find them.

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
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1b1b1f;background:#ffffff">
<div style="max-width:36em;margin:0 auto">
{{end}}{{define "code"}}<p style="font:600 28px/1.4 ui-monospace,monospace;letter-spacing:4px;margin:24px 0">{{.}}</p>
{{end}}{{define "link"}}<p style="margin:24px 0"><a href="{{.}}" style="color:#1a4fd6">{{.}}</a></p>
{{end}}{{define "end"}}</div>
</body>
</html>
{{end}}"#,
);

const IGNORE: &str = "If this was not you, ignore this message: nothing changes without it. Do not pass it on to anybody.";

/// The words of one kind of message.
struct Words {
    subject: &'static str,
    /// One paragraph before the secret, and what the secret is.
    intro: &'static str,
    code: Option<&'static str>,
    /// How the link is introduced, and its field.
    link: Option<(&'static str, &'static str)>,
    /// The last paragraph.
    close: &'static str,
    expires: bool,
}

const fn words(kind: TemplateType) -> Words {
    match kind {
        TemplateType::RecoveryValid => Words {
            subject: "Get back into your account",
            intro: "You asked to get back into your account.",
            code: None,
            link: Some(("Open this link to continue:", "RecoveryURL")),
            close: IGNORE,
            expires: true,
        },
        TemplateType::RecoveryCodeValid => Words {
            subject: "Your code to get back into your account",
            intro: "You asked to get back into your account. Enter this code to continue:",
            code: Some("RecoveryCode"),
            link: None,
            close: IGNORE,
            expires: true,
        },
        TemplateType::RecoveryInvalid | TemplateType::RecoveryCodeInvalid => Words {
            subject: "There is no account with this address",
            intro: "Somebody asked to get back into an account with this e-mail address, but no account has it.",
            code: None,
            link: None,
            close: "If this was you, try another address that you may have signed up with. If not, ignore this message.",
            expires: false,
        },
        TemplateType::VerificationValid => Words {
            subject: "Confirm your e-mail address",
            intro: "Please confirm that this e-mail address is yours.",
            code: None,
            link: Some(("Open this link to confirm it:", "VerificationURL")),
            close: IGNORE,
            expires: true,
        },
        TemplateType::VerificationCodeValid => Words {
            subject: "Your code to confirm this address",
            intro: "Please confirm that this address is yours. Enter this code:",
            code: Some("VerificationCode"),
            link: Some(("Or open this link:", "VerificationURL")),
            close: IGNORE,
            expires: true,
        },
        TemplateType::VerificationInvalid | TemplateType::VerificationCodeInvalid => Words {
            subject: "No account has this address",
            intro: "Somebody asked to confirm this e-mail address, but no account has it.",
            code: None,
            link: None,
            close: "If this was you, sign up first or try another address. If not, ignore this message.",
            expires: false,
        },
        TemplateType::LoginCodeValid => Words {
            subject: "Your sign-in code",
            intro: "Enter this code to sign in:",
            code: Some("LoginCode"),
            link: None,
            close: IGNORE,
            expires: true,
        },
        TemplateType::RegistrationCodeValid => Words {
            subject: "Your code to complete the registration",
            intro: "Enter this code to complete your registration:",
            code: Some("RegistrationCode"),
            link: None,
            close: IGNORE,
            expires: true,
        },
        TemplateType::VerifiableAddressChanged => Words {
            subject: "An address of your account was changed",
            intro: "An address of your account was changed at {{ .ChangedAt }}.",
            code: None,
            link: None,
            close: "If this was not you, change your password and sign out all other devices at once.",
            expires: false,
        },
        TemplateType::AuthenticatorKeyAdded => Words {
            subject: "A key was added to your account",
            intro: "A key that can sign in was added to your account at {{ .AddedAt }}.",
            code: None,
            link: None,
            close: "If this was not you, remove it, change your password and sign out all other devices at once.",
            expires: false,
        },
    }
}

const EXPIRES: &str = "It is good for {{ .ExpiresInMinutes }} {{ if eq .ExpiresInMinutes 1 }}minute{{ else }}minutes{{ end }}";

/// The source of a part; nothing if the message has no such part.
pub fn source(kind: TemplateType, part: Part) -> Option<String> {
    let words = words(kind);
    match part {
        Part::Subject => Some(words.subject.to_owned()),
        Part::Text => Some(text(&words)),
        Part::Html => Some(html(&words)),
        Part::Sms => kind.has_sms().then(|| sms(&words)),
    }
}

fn text(words: &Words) -> String {
    let mut paragraphs = vec!["Hello,".to_owned(), words.intro.to_owned()];
    paragraphs.extend(words.code.map(|code| format!("{{{{ .{code} }}}}")));
    if let Some((intro, link)) = words.link {
        paragraphs.extend([intro.to_owned(), format!("{{{{ .{link} }}}}")]);
    }
    paragraphs.extend(words.expires.then(|| format!("{EXPIRES}.")));
    paragraphs.push(words.close.to_owned());
    paragraphs.join("\n\n") + "\n"
}

fn html(words: &Words) -> String {
    let mut parts = vec!["{{template \"begin\"}}<p>Hello,</p>\n".to_owned(), format!("<p>{}</p>\n", words.intro)];
    parts.extend(words.code.map(|code| format!("{{{{template \"code\" .{code}}}}}")));
    if let Some((intro, link)) = words.link {
        parts.extend([format!("<p>{intro}</p>\n"), format!("{{{{template \"link\" .{link}}}}}")]);
    }
    parts.extend(words.expires.then(|| format!("<p>{EXPIRES}.</p>\n")));
    parts.push(format!("<p style=\"color:#55555f\">{}</p>\n{{{{template \"end\"}}}}", words.close));
    parts.concat()
}

/// Short, without links, and with the line that binds a code to its site.
fn sms(words: &Words) -> String {
    match words.code {
        Some(code) => format!(
            "{}\n\n{{{{ .{code} }}}}\n\n{EXPIRES}. Do not pass it on.\n{{{{ if .RequestURLDomain }}}}\n@{{{{ .RequestURLDomain }}}} #{{{{ .{code} }}}}\n{{{{ end }}}}",
            words.subject
        ),
        None => format!("{} {}\n", words.intro, words.close),
    }
}
