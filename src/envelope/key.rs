//! Keys of holders (người giữ khoá): a public part for the server, a private part locked by a passphrase
//! that never leaves the machine it was made on, but for a copy in a safe.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Error;
use super::format::{from_base64, to_base64};

/// Characters a passphrase has at least: several words.
pub const PASSPHRASE_MIN: usize = 16;
const PUBLIC: &str = "gandan-public-key-1";
const PRIVATE: &str = "gandan-private-key-1";
/// Work of argon2id: 64 MiB, 3 passes, one lane; a file may ask for up to 1 GiB and 16.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 16;

type Secret = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;

/// The public key of a holder, as it is given to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    format: String,
    /// Who holds it: an office or a person on duty, as the office writes it.
    pub holder: String,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    public: Vec<u8>,
}

impl PublicKey {
    /// # Errors
    /// The text is no public key.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let key: Self = from_json(text, PUBLIC, |key: &Self| &key.format)?;
        key.key()?;
        Ok(key)
    }

    pub fn to_json(&self) -> Result<String, Error> {
        to_json(self)
    }

    /// The first half of the key's SHA-256, in hexadecimal digits: short enough to be read out.
    pub fn id(&self) -> String {
        id(&self.public)
    }

    /// The 32 bytes in base64, as scripts take them.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.public)
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.public
    }

    pub(crate) fn key(&self) -> Result<Public, Error> {
        Public::from_bytes(&self.public).map_err(|_| Error::NotAKey(self.holder.clone()))
    }
}

fn id(public: &[u8]) -> String {
    hex::encode(Sha256::digest(public).iter().take(16).copied().collect::<Vec<u8>>())
}

/// A private key, open in memory.
pub struct PrivateKey {
    holder: String,
    secret: Zeroizing<Vec<u8>>,
    public: Vec<u8>,
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}

impl PrivateKey {
    /// A new pair.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn generate(holder: &str) -> Result<Self, Error> {
        let seed = Zeroizing::new(random::<32>()?);
        let (secret, public) = X25519HkdfSha256::derive_keypair(seed.as_slice());
        Ok(Self {
            holder: holder.to_owned(),
            secret: Zeroizing::new(secret.to_bytes().to_vec()),
            public: public.to_bytes().to_vec(),
        })
    }

    pub fn public(&self) -> PublicKey {
        PublicKey {
            format: PUBLIC.to_owned(),
            holder: self.holder.clone(),
            public: self.public.clone(),
        }
    }

    pub(crate) fn key(&self) -> Result<Secret, Error> {
        Secret::from_bytes(&self.secret).map_err(|_| Error::NotAKey(self.holder.clone()))
    }

    /// Locks the key by a passphrase.
    ///
    /// # Errors
    /// The passphrase is short, or the system gives no random numbers.
    pub fn lock(&self, passphrase: &str) -> Result<LockedKey, Error> {
        if passphrase.chars().count() < PASSPHRASE_MIN {
            return Err(Error::ShortPassphrase);
        }
        let salt = random::<16>()?;
        let nonce = random::<12>()?;
        let cipher = cipher(passphrase, &salt, MEMORY_KIB, PASSES)?;
        let payload = Payload { msg: &self.secret, aad: &self.public };
        let sealed = cipher.encrypt(&nonce.into(), payload).map_err(|_| Error::TooLarge)?;
        Ok(LockedKey {
            format: PRIVATE.to_owned(),
            holder: self.holder.clone(),
            public: self.public.clone(),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: salt.to_vec(),
            nonce: nonce.to_vec(),
            sealed,
        })
    }
}

/// A private key as it lies in a file: AES-256-GCM under argon2id of the passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedKey {
    format: String,
    pub holder: String,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    public: Vec<u8>,
    memory_kib: u32,
    passes: u32,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    salt: Vec<u8>,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    nonce: Vec<u8>,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    sealed: Vec<u8>,
}

impl LockedKey {
    /// # Errors
    /// The text is no private key, or asks for more work than any of ours.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let key: Self = from_json(text, PRIVATE, |key: &Self| &key.format)?;
        if key.memory_kib > MEMORY_KIB_MAX || key.passes > PASSES_MAX {
            return Err(Error::NotAKey("it asks for too much work".to_owned()));
        }
        Ok(key)
    }

    pub fn to_json(&self) -> Result<String, Error> {
        to_json(self)
    }

    /// The id of the public key it belongs to.
    pub fn public_id(&self) -> String {
        id(&self.public)
    }

    /// # Errors
    /// The passphrase is wrong, or the file was changed.
    pub fn unlock(&self, passphrase: &str) -> Result<PrivateKey, Error> {
        let cipher = cipher(passphrase, &self.salt, self.memory_kib, self.passes)?;
        let nonce: [u8; 12] =
            self.nonce.as_slice().try_into().map_err(|_| Error::WrongPassphrase)?;
        let payload = Payload { msg: &self.sealed, aad: &self.public };
        let secret = cipher.decrypt(&nonce.into(), payload).map_err(|_| Error::WrongPassphrase)?;
        let (holder, public) = (self.holder.clone(), self.public.clone());
        let key = PrivateKey { holder, secret: Zeroizing::new(secret), public };
        let is_pair = X25519HkdfSha256::sk_to_pk(&key.key()?).to_bytes().as_slice() == key.public;
        if is_pair { Ok(key) } else { Err(Error::WrongPassphrase) }
    }
}

fn cipher(passphrase: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<Aes256Gcm, Error> {
    let wrong = |error: argon2::Error| Error::NotAKey(error.to_string());
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(wrong)?;
    let mut key = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(wrong)?;
    Ok(Aes256Gcm::new(&(*key).into()))
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
    Ok(bytes)
}

fn from_json<'de, T: Deserialize<'de>>(
    text: &'de str,
    format: &str,
    of: impl Fn(&T) -> &String,
) -> Result<T, Error> {
    let key: T = serde_json::from_str(text).map_err(|error| Error::NotAKey(error.to_string()))?;
    if of(&key) != format {
        return Err(Error::NotAKey(format!("{format} is expected, not {}", of(&key))));
    }
    Ok(key)
}

fn to_json(key: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(key);
    text.map(|text| text + "\n").map_err(|error| Error::NotAKey(error.to_string()))
}
