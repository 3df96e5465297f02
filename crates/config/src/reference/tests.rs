use super::reference_markdown;

#[test]
fn the_committed_documentation_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let advice = "run: cargo run --release -p selfsame-config --example reference > docs/configuration.md";
    assert!(committed == reference_markdown(), "docs/configuration.md is out of date; {advice}");
}
