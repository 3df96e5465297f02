use super::Timestamp;
use std::time::Duration;

fn round(text: &str) -> String {
    text.parse::<Timestamp>().map_or_else(|error| error.to_string(), |time| time.to_string())
}

#[test]
fn fraction_is_trimmed_of_trailing_zeros() {
    assert_eq!(round("2026-01-02T03:04:05.120000Z"), "2026-01-02T03:04:05.12Z");
    assert_eq!(round("2026-01-02T03:04:05.000Z"), "2026-01-02T03:04:05Z");
}

#[test]
fn nanoseconds_are_cut_to_microseconds() {
    assert_eq!(round("2026-01-02T03:04:05.123456789Z"), "2026-01-02T03:04:05.123456Z");
}

#[test]
fn an_offset_is_converted_to_utc() {
    assert_eq!(round("2024-03-01T00:30:00+01:00"), "2024-02-29T23:30:00Z");
}

#[test]
fn go_zero_time_round_trips() {
    assert_eq!(Timestamp::ZERO.to_string(), "0001-01-01T00:00:00Z");
    assert_eq!("0001-01-01T00:00:00Z".parse(), Ok(Timestamp::ZERO));
}

#[test]
fn what_is_no_time_is_refused() {
    for text in
        ["", "2026", "2026-02-30T00:00:00Z", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05", "2026-01-02T24:00:00Z", "2026-01-02T03:04:05.Z"]
    {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn an_offset_cannot_lead_out_of_the_years_that_can_be_written() {
    assert_eq!(round("0000-01-01T00:00:00Z"), "0000-01-01T00:00:00Z");
    assert_eq!(round("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
    for text in ["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn no_sum_leads_out_of_them_either() {
    let last: Timestamp = "9999-12-31T23:59:59Z".parse().unwrap();
    assert_eq!((last + Duration::from_hours(1)).to_string(), "9999-12-31T23:59:59.999999Z");
    assert_eq!(Timestamp::ZERO.minus(Duration::MAX).to_string(), "0000-01-01T00:00:00Z");
    assert_eq!(Timestamp::from_micros(i64::MAX).to_string(), "9999-12-31T23:59:59.999999Z");
}
