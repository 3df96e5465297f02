//! Where the operator's templates come from: single ones from the configuration, or a folder.

use crate::outbound::Outbound;
use selfsame_config::model::{Courier, CourierTemplates, MessageTemplate};
use selfsame_core::message::builtin::Part;
use selfsame_core::message::template::MAX_SOURCE;
use selfsame_core::message::{Override, OverrideSource, TemplateType, Templates};
use std::path::{Path, PathBuf};

/// Files that are read beside a template at most.
const MOST_BESIDE: usize = 100;

/// One template that replaces a built-in one.
pub struct TemplateSource {
    kind: TemplateType,
    part: Part,
    from: From,
}

enum From {
    Url(String),
    /// A file that may be missing.
    Folder(PathBuf),
}

/// All sources, those of the folder first: single ones replace them.
pub fn sources(courier: &Courier) -> Vec<TemplateSource> {
    let folder = courier.template_override_path.iter().flat_map(|folder| {
        let all = TemplateType::ALL.into_iter().flat_map(|kind| Part::ALL.map(|part| (kind, part)));
        all.map(|(kind, part)| TemplateSource { kind, part, from: From::Folder(folder.join(kind.folder()).join(part.file())) })
    });
    let single = TemplateType::ALL.into_iter().filter_map(|kind| Some((kind, configured(&courier.templates, kind)?)));
    let single = single.flat_map(|(kind, template)| {
        let parts = [
            (Part::Subject, &template.email.subject),
            (Part::Text, &template.email.body.plaintext),
            (Part::Html, &template.email.body.html),
            (Part::Sms, &template.sms.body.plaintext),
        ];
        parts.into_iter().filter_map(move |(part, url)| Some(TemplateSource { kind, part, from: From::Url(url.clone()?) }))
    });
    folder.chain(single).collect()
}

fn configured(templates: &CourierTemplates, kind: TemplateType) -> Option<&MessageTemplate> {
    Some(match kind {
        TemplateType::RecoveryValid => &templates.recovery.valid,
        TemplateType::RecoveryInvalid => &templates.recovery.invalid,
        TemplateType::RecoveryCodeValid => &templates.recovery_code.valid,
        TemplateType::RecoveryCodeInvalid => &templates.recovery_code.invalid,
        TemplateType::VerificationValid => &templates.verification.valid,
        TemplateType::VerificationInvalid => &templates.verification.invalid,
        TemplateType::VerificationCodeValid => &templates.verification_code.valid,
        TemplateType::VerificationCodeInvalid => &templates.verification_code.invalid,
        TemplateType::LoginCodeValid => &templates.login_code.valid,
        TemplateType::RegistrationCodeValid => &templates.registration_code.valid,
        TemplateType::VerifiableAddressChanged => &templates.verifiable_address_changed,
        TemplateType::AuthenticatorKeyAdded => return None,
    })
}

/// Reads all of them. One that cannot be read fails its own messages.
pub async fn load(sources: &[TemplateSource], outbound: &Outbound) -> Templates {
    let mut overrides = Vec::new();
    for TemplateSource { kind, part, from } in sources {
        let source = match from {
            From::Url(url) => Some(from_url(url, outbound).await),
            From::Folder(file) => from_folder(file, *part).await,
        };
        overrides.extend(source.map(|source| Override { kind: *kind, part: *part, source }));
    }
    Templates::new(overrides)
}

async fn from_url(url: &str, outbound: &Outbound) -> Result<OverrideSource, String> {
    let name = if url.starts_with("base64://") { "template base64://…" } else { url };
    let bytes = outbound.source(url, MAX_SOURCE).await.map_err(|error| format!("{name}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{name}: it is not UTF-8"))?;
    Ok(OverrideSource { name: name.to_owned(), text, beside: Vec::new() })
}

/// The template with what stands beside it; nothing if there is no such file.
async fn from_folder(file: &Path, part: Part) -> Option<Result<OverrideSource, String>> {
    if !tokio::fs::try_exists(file).await.unwrap_or(false) {
        return None;
    }
    let name = file.display().to_string();
    let read = async {
        let text = read(file).await?;
        Ok(OverrideSource { name: name.clone(), text, beside: beside(file, part).await? })
    };
    Some(read.await.map_err(|error: std::io::Error| format!("{name}: {error}")))
}

async fn read(file: &Path) -> std::io::Result<String> {
    if tokio::fs::metadata(file).await?.len() > MAX_SOURCE as u64 {
        return Err(std::io::Error::other("it is too large"));
    }
    tokio::fs::read_to_string(file).await
}

/// Files of the same part, such as one for each language: `email.body.de.gotmpl`.
async fn beside(file: &Path, part: Part) -> std::io::Result<Vec<(String, String)>> {
    let (Some(folder), begin) = (file.parent(), part.file().trim_end_matches(".gotmpl")) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(begin) && name != part.file() && name != Part::Text.file() && found.len() < MOST_BESIDE {
            found.push((name, read(&entry.path()).await?));
        }
    }
    found.sort();
    Ok(found)
}
