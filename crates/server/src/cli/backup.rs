//! `selfsame backup` and `selfsame restore`: a consistent copy of the database, taken while the server runs, and back.

use super::Environment;
use super::failure::Failure;
use super::output::{OutputArgs, hex, note, with_suffix};
use super::settings::{self, ConfigArgs, block_on};
use crate::secrets::FILE_NAME as SECRETS_FILE;
use clap::Args;
use selfsame_store::{SqliteOptions, Store};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const BACKUP_EXAMPLES: &str = "\
Examples:
  selfsame backup /backups/selfsame-2026-01-31.db
  selfsame backup --config selfsame.yml --with-secrets /backups/selfsame.db

The server may run meanwhile. The copy holds hashes and addresses: it is readable by its owner only, and should stay so. \
Rows sealed with a key can be opened only with that key: keep the keys whose ids are printed, apart from the copy.";

/// Arguments of `backup`.
#[derive(Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct BackupArguments {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The new file
    file: PathBuf,
    /// Also copy the generated secrets, to FILE.secrets
    #[arg(long)]
    with_secrets: bool,
}

pub fn backup(arguments: &BackupArguments, environment: &Environment) -> Result<(), Failure> {
    let (options, data_folder) = settings::database_file(&arguments.config, environment)?;
    let from = options.path.display();
    if !options.path.exists() {
        return Err(Failure::Database(format!("there is no database at {from}: give --config, --data or set DSN")));
    }
    let secrets = data_folder.join(SECRETS_FILE);
    if arguments.with_secrets && !secrets.exists() {
        let secrets = secrets.display();
        return Err(Failure::Failed(format!("there are no generated secrets at {secrets}; keep those of the configuration yourself")));
    }
    let copied = if arguments.with_secrets { Some(beside(&arguments.file)) } else { None };
    if let Some(taken) = copied.as_ref().filter(|to| to.exists()) {
        return Err(Failure::Failed(format!("{} exists already: name a new file", taken.display())));
    }
    // The secrets go first: rows that the copy holds were sealed with secrets that stood in the file before.
    if let Some(to) = &copied {
        copy_private(&secrets, to)?;
    }
    let keys = copy_database(&options, &arguments.file).inspect_err(|_| remove(copied.as_deref()))?;
    let answer = json!({ "backup": arguments.file, "secrets": copied, "keys": &keys });
    arguments.output.show(&answer, || {
        let mut lines = vec![format!("{from} is copied to {}", arguments.file.display())];
        lines.extend(copied.iter().map(|to| format!("the generated secrets are copied to {}", to.display())));
        if keys.is_empty() {
            lines.push("no row is sealed with a key".to_owned());
        } else {
            lines.push(format!("sealed rows need these keys of secrets.cipher (`selfsame config keys` lists yours): {}", keys.join(", ")));
        }
        lines.join("\n")
    })
}

/// Copies it whole or not at all; with the ids of the cipher keys that the copy's rows need.
fn copy_database(options: &SqliteOptions, to: &Path) -> Result<Vec<String>, Failure> {
    if to.exists() {
        return Err(Failure::Failed(format!("{} exists already: name a new file", to.display())));
    }
    // Under another name until it is whole, and never readable by others.
    let partial = with_suffix(to, ".partial");
    std::fs::remove_file(&partial).ok();
    let failed = |error: io::Error| Failure::file("write", &partial, &error);
    let file = private().create_new(true).open(&partial).map_err(failed)?;
    let copied =
        Store::backup(options, &partial).map_err(|error| Failure::Database(format!("cannot copy {}: {error}", options.path.display())));
    let kept = copied.and_then(|()| {
        let keys = needed_keys(&SqliteOptions::new(&partial))?;
        file.sync_all().map_err(failed)?;
        std::fs::rename(&partial, to).map_err(|error| Failure::file("write", to, &error))?;
        Ok(keys)
    });
    kept.inspect_err(|_| remove(Some(&partial)))
}

const RESTORE_EXAMPLES: &str = "\
Examples:
  selfsame restore /backups/selfsame-2026-01-31.db --data /var/lib/selfsame
  selfsame restore backup.db --config selfsame.yml

The folder of the database must be empty or absent: nothing is ever overwritten. \
Secrets that were copied by `backup --with-secrets` are taken along. \
A backup of an older version is migrated when the server starts.";

/// Arguments of `restore`.
#[derive(Args)]
#[command(after_help = RESTORE_EXAMPLES)]
pub struct RestoreArguments {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The backup
    file: PathBuf,
}

pub fn restore(arguments: &RestoreArguments, environment: &Environment) -> Result<(), Failure> {
    let (options, data_folder) = settings::database_file(&arguments.config, environment)?;
    let target = &options.path;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let secrets = data_folder.join(SECRETS_FILE);
    if !arguments.file.is_file() {
        return Err(Failure::Failed(format!("{} is no file", arguments.file.display())));
    }
    if !is_empty_or_absent(folder)? || secrets.exists() {
        let folder = if secrets.exists() { &data_folder } else { folder };
        return Err(Failure::Failed(format!("{} is not empty: restore into an empty folder (--data)", folder.display())));
    }
    let saved = beside(&arguments.file);
    let restored_secrets = saved.exists();
    if restored_secrets {
        std::fs::create_dir_all(&data_folder).map_err(|error| Failure::file("create", &data_folder, &error))?;
        copy_private(&saved, &secrets)?;
    }
    let keys = restore_database(&arguments.file, target, folder).inspect_err(|_| remove(restored_secrets.then_some(&*secrets)))?;
    if !restored_secrets && !keys.is_empty() {
        let keys = keys.join(", ");
        note(format!("sealed rows need these keys of secrets.cipher, which must be configured before the server starts: {keys}"));
    }
    let answer = json!({ "restored": target, "secrets": restored_secrets.then_some(&secrets), "keys": &keys });
    arguments.output.show(&answer, || format!("{} is restored to {}", arguments.file.display(), target.display()))
}

/// Puts a backup that is whole where the server looks for it; with the ids of the cipher keys that its rows need.
fn restore_database(backup: &Path, target: &Path, folder: &Path) -> Result<Vec<String>, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::file("create", folder, &error))?;
    let partial = with_suffix(target, ".partial");
    let kept = copy_private(backup, &partial).and_then(|()| {
        check(&partial, backup)?;
        let keys = needed_keys(&SqliteOptions::new(&partial))?;
        std::fs::rename(&partial, target).map_err(|error| Failure::file("write", target, &error))?;
        Ok(keys)
    });
    kept.inspect_err(|_| remove(Some(&partial)))
}

/// Removes what a failure has left half done, so that it does not stand in the way of the next attempt.
fn remove(file: Option<&Path>) {
    if let Some(file) = file {
        std::fs::remove_file(file).ok();
    }
}

/// Whether the copy is a whole database of ours, of a version that this program knows.
fn check(copy: &Path, backup: &Path) -> Result<(), Failure> {
    let no_backup = |reason: &str| Failure::Database(format!("{} is no backup of Selfsame: {reason}", backup.display()));
    let status = block_on(Store::migration_status(SqliteOptions::new(copy)))?.map_err(|error| no_backup(&error.to_string()))?;
    if status.iter().all(|one| one.applied_at.is_none()) {
        return Err(no_backup("it has none of its tables"));
    }
    Store::check(&SqliteOptions::new(copy)).map_err(|error| Failure::Database(format!("{} is not whole: {error}", backup.display())))
}

fn is_empty_or_absent(folder: &Path) -> Result<bool, Failure> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Failure::file("read", folder, &error)),
    }
}

/// Copies into a new file that only its owner reads.
fn copy_private(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut source = File::open(from).map_err(|error| Failure::file("read", from, &error))?;
    let failed = |error: io::Error| Failure::file("write", to, &error);
    let mut target = private().create_new(true).open(to).map_err(failed)?;
    io::copy(&mut source, &mut target).and_then(|_| target.sync_all()).map_err(failed).inspect_err(|_| remove(Some(to)))
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

fn beside(file: &Path) -> PathBuf {
    with_suffix(file, ".secrets")
}

/// The ids of the cipher keys that sealed rows need.
fn needed_keys(options: &SqliteOptions) -> Result<Vec<String>, Failure> {
    let keys =
        Store::sealing_keys(options).map_err(|error| Failure::Database(format!("cannot read which keys sealed rows need: {error}")))?;
    Ok(keys.iter().map(|key| hex(key)).collect())
}
