use super::{InputError, LONGEST_ROW, Row, Rows};
use std::io::BufReader;

/// The line of a row, and its text or what is wrong with it.
type Found = (u64, Result<String, String>);

/// All rows with their line, and the error at the end if there is one; read in chunks of `capacity` bytes.
fn split(input: &[u8], capacity: usize) -> (Vec<Found>, Option<InputError>) {
    let mut rows = Rows::new(BufReader::with_capacity(capacity, input));
    let mut found = Vec::new();
    loop {
        match rows.next_row() {
            Ok(Some(Row { number, line, content })) => {
                found.push((line, content.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())));
                assert_eq!(number, found.len() as u64);
            }
            Ok(None) => {
                assert_eq!(rows.offset(), input.len() as u64);
                return (found, None);
            }
            Err(error) => return (found, Some(error)),
        }
    }
}

/// The texts of all rows, the same whatever the size of the chunks.
fn texts(input: &str) -> Vec<String> {
    let whole = split(input.as_bytes(), 1 << 16);
    assert!(whole.1.is_none(), "{:?}", whole.1);
    for capacity in [1, 2, 3, 7] {
        assert_eq!(split(input.as_bytes(), capacity).0, whole.0, "chunks of {capacity}");
    }
    whole.0.into_iter().map(|(_, text)| text.expect("a row")).collect()
}

fn failure(input: &str) -> (usize, String) {
    let (rows, error) = split(input.as_bytes(), 5);
    (rows.len(), error.expect("an error").to_string())
}

#[test]
fn nothing_has_no_rows() {
    for empty in ["", "  \n\n ", "\u{feff}", "[]", " [ \n ] \n"] {
        assert_eq!(texts(empty), [""; 0], "{empty:?}");
    }
}

#[test]
fn an_array_is_split_at_its_commas() {
    let input = "\u{feff}[\n {\"a\": \"],}{[\\\"\"},\n{\"b\": [1, {\"c\": 2}]} , 5,null,\"x,y\" ]\n";
    assert_eq!(texts(input), ["{\"a\": \"],}{[\\\"\"}", "{\"b\": [1, {\"c\": 2}]}", "5", "null", "\"x,y\""]);
}

#[test]
fn lines_are_rows_and_blank_lines_are_none() {
    let input = "{\"a\":1}\r\n\n   \n{\"b\":2}  \n{\"c\":3}";
    assert_eq!(texts(input), ["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]);
    let lines: Vec<u64> = split(input.as_bytes(), 4).0.into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 4, 5]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_row() {
    assert_eq!(texts("\u{feff}{\"a\":1}\n{\"b\":2}\n"), ["{\"a\":1}", "{\"b\":2}"]);
}

#[test]
fn a_broken_line_is_one_row_and_the_next_is_fine() {
    assert_eq!(texts("{\"a\":1}\n{\"b\":\n{\"c\":3}\n"), ["{\"a\":1}", "{\"b\":", "{\"c\":3}"]);
    assert_eq!(texts("{\"a\" 1}\n{\"b\":2}\n"), ["{\"a\" 1}", "{\"b\":2}"]);
}

#[test]
fn values_may_span_lines() {
    let input = "{\n  \"a\": {\n    \"b\": \"}\"\n  }\n}\n{\n  \"c\": 1\n}\n";
    let found = split(input.as_bytes(), 3).0;
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 6]);
    assert_eq!(texts(input), ["{\n  \"a\": {\n    \"b\": \"}\"\n  }\n}", "{\n  \"c\": 1\n}"]);
}

#[test]
fn a_truncated_array_gives_its_whole_rows_and_says_so() {
    let (rows, error) = failure("[{\"a\":1},{\"b\":2},{\"c\":");
    assert_eq!(rows, 2);
    assert!(error.contains("row 3") && error.contains("cut off"), "{error}");
    let (rows, error) = failure("[{\"a\":1}");
    assert_eq!((rows, error.contains("cut off after row 1")), (1, true), "{error}");
    let (rows, error) = failure("[{\"a\":1},");
    assert_eq!((rows, error.contains("cut off")), (1, true), "{error}");
}

#[test]
fn a_truncated_last_line_is_a_row_of_its_own() {
    assert_eq!(texts("{\"a\":1}\n{\"b\":"), ["{\"a\":1}", "{\"b\":"]);
    assert_eq!(texts("{\"b\":"), ["{\"b\":"]);
}

#[test]
fn structure_that_is_none_ends_the_input() {
    assert!(failure("[{\"a\":1} {\"b\":2}]").1.contains("comma"));
    assert!(failure("[{\"a\":1},]").1.contains("comma"));
    assert!(failure("[{\"a\":1}] x").1.contains("after the end"));
    assert!(failure("[,1]").1.contains("expected a row"));
    let (_, error) = split(&[0xff, 0xfe, b'[', 0], 8);
    assert!(error.is_some_and(|error| error.to_string().contains("UTF-16")));
}

#[test]
fn a_huge_row_is_passed_over_and_its_neighbours_are_not() {
    let huge = format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST_ROW));
    for input in [format!("[{{\"b\":1}},{huge},{{\"c\":2}}]"), format!("{{\"b\":1}}\n{huge}\n{{\"c\":2}}\n")] {
        let (rows, error) = split(input.as_bytes(), 1 << 16);
        assert!(error.is_none());
        assert_eq!(rows.len(), 3);
        assert!(rows[1].1.as_ref().is_err_and(|problem| problem.contains("bytes")));
        assert_eq!(rows[2].1.as_deref(), Ok("{\"c\":2}"));
    }
}

#[test]
fn after_the_end_there_is_nothing_more() {
    let mut rows = Rows::new(&b"[1] x"[..]);
    assert!(rows.next_row().is_ok_and(|row| row.is_some()));
    assert!(rows.next_row().is_err());
    assert!(rows.next_row().is_ok_and(|row| row.is_none()));
}

proptest::proptest! {
    #[test]
    fn splitting_never_panics_and_does_not_depend_on_chunks(input in proptest::collection::vec(proptest::sample::select(b"{}[],\"\\:1a \n\xef\xbb\xbf".to_vec()), 0..40), capacity in 1_usize..9) {
        let (small, whole) = (split(&input, capacity), split(&input, 1 << 16));
        proptest::prop_assert_eq!(small.0, whole.0);
        proptest::prop_assert_eq!(small.1.map(|error| error.to_string()), whole.1.map(|error| error.to_string()));
    }
}
