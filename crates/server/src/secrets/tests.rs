use super::*;
use rand::SeedableRng;
use selfsame_config::Sources;
use selfsame_testkit::TempFolder;

const COOKIE: &str = "a-cookie-secret-that-tests-use-only";
const CIPHER: &str = "a-cipher-secret-of-32-characters";

/// The configuration of a database in `folder` with these secrets.
fn config(folder: &Path, secrets: &[(&str, &str)]) -> Config {
    let dsn = format!("sqlite://{}", folder.join("data.db").display());
    let mut env = vec![("DSN".to_owned(), dsn)];
    env.extend(secrets.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let sources = Sources { env, ..Sources::new("base64://e30=") };
    selfsame_config::load(&sources).unwrap_or_else(|problems| panic!("{problems}")).config
}

fn secrets(config: &Config) -> Secrets {
    Secrets::of(config, &StandIns::of(config), &mut ChaCha20Rng::from_seed([2; 32])).expect("there are secrets")
}

#[test]
fn a_server_with_secrets_writes_none_and_page_tokens_have_keys_of_their_own() {
    let folder = TempFolder::new("secrets");
    let configured = secrets(&config(folder.path(), &[("SECRETS_COOKIE", COOKIE), ("SECRETS_CIPHER", CIPHER)]));
    assert_eq!(configured.pagination[0].expose(), COOKIE);
    assert!(std::fs::read_dir(folder.path()).expect("is there").next().is_none(), "nothing was written");
}

#[test]
fn only_what_is_missing_is_generated_beside_the_database_and_it_stays() {
    let folder = TempFolder::new("secrets");
    let file = folder.path().join(FILE_NAME);
    let with_cookie = config(folder.path(), &[("SECRETS_COOKIE", COOKIE)]);
    let rehearsed =
        Secrets::of(&with_cookie, &StandIns::rehearsed(&with_cookie), &mut ChaCha20Rng::from_seed([1; 32])).expect("there are secrets");
    assert!(rehearsed.cipher.len() == 1 && !file.exists(), "a look writes nothing");

    let first = secrets(&with_cookie);
    let text = std::fs::read_to_string(&file).expect("the cipher secret is kept");
    assert!(text.contains("cipher") && !text.contains("cookie") && !text.contains("pagination"), "{text}");
    let second = secrets(&config(folder.path(), &[]));
    assert_eq!(first.cipher, second.cipher, "what comes later is added");
    assert_eq!(second.cookie[0].expose(), secrets(&config(folder.path(), &[])).cookie[0].expose());
    assert_eq!(second.pagination[0].expose(), second.cookie[0].expose());
}
