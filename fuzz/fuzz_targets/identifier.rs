//! Identifiers: normalising what is normalised changes nothing, whatever the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame_core::normalise::{graceful, strict_email, strict_phone};

fuzz_target!(|text: &str| {
    let once = graceful(text);
    assert_eq!(graceful(&once), once);
    if let Ok(email) = strict_email(text) {
        assert_eq!(strict_email(&email).as_deref(), Ok(email.as_str()));
    }
    if let Ok(phone) = strict_phone(text) {
        assert_eq!(strict_phone(&phone).as_deref(), Ok(phone.as_str()));
    }
});
