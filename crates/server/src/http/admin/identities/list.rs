//! GET `/admin/identities`

use super::Included;
use crate::app::App;
use crate::http::encode::identity::{Shown, ShownCredential, write};
use crate::http::error::{ApiError, ApiResult};
use crate::http::page::{self, IdentityToken, OffsetPage, identity_token, parse_identity_token};
use crate::http::request::Query;
use crate::http::respond::{Link, json_bytes, link_header};
use axum::extract::State;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use selfsame_api::IdentityId;
use selfsame_api::identity::CredentialType;
use selfsame_core::Key;
use selfsame_core::normalise::graceful;
use selfsame_store::ops::identities::read::{self, Whole};
use selfsame_store::ops::identities::{IdentityRow, IdentityView};
use selfsame_store::{Result as StoreResult, Rx};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

const DEFAULT_PAGE: usize = 250;
const GREATEST_PAGE: usize = 500;
const MOST_IDS: usize = 500;
/// The greatest `page × per_page` of the legacy paging.
const LEGACY_DEPTH: usize = 1000;

/// Credentials whose identifiers are normalised text, and those whose identifiers are looked up as given.
const NORMALISED: [CredentialType; 3] = [CredentialType::Password, CredentialType::Webauthn, CredentialType::Code];
const VERBATIM: [CredentialType; 2] = [CredentialType::Oidc, CredentialType::Saml];

enum Filter {
    None,
    Ids(Vec<IdentityId>),
    Organization(Uuid),
    Identifier(String),
    Prefix(String),
}

/// Where a page begins.
#[derive(Clone, Copy)]
enum From {
    Token(IdentityToken),
    Offset(OffsetPage),
}

pub async fn list(State(app): State<Arc<App>>, query: Query) -> ApiResult<Response> {
    let (filter, included) = asked(&query)?;
    let (from, size) = page_of(&query)?;
    let shows_credentials = matches!(filter, Filter::Identifier(_) | Filter::Prefix(_)) || query.has("include_credential");
    let scan = Scan { app: app.clone(), filter, included, from, size, shows_credentials };
    let listed = match &scan.filter {
        // A page behind an identity takes another statement, which finds that one.
        Filter::Identifier(_) if !matches!(from, From::Token(IdentityToken::AfterIdentity(_))) => {
            app.store.lookup(async move |rx: &mut Rx<'_>| scan.run(rx).await).await?
        }
        _ => app.store.scan(async move |rx: &mut Rx<'_>| scan.run(rx).await).await?,
    };
    let mut response = json_bytes(StatusCode::OK, listed.body);
    let headers = response.headers_mut();
    let links = match from {
        From::Offset(page) => {
            headers.insert("x-total-count", HeaderValue::from(listed.total));
            page.links(&query, listed.total)
        }
        From::Token(_) => keyset_links(&query, size, listed.next),
    };
    if let Some(value) = link_header("/admin/identities", links) {
        headers.insert(header::LINK, value);
    }
    Ok(response)
}

fn keyset_links(query: &Query, size: usize, next: Option<Key>) -> Vec<Link> {
    // `per_page` alone means `page_size`, and the links say so.
    let without: &[&str] = if query.has("page_size") || query.has("page_token") { &[] } else { &["per_page"] };
    let link = |rel: &'static str, token: String| Link {
        rel,
        query: query.replacing(&[("page_size", size.to_string()), ("page_token", token)], without),
    };
    let mut links = vec![link("first", Uuid::nil().to_string())];
    links.extend(next.map(|key| link("next", identity_token(key))));
    links
}

/// What is asked for, in the order in which the contract checks it.
fn asked(query: &Query) -> ApiResult<(Filter, Included)> {
    let mut ids = Vec::new();
    for text in query.all("ids") {
        ids.push(text.parse().map_err(|_| ApiError::bad_request(format!("ids: expected a UUID in each parameter, got {text:?}")))?);
    }
    if ids.len() > MOST_IDS {
        return Err(ApiError::bad_request(format!("ids: at most {MOST_IDS} in one request, got {}", ids.len())));
    }
    let organization = query
        .get("organization_id")
        .map(|text| text.parse::<Uuid>().map_err(|_| ApiError::bad_request(format!("organization_id: expected a UUID, got {text:?}"))));
    let organization = organization.transpose()?.filter(|id| !id.is_nil());
    let included = Included::from_query(query)?;
    let mut filters = Vec::new();
    if !ids.is_empty() {
        filters.push(Filter::Ids(ids));
    }
    filters.extend(organization.map(Filter::Organization));
    filters.extend(query.get("credentials_identifier").map(|text| Filter::Identifier(text.to_owned())));
    filters.extend(query.get("preview_credentials_identifier_similar").map(|text| Filter::Prefix(text.to_owned())));
    if filters.len() > 1 {
        return Err(ApiError::bad_request(
            "at most one of ids, organization_id, credentials_identifier and preview_credentials_identifier_similar can be used at once",
        ));
    }
    Ok((filters.pop().unwrap_or(Filter::None), included))
}

fn page_of(query: &Query) -> ApiResult<(From, usize)> {
    if query.has("page") && !query.has("page_size") && !query.has("page_token") {
        let page = OffsetPage::of_identities(query);
        if page.offset() > LEGACY_DEPTH {
            return Err(ApiError::bad_request(format!("page: paging by number ends at row {LEGACY_DEPTH}; use page_token")));
        }
        return Ok((From::Offset(page), page.limit));
    }
    let name = if query.has("page_size") || query.has("page_token") { "page_size" } else { "per_page" };
    let size = page::size(query, name, DEFAULT_PAGE, GREATEST_PAGE)?;
    let token = query.get("page_token").map_or(Ok(IdentityToken::Start), parse_identity_token)?;
    Ok((From::Token(token), size))
}

struct Scan {
    app: Arc<App>,
    filter: Filter,
    included: Included,
    from: From,
    size: usize,
    shows_credentials: bool,
}

struct Listed {
    body: Vec<u8>,
    /// The last row's key, if there are more rows.
    next: Option<Key>,
    total: usize,
}

impl Scan {
    async fn run(&self, rx: &mut Rx<'_>) -> StoreResult<Listed> {
        let mut page = Page::new(self.size);
        let current = self.app.current();
        let encode = |out: &mut Vec<u8>, identity: &IdentityView<'_>, credentials: Option<&[ShownCredential]>| {
            write(out, identity, &current.schemas, Shown { credentials, ..Shown::ADMIN });
        };
        if let Filter::Identifier(text) = &self.filter {
            let after = self.after(rx).await?;
            let found = by_identifier(rx, text).await?.into_iter().filter(|(row, _)| row.key > after);
            for (row, credentials) in found.skip(self.skipped()) {
                let shown = self.included.show(&self.app, &row, &credentials)?;
                page.add(row.key, |out| encode(out, &row.view(), Some(&shown)));
            }
        } else if let Some(keys) = self.keys(rx).await? {
            for key in keys {
                let Some(row) = read::by_key(rx, key).await? else { continue };
                let credentials = self.credentials(rx, &row).await?;
                page.add(key, |out| encode(out, &row.view(), credentials.as_deref()));
            }
        } else if self.shows_credentials {
            let mut rows = Vec::new();
            self.each(rx, |row| {
                rows.push(row.to_row());
                Ok(())
            })
            .await?;
            for row in rows {
                let credentials = self.credentials(rx, &row).await?;
                page.add(row.key, |out| encode(out, &row.view(), credentials.as_deref()));
            }
        } else {
            self.each(rx, |row| {
                page.add(row.key, |out| encode(out, &row, None));
                Ok(())
            })
            .await?;
        }
        let total = match (self.from, &self.filter) {
            (From::Token(_), _) => 0,
            (From::Offset(_), Filter::Identifier(_)) => page.count,
            (From::Offset(_), _) => read::count(rx).await? as usize,
        };
        Ok(page.finish(total))
    }

    /// The rows of a list without a filter, or of one organization.
    async fn each(&self, rx: &mut Rx<'_>, each: impl FnMut(IdentityView<'_>) -> StoreResult<()>) -> StoreResult<()> {
        let organization = match self.filter {
            Filter::Organization(id) => Some(id),
            _ => None,
        };
        match self.from {
            From::Offset(page) if organization.is_none() => read::page_at(rx, page.offset(), page.limit, each).await,
            From::Offset(page) => {
                let (mut skip, mut each) = (page.offset(), each);
                read::page(rx, organization, Key(i64::MIN), page.offset() + page.limit, |row| {
                    if skip > 0 {
                        skip -= 1;
                        return Ok(());
                    }
                    each(row)
                })
                .await
            }
            From::Token(_) => {
                let after = self.after(rx).await?;
                read::page(rx, organization, after, self.size + 1, each).await
            }
        }
    }

    /// The keys of this page where the filter names identities one by one; one more than fits tells of a next page.
    async fn keys(&self, rx: &mut Rx<'_>) -> StoreResult<Option<Vec<Key>>> {
        let mut found = BTreeSet::new();
        match &self.filter {
            Filter::None | Filter::Organization(_) | Filter::Identifier(_) => return Ok(None),
            Filter::Ids(ids) => {
                for id in ids {
                    found.extend(read::key_by_id(rx, *id).await?);
                }
            }
            Filter::Prefix(text) => {
                let after = self.after(rx).await?;
                let (prefix, limit) = (graceful(text), self.limit());
                for kind in NORMALISED {
                    found.extend(read::keys_by_prefix(rx, kind, &prefix, after, limit).await?);
                }
                for kind in VERBATIM {
                    found.extend(read::keys_by_prefix(rx, kind, text, after, limit).await?);
                }
            }
        }
        let after = self.after(rx).await?;
        Ok(Some(found.into_iter().filter(|key| *key > after).skip(self.skipped()).take(self.size + 1).collect()))
    }

    /// How many of those that were found come before this page.
    fn skipped(&self) -> usize {
        match self.from {
            From::Offset(page) => page.offset(),
            From::Token(_) => 0,
        }
    }

    /// How many keys of one kind this page can need.
    fn limit(&self) -> usize {
        match self.from {
            From::Offset(page) => page.offset() + page.limit + 1,
            From::Token(_) => self.size + 1,
        }
    }

    async fn after(&self, rx: &mut Rx<'_>) -> StoreResult<Key> {
        match self.from {
            From::Offset(_) | From::Token(IdentityToken::Start) => Ok(Key(i64::MIN)),
            From::Token(IdentityToken::After(key)) => Ok(key),
            // An unknown identity is behind the last one, so that a walk ends.
            From::Token(IdentityToken::AfterIdentity(id)) => Ok(read::key_by_id(rx, IdentityId(id)).await?.unwrap_or(Key(i64::MAX))),
        }
    }

    async fn credentials(&self, rx: &mut Rx<'_>, row: &IdentityRow) -> StoreResult<Option<Vec<ShownCredential>>> {
        if !self.shows_credentials {
            return Ok(None);
        }
        let credentials = read::credentials(rx, row.key).await?;
        self.included.show(&self.app, row, &credentials).map(Some)
    }
}

/// Whom this identifier finds: a match of the text as given is preferred to one of its normalised form.
async fn by_identifier(rx: &mut Rx<'_>, text: &str) -> StoreResult<Vec<Whole>> {
    let found = read::whole_by_identifier(rx, text, &graceful(text)).await?;
    let is_sought = |kind: CredentialType| NORMALISED.contains(&kind) || VERBATIM.contains(&kind);
    let given: Vec<CredentialType> = found
        .iter()
        .flat_map(|holder| &holder.by)
        .filter(|(kind, is_given)| *is_given && is_sought(*kind))
        .map(|(kind, _)| *kind)
        .collect();
    let matches = |(kind, is_given): &(CredentialType, bool)| match is_given {
        true => is_sought(*kind),
        false => NORMALISED.contains(kind) && !given.contains(kind),
    };
    Ok(found.into_iter().filter(|holder| holder.by.iter().any(matches)).map(|holder| holder.whole).collect())
}

/// A page being written: a JSON array of up to `size` identities.
struct Page {
    out: Vec<u8>,
    size: usize,
    count: usize,
    last: Option<Key>,
    more: bool,
}

impl Page {
    fn new(size: usize) -> Self {
        Self { out: vec![b'['], size, count: 0, last: None, more: false }
    }

    fn add(&mut self, key: Key, encode: impl FnOnce(&mut Vec<u8>)) {
        if self.count == self.size {
            self.more = true;
            return;
        }
        if self.count > 0 {
            self.out.push(b',');
        }
        self.count += 1;
        self.last = Some(key);
        encode(&mut self.out);
    }

    fn finish(mut self, total: usize) -> Listed {
        self.out.push(b']');
        Listed { body: self.out, next: self.last.filter(|_| self.more), total }
    }
}
