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
use std::sync::OnceLock;

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
    #[error("secrets.cipher: each secret must have exactly 32 bytes")]
    CipherLength,
}

/// What the file holds: one generated secret for each purpose.
#[derive(Serialize, Deserialize)]
struct Generated {
    cookie: String,
    cipher: String,
    pagination: String,
}

/// The secrets that stand in for those which the configuration leaves out. Made once in the life of a server: what
/// its cookies and rows rest upon may not change with a reload.
pub struct StandIns {
    /// Where they are kept; nowhere if nothing outlives the process.
    file: Option<PathBuf>,
    generated: OnceLock<Generated>,
}

impl StandIns {
    /// For the database of `config`, with which the server starts.
    pub fn of(config: &Config) -> Self {
        let file = match &config.dsn {
            Dsn::Memory => None,
            Dsn::Sqlite(_) => Some(config.data_dir.join(FILE_NAME)),
        };
        Self { file, generated: OnceLock::new() }
    }

    fn get(&self, rng: &mut ChaCha20Rng) -> Result<&Generated, SecretsError> {
        if let Some(generated) = self.generated.get() {
            return Ok(generated);
        }
        let generated = match &self.file {
            Some(path) => read_or_generate(path, rng)?,
            None => generate(rng),
        };
        Ok(self.generated.get_or_init(|| generated))
    }
}

impl Secrets {
    /// The configured secrets, completed by `stand_ins` where there are none.
    pub fn of(config: &Config, stand_ins: &StandIns, rng: &mut ChaCha20Rng) -> Result<Self, SecretsError> {
        let configured = &config.secrets;
        let (cookie, cipher, pagination) = (configured.cookie_or_default(), &configured.cipher, &configured.pagination);
        let is_complete = cookie.is_some() && cipher.is_some() && pagination.is_some();
        let generated = if is_complete { None } else { Some(stand_ins.get(rng)?) };
        let list = |configured: Option<&SecretList>, pick: fn(&Generated) -> &String| -> Vec<String> {
            match (configured, generated) {
                (Some(list), _) => list.expose_all().to_vec(),
                (None, Some(generated)) => vec![pick(generated).clone()],
                (None, None) => Vec::new(),
            }
        };
        let cipher = list(cipher.as_ref(), |generated| &generated.cipher);
        Ok(Self {
            cookie: list(cookie, |generated| &generated.cookie).into_iter().map(Secret::new).collect(),
            cipher: cipher_keys(cipher)?,
            pagination: list(pagination.as_ref(), |generated| &generated.pagination).into_iter().map(Secret::new).collect(),
        })
    }
}

/// The ids of the keys in force that open sealed rows, the sealing one first. Generates nothing: none if the server
/// would generate them at its start.
pub fn cipher_key_ids(config: &Config) -> Result<Vec<KeyId>, SecretsError> {
    let texts = match &config.secrets.cipher {
        Some(list) => list.expose_all().to_vec(),
        None => read(&config.data_dir.join(FILE_NAME))?.map(|generated| generated.cipher).into_iter().collect(),
    };
    Ok(SealKeys::new(cipher_keys(texts)?).key_ids())
}

fn cipher_keys(texts: Vec<String>) -> Result<Vec<[u8; 32]>, SecretsError> {
    texts.into_iter().map(|text| text.into_bytes().try_into().map_err(|_| SecretsError::CipherLength)).collect()
}

fn generate(rng: &mut ChaCha20Rng) -> Generated {
    let mut ctx = Ctx { now: Timestamp::ZERO, rng };
    // The reference's format has 32 bytes for a cipher secret: 190 bits in characters that survive every editor.
    Generated { cookie: ctx.alphanumeric(43), cipher: ctx.alphanumeric(32), pagination: ctx.alphanumeric(43) }
}

fn read_or_generate(path: &Path, rng: &mut ChaCha20Rng) -> Result<Generated, SecretsError> {
    if let Some(generated) = read(path)? {
        return Ok(generated);
    }
    let generated = generate(rng);
    write(path, &generated).map_err(|error| SecretsError::File { action: "write", path: path.to_owned(), reason: error.to_string() })?;
    Ok(generated)
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
