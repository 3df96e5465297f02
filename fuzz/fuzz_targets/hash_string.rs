//! Imported password hashes: any text is refused or understood; what is understood keeps its spelling, and
//! checking a cheap one against a password ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame_core::hash::{Arena, PasswordHash};

fuzz_target!(|text: &str| {
    if let Ok(hash) = PasswordHash::parse(text) {
        assert_eq!(hash.as_str(), text);
        if hash.estimated_micros(8) < 500 {
            hash.verify(b"password", &mut Arena::new(64));
        }
    }
});
