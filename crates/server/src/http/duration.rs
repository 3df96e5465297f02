//! Durations as Go writes them: `1h30m`, `-1.5h`, `250ms`.

/// A signed number of nanoseconds; `None` if the text is no such duration or too long.
pub fn parse(text: &str) -> Option<i64> {
    let (sign, mut rest) = match text.as_bytes().first()? {
        b'-' => (-1.0, &text[1..]),
        b'+' => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    if rest == "0" {
        return Some(0);
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let number_end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, tail) = rest.split_at(number_end);
        let unit_end = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_end);
        if !number.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        total += number.parse::<f64>().ok()? * nanoseconds(unit)?;
        rest = tail;
    }
    let empty = text.len() == usize::from(text.starts_with(['-', '+']));
    (!empty && total < i64::MAX as f64).then_some((sign * total) as i64)
}

fn nanoseconds(unit: &str) -> Option<f64> {
    match unit {
        "ns" => Some(1.0),
        "us" | "\u{b5}s" | "\u{3bc}s" => Some(1e3),
        "ms" => Some(1e6),
        "s" => Some(1e9),
        "m" => Some(60e9),
        "h" => Some(3600e9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-+]?[0-9.]{0,30}[a-zµ ]{0,3}.*") {
            parse(&text);
        }

        #[test]
        fn whole_seconds_come_back(seconds in 0_i64..4_000_000_000) {
            prop_assert_eq!(parse(&format!("{seconds}s")), Some(seconds * 1_000_000_000));
        }
    }

    #[test]
    fn go_durations() {
        let second = 1_000_000_000;
        for (text, expected) in [
            ("1h", Some(3600 * second)),
            ("1h30m", Some(5400 * second)),
            ("90s", Some(90 * second)),
            ("-1h", Some(-3600 * second)),
            ("+1.5s", Some(3 * second / 2)),
            (".5s", Some(second / 2)),
            ("1.s", Some(second)),
            ("2µs", Some(2000)),
            ("0", Some(0)),
            ("0s", Some(0)),
            ("-0", Some(0)),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
        for text in ["", "-", "5", "soon", "1d", "1h30", ".s", "1..5s", "h", "1 h", "9999999h", "1H"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
