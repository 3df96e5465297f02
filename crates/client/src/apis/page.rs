//! Lists in pages: the `Link` header says where the next one starts.

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use reqwest::header::{HeaderMap, LINK};

use super::Error;

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// Its rows.
    pub items: Vec<T>,
    /// `page_token` of the next page; `None` on the last one.
    pub next: Option<String>,
    /// Rows of all pages, where the server counts them.
    pub total: Option<u64>,
}

/// All rows of a list, fetched page by page as they are asked for; ends after the first error.
pub type Rows<'c, T, E> = BoxStream<'c, Result<T, Error<E>>>;

impl<T> Page<T> {
    pub(super) fn new(items: Vec<T>, headers: &HeaderMap) -> Self {
        let mut links = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
        let total = headers.get("x-total-count").and_then(|value| value.to_str().ok()?.parse().ok());
        Self { items, next: links.find_map(next_token), total }
    }
}

/// Reads pages from `first` on until there is no next one, or until a page names itself as the next.
pub(super) fn rows<'c, T, E>(
    first: Option<String>,
    fetch: impl Fn(Option<String>) -> BoxFuture<'c, Result<Page<T>, Error<E>>> + Send + 'c,
) -> Rows<'c, T, E>
where
    T: Send + 'c,
    E: Send + 'c,
{
    enum Place {
        At(Option<String>),
        End,
    }
    stream::try_unfold((Place::At(first), fetch), async |(place, fetch)| {
        let Place::At(token) = place else { return Ok::<_, Error<E>>(None) };
        let page = fetch(token.clone()).await?;
        let place = match page.next {
            next @ Some(_) if next != token => Place::At(next),
            _ => Place::End,
        };
        Ok(Some((stream::iter(page.items.into_iter().map(Ok)), (place, fetch))))
    })
    .try_flatten()
    .boxed()
}

/// The `page_token` of `rel="next"` in `</path?query>; rel="next",<…>`; the address may be relative.
fn next_token(header: &str) -> Option<String> {
    header.split('<').skip(1).find_map(|entry| {
        let (address, parameters) = entry.split_once('>')?;
        let is_next = parameters.split([';', ',']).any(|parameter| matches!(parameter.trim(), "rel=\"next\"" | "rel=next"));
        let (_, query) = address.split_once('?').filter(|_| is_next)?;
        url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page_token").map(|(_, token)| token.into_owned())
    })
}

#[cfg(test)]
mod tests;
