//! Loading identity schemas: `file://`, `base64://` and `http(s)://`, within limits on size, depth and time.

use crate::outbound::Outbound;
use selfsame_config::model::SchemaSource;
use selfsame_core::schema::{CompileOptions, IdentitySchema, MAX_BYTES, References, compile};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Handle;

/// Documents that one schema may pull in.
const MOST_REFERENCES: usize = 100;

/// Why a schema is not usable; names it.
#[derive(Debug, thiserror::Error)]
#[error("identity schema {id:?} ({url}): {reason}")]
pub struct SchemaSourceError {
    id: String,
    url: String,
    reason: String,
}

/// Loads and compiles one schema. Blocks: call it outside of the runtime's workers.
pub fn load(
    source: &SchemaSource,
    only_embedded: bool,
    outbound: &Outbound,
    runtime: &Handle,
) -> Result<IdentitySchema, SchemaSourceError> {
    let failed = |reason: String| SchemaSourceError { id: source.id.clone(), url: shown(&source.url), reason };
    let document = fetch(&source.url, outbound, runtime).map_err(failed)?;
    let is_remote = is_http(&source.url);
    let references = if only_embedded {
        References::Embedded
    } else {
        let (outbound, runtime, count) = (outbound.clone(), runtime.clone(), AtomicUsize::new(0));
        References::Fetched(Arc::new(move |url: &str| reference(url, is_remote, &count, &outbound, &runtime)))
    };
    let base_url = (!source.url.starts_with("base64://")).then(|| absolute(&source.url));
    compile(&source.id, &document, &CompileOptions { base_url, references }).map_err(|error| failed(error.to_string()))
}

fn reference(url: &str, is_remote: bool, count: &AtomicUsize, outbound: &Outbound, runtime: &Handle) -> Result<Value, String> {
    if count.fetch_add(1, Ordering::Relaxed) >= MOST_REFERENCES {
        return Err(format!("it refers to more than {MOST_REFERENCES} documents"));
    }
    if is_remote && !is_http(url) {
        return Err("a schema from the network may not refer to local files".into());
    }
    let bytes = fetch(url, outbound, runtime)?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

fn is_http(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn fetch(url: &str, outbound: &Outbound, runtime: &Handle) -> Result<Vec<u8>, String> {
    runtime.block_on(outbound.source(url, MAX_BYTES)).map_err(|error| error.to_string())
}

/// A file's URL with its path made absolute, so that relative references resolve.
fn absolute(url: &str) -> String {
    match url.strip_prefix("file://").map(std::path::absolute) {
        Some(Ok(path)) => format!("file://{}", path.display()),
        _ => url.to_owned(),
    }
}

/// The URL for a message: an embedded document is cut short.
fn shown(url: &str) -> String {
    if url.starts_with("base64://") { "base64://…".into() } else { url.to_owned() }
}
