use std::time::Duration;

use super::{parse_bytes, parse_duration};

#[test]
fn durations_add_up_their_units() {
    assert_eq!(parse_duration("1h30m"), Some(Duration::from_mins(90)));
    assert_eq!(parse_duration("0s"), Some(Duration::ZERO));
    assert_eq!(parse_duration("200ms"), Some(Duration::from_millis(200)));
    assert_eq!(parse_duration("1us2ns"), Some(Duration::from_nanos(1002)));
}

#[test]
fn durations_without_unit_sign_or_fraction_are_refused() {
    for text in ["", "5", "-5s", "1.5h", "1d", "s", "1h 5m", "99999999999999999999s", "18446744073709551615h"] {
        assert_eq!(parse_duration(text), None, "{text}");
    }
}

#[test]
fn byte_sizes_are_powers_of_1024() {
    assert_eq!(parse_bytes("128MB"), Some(128 << 20));
    assert_eq!(parse_bytes("1B"), Some(1));
    for text in ["", "128", "MB", "1 MB", "1MBx", "99999EB"] {
        assert_eq!(parse_bytes(text), None, "{text}");
    }
}
