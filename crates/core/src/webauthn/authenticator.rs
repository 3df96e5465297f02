//! Authenticator data (§6.1): what an authenticator signs besides the client data.

use super::{Asked, Failure, Flags, cbor};
use sha2::{Digest, Sha256};

/// Longest credential id (§4, "Credential ID").
const LONGEST_ID: usize = 1023;

/// Parsed authenticator data.
#[derive(Debug)]
pub struct AuthenticatorData<'a> {
    pub rp_id_hash: &'a [u8],
    pub flags: Flags,
    pub sign_count: u32,
    /// The key that was made, if one was.
    pub made: Option<Made<'a>>,
}

/// A new key as its authenticator describes it.
#[derive(Debug)]
pub struct Made<'a> {
    /// The authenticator's model.
    pub aaguid: [u8; 16],
    pub id: &'a [u8],
    /// A COSE key.
    pub public_key: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    pub fn parse(data: &'a [u8]) -> Result<Self, Failure> {
        let wrong = Failure::AuthenticatorData;
        let (rp_id_hash, rest) = data.split_at_checked(32).ok_or(wrong)?;
        let (&bits, rest) = rest.split_first().ok_or(wrong)?;
        let (count, mut rest) = rest.split_first_chunk::<4>().ok_or(wrong)?;
        let has = |bit: u8| bits & (1 << bit) != 0;
        let made = if has(6) {
            let (made, after) = Made::parse(rest)?;
            rest = after;
            Some(made)
        } else {
            None
        };
        if has(7) {
            // Extensions: none was asked for, but an authenticator may say what it likes.
            (_, rest) = cbor::first(rest).map_err(|_| wrong)?;
        }
        if !rest.is_empty() {
            return Err(wrong);
        }
        let flags = Flags { user_present: has(0), user_verified: has(2), backup_eligible: has(3), backup_state: has(4) };
        Ok(Self { rp_id_hash, flags, sign_count: u32::from_be_bytes(*count), made })
    }

    /// Whether the answer is for this relying party and its flags are what was asked for.
    pub fn check(&self, asked: &Asked<'_>) -> Result<(), Failure> {
        if self.rp_id_hash != Sha256::digest(&asked.rp.id).as_slice() {
            return Err(Failure::RelyingParty);
        }
        if !self.flags.user_present {
            return Err(Failure::UserAbsent);
        }
        if asked.verifies_user && !self.flags.user_verified {
            return Err(Failure::UserNotVerified);
        }
        if self.flags.backup_state && !self.flags.backup_eligible {
            return Err(Failure::Backup);
        }
        Ok(())
    }
}

impl<'a> Made<'a> {
    fn parse(data: &'a [u8]) -> Result<(Self, &'a [u8]), Failure> {
        let wrong = Failure::AuthenticatorData;
        let (aaguid, rest) = data.split_first_chunk::<16>().ok_or(wrong)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or(wrong)?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > LONGEST_ID {
            return Err(wrong);
        }
        let (id, rest) = rest.split_at_checked(length).ok_or(wrong)?;
        let (_, after) = cbor::first(rest).map_err(|_| wrong)?;
        let public_key = &rest[..rest.len() - after.len()];
        Ok((Self { aaguid: *aaguid, id, public_key }, after))
    }
}
