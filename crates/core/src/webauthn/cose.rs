//! COSE keys (RFC 9053) of the kinds that are asked for, and signatures by them.

use super::cbor::{self, Item};
use super::options::ALGORITHMS;
use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaParameters, UnparsedPublicKey, VerificationAlgorithm,
};

/// A public key and the one kind of signature that it is for.
#[derive(Debug)]
pub struct PublicKey<'a> {
    pub algorithm: i64,
    material: Material<'a>,
}

enum Material<'a> {
    /// As the algorithm takes it: an uncompressed point, or the bytes of an Ed25519 key.
    Point(&'static dyn VerificationAlgorithm, Vec<u8>),
    Rsa {
        parameters: &'static RsaParameters,
        modulus: &'a [u8],
        exponent: &'a [u8],
    },
}

impl std::fmt::Debug for Material<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Point(..) => "Point",
            Self::Rsa { .. } => "Rsa",
        })
    }
}

/// Key types.
const OKP: i64 = 1;
const EC2: i64 = 2;
const RSA: i64 = 3;

impl<'a> PublicKey<'a> {
    /// Reads a key; none if it is not one of those that are asked for.
    pub fn parse(cose: &'a [u8]) -> Option<Self> {
        let key = cbor::only(cose).ok()?;
        let algorithm = key.at(3)?.integer()?;
        if !ALGORITHMS.contains(&algorithm) {
            return None;
        }
        let material = match (key.at(1)?.integer()?, algorithm) {
            (EC2, -7) => point(&key, 1, 32, &ECDSA_P256_SHA256_ASN1)?,
            (EC2, -35) => point(&key, 2, 48, &ECDSA_P384_SHA384_ASN1)?,
            (EC2, -36) => point(&key, 3, 66, &ECDSA_P521_SHA512_ASN1)?,
            (OKP, -8) if key.at(-1)?.integer()? == 6 => Material::Point(&ED25519, key.at(-2)?.bytes()?.to_vec()),
            (RSA, -257) => rsa(&key, &RSA_PKCS1_2048_8192_SHA256)?,
            (RSA, -258) => rsa(&key, &RSA_PKCS1_2048_8192_SHA384)?,
            (RSA, -259) => rsa(&key, &RSA_PKCS1_2048_8192_SHA512)?,
            (RSA, -37) => rsa(&key, &RSA_PSS_2048_8192_SHA256)?,
            (RSA, -38) => rsa(&key, &RSA_PSS_2048_8192_SHA384)?,
            (RSA, -39) => rsa(&key, &RSA_PSS_2048_8192_SHA512)?,
            _ => return None,
        };
        Some(Self { algorithm, material })
    }

    /// Whether the holder of the private key signed the message.
    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::Point(algorithm, key) => UnparsedPublicKey::new(*algorithm, key).verify(message, signature).is_ok(),
            Material::Rsa { parameters, modulus, exponent } => {
                PublicKeyComponents { n: *modulus, e: *exponent }.verify(parameters, message, signature).is_ok()
            }
        }
    }

    /// The key as FIDO U2F writes it, if it is on P-256.
    pub fn p256_point(&self) -> Option<&[u8]> {
        match &self.material {
            Material::Point(_, point) if self.algorithm == -7 => Some(point),
            Material::Point(..) | Material::Rsa { .. } => None,
        }
    }
}

fn point<'a>(key: &Item<'a>, curve: i64, length: usize, algorithm: &'static dyn VerificationAlgorithm) -> Option<Material<'a>> {
    let (x, y) = (key.at(-2)?.bytes()?, key.at(-3)?.bytes()?);
    if key.at(-1)?.integer()? != curve || x.len() != length || y.len() != length {
        return None;
    }
    Some(Material::Point(algorithm, [&[4][..], x, y].concat()))
}

fn rsa<'a>(key: &Item<'a>, parameters: &'static RsaParameters) -> Option<Material<'a>> {
    let (modulus, exponent) = (trimmed(key.at(-1)?.bytes()?), trimmed(key.at(-2)?.bytes()?));
    (!modulus.is_empty() && !exponent.is_empty()).then_some(Material::Rsa { parameters, modulus, exponent })
}

/// Without zeros in front.
fn trimmed(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}
