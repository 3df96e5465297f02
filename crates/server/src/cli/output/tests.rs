use super::*;

#[test]
fn a_long_table_keeps_its_columns_apart_and_prints_no_empty_part() {
    let mut rows = LongTable::begin(["ID", "STATE"]);
    let mut parts = Vec::new();
    for number in 0..2000 {
        parts.extend(rows.add([format!("n{number}"), "active".to_owned()]));
    }
    assert_eq!(rows.rest(), None, "nothing is left");
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].lines().count(), 1001);
    assert_eq!(parts[1].lines().count(), 1000);
    assert!(parts[0].starts_with("ID    STATE\nn0    active\n"), "{}", &parts[0][..40]);
    assert!(parts[1].starts_with("n1000  active\n"), "{}", &parts[1][..40]);
}
