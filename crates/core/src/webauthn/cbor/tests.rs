use super::*;
use proptest::prelude::*;

#[test]
fn items_of_all_kinds_are_read() {
    assert_eq!(only(&[0x18, 0xff]), Ok(Item::Integer(255)));
    assert_eq!(only(&[0x38, 0xff]), Ok(Item::Integer(-256)));
    assert_eq!(only(&[0x42, 1, 2]), Ok(Item::Bytes(&[1, 2])));
    assert_eq!(only(&[0x63, b'f', b'm', b't']), Ok(Item::Text("fmt")));
    assert_eq!(only(&[0x82, 0xf5, 0xf6]), Ok(Item::Array(vec![Item::Other, Item::Other])));
    let map = only(&[0xa2, 0x03, 0x26, 0x61, b'x', 0x41, 9]).unwrap();
    assert_eq!(map.at(3).and_then(Item::integer), Some(-7));
    assert_eq!(map.named("x").and_then(Item::bytes), Some(&[9][..]));
    assert_eq!(first(&[0x01, 0x02]), Ok((Item::Integer(1), &[2][..])));
}

#[test]
fn what_authenticators_do_not_send_is_refused() {
    for wrong in [
        &[0x5f, 0x41, 1, 0xff][..],
        &[0x9f, 0xff],
        &[0xc0, 0x01],
        &[0x62, 0xff, 0xff],
        &[0x42, 1],
        &[],
        &[0x1b, 255, 255, 255, 255, 255, 255, 255, 255],
    ] {
        assert_eq!(first(wrong), Err(NotCbor), "{wrong:x?}");
    }
    assert_eq!(only(&[0x01, 0x02]), Err(NotCbor));
}

#[test]
fn neither_depth_nor_announced_lengths_exhaust_anything() {
    assert_eq!(first(&[0x81; 10_000]), Err(NotCbor));
    assert_eq!(first(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), Err(NotCbor));
    assert_eq!(first(&[0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), Err(NotCbor));
}

proptest! {
    #[test]
    fn any_bytes_are_judged_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok((_, rest)) = first(&bytes) {
            prop_assert!(rest.len() < bytes.len());
        }
    }
}
