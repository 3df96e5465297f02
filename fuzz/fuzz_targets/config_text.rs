//! Configuration files: any text is either a configuration or a list of problems that can be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame_config::{Sources, load};
use std::path::PathBuf;
use std::sync::LazyLock;

static FILE: LazyLock<PathBuf> = LazyLock::new(|| std::env::temp_dir().join(format!("selfsame-fuzz-{}.yml", std::process::id())));

fuzz_target!(|text: &[u8]| {
    std::fs::write(&*FILE, text).expect("the temporary folder can be written");
    let mut sources = Sources::new("base64://e30=");
    sources.files.push(FILE.clone());
    match load(&sources) {
        Ok(loaded) => drop(loaded),
        Err(problems) => assert!(!problems.to_string().is_empty()),
    }
});
