use std::fs;
use std::path::PathBuf;

use super::{Watched, file_of, reload, watched_files};
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

    let mut watched = Watched::default();
    watched.watch(watched_files(&sources, &old));
    assert!(watched.changed().is_empty());
    fs::write(&file, format!("{TEXT}session: {{lifespan: 1h}}\nserve: {{public: {{port: 5000}}}}\n")).unwrap();
    assert_eq!(watched.changed(), std::slice::from_ref(&file));
    assert!(watched.changed().is_empty());
    let new = reload(&old, &sources).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(new.config.session.lifespan.as_secs(), 3600);
    assert_eq!(new.needs_restart, ["serve.public.port"]);

    fs::write(&file, "nonsense: [").unwrap();
    assert!(reload(&old, &sources).is_err());
    fs::remove_dir_all(&directory).unwrap();
    assert_eq!(watched.changed(), [file]);
    assert!(reload(&old, &sources).is_err());
}

#[test]
fn another_list_of_files_is_no_change_of_those_on_both() {
    let directory = std::env::temp_dir().join(format!("selfsame-config-watched-{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    let [kept, gone, new] = ["kept", "gone", "new"].map(|name| directory.join(name));
    fs::write(&kept, "1").unwrap();
    fs::write(&new, "1").unwrap();
    let mut watched = Watched::default();
    watched.watch([kept.clone(), gone.clone()]);
    watched.watch([kept.clone(), new.clone()]);
    assert!(watched.changed().is_empty());
    fs::write(&gone, "1").unwrap();
    fs::write(&kept, "12").unwrap();
    watched.watch([new.clone(), kept.clone(), kept.clone()]);
    fs::remove_file(&new).unwrap();
    assert_eq!(watched.changed(), [kept, new], "what changed unseen is still a change");
    fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn only_file_sources_name_a_file() {
    assert_eq!(file_of("file:///a/b.json"), Some(PathBuf::from("/a/b.json")));
    assert_eq!(file_of("https://a/b.json"), None);
}
