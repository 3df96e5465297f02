use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;

use super::{Loaded, Sources, compose};
use crate::model::{HashAlgorithm, Hook, LoginStyle, RequiredAal};
use crate::problem::Problems;
use crate::{Dsn, show};

/// What the reference needs at least.
const MINIMAL: &str = "dsn: memory
selfservice: {default_browser_return_url: http://127.0.0.1:4455/}
identity: {schemas: [{id: default, url: file:///schema.json}]}
";

const CONFORMANCE_BASE: &str = include_str!("../../tests/fixtures/all-methods.yml");

fn sources() -> Sources {
    Sources { files: vec![PathBuf::from("a.yml")], ..Sources::new("base64://e30=") }
}

fn load_over(base: &str, upper: &str, sources: &Sources) -> Result<Loaded, Problems> {
    compose(&[(Path::new("base.yml"), base.to_owned()), (Path::new("a.yml"), upper.to_owned())], sources)
}

fn accepts(upper: &str) -> Loaded {
    load_over(MINIMAL, upper, &Sources { dev: true, ..sources() }).unwrap_or_else(|problems| panic!("{upper}\n{problems}"))
}

fn refuses(upper: &str) -> String {
    match load_over(MINIMAL, upper, &Sources { dev: true, ..sources() }) {
        Ok(_) => panic!("accepted: {upper}"),
        Err(problems) => problems.to_string(),
    }
}

fn with_env(variables: &[(&str, &str)]) -> Sources {
    Sources { env: variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(), ..sources() }
}

#[test]
fn a_minimal_file_has_the_references_defaults() {
    let config = load_over(MINIMAL, "", &sources()).unwrap().config;
    assert_eq!(config.dsn, Dsn::Memory);
    assert!(!config.dev && !config.is_zero_config);
    assert_eq!((config.serve.public.listener.host.as_str(), config.serve.public.listener.port), ("0.0.0.0", 4433));
    assert_eq!((config.serve.admin.listener.host.as_str(), config.serve.admin.listener.port), ("127.0.0.1", 4434));
    assert_eq!(config.serve.public.listener.base_url, "https://localhost:4433/");
    assert_eq!(config.session.lifespan, Duration::from_hours(24));
    assert_eq!(config.session.extendable_below(), config.session.lifespan);
    assert_eq!(config.session.whoami.required_aal, RequiredAal::HighestAvailable);
    assert_eq!(config.hashers.algorithm, HashAlgorithm::Bcrypt);
    assert_eq!(config.hashers.argon2.memory_kib(), 131072);
    assert!(config.cookies_secure() && config.session_cookie_secure());
    assert!(config.secrets.cookie.is_none() && config.secrets.cookie_or_default().is_none());
    assert_eq!(config.selfservice.flows.login.style, LoginStyle::Unified);
    assert!(!config.selfservice.flows.recovery.enabled);
    assert_eq!(config.revision.len(), 64);
}

#[test]
fn the_built_in_set_up_needs_no_file() {
    let loaded = compose(&[], &Sources::new("base64://e30=")).unwrap();
    assert_eq!(loaded.warnings, []);
    let config = loaded.config;
    assert!(config.is_zero_config && config.dev);
    assert!(config.serve.public.listener.is_loopback() && config.serve.admin.listener.is_loopback());
    assert_eq!(config.serve.public.listener.base_url, "http://localhost:4433");
    assert_eq!(config.serve.public.listener.url_of("/sessions"), "http://localhost:4433/sessions");
    assert_eq!(config.dsn.path(), Some(Path::new("selfsame-data/selfsame.db")));
    assert_eq!((config.identity.default_schema_id.as_str(), config.identity.schemas[0].url.as_str()), ("person", "base64://e30="));
    assert!(!config.cookies_secure());
    let party = config.selfservice.methods.passkey.config.rp.clone().unwrap();
    assert_eq!((party.id.as_str(), party.origins("")), ("localhost", vec!["http://localhost:4433".to_owned()]));
    assert!(config.selfservice.flows.recovery.enabled && config.selfservice.methods.totp.enabled);
    assert!(matches!(config.selfservice.flows.registration.after.hooks_of("password"), [Hook::Session]));
}

#[test]
fn the_built_in_set_up_follows_the_environment() {
    let sources = Sources {
        files: Vec::new(),
        data_dir: Some(PathBuf::from("/data/x?")),
        ..with_env(&[
            ("SERVE_PUBLIC_BASE_URL", "https://id.example/"),
            ("SERVE_PUBLIC_HOST", "0.0.0.0"),
            ("IDENTITY_SCHEMAS_0_ID", "default"),
            ("IDENTITY_SCHEMAS_0_URL", "file:///s.json"),
        ])
    };
    let config = compose(&[], &sources).unwrap().config;
    assert!(!config.dev && config.cookies_secure());
    assert_eq!(config.dsn.path(), Some(Path::new("/data/x?/selfsame.db")));
    assert_eq!(config.selfservice.methods.passkey.config.rp.unwrap().id, "id.example");
    assert_eq!((config.identity.schemas.len(), config.identity.default_schema_id.as_str()), (1, "default"));
}

#[test]
fn files_merge_and_lists_are_replaced() {
    let config = accepts("identity: {schemas: [{id: b, url: base64://e30=}], default_schema_id: b}\nsession: {cookie: {path: /x}}").config;
    assert_eq!(config.identity.schemas.len(), 1);
    assert_eq!(config.session_cookie_path(), "/x");
}

#[test]
fn every_problem_is_reported_with_place_expectation_type_and_guess() {
    let text = refuses(
        "serve:
  public: {prot: 4433}
  admin: {port: \"4434\"}
selfservice:
  flows:
    login:
      lifespan: 1.5h
      after: {hooks: [{hook: sesion}]}
log: {level: warn}
session: {cookie: {secure: true, persistent: yes}}
secrets: {cookie: [topsecret, topsecrettopsecret]}
foo: 1
",
    );
    for expected in [
        "a.yml:2:12: serve.public.prot: there is no such key (did you mean `port`?)",
        "a.yml:3:17: serve.admin.port: expected a whole number from 1 to 65535, found a string (leave the quotation marks out)",
        "a.yml:7:17: selfservice.flows.login.lifespan: expected a duration such as `30s` or `1h30m`, found a string that is none",
        "a.yml:8:30: selfservice.flows.login.after.hooks.0.hook: `sesion` cannot stand here; expected one of `web_hook`, ",
        "a.yml:9:14: log.level: expected one of `trace`, `debug`, `info`, `warning`, `error`, `fatal`, `panic`, found another string (did you mean `warning`?)",
        "a.yml:10:28: session.cookie.secure: expected a string, found a boolean (put it in quotation marks)",
        "a.yml:10:46: session.cookie.persistent: expected true or false, found a string (did you mean `true`?)",
        "a.yml:11:20: secrets.cookie.0: expected a string of at least 16 characters, found one of 9",
        "a.yml:12:1: foo: there is no such key",
    ] {
        assert!(text.contains(expected), "missing: {expected}\nin:\n{text}");
    }
    assert!(!text.contains("topsecret"), "{text}");
}

#[test]
fn what_the_reference_accepts_is_accepted() {
    for upper in [
        "session: {lifespan: 0s}",
        "session: {lifespan: 1h30m}",
        "serve: {public: {base_url: /relative}}",
        "serve: {public: {host: unix:/tmp/s.sock, socket: {mode: 0600}}}",
        "serve: {public: {cors: {enabled: true, allowed_origins: []}}}",
        "serve: {public: {cors: {allowed_origins: ['*', 'https://*.example.com']}}}",
        "ciphers: {whatever: 1}",
        "clients: {http: {zzz: 1}}",
        "selfservice: {methods: {code: {config: {zzz: 1}}}}",
        "session: {whoami: {tokenizer: {templates: {a.b: {jwks_url: 'file:///k', zzz: 1}}}}}",
        "selfservice: {flows: {login: {after: {hooks: []}}}}",
        "selfservice: {flows: {login: {after: {password: {hooks: [{hook: b2b_sso, config: {x: 1}}]}}}}}",
        "selfservice: {flows: {login: {before: {hooks: [{hook: web_hook, config: {url: 'foo:bar', method: pOsT, body: file.jsonnet, can_interrupt: true}}]}}}}",
        "selfservice: {methods: {password: {config: {migrate_hook: {enabled: true}}}}}",
        "selfservice: {methods: {passkey: {enabled: true, config: {timeouts: {login: 5m}}}}}",
        "selfservice: {methods: {b2b: {config: {organizations: [{id: x, domains: [example.com], zzz: 1}]}}}}",
        "selfservice: {methods: {oidc: {config: {providers: [{id: a, provider: apple, client_id: c, mapper_url: 'x:y', apple_team_id: '', apple_private_key_id: '', apple_private_key: ''}]}}}}",
        "selfservice: {methods: {oidc: {config: {providers: [{id: a, provider: generic, client_id: c, client_secret: '', mapper_url: 'x:y', requested_claims: {id_token: {email: ~, x: {essential: true}}, zzz: 1}}]}}}}",
        "courier: {smtp: {from_address: a@localhost}, channels: [{id: sms, request_config: {url: 'http://x'}}], message_retries: -1}",
        "courier: {templates: {recovery: {valid: {email: {subject: 'base64://eA=='}}}, verifiable_address_changed: {sms: {body: {plaintext: 'file:///x'}}}}}",
        "organizations: [1, {a: b}]\nversion: anything\nenterprise: {identity_schema_fallback_url_template: x}",
        "tracing: {provider: otel, providers: {otlp: {server_url: 'localhost:4318', sampling: {sampling_ratio: 0.5}}}}",
        "selfservice: {allowed_return_urls: ['https://*.example.com/x', '/foo', 'myapp://callback']}",
        "database: {cleanup: {batch_size: 5, sleep: {tables: 10s}, zzz: 1}}",
    ] {
        accepts(upper);
    }
}

#[test]
fn a_limit_on_guesses_without_time_is_refused() {
    assert!(refuses("security: {sign_in_attempts: {per_account: {window: 0s}}}").contains("expected a second at least"));
    accepts("security: {sign_in_attempts: {per_account: {window: 1s}}}");
}

#[test]
fn what_the_reference_refuses_is_refused() {
    for (upper, expected) in [
        ("session.lifespan: 1h", "there is no such key"),
        ("session: {lifespan: 1d}", "a duration"),
        ("session: ~", "expected a map, found nothing"),
        ("serve: {admin: {base_url: /x}}", "a URL with its scheme"),
        ("selfservice: {methods: {link: {config: {base_url: auth.example.org}}}}", "a URL with its scheme"),
        ("serve: {admin: {cors: {}}}", "no such key"),
        ("serve: {public: {domain_aliases: []}}", "no such key"),
        ("serve: {public: {cors: {allowed_origins: ['https://*.*.example.com']}}}", "allowed_origins.0"),
        ("selfservice: {strategies: {}}", "no such key"),
        ("selfservice: {whitelisted_return_urls: []}", "no such key"),
        ("selfservice: {allowed_return_urls: ['%zz', '*://x']}", "allowed_return_urls.1"),
        ("selfservice: {methods: {totp: {config: {x: 1}}}}", "no such key"),
        ("selfservice: {methods: {lookup_secret: {config: {}}}}", "no such key"),
        ("selfservice: {methods: {saml: {}}}", "no such key"),
        ("selfservice: {methods: {webauthn: {enabled: true}}}", "`config` is missing"),
        ("selfservice: {methods: {webauthn: {config: {rp: {id: x}}}}}", "`display_name` is missing"),
        (
            "selfservice: {methods: {webauthn: {config: {rp: {id: x, display_name: x, origin: 'http://x', origins: ['http://x']}}}}}",
            "exclude each other",
        ),
        ("selfservice: {methods: {code: {passwordless_enabled: true, mfa_enabled: true}}}", "not both"),
        ("selfservice: {methods: {passkey: {config: {timeouts: {login: 0s}}}}}", "without leading zeros"),
        ("selfservice: {methods: {password: {config: {min_password_length: 5}}}}", "at least 6"),
        ("selfservice: {methods: {password: {config: {migrate_hook: {config: {method: GET}}}}}}", "expected `POST`"),
        ("selfservice: {flows: {registration: {after: {hooks: [{hook: session}]}}}}", "`session` cannot stand here"),
        ("selfservice: {flows: {login: {after: {oidc: {hooks: [{hook: verification}]}}}}}", "cannot stand here"),
        ("selfservice: {flows: {login: {after: {link: {hooks: []}}}}}", "no such key"),
        ("selfservice: {flows: {login: {after: {hooks: [{hook: revoke_active_sessions, config: {}}]}}}}", "no such key"),
        ("selfservice: {flows: {login: {after: {hooks: [{hook: verification}, {hook: verification}]}}}}", "twice"),
        ("selfservice: {flows: {login: {after: {hooks: ~}}}}", "expected a list"),
        ("selfservice: {flows: {login: {ui_url: nop}}}", "starts with `/`"),
        ("selfservice: {default_browser_return_url: foo}", "starts with `/`"),
        (
            "selfservice: {flows: {login: {before: {hooks: [{hook: web_hook, config: {url: 'http://x', method: GET, response: {ignore: true, parse: true}}}]}}}}",
            "excludes",
        ),
        (
            "selfservice: {flows: {login: {before: {hooks: [{hook: web_hook, config: {url: 'http://x', method: GET, auth: {type: digest}}}]}}}}",
            "`basic_auth`, `api_key`",
        ),
        (
            "selfservice: {methods: {oidc: {config: {providers: [{id: a, provider: jackson, client_id: c, mapper_url: 'x:y'}]}}}}",
            "expected one of",
        ),
        (
            "selfservice: {methods: {oidc: {config: {providers: [{id: a, provider: generic, client_id: c, mapper_url: 'x:y'}]}}}}",
            "`client_secret` is missing",
        ),
        (
            "selfservice: {methods: {oidc: {config: {providers: [{id: a, provider: microsoft, client_id: c, client_secret: s, mapper_url: 'x:y'}]}}}}",
            "`microsoft_tenant` is missing",
        ),
        ("identity: {schemas: [{id: a, url: /plain/path}]}", "a source that starts with"),
        ("identity: {schemas: []}", "at least 1 entry"),
        ("identity: {default_schema_id: defualt}", "did you mean `default`?"),
        ("secrets: {cipher: [short]}", "exactly 32 characters"),
        ("secrets: {cipher: []}", "at least 1 entry"),
        (
            "secrets: {cipher: ['äbcdefghijklmnopqrstuvwxyz012345']}",
            "a.yml:1:20: secrets.cipher.0: expected a string of exactly 32 bytes, found one of 33",
        ),
        ("session: {lifespan: 99999999999999999999h}", "a.yml:1:21: session.lifespan: expected a duration"),
        ("session: {lifespan: 18446744073709551615h}", "a.yml:1:21: session.lifespan: expected a duration"),
        ("database: {cleanup: {older_than: 18446744073709551615m}}", "a.yml:1:34: database.cleanup.older_than: expected a duration"),
        ("hashers: {argon2: {memory: 99999999999EB}}", "a.yml:1:28: hashers.argon2.memory: expected a byte size"),
        ("hashers: {bcrypt: {cost: 3}}", "from 4 to 15"),
        ("hashers: {bcrypt: {cost: 16}}", "from 4 to 15"),
        ("hashers: {argon2: {iterations: 11}}", "from 1 to 10"),
        ("hashers: {argon2: {parallelism: 17}}", "from 1 to 16"),
        ("hashers: {argon2: {salt_length: 1025}}", "from 16 to 1024"),
        ("hashers: {argon2: {key_length: 1025}}", "from 16 to 1024"),
        ("hashers: {argon2: {memory: 2GB}}", "from `8KB` to `1GB`"),
        ("hashers: {argon2: {memory: 7KB}}", "from `8KB` to `1GB`"),
        ("hashers: {argon2: {memory: 64KB, parallelism: 9}}", "`72KB`"),
        ("hashers: {argon2: {memory: 128}}", "a byte size"),
        ("hashers: {argon2: {minimal_duration: 1s}}", "no such key"),
        ("cookies: {same_site: lax}", "did you mean `Lax`?"),
        ("session: {whoami: {required_aal: aal2}}", "`aal1`, `highest_available`"),
        ("session: {whoami: {tokenizer: {templates: {x: {ttl: 1m}}}}}", "`jwks_url` is missing"),
        ("log: {level: warn}", "did you mean `warning`?"),
        ("tracing: {provider: otlp}", "expected one of"),
        ("courier: {smtp: {connection_uri: 'http://x'}}", "a mail server"),
        ("courier: {smtp: {from_address: ''}}", "an e-mail address"),
        ("courier: {templates: {recovery: {valid: {}}}}", "`email` is missing"),
        ("courier: {templates: {authenticator_key_added: {}}}", "no such key"),
        ("courier: {channels: [{id: email, request_config: {}}]}", "expected `sms`"),
        ("courier: {sms: {}}", "no such key"),
        ("database: {cleanup: {sleep: {tables: 1h30m}}}", "one unit"),
        ("feature_flags: {unknown: true}", "no such key"),
        ("security: {account_enumeration: {mitgate: true}}", "did you mean `mitigate`?"),
        ("serve: {public: {tls: {cert: {path: a}, key: {base64: eA==}}}}", "in the same form"),
        ("serve: {public: {trusted_proxies: [10.0.0.0/33]}}", "an address or a network"),
        ("dsn: mysql://u:p@h/db", "is not supported"),
        ("dsn: ''", "the DSN is empty"),
        ("revision: 5", "put it in quotation marks"),
    ] {
        let text = refuses(upper);
        assert!(text.contains(expected), "{upper}\nexpected: {expected}\nfound: {text}");
    }
}

#[test]
fn every_configuration_of_the_recordings_loads_in_development() {
    let source = |body: &str| format!("{{url: \"http://127.0.0.1:9000/x\", method: POST, body: \"base64://e30=\"{body}}}");
    let hooks = format!(
        "selfservice: {{flows: {{login: {{before: {{hooks: [{{hook: web_hook, config: {}}}]}}, after: {{password: {{hooks: [{{hook: web_hook, config: {}}}, {{hook: web_hook, config: {}}}]}}}}}}}}}}",
        source(""),
        source(", auth: {type: api_key, config: {name: Authorization, value: key-0815, in: header}}"),
        source(", response: {parse: true}"),
    );
    let upper = [
        "",
        "selfservice: {flows: {settings: {after: {profile: {hooks: [{hook: verify_new_address}, {hook: notify_previous_addresses}]}}}}}",
        "selfservice: {flows: {settings: {after: {profile: {hooks: [{hook: notify_previous_addresses, config: {recipients: all}}]}}}}}",
        "feature_flags: {use_continue_with_transitions: true, choose_recovery_address: true}",
        "selfservice: {methods: {code: {enabled: true, passwordless_enabled: true}}, flows: {registration: {after: {code: {hooks: [{hook: session}]}}}}}",
        "selfservice: {methods: {code: {enabled: true, mfa_enabled: true}}}\nsession: {whoami: {required_aal: highest_available}}",
        "selfservice: {flows: {recovery: {notify_unknown_recipients: true}, verification: {notify_unknown_recipients: true}}}",
        "courier: {delivery_strategy: http, message_retries: 1, worker: {pull_wait: 200ms}, http: {request_config: {url: 'http://127.0.0.1:1/mail', method: POST, body: 'base64://e30='}}}",
        "selfservice: {flows: {login: {style: identifier_first}}}\nsecurity: {account_enumeration: {mitigate: true}}",
        "session: {lifespan: 2s, earliest_possible_extend: 2s}\nfeature_flags: {faster_session_extend: true}",
        "selfservice: {flows: {recovery: {use: link}, verification: {use: link}}, methods: {link: {config: {lifespan: 1s}}}}",
        "selfservice: {flows: {registration: {login_hints: true, style: unified, enabled: false}}}",
        "selfservice: {flows: {login: {after: {password: {hooks: [{hook: require_verified_address}]}}}}}\nfeature_flags: {legacy_require_verified_login_error: true}",
        "selfservice: {flows: {recovery: {after: {hooks: [{hook: revoke_active_sessions}]}}, login: {after: {password: {hooks: [{hook: show_verification_ui}]}}}}}",
        "selfservice: {methods: {webauthn: {config: {passwordless: true}}, link: {enabled: false}, code: {enabled: false, config: {lifespan: 1s, max_submissions: 3}}}}",
        "selfservice: {methods: {oidc: {enabled: true, config: {providers: [{id: idp, provider: generic, label: x, client_id: a, client_secret: b, issuer_url: 'http://127.0.0.1:1', mapper_url: 'base64://e30=', scope: [email], pkce: force, update_identity_on_login: automatic, account_linking_mode: automatic, claims_source: userinfo, requested_claims: {id_token: {email: {essential: true}}}}]}}}}",
        "session: {whoami: {tokenizer: {templates: {plain: {jwks_url: 'file:///k.json', ttl: 5m}, mapped: {jwks_url: 'file:///k.json', claims_mapper_url: 'base64://e30=', subject_source: external_id}}}}}",
        &hooks,
    ];
    for upper in upper {
        let sources = Sources { dev: true, ..sources() };
        let loaded = load_over(CONFORMANCE_BASE, upper, &sources).unwrap_or_else(|problems| panic!("{upper}\n{problems}"));
        assert_eq!(loaded.config.hashers.bcrypt.cost, 4, "development lifts the floor");
    }
}

#[test]
fn protecting_keys_that_are_not_supported_stop_the_start_outside_development() {
    let upper = "selfservice: {flows: {login: {before: {hooks: [{hook: web_hook, config: {url: 'http://x', method: GET}}]}}}}";
    let problems = load_over(MINIMAL, upper, &sources()).err().unwrap();
    assert_eq!(problems.0.len(), 1, "{problems}");
    assert!(problems.to_string().contains("starts without it only with `--dev`"), "{problems}");
    assert!(!accepts(upper).warnings.is_empty());
    let loaded = load_over(MINIMAL, "selfservice: {methods: {oidc: {enabled: true}}}\ndev: true", &sources()).unwrap();
    let warnings: Vec<_> = loaded.warnings.iter().map(ToString::to_string).collect();
    assert!(
        warnings.iter().any(|text| text.starts_with("a.yml:1:41: selfservice.methods.oidc.enabled: has no effect yet")),
        "{warnings:?}"
    );
    assert!(warnings.iter().any(|text| text.starts_with("a.yml:2:1: dev: has no effect in a file")), "{warnings:?}");
}

#[test]
fn keys_without_effect_are_warned_about_where_they_stand_and_only_there() {
    for (upper, key) in [
        ("log: {leak_sensitive_values: true}", "log.leak_sensitive_values"),
        ("log: {redaction_text: x}", "log.redaction_text"),
        ("hashers: {argon2: {expected_duration: 1s}}", "hashers.argon2.expected_duration"),
        ("hashers: {argon2: {expected_deviation: 1s}}", "hashers.argon2.expected_deviation"),
        ("hashers: {argon2: {dedicated_memory: 1GB}}", "hashers.argon2.dedicated_memory"),
        ("ciphers: {algorithm: noop}", "ciphers.algorithm"),
        ("clients: {web_hook: {header_allowlist: [Accept]}}", "clients.web_hook.header_allowlist"),
        ("feature_flags: {legacy_oidc_registration_node_group: true}", "feature_flags.legacy_oidc_registration_node_group"),
        ("dsn: 'sqlite://x.db?max_conns=4'", "dsn"),
    ] {
        let warnings = accepts(upper).warnings;
        assert!(warnings.iter().any(|warning| warning.path == key), "{upper}: {warnings:?}");
    }
    assert_eq!(accepts("").warnings.iter().filter(|warning| warning.path != "serve.admin.host").count(), 0);
    assert_eq!(
        accepts("ciphers: {algorithm: xchacha20-poly1305}\nfeature_flags: {legacy_oidc_registration_node_group: false}").warnings.len(),
        accepts("").warnings.len()
    );
}

#[test]
fn references_in_identity_schemas_can_be_disallowed() {
    let loaded = load_over(MINIMAL, "security: {disallow_ref_in_identity_schemas: true}", &sources()).unwrap();
    assert!(loaded.config.security.disallow_ref_in_identity_schemas);
    assert!(loaded.warnings.iter().all(|warning| !warning.path.starts_with("security")), "{:?}", loaded.warnings);
}

#[test]
fn an_admin_api_that_others_can_reach_is_warned_about() {
    let warnings = accepts("serve: {admin: {host: 0.0.0.0}}").warnings;
    assert!(
        warnings.iter().any(|warning| warning.path == "serve.admin.host" && warning.message.contains("no authentication")),
        "{warnings:?}"
    );
    assert!(accepts("serve: {admin: {host: localhost}}").warnings.is_empty());
}

#[test]
fn gaps_in_lists_of_the_environment_are_refused() {
    let problems = load_over(MINIMAL, "", &with_env(&[("SECRETS_COOKIE_1", "0123456789abcdef")])).err().unwrap().to_string();
    assert!(problems.starts_with("environment variable SECRETS_COOKIE_1: secrets.cookie.0: expected a string"), "{problems}");
}

#[test]
fn few_rounds_of_bcrypt_are_for_development() {
    assert_eq!(load_over(MINIMAL, "hashers: {bcrypt: {cost: 4}}", &sources()).unwrap().config.hashers.bcrypt.cost, 12);
    assert_eq!(accepts("hashers: {bcrypt: {cost: 4}}").config.hashers.bcrypt.cost, 4);
}

#[test]
fn the_environment_beats_flags_and_files() {
    let sources =
        Sources { dev: true, ..with_env(&[("DEV", "false"), ("session_cookie_path", "/e"), ("DSN", "sqlite:///x.db"), ("PATH", "/bin")]) };
    let config = load_over(MINIMAL, "session: {cookie: {path: /f, domain: d}}", &sources).unwrap().config;
    assert!(!config.dev);
    assert_eq!((config.session_cookie_path(), config.session_cookie_domain()), ("/e", Some("d")));
    assert_eq!(config.dsn.path(), Some(Path::new("/x.db")));
}

#[test]
fn cookies_are_secure_by_text_alone() {
    let config = accepts("cookies: {secure: \"true\", domain: a.example}\nsession: {cookie: {domain: \"\", same_site: Strict}}").config;
    assert!(config.cookies_secure() && !config.session_cookie_secure());
    assert_eq!(config.session_cookie_domain(), None);
    assert_eq!(config.session_cookie_same_site().as_str(), "Strict");
}

#[test]
fn equal_configurations_have_equal_revisions() {
    let first = accepts("session: {lifespan: 1h}\nlog: {level: debug}").config.revision;
    assert_eq!(first, accepts("log: {level: debug}\nsession: {lifespan: 1h}").config.revision);
    assert_ne!(first, accepts("session: {lifespan: 2h}\nlog: {level: debug}").config.revision);
    assert_eq!(accepts("revision: v7").config.revision, "v7");
}

#[test]
fn files_need_a_known_ending_and_must_exist() {
    let text = compose(&[(Path::new("a.toml"), String::new())], &sources()).err().unwrap().to_string();
    assert!(text.contains("must end with `.yaml`"), "{text}");
    let missing = Sources { files: vec![PathBuf::from("/nowhere/a.yml")], ..sources() };
    assert!(crate::load(&missing).err().unwrap().to_string().starts_with("/nowhere/a.yml:1:1: cannot read the file"));
}

proptest! {
    #[test]
    fn loading_never_panics(text in "\\PC{0,120}", key in "[a-z_]{1,12}(: [a-z0-9]{0,5}| {2}[a-z]{1,4}: \\[\\])", value in "\\PC{0,20}") {
        let sources = with_env(&[("SECRETS_COOKIE", &value), ("SESSION", &value), ("IDENTITY_SCHEMAS_0", &value), ("SERVE_PUBLIC_PORT", &value)]);
        let _ = load_over(MINIMAL, &text, &sources);
        if let Ok(loaded) = load_over(&key, &text, &sources) {
            let _ = show(&loaded.config);
        }
    }
}

#[test]
fn the_data_folder_is_told_or_else_that_of_the_database() {
    let folder = |text: &str, data_dir: Option<&str>| {
        let sources = Sources { dev: true, data_dir: data_dir.map(PathBuf::from), ..sources() };
        load_over(MINIMAL, text, &sources).unwrap_or_else(|problems| panic!("{problems}")).config.data_dir
    };
    assert_eq!(folder("dsn: sqlite:///var/lib/x/data.db", None), Path::new("/var/lib/x"));
    assert_eq!(folder("dsn: sqlite:///var/lib/x/data.db", Some("/data")), Path::new("/data"));
    assert_eq!(folder("dsn: sqlite://data.db", None), Path::new("."));
    assert_eq!(folder("dsn: memory", None), Path::new("selfsame-data"));
    let builtin = compose(&[], &Sources::new("base64://e30=")).unwrap().config;
    assert_eq!(builtin.data_dir, Path::new("selfsame-data"));
}
