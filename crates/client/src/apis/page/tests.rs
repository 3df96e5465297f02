use super::*;

#[test]
fn the_next_token_is_read_from_relative_and_absolute_links() {
    let relative = r#"</admin/identities?page_token=0>; rel="first",</admin/identities?page_size=2&page_token=a%2Fb%3D>; rel="next""#;
    assert_eq!(next_token(relative).as_deref(), Some("a/b="));
    assert_eq!(next_token(r#"<https://id.example/x?page_token=t>; rel="next""#).as_deref(), Some("t"));
}

#[test]
fn no_next_link_means_no_next_page() {
    for header in ["", r#"</x?page_token=t>; rel="prev""#, r#"</x>; rel="next""#, "<broken"] {
        assert_eq!(next_token(header), None, "{header}");
    }
}
