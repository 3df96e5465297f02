//! Page tokens and paging parameters: any text is a page or a refusal, and links can be made of it.
#![no_main]

use axum::extract::FromRequestParts;
use libfuzzer_sys::fuzz_target;
use selfsame::http::page::{self, IdentityToken, OffsetPage};
use selfsame::http::request::Query;
use selfsame_api::Timestamp;
use selfsame_core::secretbox::SealKeys;
use std::sync::LazyLock;

static KEYS: LazyLock<SealKeys> = LazyLock::new(|| SealKeys::new(vec![[7; 32]]));

fuzz_target!(|text: &str| {
    if let Ok(IdentityToken::After(key)) = page::parse_identity_token(text) {
        assert!(matches!(page::parse_identity_token(&page::identity_token(key)), Ok(IdentityToken::After(again)) if again == key));
    }
    // Nobody but the holder of the keys makes a token that opens.
    assert!(page::open_token(&KEYS, "sessions", text, Timestamp::from_micros(0)).is_none());
    let Ok(request) = http::Request::builder().uri(format!("/admin/identities?{text}")).body(()) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let Ok(query) = runtime.block_on(Query::from_request_parts(&mut request.into_parts().0, &()));
    for page in [OffsetPage::from_query(&query), OffsetPage::of_identities(&query)] {
        assert!(page.limit > 0);
        for total in [0, 1, page.limit, page.limit + 1, usize::MAX >> 1] {
            page.links(&query, total);
        }
    }
    if let Ok(size) = page::size(&query, "page_size", 250, 1000) {
        assert!((1..=1000).contains(&size));
    }
});
