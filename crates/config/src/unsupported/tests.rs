use super::*;
use crate::schema;

/// What the server acts on, or what needs no action. A key that goes from the table comes here.
const ACTED_ON: &[&str] = &[
    // Informational, or mirrors of flags that have no effect by intention.
    "version",
    "help",
    "config",
    "sqa-opt-out",
    "dev",
    "dsn",
    "revision",
    "serve.*.host",
    "serve.*.port",
    "serve.*.base_url",
    "serve.*.socket",
    "serve.*.tls",
    "serve.*.request_log.disable_for_health",
    "serve.public.cors.enabled",
    "serve.public.cors.allowed_origins",
    "serve.public.cors.allowed_methods",
    "serve.public.cors.allowed_headers",
    "serve.public.cors.exposed_headers",
    "serve.public.cors.allow_credentials",
    "serve.public.cors.options_passthrough",
    "serve.public.cors.max_age",
    "serve.public.trusted_proxies",
    "log.level",
    "log.format",
    "identity.default_schema_id",
    "identity.schemas.*.id",
    "identity.schemas.*.url",
    "identity.schemas.*.selfservice_selectable",
    "secrets.default",
    "secrets.cookie",
    "secrets.cipher",
    "secrets.pagination",
    "hashers.algorithm",
    "hashers.bcrypt.cost",
    "hashers.argon2.memory",
    "hashers.argon2.iterations",
    "hashers.argon2.parallelism",
    "hashers.argon2.salt_length",
    "hashers.argon2.key_length",
    "cookies.domain",
    "cookies.path",
    "cookies.same_site",
    "cookies.secure",
    "session.lifespan",
    "session.earliest_possible_extend",
    "session.cookie.name",
    "session.cookie.domain",
    "session.cookie.path",
    "session.cookie.same_site",
    "session.cookie.secure",
    "session.cookie.persistent",
    "session.whoami.required_aal",
    "selfservice.default_browser_return_url",
    "selfservice.allowed_return_urls",
    "selfservice.methods.password.enabled",
    "selfservice.methods.code.enabled",
    "selfservice.methods.code.config.lifespan",
    "selfservice.methods.code.config.max_submissions",
    "selfservice.methods.code.config.missing_credential_fallback_enabled",
    "selfservice.methods.code.passwordless_enabled",
    "selfservice.methods.code.mfa_enabled",
    "selfservice.flows.login.style",
    "selfservice.flows.registration.login_hints",
    "feature_flags.refresh_login_choose_address",
    "security.account_enumeration.mitigate",
    "selfservice.methods.link.enabled",
    "selfservice.methods.link.config.lifespan",
    "selfservice.methods.link.config.base_url",
    "selfservice.methods.profile.enabled",
    "selfservice.methods.totp.enabled",
    "selfservice.methods.totp.config.issuer",
    "selfservice.methods.lookup_secret.enabled",
    "selfservice.methods.webauthn",
    "selfservice.methods.passkey",
    "selfservice.flows.login.ui_url",
    "selfservice.flows.login.lifespan",
    "selfservice.flows.login.after.default_browser_return_url",
    "selfservice.flows.login.after.*.default_browser_return_url",
    "selfservice.methods.password.config.min_password_length",
    "selfservice.methods.password.config.haveibeenpwned_enabled",
    "selfservice.methods.password.config.haveibeenpwned_host",
    "selfservice.methods.password.config.max_breaches",
    "selfservice.methods.password.config.ignore_network_errors",
    "selfservice.methods.password.config.migrate_hook",
    "selfservice.methods.password.config.identifier_similarity_check_enabled",
    "selfservice.flows.registration.enabled",
    "selfservice.flows.registration.ui_url",
    "selfservice.flows.registration.lifespan",
    "selfservice.flows.registration.style",
    "selfservice.flows.registration.enable_legacy_one_step",
    "selfservice.flows.registration.after.default_browser_return_url",
    "selfservice.flows.registration.after.*.default_browser_return_url",
    "selfservice.flows.settings.ui_url",
    "selfservice.flows.settings.lifespan",
    "selfservice.flows.settings.privileged_session_max_age",
    "selfservice.flows.settings.required_aal",
    "selfservice.flows.settings.after.default_browser_return_url",
    "selfservice.flows.settings.after.*.default_browser_return_url",
    "selfservice.flows.recovery.enabled",
    "selfservice.flows.recovery.ui_url",
    "selfservice.flows.recovery.lifespan",
    "selfservice.flows.recovery.use",
    "selfservice.flows.recovery.notify_unknown_recipients",
    "selfservice.flows.recovery.after.default_browser_return_url",
    "selfservice.flows.verification.enabled",
    "selfservice.flows.verification.ui_url",
    "selfservice.flows.verification.lifespan",
    "selfservice.flows.verification.use",
    "selfservice.flows.verification.notify_unknown_recipients",
    "selfservice.flows.verification.after.default_browser_return_url",
    "feature_flags.use_continue_with_transitions",
    "feature_flags.choose_recovery_address",
    "feature_flags.legacy_continue_with_verification_ui",
    "feature_flags.legacy_require_verified_login_error",
    "selfservice.flows.logout.clear_browser_data",
    "selfservice.flows.logout.after.default_browser_return_url",
    "pages",
    "selfservice.flows.error.ui_url",
    "selfservice.flows.max_open_per_client",
    "courier",
    "clients.http.disallow_private_ip_ranges",
    "clients.http.private_ip_exception_urls",
    "clients.smtp.disallow_private_ip_ranges",
    "watch-courier",
    "security.sign_in_attempts",
    "security.disallow_ref_in_identity_schemas",
    "database.cleanup.batch_size",
    "database.cleanup.sleep.tables",
    "database.cleanup.older_than",
    "database.cleanup.keep_flows",
    "database.cleanup.keep_messages",
    "database.cleanup.keep_sessions",
    "feature_flags.cacheable_sessions",
    "feature_flags.cacheable_sessions_max_age",
    "feature_flags.faster_session_extend",
    "feature_flags.legacy_allow_insecure_origins",
];

/// Every key of the schema that has no keys below it; `*` for entries of lists and members of free maps.
fn leaves(schema: &'static Value, path: &str, found: &mut Vec<String>) {
    let schema = schema::resolve(schema);
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let mut members: Vec<(String, &'static Value)> = Vec::new();
    members.extend(schema::properties(schema).into_iter().flatten().map(|(key, member)| (below(key), member)));
    members.extend(schema.get("additionalProperties").filter(|free| free.is_object()).map(|free| (below("*"), free)));
    members.extend(schema.get("items").map(|items| (below("*"), items)));
    members.extend(schema::variants(schema).iter().map(|variant| (path.to_owned(), variant)));
    let has_keys = |member: &'static Value| {
        let member = schema::resolve(member);
        ["properties", "additionalProperties", "items"].iter().any(|name| member.get(*name).is_some_and(Value::is_object))
            || !schema::variants(member).is_empty()
    };
    if !members.iter().any(|(key, member)| !key.ends_with(".*") || has_keys(member)) {
        found.push(path.to_owned());
        return;
    }
    for (key, member) in members {
        if key == path && !has_keys(member) { found.push(key) } else { leaves(member, &key, found) }
    }
}

/// Whether `pattern` names `key` or something above it.
fn covers(pattern: &str, key: &str) -> bool {
    let mut steps = key.split('.');
    pattern.split('.').all(|asked| steps.next().is_some_and(|step| asked == "*" || asked == step))
}

/// The keys that a row accounts for: its own, and with an `enabled` all that goes with it.
fn accounted_for(row: &Row) -> &'static str {
    row.key.strip_suffix(".enabled").unwrap_or(row.key)
}

#[test]
fn every_key_of_the_schema_is_acted_on_or_named_as_without_effect() {
    let mut keys = Vec::new();
    leaves(schema::root(), "", &mut keys);
    assert!(keys.len() > 200, "{keys:?}");
    let is_known =
        |key: &String| ACTED_ON.iter().any(|acted_on| covers(acted_on, key)) || TABLE.iter().any(|row| covers(accounted_for(row), key));
    let forgotten: Vec<_> = keys.iter().filter(|key| !is_known(key)).collect();
    assert!(forgotten.is_empty(), "neither acted on nor in the table: {forgotten:#?}");
    for acted_on in ACTED_ON {
        assert!(keys.iter().any(|key| covers(acted_on, key)), "the schema has no {acted_on}");
        let contradicted = TABLE.iter().any(|row| matches!(row.when, Set) && covers(row.key, acted_on));
        assert!(!contradicted, "{acted_on} is acted on, but named as without effect");
    }
}

#[test]
fn keys_that_nothing_reads_are_named_when_they_are_set() {
    let values = serde_json::json!({
        "expose-metrics-port": 9000,
        "hashers": { "argon2": { "memory": "64MB", "expected_duration": "500ms", "dedicated_memory": "1GB" } },
        "log": { "leak_sensitive_values": false, "redaction_text": "…" },
    });
    let mut named: Vec<_> = unsupported(&values).into_iter().map(|found| found.key).collect();
    named.sort();
    let expected = ["expose-metrics-port", "hashers.argon2.dedicated_memory", "hashers.argon2.expected_duration", "log.redaction_text"];
    assert_eq!(named, expected);
}

#[test]
fn hooks_that_do_nothing_here_are_named_in_every_flow() {
    let hooks = serde_json::json!([{ "hook": "b2b_sso" }, { "hook": "session" }]);
    let flows =
        serde_json::json!({ "registration": { "after": { "password": { "hooks": hooks } } }, "recovery": { "after": { "hooks": hooks } } });
    let named: Vec<_> = unsupported(&serde_json::json!({ "selfservice": { "flows": flows } })).into_iter().map(|found| found.key).collect();
    assert_eq!(named, ["selfservice.flows.recovery.after.hooks.0", "selfservice.flows.registration.after.password.hooks.0"]);
}
