//! The server's secrets: those of the configuration, and for what it leaves out, generated ones that are kept
//! in the data folder (mode 0600), so that a restart logs nobody out.

use rand::rngs::ChaCha20Rng;
use selfsame_api::Timestamp;
use selfsame_config::{Config, Dsn, SecretList};
use selfsame_core::Ctx;
use selfsame_core::secret::Secret;
use selfsame_core::secretbox::{KeyId, SealKeys};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file of generated secrets in the data folder.
pub const FILE_NAME: &str = "secrets.json";

/// The secrets in force. In every list the first one writes, all of them read.
#[derive(Clone)]
pub struct Secrets {
    /// Cookies and short codes.
    pub cookie: Vec<Secret>,
    /// Sealed rows; 32 bytes each.
    pub cipher: Vec<[u8; 32]>,
    /// Page tokens.
    pub pagination: Vec<Secret>,
}

/// Why there are no secrets; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    #[error("cannot {action} the generated secrets in {path}: {reason}")]
    File { action: &'static str, path: PathBuf, reason: String },
    #[error(
        "with a PostgreSQL database every node needs the same secrets, so that none generates its own: put this into the configuration of all of them and keep it (it is fresh, and shown only now)\n\nsecrets:\n{0}"
    )]
    NotGenerated(String),
    #[error("secrets.cipher: each secret must have exactly 32 bytes")]
    CipherLength,
}

/// What the file holds: for each purpose one generated secret, if the configuration had none.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Generated {
    #[serde(skip_serializing_if = "Option::is_none")]
    cookie: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cipher: Option<String>,
}

/// Whether fresh secrets are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fresh {
    Kept,
    /// Good for one look at what a server would do with them.
    Forgotten,
}

/// The secrets that stand in for those which the configuration leaves out. Each is made once in the life of a server: what
/// its cookies and rows rest upon may not change with a reload.
pub struct StandIns {
    kept: Kept,
    fresh: Fresh,
    generated: Mutex<Generated>,
}

/// Where generated secrets are kept.
enum Kept {
    InFile(PathBuf),
    /// Nothing outlives the process.
    Nowhere,
    /// Several nodes need the same: none generates its own.
    Refused,
}

impl StandIns {
    /// For the database of `config`, with which the server starts.
    pub fn of(config: &Config) -> Self {
        let kept = match &config.dsn {
            Dsn::Memory => Kept::Nowhere,
            Dsn::Postgres(_) => Kept::Refused,
            Dsn::Sqlite(_) => Kept::InFile(config.data_dir.join(FILE_NAME)),
        };
        Self { kept, fresh: Fresh::Kept, generated: Mutex::default() }
    }

    /// The same for one look: nothing is written.
    pub fn rehearsed(config: &Config) -> Self {
        Self { fresh: Fresh::Forgotten, ..Self::of(config) }
    }

    fn get(&self, is_missing: Missing, rng: &mut ChaCha20Rng) -> Result<Generated, SecretsError> {
        if !is_missing.cookie && !is_missing.cipher {
            return Ok(Generated::default());
        }
        let mut known = self.generated.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = match &self.kept {
            Kept::InFile(path) => read(path)?.unwrap_or_default(),
            Kept::Nowhere => Generated::default(),
            Kept::Refused => return Err(SecretsError::NotGenerated(block(is_missing, rng))),
        };
        // What is in use stays in use, whatever became of the file.
        let in_use = known.clone();
        let kept = Generated { cookie: in_use.cookie.or(kept.cookie), cipher: in_use.cipher.or(kept.cipher) };
        let (generated, is_new) = complete(kept, is_missing, rng);
        if let (Kept::InFile(path), true, Fresh::Kept) = (&self.kept, is_new, self.fresh) {
            let failed = |error: std::io::Error| SecretsError::File { action: "write", path: path.clone(), reason: error.to_string() };
            write(path, &generated).map_err(failed)?;
        }
        *known = generated.clone();
        Ok(generated)
    }
}

impl Secrets {
    /// The configured secrets, completed by `stand_ins` where there are none.
    pub fn of(config: &Config, stand_ins: &StandIns, rng: &mut ChaCha20Rng) -> Result<Self, SecretsError> {
        let configured = &config.secrets;
        let (cookie, cipher) = (configured.cookie_or_default(), configured.cipher.as_ref());
        let generated = stand_ins.get(Missing { cookie: cookie.is_none(), cipher: cipher.is_none() }, rng)?;
        let list = |configured: Option<&SecretList>, generated: Option<String>| -> Vec<String> {
            configured.map_or_else(|| generated.into_iter().collect(), |list| list.expose_all().to_vec())
        };
        let secrets = |texts: Vec<String>| -> Vec<Secret> { texts.into_iter().map(Secret::new).collect() };
        let cookie = list(cookie, generated.cookie);
        // Keys are derived for a purpose each, so that what seals page tokens is not what signs cookies.
        let pagination = configured.pagination.as_ref().map_or_else(|| cookie.clone(), |list| list.expose_all().to_vec());
        Ok(Self { cookie: secrets(cookie), cipher: cipher_keys(list(cipher, generated.cipher))?, pagination: secrets(pagination) })
    }
}

/// Which secrets the configuration does not have.
#[derive(Clone, Copy)]
struct Missing {
    cookie: bool,
    cipher: bool,
}

/// The ids of the keys in force that open sealed rows, the sealing one first. Generates nothing: none if the server
/// would generate them at its start.
pub fn cipher_key_ids(config: &Config) -> Result<Vec<KeyId>, SecretsError> {
    let texts = match &config.secrets.cipher {
        Some(list) => list.expose_all().to_vec(),
        None => read(&config.data_dir.join(FILE_NAME))?.and_then(|generated| generated.cipher).into_iter().collect(),
    };
    Ok(SealKeys::new(cipher_keys(texts)?).key_ids())
}

fn cipher_keys(texts: Vec<String>) -> Result<Vec<[u8; 32]>, SecretsError> {
    texts.into_iter().map(|text| text.into_bytes().try_into().map_err(|_| SecretsError::CipherLength)).collect()
}

/// Adds what is missing and not there from an earlier start; with whether anything was added.
fn complete(mut generated: Generated, is_missing: Missing, rng: &mut ChaCha20Rng) -> (Generated, bool) {
    let mut ctx = Ctx { now: Timestamp::ZERO, rng };
    let mut is_new = false;
    // The reference's format has 32 bytes for a cipher secret: 190 bits in characters that survive every editor.
    for (is_missing, secret, length) in [(is_missing.cookie, &mut generated.cookie, 43), (is_missing.cipher, &mut generated.cipher, 32)] {
        if is_missing && secret.is_none() {
            *secret = Some(ctx.alphanumeric(length));
            is_new = true;
        }
    }
    (generated, is_new)
}

/// What is missing, as lines for the configuration.
fn block(is_missing: Missing, rng: &mut ChaCha20Rng) -> String {
    let (generated, _) = complete(Generated::default(), is_missing, rng);
    let lines = [("cookie", generated.cookie), ("cipher", generated.cipher)];
    lines.into_iter().filter_map(|(name, secret)| Some(format!("  {name}: [{}]", secret?))).collect::<Vec<_>>().join("\n")
}

fn read(path: &Path) -> Result<Option<Generated>, SecretsError> {
    let failed = |reason: String| SecretsError::File { action: "read", path: path.to_owned(), reason };
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| failed(error.to_string())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error.to_string())),
    }
}

/// Writes the file whole or not at all, for its owner only.
fn write(path: &Path, generated: &Generated) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let partial = path.with_extension("partial");
    // What a crash left behind may have another mode.
    std::fs::remove_file(&partial).ok();
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    file.write_all(serde_json::to_string_pretty(generated)?.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&partial, path)?;
    // Rows will be sealed with these: their name must outlive a power cut as well.
    path.parent().map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests;
