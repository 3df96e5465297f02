//! The README's tour, line for line, against the real binary as its first command starts it.

use selfsame_testkit::{TempFolder, TestServer};
use std::process::Command;

#[test]
fn the_tour_of_the_readme_works_as_it_stands() {
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).without_config().start();
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).expect("README.md is there");
    let tour = block_after(&readme, "<!-- tour -->")
        .replace("127.0.0.1:4433", &format!("127.0.0.1:{}", server.public_port))
        .replace("127.0.0.1:4434", &format!("127.0.0.1:{}", server.admin_port));
    let folder = TempFolder::new("tour");
    let run = Command::new("bash").args(["-euo", "pipefail", "-c", &tour]).current_dir(folder.path()).output().expect("bash is there");
    let (output, complaints) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "the tour (it needs curl and sed) ended with {}:\n{output}\n{complaints}\n{}", run.status, server.log());
    for shown in ["\"ada@example.org\"", "\"Lovelace\"", "\"active\":true", "\"authenticator_assurance_level\":\"aal1\"", "\"King\""] {
        assert!(output.contains(shown), "{shown} is not shown:\n{output}");
    }
    assert!(output.trim_end().ends_with("401"), "the sessions are over:\n{output}");
}

/// The first fenced block after `marker`.
fn block_after<'a>(text: &'a str, marker: &str) -> &'a str {
    let rest = text.split_once(marker).unwrap_or_else(|| panic!("README.md has no {marker}")).1;
    let block = rest.split_once("```sh\n").expect("a block of shell follows").1;
    block.split_once("\n```").expect("the block ends").0
}
