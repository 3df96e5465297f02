use super::{mask_user_info, show};
use crate::load::{Sources, load};

#[test]
fn secrets_are_masked_wherever_they_stand() {
    let directory = std::env::temp_dir().join(format!("selfsame-config-show-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("a.yml");
    std::fs::write(
        &file,
        "dsn: memory
identity: {schemas: [{id: default, url: 'https://u:hidden@host/s.json'}]}
selfservice:
  default_browser_return_url: /
  methods: {oidc: {config: {providers: [{id: a, provider: generic, client_id: seen, client_secret: hidden, mapper_url: 'x:y'}]}}}
  flows: {login: {after: {hooks: [{hook: web_hook, config: {url: 'http://x', method: GET, headers: {Authorization: hidden}, auth: {type: basic_auth, config: {user: seen, password: hidden}}}}]}}}
secrets: {cookie: [hiddenhiddenhidden], cipher: [hiddenhiddenhiddenhiddenhiddenhi]}
ciphers: {my_secret_zzz: hidden}
courier: {smtp: {connection_uri: 'smtp://u:hidden@h:1/'}, http: {request_config: {url: 'http://x', auth: {type: api_key, config: {name: n, value: hidden, in: header}}}}}
oauth2_provider: {headers: {X: hidden}}
session: {whoami: {tokenizer: {templates: {t: {jwks_url: 'base64://hidden'}}}}}
",
    )
    .unwrap();
    let loaded = load(&Sources { files: vec![file], dev: true, ..Sources::new("base64://e30=") });
    std::fs::remove_dir_all(&directory).unwrap();
    let text = show(&loaded.unwrap_or_else(|problems| panic!("{problems}")).config).to_string();
    assert!(!text.contains("hidden"), "{text}");
    assert!(
        text.contains("\"client_id\":\"seen\"") && text.contains("\"user\":\"seen\"") && text.contains("https://***@host/s.json"),
        "{text}"
    );
}

#[test]
fn only_user_and_password_leave_a_url() {
    assert_eq!(mask_user_info("postgres://u:p@h:5432/db?x=a@b"), "postgres://***@h:5432/db?x=a@b");
    assert_eq!(mask_user_info("http://h/a@b"), "http://h/a@b");
    assert_eq!(mask_user_info("text"), "text");
}
