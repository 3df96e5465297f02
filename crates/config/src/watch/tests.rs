use std::fs;
use std::path::PathBuf;

use super::{file_of, fingerprint, reload, watched_files};
use crate::load::{Sources, load};

const TEXT: &str = "dsn: memory
selfservice: {default_browser_return_url: /}
identity: {schemas: [{id: default, url: file://./person.json}, {id: b, url: base64://e30=}]}
";

#[test]
fn a_reload_takes_what_is_valid_and_keeps_the_old_otherwise() {
    let directory = std::env::temp_dir().join(format!("selfsame-config-watch-{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    let file = directory.join("a.yml");
    fs::write(&file, TEXT).unwrap();
    let sources = Sources { files: vec![file.clone()], ..Sources::new("base64://e30=") };
    let old = load(&sources).unwrap_or_else(|problems| panic!("{problems}")).config;
    assert_eq!(watched_files(&sources, &old), [file.clone(), PathBuf::from("./person.json")]);

    let before = fingerprint(watched_files(&sources, &old));
    assert_eq!(before, fingerprint(watched_files(&sources, &old)));
    fs::write(&file, format!("{TEXT}session: {{lifespan: 1h}}\nserve: {{public: {{port: 5000}}}}\n")).unwrap();
    assert_ne!(before, fingerprint(watched_files(&sources, &old)));
    let new = reload(&old, &sources).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(new.config.session.lifespan.as_secs(), 3600);
    assert_eq!(new.needs_restart, ["serve.public.port"]);

    fs::write(&file, "nonsense: [").unwrap();
    assert!(reload(&old, &sources).is_err());
    fs::remove_dir_all(&directory).unwrap();
    assert_ne!(before, fingerprint(watched_files(&sources, &old)));
    assert!(reload(&old, &sources).is_err());
}

#[test]
fn only_file_sources_name_a_file() {
    assert_eq!(file_of("file:///a/b.json"), Some(PathBuf::from("/a/b.json")));
    assert_eq!(file_of("https://a/b.json"), None);
}
