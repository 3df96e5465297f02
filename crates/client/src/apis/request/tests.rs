use super::*;

const RETRY: Retry = Retry { attempts: 4, first_wait: Duration::from_millis(100), longest_wait: Duration::from_secs(1) };

#[test]
fn waits_double_up_to_the_longest_one() {
    let waits: Vec<_> = (1..=4).map(|attempt| wait_before_next(&Retry { attempts: 9, ..RETRY }, attempt, None, u32::MAX)).collect();
    assert_eq!(waits, [100, 200, 400, 800].map(|ms| Some(Duration::from_millis(ms))));
    assert_eq!(wait_before_next(&Retry { attempts: 99, ..RETRY }, 50, None, u32::MAX), Some(RETRY.longest_wait));
}

#[test]
fn chance_takes_off_at_most_half() {
    assert_eq!(wait_before_next(&RETRY, 1, None, 0), Some(Duration::from_millis(50)));
}

#[test]
fn the_last_attempt_is_not_followed_by_another() {
    assert_eq!(wait_before_next(&RETRY, 4, None, 0), None);
    assert_eq!(wait_before_next(&RETRY, 4, Some(Duration::ZERO), 0), None);
}

#[test]
fn retry_after_is_kept_to_the_letter_or_ends_the_call() {
    assert_eq!(wait_before_next(&RETRY, 1, Some(Duration::from_secs(1)), 0), Some(Duration::from_secs(1)));
    assert_eq!(wait_before_next(&RETRY, 1, Some(Duration::from_secs(2)), 0), None);
}

#[test]
fn a_segment_is_one_segment_whatever_it_holds() {
    assert_eq!(segment("a/b c?ä:"), "a%2Fb%20c%3F%C3%A4%3A");
}

#[test]
fn a_path_that_would_collapse_is_refused() {
    for id in ["", ".", ".."] {
        let refusal = keep_to_one_place(&format!("/admin/identities/{}/sessions?page_size=1", segment(id))).unwrap_err();
        assert!(refusal.to_string().starts_with(&format!("{id:?} cannot be part of the path")), "{refusal}");
    }
    assert!(keep_to_one_place("/admin/identities/%2E%2e").is_err());
    assert!(keep_to_one_place("/admin/identities/").is_err());
    for path in ["/admin/identities/...?a=../b", "/.well-known/ory/webauthn.js", "/schemas/%252e%252e"] {
        assert!(keep_to_one_place(path).is_ok(), "{path}");
    }
}
