//! What pages load beside their HTML: a style sheet, one script, the logo. Their addresses hold a hash of what they
//! are, so that a browser keeps them for good and never keeps an old one.

use super::visitor::PageRequest;
use super::{Pages, PagesError};
use crate::http::respond::text;
use crate::outbound::Outbound;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use selfsame_config::model;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;
use tokio::runtime::Handle;

pub const STYLE: &str = include_str!("assets/style.css");
/// For browsers without JavaScript: hides what needs it.
const PLAIN: &str = include_str!("assets/plain.css");
/// Security keys, as the forms' triggers call them; then what our pages do with it.
const SCRIPT: &str = concat!(include_str!("../method/webauthn.js"), include_str!("assets/page.js"));
const LOGO: &[u8] = include_bytes!("assets/logo.svg");

/// The greatest logo, in bytes.
const LOGO_LIMIT: usize = 256 * 1024;

/// What one address serves.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    hash: String,
    bytes: Cow<'static, [u8]>,
}

impl Asset {
    fn new(name: &'static str, content_type: &'static str, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        let digest = Sha256::digest(&bytes);
        let hash = digest[..8].iter().fold(String::new(), |mut hash, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        Self { name, content_type, hash, bytes }
    }
}

pub struct Assets([Asset; 4]);

impl Assets {
    /// Blocks while the logo is fetched.
    pub fn load(own: &model::Pages, outbound: &Outbound, runtime: &Handle) -> Result<Self, PagesError> {
        let (logo_type, logo) = match &own.logo {
            None => ("image/svg+xml", Cow::Borrowed(LOGO)),
            Some(url) => {
                let bytes = runtime.block_on(outbound.source(url, LOGO_LIMIT)).map_err(|error| PagesError::Logo(error.to_string()))?;
                let kind = image_type(&bytes).ok_or_else(|| PagesError::Logo("expected an SVG, PNG, JPEG or WebP image".to_owned()))?;
                (kind, Cow::Owned(bytes))
            }
        };
        Ok(Self([
            Asset::new("style.css", "text/css; charset=utf-8", style(own)?),
            Asset::new("plain.css", "text/css; charset=utf-8", PLAIN.as_bytes()),
            Asset::new("page.js", "text/javascript; charset=utf-8", SCRIPT.as_bytes()),
            Asset::new("logo", logo_type, logo),
        ]))
    }

    /// The addresses, under `root`, in the order style sheet, style sheet without JavaScript, script, logo.
    pub fn urls(&self, root: &str) -> [String; 4] {
        self.0.each_ref().map(|asset| format!("{root}/assets/{}/{}", asset.hash, asset.name))
    }

    fn serve(&self, hash: &str, name: &str) -> Response {
        let Some(asset) = self.0.iter().find(|asset| asset.name == name) else {
            return text(StatusCode::NOT_FOUND, "404 page not found\n");
        };
        // Another version of the server may have written the page.
        let keep = if asset.hash == hash { "public, max-age=31536000, immutable" } else { "no-store" };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
            (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            // Should somebody open a logo as a page: it is a picture.
            (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox")),
        ];
        match &asset.bytes {
            Cow::Borrowed(bytes) => (headers, *bytes).into_response(),
            Cow::Owned(bytes) => (headers, bytes.clone()).into_response(),
        }
    }
}

/// GET `/ui/assets/{hash}/{name}`
pub async fn get(request: PageRequest) -> Response {
    serve(&request.visit.current.pages, request.visit.parts.uri.path())
}

/// The asset at the end of a path.
pub fn serve(pages: &Pages, path: &str) -> Response {
    let mut parts = path.rsplit('/');
    let (name, hash) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    pages.assets.serve(hash, name)
}

/// What an image is by its first bytes.
fn image_type(bytes: &[u8]) -> Option<&'static str> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ if start.contains("<svg") => Some("image/svg+xml"),
        _ => None,
    }
}

/// The style sheet: the operator's instead of ours, and the configured values behind it.
fn style(own: &model::Pages) -> Result<Cow<'static, [u8]>, PagesError> {
    let path = own.templates.as_ref().map(|folder| folder.join("style.css")).filter(|path| path.exists());
    let text = match path {
        None => Cow::Borrowed(STYLE),
        Some(path) => {
            Cow::Owned(std::fs::read_to_string(&path).map_err(|error| PagesError::Style(format!("{}: {error}", path.display())))?)
        }
    };
    let variables = variables(own);
    Ok(match text {
        Cow::Borrowed(text) if variables.is_empty() => Cow::Borrowed(text.as_bytes()),
        text => Cow::Owned([text.as_ref(), &variables].concat().into_bytes()),
    })
}

/// The configured values as variables of the style sheet. Their letters are checked by the configuration's schema.
fn variables(own: &model::Pages) -> String {
    let (dark, light): (Vec<_>, Vec<_>) = own.style.iter().partition(|(name, _)| name.ends_with("_dark"));
    let block = |values: &[(&String, &String)]| {
        values
            .iter()
            .fold(String::new(), |text, (name, value)| text + &format!("--{}:{value};", name.trim_end_matches("_dark").replace('_', "-")))
    };
    let mut text = String::new();
    if !light.is_empty() {
        let _ = write!(text, ":root{{{}}}", block(&light));
    }
    if !dark.is_empty() {
        let _ = write!(text, "@media (prefers-color-scheme: dark){{:root{{{}}}}}", block(&dark));
    }
    text
}

#[cfg(test)]
mod tests;
