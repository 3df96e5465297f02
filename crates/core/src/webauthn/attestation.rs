//! Attestation (§6.5): what an authenticator tells about itself when it makes a key.
//!
//! No roots are configured, so that a statement says nothing about who made the authenticator, only that it is
//! consistent: `packed` and `fido-u2f` are checked, since a signature that does not hold is a sign of trouble. The
//! formats of platforms (`tpm`, `android-key`, `apple`) count for as much as none.

use super::Failure;
use super::authenticator::Made;
use super::cbor::{self, Item};
use super::cose::PublicKey;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use webpki::{EndEntityCert, aws_lc_rs};

/// A parsed attestation object.
pub struct Attestation<'a> {
    pub format: &'a str,
    statement: Item<'a>,
    pub authenticator_data: &'a [u8],
}

/// What a statement is about.
pub struct Subject<'a> {
    pub rp_id_hash: &'a [u8],
    pub client_data_hash: &'a [u8; 32],
    pub made: &'a Made<'a>,
    pub key: &'a PublicKey<'a>,
}

impl<'a> Attestation<'a> {
    pub fn parse(object: &'a [u8]) -> Result<Self, Failure> {
        let object = cbor::only(object).map_err(|_| Failure::Attestation)?;
        let format = object.named("fmt").and_then(Item::text).ok_or(Failure::Attestation)?;
        let statement = object.named("attStmt").cloned().ok_or(Failure::Attestation)?;
        let authenticator_data = object.named("authData").and_then(Item::bytes).ok_or(Failure::Attestation)?;
        Ok(Self { format, statement, authenticator_data })
    }

    /// Whether the statement holds.
    pub fn check(&self, subject: &Subject<'_>) -> Result<(), Failure> {
        let holds = match self.format {
            "none" => self.statement == Item::Map(Vec::new()),
            "packed" => self.is_packed_right(subject).unwrap_or(false),
            "fido-u2f" => self.is_u2f_right(subject).unwrap_or(false),
            _ => true,
        };
        if holds { Ok(()) } else { Err(Failure::Attestation) }
    }

    /// §8.2: by the new key itself, or by the key of a certificate.
    fn is_packed_right(&self, subject: &Subject<'_>) -> Option<bool> {
        let algorithm = self.statement.named("alg")?.integer()?;
        let signature = self.statement.named("sig")?.bytes()?;
        let message = [self.authenticator_data, subject.client_data_hash].concat();
        let Some(certificate) = self.certificate() else {
            let is_self = self.statement.named("x5c").is_none() && self.statement.named("ecdaaKeyId").is_none();
            return Some(is_self && algorithm == subject.key.algorithm && subject.key.has_signed(&message, signature));
        };
        let is_model = model(certificate).is_none_or(|model| model == subject.made.aaguid);
        Some(is_model && has_signed(certificate, algorithm, &message, signature)?)
    }

    /// §8.6.
    fn is_u2f_right(&self, subject: &Subject<'_>) -> Option<bool> {
        let signature = self.statement.named("sig")?.bytes()?;
        let point = subject.key.p256_point()?;
        let message = [&[0][..], subject.rp_id_hash, subject.client_data_hash, subject.made.id, point].concat();
        has_signed(self.certificate()?, -7, &message, signature)
    }

    /// The certificate of who signed the statement.
    fn certificate(&self) -> Option<&'a [u8]> {
        match self.statement.named("x5c")? {
            Item::Array(chain) => chain.first()?.bytes(),
            _ => None,
        }
    }
}

fn has_signed(certificate: &[u8], algorithm: i64, message: &[u8], signature: &[u8]) -> Option<bool> {
    let algorithm: &dyn SignatureVerificationAlgorithm = match algorithm {
        -7 => aws_lc_rs::ECDSA_P256_SHA256,
        -35 => aws_lc_rs::ECDSA_P384_SHA384,
        -257 => aws_lc_rs::RSA_PKCS1_2048_8192_SHA256,
        -8 => aws_lc_rs::ED25519,
        _ => return None,
    };
    let der = CertificateDer::from(certificate);
    let certificate = EndEntityCert::try_from(&der).ok()?;
    Some(certificate.verify_signature(algorithm, message, signature).is_ok())
}

/// The model that a certificate is for, if it says: the extension id-fido-gen-ce-aaguid, not critical, an octet string
/// within an octet string.
fn model(certificate: &[u8]) -> Option<[u8; 16]> {
    const EXTENSION: [u8; 17] = [6, 11, 0x2b, 6, 1, 4, 1, 0x82, 0xe5, 0x1c, 1, 1, 4, 4, 18, 4, 16];
    let at = certificate.windows(EXTENSION.len()).position(|window| window == EXTENSION)?;
    certificate[at + EXTENSION.len()..].first_chunk().copied()
}
