//! Documents behind a `$ref`. References within a document and `base64://` need nobody; whether and
//! how anything else is fetched is the server's decision, since it knows where the schema came from.

use super::document::Preparation;
use super::lock;
use jsonschema::{Retrieve as JsonSchemaRetrieve, Uri};
use serde_json::Value;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex};

/// Fetches the document at an absolute URL without fragment, or says why not.
pub type Retrieve = Arc<dyn Fn(&str) -> Result<Value, String> + Send + Sync>;

/// Which references a schema may hold besides those within itself.
#[derive(Clone, Default)]
pub enum References {
    /// `base64://` only (`security.disallow_ref_in_identity_schemas`).
    #[default]
    Embedded,
    /// Also URLs, which the closure resolves. It must refuse `file://` for a schema that was itself
    /// fetched over the network.
    Fetched(Retrieve),
}

impl fmt::Debug for References {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Embedded => "Embedded",
            Self::Fetched(_) => "Fetched",
        })
    }
}

/// Scheme of the URLs that stand for `base64://` documents while a schema is compiled. Their payload
/// cannot stay in the URL: URLs are compared in a normal form that does not keep its letters' case.
pub const EMBEDDED_SCHEME: &str = "selfsame-embedded";

/// The compiler's view of [`References`]: prepares each document before it is compiled.
pub struct Retriever(pub Arc<Mutex<Preparation>>);

impl JsonSchemaRetrieve for Retriever {
    fn retrieve(&self, url: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let mut preparation = lock(&self.0);
        if let Some(number) = url.as_str().strip_prefix(EMBEDDED_SCHEME).and_then(|rest| rest.strip_prefix(":///")) {
            let embedded = number.parse().ok().and_then(|number: usize| preparation.embedded.get(number));
            return embedded.cloned().ok_or_else(|| "no such embedded document".into());
        }
        let References::Fetched(fetch) = preparation.references.clone() else {
            return Err("only base64:// references are allowed".into());
        };
        let mut document = fetch(url.as_str())?;
        if let Err(error) = preparation.document(&mut document) {
            let reason = error.to_string();
            preparation.failure.get_or_insert(error);
            return Err(reason.into());
        }
        preparation.fetched.insert(url.as_str().to_owned(), document.clone());
        Ok(document)
    }
}
