//! Points in time: whole microseconds since 1970-01-01T00:00:00Z inside, RFC 3339 on the wire with
//! trailing zeros of the fraction left away (`2026-01-02T03:04:05.12Z`).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, ops::Add, str::FromStr, time::Duration};

/// A point in time with microsecond precision, UTC, of the years 0000 to 9999: RFC 3339 can write no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

const DAY: i64 = 86_400_000_000;

impl Timestamp {
    /// Go's zero time, `0001-01-01T00:00:00Z`, which the wire uses for "never".
    pub const ZERO: Self = Self(-62_135_596_800_000_000);

    const FIRST: Self = Self(-62_167_219_200_000_000);
    const LAST: Self = Self(253_402_300_799_999_999);

    /// From microseconds since the Unix epoch; outside the years 0000 to 9999, their first or last moment.
    pub const fn from_micros(micros: i64) -> Self {
        if micros < Self::FIRST.0 {
            Self::FIRST
        } else if micros > Self::LAST.0 {
            Self::LAST
        } else {
            Self(micros)
        }
    }

    /// Microseconds since the Unix epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This point less a duration.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self::from_micros(self.0.saturating_sub(micros_of(duration)))
    }

    /// Time from `earlier` to this point; zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Year, month, day, hour, minute, second.
    pub fn civil(self) -> (i64, u32, u32, u32, u32, u32) {
        let (days, in_day) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        let seconds = (in_day / 1_000_000) as u32;
        (year, month, day, seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Appends the RFC 3339 form to `out`.
    pub fn write_to(self, out: &mut Vec<u8>) {
        let (year, month, day, hour, minute, second) = self.civil();
        push_digits(out, year as u32, 4);
        for (sign, value) in [(b'-', month), (b'-', day), (b'T', hour), (b':', minute), (b':', second)] {
            out.push(sign);
            push_digits(out, value, 2);
        }
        let mut fraction = self.0.rem_euclid(1_000_000) as u32;
        if fraction != 0 {
            let mut digits = 6;
            while fraction.is_multiple_of(10) {
                fraction /= 10;
                digits -= 1;
            }
            out.push(b'.');
            push_digits(out, fraction, digits);
        }
        out.push(b'Z');
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self::from_micros(self.0.saturating_add(micros_of(duration)))
    }
}

fn micros_of(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

fn push_digits(out: &mut Vec<u8>, value: u32, width: u32) {
    for place in (0..width).rev() {
        out.push(b'0' + (value / 10u32.pow(place) % 10) as u8);
    }
}

// Days to civil date and back, by Howard Hinnant's published algorithms for the Gregorian calendar.
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
    let month = (if mp < 10 { mp + 3 } else { mp - 9 }) as u32;
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let y = year - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = i64::from(if month > 2 { month - 3 } else { month + 9 });
    let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::with_capacity(27);
        self.write_to(&mut out);
        f.write_str(std::str::from_utf8(&out).map_err(|_| fmt::Error)?)
    }
}

/// The text is not an RFC 3339 time, or one outside the years 0000 to 9999 in UTC.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidTimestamp;

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a time like 2026-01-02T03:04:05Z (RFC 3339)")
    }
}

impl std::error::Error for InvalidTimestamp {}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        parse(text.as_bytes()).ok_or(InvalidTimestamp)
    }
}

fn parse(text: &[u8]) -> Option<Timestamp> {
    let number = |from: usize, len: usize| -> Option<u32> {
        text.get(from..from + len)?.iter().try_fold(0u32, |sum, c| c.is_ascii_digit().then(|| sum * 10 + u32::from(c - b'0')))
    };
    let sign = |at: usize, any: &[u8]| text.get(at).filter(|c| any.contains(c)).map(|_| ());
    sign(4, b"-")?;
    sign(7, b"-")?;
    sign(10, b"Tt")?;
    sign(13, b":")?;
    sign(16, b":")?;
    let (year, month, day) = (i64::from(number(0, 4)?), number(5, 2)?, number(8, 2)?);
    let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
    if !(1..=12).contains(&month) || day == 0 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    if civil_from_days(days) != (year, month, day) {
        return None;
    }
    let mut at = 19;
    let mut micros = 0i64;
    if text.get(at) == Some(&b'.') {
        at += 1;
        let digits = text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        for place in 0..6 {
            micros = micros * 10 + if place < digits { i64::from(text[at + place] - b'0') } else { 0 };
        }
        at += digits;
    }
    let offset = match text.get(at)? {
        b'Z' | b'z' if text.len() == at + 1 => 0,
        direction @ (b'+' | b'-') if text.len() == at + 6 => {
            sign(at + 3, b":")?;
            let (hours, minutes) = (number(at + 1, 2)?, number(at + 4, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours * 3600 + minutes * 60);
            if *direction == b'+' { seconds } else { -seconds }
        }
        _ => return None,
    };
    let seconds = days * 86_400 + i64::from(hour * 3600 + minute * 60 + second) - offset;
    // An offset can lead out of the years that can be written.
    Some(Timestamp(seconds * 1_000_000 + micros)).filter(|time| (Timestamp::FIRST..=Timestamp::LAST).contains(time))
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
