//! The reference documentation of all keys, rendered from the schema.

use std::fmt::Write;

use serde_json::Value;

use crate::schema;
use crate::validate;

const PREFACE: &str = "\
# Configuration

<!-- Rendered from crates/config/schema/config.schema.json. Change the schema, then run:
     cargo run --release -p selfsame-config --example reference > docs/configuration.md -->

Sources, lowest precedence first: defaults, files (`--config FILE`, repeatable; maps merge, lists are replaced),
command-line flags, environment variables. The keys are those of Ory Kratos; additions say so.

Files end with `.yaml`, `.yml` or `.json`. A wrong key, type or value stops the start and names file, line, column,
what was expected and what was probably meant. `selfsame config check` does the same without starting,
`selfsame config show` prints the effective values with secrets masked, `selfsame config schema` prints the JSON Schema
for editors.

An environment variable is the key in upper case with `_` for every dot: `SERVE_PUBLIC_PORT`, `SECRETS_COOKIE`.
Lists take a JSON array or values with commas between them, single entries are `KEY_0`, `KEY_1`; maps take JSON.

Durations are whole numbers with units (`ns`, `us`, `ms`, `s`, `m`, `h`): `90s`, `1h30m`. Byte sizes are whole numbers
with `B`, `KB`, `MB` …, 1 KB = 1024 B. Sources start with `file://`, `base64://`, `http://` or `https://`.

Without any configuration file both listeners stand on loopback, the base URL is `http://localhost:4433`, data lie in
`./selfsame-data`, a built-in schema `person` describes identities, and all first-party methods are on.
";

const HOOKS: &str = "
## Hooks

Entries of every `hooks` list: a map with `hook` and, for some, `config`. Which names a list takes stands beside it.

";

const AUTH: &str = "
## Credentials of outgoing calls

The value of every `auth`.

";

/// The documentation as Markdown.
pub fn reference_markdown() -> String {
    let mut text = PREFACE.to_owned();
    text.push_str("\n## Root\n\n");
    let members = || schema::properties(schema::root()).into_iter().flatten();
    let is_section = |member: &'static Value| schema::properties(schema::resolve(member)).is_some();
    let mut rows = Vec::new();
    for (key, member) in members().filter(|(_, member)| !is_section(member)) {
        collect(key, member, is_required(schema::root(), key), &mut rows);
    }
    write_table(&mut text, &rows);
    for (key, member) in members().filter(|(_, member)| is_section(member)) {
        let _ = write!(text, "\n## {key}\n\n{}\n\n", describe(member));
        let mut rows = Vec::new();
        collect(key, member, is_required(schema::root(), key), &mut rows);
        write_table(&mut text, &rows[1..]);
    }
    for (head, name) in [(HOOKS, "hook_"), (AUTH, "auth")] {
        text.push_str(head);
        for (key, definition) in schema::root()["$defs"].as_object().into_iter().flatten().filter(|(key, _)| key.starts_with(name)) {
            for variant in
                if schema::variants(definition).is_empty() { std::slice::from_ref(definition) } else { schema::variants(definition) }
            {
                write_variant(&mut text, key, variant);
            }
        }
    }
    text
}

struct Row {
    key: String,
    kind: String,
    default: String,
    description: String,
}

fn collect(path: &str, schema: &'static Value, required: bool, rows: &mut Vec<Row>) {
    let outer = schema;
    let schema = schema::resolve(schema);
    let description = outer.get("description").map_or_else(|| describe(schema), |_| describe(outer));
    rows.push(Row { key: path.to_owned(), kind: kind(schema), default: default(schema, required), description });
    if refers_to(outer, "auth") || refers_to(outer, "hook_") {
        return;
    }
    for (key, member) in schema::properties(schema).into_iter().flatten() {
        collect(&format!("{path}.{key}"), member, is_required(schema, key), rows);
    }
    if let Some(items) = schema.get("items")
        && schema::properties(schema::resolve(items)).is_some()
    {
        for (key, member) in schema::properties(schema::resolve(items)).into_iter().flatten() {
            collect(&format!("{path}[].{key}"), member, is_required(schema::resolve(items), key), rows);
        }
    }
    if let Some(free) = schema.get("additionalProperties").filter(|free| free.get("properties").is_some()) {
        for (key, member) in schema::properties(free).into_iter().flatten() {
            collect(&format!("{path}.NAME.{key}"), member, is_required(free, key), rows);
        }
    }
}

fn refers_to(schema: &Value, name: &str) -> bool {
    schema.get("$ref").and_then(Value::as_str).is_some_and(|target| target.trim_start_matches("#/$defs/").starts_with(name))
}

fn is_required(schema: &Value, key: &str) -> bool {
    schema.get("required").and_then(Value::as_array).is_some_and(|required| required.iter().any(|name| name == key))
}

fn describe(schema: &Value) -> String {
    let mut text = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    if schema.get("deprecated").is_some() {
        text.push_str(" *Deprecated.*");
    }
    text
}

fn kind(schema: &'static Value) -> String {
    if let Some(constant) = schema.get("const") {
        return format!("`{}`", constant.as_str().unwrap_or_default());
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => match schema::items(schema) {
            Some(items) => match schema::discriminator(items) {
                Some((_, variants)) => {
                    format!("list of hooks: {}", variants.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", "))
                }
                None => format!("list of {}", kind(items).replace("a ", "")),
            },
            None => "list".to_owned(),
        },
        Some("object")
            if schema.get("additionalProperties").and_then(|free| free.get("type")).and_then(Value::as_str) == Some("string") =>
        {
            "map of strings".to_owned()
        }
        Some("object") => "map".to_owned(),
        Some("boolean") => "boolean".to_owned(),
        Some("integer") => format!("integer{}", validate::bounds(schema)),
        _ => validate::expectation(schema).trim_start_matches("a ").to_owned(),
    }
}

fn default(schema: &Value, required: bool) -> String {
    match schema.get("default") {
        Some(Value::String(text)) if text.is_empty() => "empty".to_owned(),
        Some(Value::String(text)) => format!("`{text}`"),
        Some(Value::Array(items)) if items.is_empty() => "none".to_owned(),
        Some(Value::Array(items)) => {
            items.iter().map(|item| format!("`{}`", item.as_str().unwrap_or_default())).collect::<Vec<_>>().join(", ")
        }
        Some(other) => format!("`{other}`"),
        None if required => "**required**".to_owned(),
        None => String::new(),
    }
}

fn write_variant(text: &mut String, key: &str, variant: &'static Value) {
    let name = schema::properties(variant).and_then(|members| members.values().find_map(|member| member.get("const")?.as_str()));
    let _ = write!(text, "### {}\n\n{}\n\n", name.unwrap_or(key), describe(variant));
    let mut rows = Vec::new();
    for (key, member) in schema::properties(variant).into_iter().flatten() {
        collect(key, member, is_required(variant, key), &mut rows);
    }
    write_table(text, &rows);
    text.push('\n');
}

fn write_table(text: &mut String, rows: &[Row]) {
    text.push_str("| key | value | default | meaning |\n|---|---|---|---|\n");
    for Row { key, kind, default, description } in rows {
        let _ = writeln!(text, "| `{key}` | {} | {} | {} |", cell(kind), cell(default), cell(description));
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests;
