use super::{Origin, ProgressFile, Ranges};
use selfsame_testkit::TempFolder;

fn origin() -> Origin {
    Origin { input: "people.ndjson".to_owned(), bytes: 5, head: "abc".to_owned(), endpoint: "http://127.0.0.1:4434".to_owned() }
}

#[test]
fn ranges_grow_together() {
    let mut ranges = Ranges::default();
    for (first, last) in [(10, 19), (1, 5), (30, 39), (20, 29), (6, 9), (100, 100), (50, 110), (52, 60)] {
        ranges.add(first, last);
    }
    assert_eq!(ranges.iter().collect::<Vec<_>>(), [(1, 39), (50, 110)]);
    assert_eq!(ranges.count(), 39 + 61);
    for (number, is_in) in [(0, false), (1, true), (39, true), (40, false), (49, false), (50, true), (110, true), (111, false)] {
        assert_eq!(ranges.contains(number), is_in, "{number}");
    }
}

#[test]
fn what_was_noted_is_read_back_and_a_cut_off_line_is_nothing() {
    let folder = TempFolder::new("progress");
    let path = folder.path().join("p");
    let (mut notes, earlier) = ProgressFile::open(&path, &origin()).expect("opens");
    assert_eq!(earlier.done, Ranges::default());
    notes.sent(1, 1000, "d1".to_owned()).expect("is written");
    notes.sent(1001, 2000, "d2".to_owned()).expect("is written");
    notes.done(1, 1000).expect("is written");
    drop(notes);
    let text = std::fs::read_to_string(&path).expect("is there");
    std::fs::write(&path, text + "{\"done\":[1001,20").expect("is written");
    for _ in 0..2 {
        let moved = Origin { input: "elsewhere/people.ndjson".to_owned(), ..origin() };
        let (_, earlier) = ProgressFile::open(&path, &moved).expect("opens");
        assert_eq!(earlier.done.iter().collect::<Vec<_>>(), [(1, 1000)]);
        assert_eq!(earlier.sent.iter().collect::<Vec<_>>(), [(1, 2000)]);
        assert_eq!(earlier.read.values().collect::<Vec<_>>(), ["d1", "d2"]);
    }
}

#[test]
fn notes_about_something_else_are_refused() {
    let folder = TempFolder::new("progress");
    let path = folder.path().join("p");
    drop(ProgressFile::open(&path, &origin()).expect("opens"));
    let refusal = |other: &Origin| ProgressFile::open(&path, other).err().map(|failure| failure.to_string()).unwrap_or_default();
    assert!(refusal(&Origin { bytes: 6, ..origin() }).contains("another input"));
    assert!(refusal(&Origin { endpoint: "http://other".to_owned(), ..origin() }).contains("http://127.0.0.1:4434"));
    std::fs::write(&path, "{\"traits\":{}}\n").expect("is written");
    assert!(refusal(&origin()).contains("no progress file"));
}
