use super::{DoesNotOpen, SealKeys};

#[test]
fn a_value_opens_in_its_place_only() {
    let keys = SealKeys::new(vec![[7; 32]]);
    let blob = keys.seal(b"credential/1", b"secret", [3; 24]).unwrap();
    assert_eq!(keys.open(b"credential/1", &blob), Ok(b"secret".to_vec()));
    assert_eq!(keys.open(b"credential/2", &blob), Err(DoesNotOpen));
}

#[test]
fn after_a_rotation_old_values_still_open() {
    let old = SealKeys::new(vec![[1; 32]]).seal(b"", b"old", [0; 24]).unwrap();
    let rotated = SealKeys::new(vec![[2; 32], [1; 32]]);
    assert_eq!(rotated.open(b"", &old), Ok(b"old".to_vec()));
    assert_eq!(SealKeys::new(vec![[2; 32]]).open(b"", &old), Err(DoesNotOpen));
}

#[test]
fn every_changed_or_cut_value_is_refused() {
    let keys = SealKeys::new(vec![[7; 32]]);
    let blob = keys.seal(b"", b"secret", [3; 24]).unwrap();
    for at in 0..blob.len() {
        let mut changed = blob.clone();
        changed[at] ^= 1;
        assert_eq!(keys.open(b"", &changed), Err(DoesNotOpen), "byte {at}");
        assert_eq!(keys.open(b"", &blob[..at]), Err(DoesNotOpen), "cut at {at}");
    }
}
