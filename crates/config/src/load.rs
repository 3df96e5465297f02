//! From files, flags and environment to a [`Config`]. Reading the files is the only input/output; everything behind it
//! is a function of what was read, so that a reload can be decided before it happens.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::builtin;
use crate::env::{self, Setting};
use crate::model::Config;
use crate::problem::{Place, Problem, Problems};
use crate::rules;
use crate::schema;
use crate::tree::{Kind, Node};
use crate::unsupported::{self, Unsupported};
use crate::validate::validate;
use crate::yaml;

/// Where the configuration comes from, lowest precedence first: files in their order, flags, environment.
#[derive(Clone)]
pub struct Sources {
    /// Configuration files. Without any the built-in set-up is in force.
    pub files: Vec<PathBuf>,
    /// The environment, read once by the caller.
    pub env: Vec<(String, String)>,
    /// `--dev`
    pub dev: bool,
    /// `--watch-courier`
    pub watch_courier: bool,
    /// `--data`; without it the folder of the database, which without any configuration is `selfsame-data`.
    pub data_dir: Option<PathBuf>,
    /// The machine's name, for base URLs of listeners on all addresses.
    pub hostname: Option<String>,
    /// URL (`base64://…`) of the person schema of the built-in set-up.
    pub builtin_schema: String,
}

impl Sources {
    /// No files, no environment, no flags; `builtin_schema` is the URL (`base64://…`) of the built-in person schema.
    pub fn new(builtin_schema: impl Into<String>) -> Self {
        Self {
            files: Vec::new(),
            env: Vec::new(),
            dev: false,
            watch_courier: false,
            data_dir: None,
            hostname: None,
            builtin_schema: builtin_schema.into(),
        }
    }
}

/// A configuration that may be used, and what is odd about it.
#[derive(Clone)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// To be logged at the start.
    pub warnings: Vec<Problem>,
}

/// Reads all of `sources`. On failure every problem is reported, not only the first.
pub fn load(sources: &Sources) -> Result<Loaded, Problems> {
    let mut problems = Vec::new();
    let mut texts = Vec::new();
    for path in &sources.files {
        match std::fs::read_to_string(path) {
            Ok(text) => texts.push((path.as_path(), text)),
            Err(error) => {
                let place = Place::File { file: Arc::from(path.to_string_lossy().as_ref()), line: 1, column: 1 };
                problems.push(Problem::new(place, &[], format!("cannot read the file: {error}")));
            }
        }
    }
    if problems.is_empty() { compose(&texts, sources) } else { Err(Problems(problems)) }
}

/// The configuration that `texts` (files and their contents) and the other sources make.
pub(crate) fn compose(texts: &[(&Path, String)], sources: &Sources) -> Result<Loaded, Problems> {
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    let mut root = Node::empty_map(Place::BuiltIn);
    for (path, text) in texts {
        match parse_file(path, text) {
            Ok(node) => root.overlay(node),
            Err(problem) => problems.push(problem),
        }
    }
    drop_flag_mirrors(&mut root, &mut warnings);
    let settings = env::settings(sources.env.iter().map(|(name, value)| (name.as_str(), value.as_str())), &mut problems);
    fail_if_any(&mut problems)?;

    let is_zero_config = sources.files.is_empty();
    if is_zero_config {
        builtin::lay_under(&mut root, &settings, &sources.builtin_schema);
    }
    if is_zero_config || sources.data_dir.is_some() {
        let folder = sources.data_dir.as_deref().unwrap_or(Path::new("selfsame-data"));
        builtin::set_absent(&mut root, &["dsn"], &Value::from(builtin::database_in(folder)));
    }
    let dev_by_flag = apply_flags_and_env(&mut root, sources, settings);
    if is_zero_config {
        builtin::complete(&mut root, dev_by_flag);
    }
    let findings = validate(&root);
    problems.extend(findings.errors);
    warnings.extend(findings.warnings);
    fail_if_any(&mut problems)?;

    let effective = effective_values(&root, sources.hostname.as_deref());
    rules::check(&root, &effective, &mut problems, &mut warnings);
    sort_out_unsupported(unsupported::unsupported_in(&root), dev_by_flag == Some(true), &mut problems, &mut warnings);
    fail_if_any(&mut problems)?;
    let config = typed(effective, sources.data_dir.clone(), is_zero_config)?;
    Ok(Loaded { config, warnings })
}

fn fail_if_any(problems: &mut Vec<Problem>) -> Result<(), Problems> {
    if problems.is_empty() { Ok(()) } else { Err(Problems(std::mem::take(problems))) }
}

fn parse_file(path: &Path, text: &str) -> Result<Node, Problem> {
    let name = path.to_string_lossy();
    // Kratos: in JSON the later of two equal keys wins there. Here they are an error in JSON as in YAML.
    // Kratos: TOML is read there, too.
    if matches!(path.extension().and_then(|extension| extension.to_str()), Some("yaml" | "yml" | "json")) {
        return yaml::parse(text, &name);
    }
    let place = Place::File { file: Arc::from(name.as_ref()), line: 1, column: 1 };
    Err(Problem::new(place, &[], "the file's name must end with `.yaml`, `.yml` or `.json`"))
}

/// `dev` and the like count on the command line and in the environment only.
fn drop_flag_mirrors(root: &mut Node, warnings: &mut Vec<Problem>) {
    for (key, instead) in [("dev", "--dev"), ("watch-courier", "--watch-courier")] {
        if let Some(entry) = root.remove(key) {
            let message = format!("has no effect in a file: give the flag `{instead}` or set the environment variable");
            warnings.push(Problem::new(entry.place, &[key.to_owned()], message));
        }
    }
}

/// Returns what flag or environment say about development mode.
fn apply_flags_and_env(root: &mut Node, sources: &Sources, settings: Vec<Setting>) -> Option<bool> {
    for (key, is_set) in [("dev", sources.dev), ("watch-courier", sources.watch_courier)] {
        if is_set {
            root.overlay(Node::from_json(&serde_json::json!({ key: true }), &Place::Flag));
        }
    }
    env::apply(root, settings);
    match root.get("dev")?.kind {
        Kind::Bool(dev) => Some(dev),
        _ => None,
    }
}

fn effective_values(root: &Node, hostname: Option<&str>) -> Value {
    let mut effective = root.to_json();
    if let Value::Object(members) = &mut effective {
        schema::fill_defaults(members, schema::root());
    }
    for listener in ["public", "admin"] {
        builtin::derive_base_url(&mut effective, listener, hostname);
    }
    builtin::fill_in_pages(&mut effective);
    let is_dev = effective["dev"] == Value::Bool(true);
    // The floor of the reference: fewer rounds are for development.
    if !is_dev && effective["hashers"]["bcrypt"]["cost"].as_i64().is_some_and(|cost| cost < 12) {
        effective["hashers"]["bcrypt"]["cost"] = Value::from(12);
    }
    effective
}

fn sort_out_unsupported(found: Vec<Unsupported>, is_dev: bool, problems: &mut Vec<Problem>, warnings: &mut Vec<Problem>) {
    for Unsupported { key, place, protects, why } in found {
        let path = [key];
        if protects && !is_dev {
            let message = format!("this version cannot do that yet: {why}");
            let hint = "as it protects something, the server starts without it only with `--dev`".to_owned();
            problems.push(Problem::new(place, &path, message).hinting(Some(hint)));
        } else {
            warnings.push(Problem::new(place, &path, format!("has no effect yet: {why}")));
        }
    }
}

fn typed(effective: Value, data_dir: Option<PathBuf>, is_zero_config: bool) -> Result<Config, Problems> {
    let mut config = <Config as serde::Deserialize>::deserialize(&effective).map_err(|error| {
        // The error may quote the value; only its first part says what was expected.
        let message = format!("a value does not fit: {error}");
        Problems(vec![Problem::new(Place::BuiltIn, &[], message)])
    })?;
    if config.revision.is_empty() {
        config.revision = fingerprint_of(&effective);
    }
    config.data_dir = data_dir.unwrap_or_else(|| config.dsn.data_folder());
    config.is_zero_config = is_zero_config;
    config.pages.are_shown = builtin::has_own_pages(&effective);
    config.effective = effective;
    Ok(config)
}

/// SHA-256 over the values, whatever the order of their keys.
fn fingerprint_of(value: &Value) -> String {
    fn feed(hash: &mut Sha256, value: &Value) {
        match value {
            Value::Object(members) => {
                let mut keys: Vec<_> = members.keys().collect();
                keys.sort();
                hash.update(b"{");
                for key in keys {
                    hash.update(Value::from(key.as_str()).to_string().as_bytes());
                    hash.update(b":");
                    feed(hash, &members[key]);
                }
                hash.update(b"}");
            }
            Value::Array(items) => {
                hash.update(b"[");
                for item in items {
                    feed(hash, item);
                    hash.update(b",");
                }
                hash.update(b"]");
            }
            scalar => hash.update(scalar.to_string().as_bytes()),
        }
    }
    let mut hash = Sha256::new();
    feed(&mut hash, value);
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests;
