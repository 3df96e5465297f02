use super::*;

#[test]
fn a_code_is_found_under_every_secret_it_may_have_been_stored_with() {
    let before = CodeKeys::new(b"old".to_vec(), vec![]);
    let after = CodeKeys::new(b"new".to_vec(), vec![b"old".to_vec()]);
    let stored = before.mac("123456");
    assert_ne!(after.mac("123456"), stored);
    assert_eq!(after.all_macs("123456"), [after.mac("123456"), stored]);
    assert!(!after.all_macs("123457").contains(&stored));
}

#[test]
fn a_token_is_stored_as_its_sha256() {
    assert_eq!(token_hash("abc")[..4], [0xba, 0x78, 0x16, 0xbf]);
}
