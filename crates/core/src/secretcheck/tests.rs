use super::*;

fn standing(check: &SecretCheck, name: &str, secrets: &[&str]) -> Standing {
    check.judge(name, secrets.iter().map(|text| text.as_bytes()))
}

#[test]
fn a_check_knows_the_list_with_its_secret_wherever_that_stands() {
    let check = SecretCheck::of("cookie", b"old", [7; 16]);
    assert_eq!(standing(&check, "cookie", &["old"]), Standing::Same);
    assert_eq!(standing(&check, "cookie", &["new", "old"]), Standing::Rotated);
    assert_eq!(standing(&check, "cookie", &["new"]), Standing::Foreign);
    assert_eq!(standing(&check, "cookie", &[]), Standing::Foreign);
    assert_eq!(standing(&check, "cipher", &["old"]), Standing::Foreign, "lists are told apart");
}

#[test]
fn two_databases_with_one_secret_do_not_show_it() {
    let (one, other) = (SecretCheck::of("cookie", b"s", [1; 16]), SecretCheck::of("cookie", b"s", [2; 16]));
    assert_ne!(one.mac, other.mac);
}
