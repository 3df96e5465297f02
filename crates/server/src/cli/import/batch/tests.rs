use super::{Batch, Content, Limits, gather, request_body};
use crate::cli::import::progress_file::Earlier;
use crate::cli::import::rows::{InputError, Rows};

fn batches(input: &str, limits: Limits, earlier: &Earlier) -> Vec<Batch> {
    let mut found = Vec::new();
    let outcome = gather(&mut Rows::new(input.as_bytes()), limits, earlier, |batch| {
        found.push(batch);
        true
    });
    assert!(outcome.is_ok(), "{outcome:?}");
    found
}

fn bounds(batches: &[Batch]) -> Vec<(u64, u64)> {
    batches.iter().map(|batch| (batch.first, batch.last)).collect()
}

fn lines(count: usize, row: &str) -> String {
    format!("{row}\n").repeat(count)
}

const HASHED: &str = r#"{"traits":{},"credentials":{"password":{"config":{"hashed_password":"$2a$…"}}}}"#;
const PLAIN: &str = r#"{"traits":{},"credentials":{"password":{"config":{"password":"a secret"}}}}"#;

#[test]
fn a_batch_is_full_at_its_number_of_rows() {
    let found = batches(&lines(2500, HASHED), Limits::default(), &Earlier::default());
    assert_eq!(bounds(&found), [(1, 1000), (1001, 2000), (2001, 2500)]);
}

#[test]
fn rows_with_clear_passwords_fill_a_batch_sooner() {
    let wrapped = format!(r#"{{"create":{PLAIN}}}"#);
    let found = batches(&(lines(250, PLAIN) + &lines(250, &wrapped)), Limits::default(), &Earlier::default());
    assert_eq!(bounds(&found), [(1, 200), (201, 400), (401, 500)]);
    let empty = PLAIN.replace("a secret", "");
    assert_eq!(batches(&lines(500, &empty), Limits::default(), &Earlier::default()).len(), 1);
}

#[test]
fn a_batch_is_full_at_its_number_of_bytes() {
    let limits = Limits { bytes: 3 * (HASHED.len() + 12), ..Limits::default() };
    assert_eq!(bounds(&batches(&lines(7, HASHED), limits, &Earlier::default())), [(1, 3), (4, 6), (7, 7)]);
    // A row that alone is too long is still sent: the server says so.
    assert_eq!(batches(&lines(2, HASHED), Limits { bytes: 1, ..limits }, &Earlier::default()).len(), 2);
}

#[test]
fn rows_that_are_done_are_passed_over_and_part_batches() {
    let mut earlier = Earlier::default();
    earlier.done.add(1, 3);
    earlier.done.add(6, 6);
    earlier.sent.add(1, 5);
    let found = batches(&lines(8, HASHED), Limits::default(), &earlier);
    assert_eq!(bounds(&found), [(4, 5), (7, 8)]);
    assert!(found[0].entries.iter().all(|entry| entry.was_sent));
    assert!(found[1].entries.iter().all(|entry| !entry.was_sent));
}

#[test]
fn rows_before_a_broken_place_are_given_before_the_error() {
    let mut found = 0;
    let outcome = gather(&mut Rows::new(&b"[{},{},{"[..]), Limits::default(), &Earlier::default(), |batch| {
        found += batch.entries.len();
        true
    });
    assert!(outcome.is_err());
    assert_eq!(found, 2);
}

#[test]
fn the_request_holds_the_rows_as_they_were() {
    let row = |text: &str| Content::read(text.as_bytes().to_vec()).expect("a row");
    let rows = [row("{\"traits\": {\"n\": 1.0}}"), row("{\"patch_id\":null,\"create\":{\"traits\":{}}}")];
    let body = String::from_utf8(request_body(rows.iter())).expect("UTF-8");
    assert_eq!(body, "{\"identities\":[{\"create\":{\"traits\": {\"n\": 1.0}}},{\"patch_id\":null,\"create\":{\"traits\":{}}}]}");
    assert_eq!(rows[1].create_body().expect("a body").as_ref(), b"{\"traits\":{}}");
}

#[test]
fn what_is_no_object_is_no_row() {
    let problem = |text: &[u8]| Content::read(text.to_vec()).err().unwrap_or_default();
    for text in ["5", "null", "\"x\"", "[]"] {
        assert!(problem(text.as_bytes()).contains("no object"), "{text}");
    }
    for text in ["{", "{\"a\" 1}", "{} {}", "x"] {
        assert!(problem(text.as_bytes()).contains("not JSON"), "{text}");
    }
    assert!(problem(b"{\"a\":\"\xff\"}").contains("not JSON"));
    // Members of another shape than ours are the server's to judge.
    assert!(Content::read(b"{\"credentials\": 5, \"create\": 7}".to_vec()).is_ok());
}

#[test]
fn rows_that_are_passed_over_must_be_those_that_were() {
    let limits = Limits { rows: 2, ..Limits::default() };
    let input = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n{\"a\":5}\n";
    let first = batches(input, limits, &Earlier::default());
    let mut earlier = Earlier::default();
    earlier.done.add(1, 4);
    earlier.read = first.iter().map(|batch| (batch.last, batch.digest.clone())).collect();
    let again = batches(input, limits, &earlier);
    assert_eq!((bounds(&again), &again[0].digest), (vec![(5, 5)], &first[2].digest));

    let changed = input.replace('2', "7");
    let mut taken = 0;
    let outcome = gather(&mut Rows::new(changed.as_bytes()), limits, &earlier, |_| {
        taken += 1;
        true
    });
    assert!(matches!(outcome, Err(InputError::Changed { row: 2, line: 2 })), "{outcome:?}");
    assert_eq!(taken, 0, "nothing of it is sent");
}
