use super::*;
use selfsame_config::{Sources, load};
use selfsame_core::hash::{Arena, HasherError, PasswordHash};

/// What the configuration makes of this `hashers`, `None` if it refuses it.
fn configured(hashers: &str) -> Option<Hasher> {
    let env = ("HASHERS".to_owned(), hashers.to_owned());
    let sources = Sources { env: vec![env], dev: true, ..Sources::new("base64://e30=") };
    load(&sources).ok().map(|loaded| hasher(&loaded.config))
}

#[test]
fn what_the_configured_hasher_makes_can_be_read_and_verified() {
    for hashers in [
        r#"{"algorithm":"bcrypt","bcrypt":{"cost":4}}"#,
        r#"{"algorithm":"argon2","argon2":{"memory":"8KB"}}"#,
        r#"{"algorithm":"argon2","argon2":{"memory":"8KB","iterations":10,"parallelism":1,"salt_length":1024,"key_length":1024}}"#,
        r#"{"algorithm":"argon2","argon2":{"memory":"128KB","iterations":1,"parallelism":16,"salt_length":16,"key_length":16}}"#,
        r#"{"algorithm":"argon2","argon2":{"memory":"1MB"}}"#,
    ] {
        let hasher = configured(hashers).unwrap_or_else(|| panic!("{hashers} was refused"));
        let mut arena = Arena::new(0);
        let text = hasher.hash(b"a password", &vec![7; hasher.salt_length()], &mut arena).unwrap();
        let hash = PasswordHash::parse(&text).unwrap_or_else(|error| panic!("{hashers}: {error}"));
        assert!(hash.verify(b"a password", &mut arena) && !hash.verify(b"another", &mut arena), "{hashers}");
        assert!(!hasher.needs_rehash(&hash), "{hashers}");
    }
}

#[test]
fn the_costliest_that_the_configuration_takes_can_be_read() {
    let tail = "abcdefghijklmnopqrstuuTrJR8xNKMuEtVaefn2XS8ubXH06KvGS";
    assert_eq!(configured(r#"{"algorithm":"bcrypt","bcrypt":{"cost":15}}"#), Some(Hasher::Bcrypt { cost: 15 }));
    assert!(PasswordHash::parse(&format!("$2a$15${tail}")).is_ok());
    let costliest = r#"{"algorithm":"argon2","argon2":{"memory":"1GB","iterations":10,"parallelism":16}}"#;
    let Some(Hasher::Argon2id { memory_kib, iterations, parallelism, .. }) = configured(costliest) else { panic!("refused") };
    assert!(PasswordHash::parse(&format!("$argon2id$v=19$m={memory_kib},t={iterations},p={parallelism}$c2FsdHNhbHQ$AAAAAAAA")).is_ok());
}

#[test]
fn what_could_not_be_read_is_refused() {
    for hashers in [
        r#"{"algorithm":"bcrypt","bcrypt":{"cost":16}}"#,
        r#"{"algorithm":"argon2","argon2":{"memory":"2GB"}}"#,
        r#"{"algorithm":"argon2","argon2":{"iterations":11}}"#,
        r#"{"algorithm":"argon2","argon2":{"parallelism":17}}"#,
        r#"{"algorithm":"argon2","argon2":{"memory":"8KB","parallelism":2}}"#,
    ] {
        assert!(configured(hashers).is_none(), "{hashers} was accepted");
    }
    let beyond = Hasher::Bcrypt { cost: 16 };
    assert!(matches!(beyond.hash(b"p", &[1; 16], &mut Arena::new(0)), Err(HasherError::Parameters(_))));
}
