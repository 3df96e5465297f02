//! Whether this node has the secrets that the database is served with. Nodes that differ would sign people out of each
//! other's sessions and could not read each other's rows; here that is found at the start, not by people.

use super::serve::StartError;
use crate::secrets::Secrets;
use rand::{Rng, rngs::ChaCha20Rng};
use selfsame_core::secretcheck::{SecretCheck, Standing};
use selfsame_store::ops::secret_checks;
use selfsame_store::{Rx, Store, Tx};

/// What becomes of a start with secrets that do not fit the check in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherSecrets {
    /// It ends. Not so where only one server can be: then it is told, and goes on.
    Refused,
    /// They are the database's from now on.
    Accepted,
}

/// Not `pagination`: without it lists that are being paged through begin again, which is no reason not to start.
const LISTS: [&str; 2] = ["cookie", "cipher"];

/// Compares the secrets with the database's checks, and keeps a check where there is none or the list was rotated.
pub async fn check(store: &Store, secrets: &Secrets, others: OtherSecrets, rng: &mut ChaCha20Rng) -> Result<(), StartError> {
    let accepts = others == OtherSecrets::Accepted || !store.has_other_nodes();
    let (secrets, salts) = (secrets.clone(), LISTS.map(|_| salt(rng)));
    let foreign = store.write(async move |tx: &mut Tx<'_>| {
        let (mut foreign, mut fresh) = (Vec::new(), Vec::new());
        for (name, salt) in LISTS.into_iter().zip(salts) {
            let standing = secret_checks::of(tx.rx(), name).await?.map(|check| check.judge(name, list(&secrets, name)));
            if standing == Some(Standing::Foreign) {
                foreign.push(name);
            }
            if standing != Some(Standing::Same) {
                fresh.extend(list(&secrets, name).first().map(|secret| (name, SecretCheck::of(name, secret, salt))));
            }
        }
        if foreign.is_empty() || accepts {
            for (name, check) in &fresh {
                secret_checks::put(tx, name, check).await?;
            }
        }
        Ok(foreign)
    });
    let foreign = foreign.await?;
    match foreign.first() {
        Some(name) if !accepts => Err(StartError::OtherSecrets(name)),
        _ => {
            for name in foreign {
                tracing::warn!(
                    "secrets.{name} has none of the secrets that the database was served with last: what they protected is lost"
                );
            }
            Ok(())
        }
    }
}

/// Compares only, for who serves nobody: the checks are those of the servers.
pub async fn compare(store: &Store, secrets: &Secrets) -> Result<(), StartError> {
    for name in LISTS {
        let check = store.read(async move |rx: &mut Rx<'_>| secret_checks::of(rx, name).await).await?;
        if check.is_some_and(|check| check.judge(name, list(secrets, name)) == Standing::Foreign) {
            return Err(StartError::OtherSecrets(name));
        }
    }
    Ok(())
}

fn list<'s>(secrets: &'s Secrets, name: &str) -> Vec<&'s [u8]> {
    match name {
        "cipher" => secrets.cipher.iter().map(<[u8; 32]>::as_slice).collect(),
        _ => secrets.cookie.iter().map(selfsame_core::secret::Secret::bytes).collect(),
    }
}

fn salt(rng: &mut ChaCha20Rng) -> [u8; 16] {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    salt
}
