//! Where functions stand in the program that ships: those of `layout.txt` side by side.
//!
//! The kernel maps 64 KiB of a program around each page that is touched. Strewn over the program, the functions that a start
//! runs would cost four times their size in memory.

use std::fmt::Write;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=layout.txt");
    // This path is all by which Cargo tells a build script the profile.
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    let ships = out.components().any(|part| part.as_os_str() == "dist");
    let is_linux = std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|system| system == "linux");
    if ships && is_linux {
        let script = out.join("layout.ld");
        std::fs::write(&script, linker_script(&std::fs::read_to_string("layout.txt")?))?;
        println!("cargo::rustc-link-arg-bins=-T{}", script.display());
    }
    Ok(())
}

/// The groups one after another. A function has a section of its own, with a prefix if the compiler takes it for unlikely.
fn linker_script(names: &str) -> String {
    let mut script = "SECTIONS { .text.layout : {\n".to_owned();
    for group in names.split("\n\n") {
        script.push_str("*(");
        for name in group.lines().filter(|line| !line.starts_with('#')) {
            // Writing to a String cannot fail.
            let _ = writeln!(script, ".text.{name} .text.unlikely.{name}");
        }
        script.push_str(")\n");
    }
    script.push_str("} } INSERT BEFORE .text;\n");
    script
}
