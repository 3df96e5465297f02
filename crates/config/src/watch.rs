//! Changes while the server runs: which files to look at, whether one of them changed, and what a new configuration
//! would mean. The looking (once a second) is the server's.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::load::{Loaded, Sources, load};
use crate::model::Config;
use crate::problem::{Problem, Problems};

/// What is read at the start only.
const FIXED: [&[&str]; 9] = [
    &["dsn"],
    &["watch-courier"],
    &["log"],
    &["serve", "public", "host"],
    &["serve", "public", "port"],
    &["serve", "public", "socket"],
    &["serve", "admin", "host"],
    &["serve", "admin", "port"],
    &["serve", "admin", "socket"],
];

/// A configuration that may take the place of the one in force.
#[derive(Clone)]
pub struct Reloaded {
    /// The new configuration.
    pub config: Config,
    /// What is odd about it.
    pub warnings: Vec<Problem>,
    /// Keys that changed but count from the next start only.
    pub needs_restart: Vec<String>,
}

/// Reads `sources` again. On failure `old` stays in force and the problems are to be logged.
pub fn reload(old: &Config, sources: &Sources) -> Result<Reloaded, Problems> {
    let Loaded { config, warnings } = load(sources)?;
    let at = |values: &Value, path: &[&str]| path.iter().fold(values.clone(), |value, key| value[*key].clone());
    let needs_restart =
        FIXED.iter().filter(|path| at(&old.effective, path) != at(&config.effective, path)).map(|path| path.join(".")).collect();
    Ok(Reloaded { config, warnings, needs_restart })
}

/// The files whose change calls for a reload: configuration files and identity schemas in files.
pub fn watched_files(sources: &Sources, config: &Config) -> Vec<PathBuf> {
    let schemas = config.identity.schemas.iter().filter_map(|schema| file_of(&schema.url));
    sources.files.iter().cloned().chain(schemas).collect()
}

/// The path that a `file://` source names: all that follows, relative to the working directory unless it starts
/// with a slash.
pub fn file_of(source: &str) -> Option<PathBuf> {
    source.strip_prefix("file://").map(PathBuf::from)
}

/// Files, each with the state in which it was last seen.
#[derive(Debug, Default)]
pub struct Watched(BTreeMap<PathBuf, Option<Stamp>>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Watched {
    /// Watches these files and no others. One that is watched already keeps the state in which it was last seen; a new
    /// one is looked at now: watch it before it is read, or a change in between is missed.
    pub fn watch(&mut self, files: impl IntoIterator<Item = PathBuf>) {
        let mut seen = std::mem::take(&mut self.0);
        for file in files {
            let state = seen.remove(&file).unwrap_or_else(|| stamp(&file));
            self.0.entry(file).or_insert(state);
        }
    }

    /// Looks at all of them: those that were written, replaced, removed or made since they were last seen.
    pub fn changed(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (file, seen) in &mut self.0 {
            let now = stamp(file);
            if now != *seen {
                *seen = now;
                changed.push(file.clone());
            }
        }
        changed
    }
}

/// Symbolic links are followed.
fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(file).ok()?;
    Some(Stamp {
        device: metadata.dev(),
        inode: metadata.ino(),
        length: metadata.len(),
        modified: (metadata.mtime(), metadata.mtime_nsec()),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    })
}

#[cfg(test)]
mod tests;
