//! Sealing, opening, and sealing anew for other holders.

use std::collections::BTreeSet;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use super::contents::Contents;
use super::format::{CHUNK, Envelope, SEALED_CHUNK, Wrapped};
use super::key::{PrivateKey, PublicKey};
use super::{Error, key};

/// Fewer would lose every identity with one key.
pub const HOLDERS_MIN: usize = 2;
pub const HOLDERS_MAX: usize = 16;
const INFO: &[u8] = b"gandan-envelope-1";

type ContentKey = Zeroizing<[u8; 32]>;

/// Seals contents to holders; the context is readable by everybody and bound to the contents.
///
/// # Errors
/// Fewer than two different holders, or more than may be sealed.
pub fn seal(context: &str, contents: &Contents, holders: &[PublicKey]) -> Result<Envelope, Error> {
    let key = Zeroizing::new(key::random::<32>()?);
    let holders = wrap_to_all(context, &key, holders)?;
    let plain = contents.to_bytes()?;
    let cipher = cipher(&key);
    let mut chunks = Vec::with_capacity(plain.len() / CHUNK * SEALED_CHUNK);
    let mut rest = plain.chunks(CHUNK).zip(0_u32..).peekable();
    while let Some((chunk, number)) = rest.next() {
        let nonce = nonce(number, rest.peek().is_none());
        let payload = Payload { msg: chunk, aad: context.as_bytes() };
        chunks.extend(cipher.encrypt(&nonce, payload).map_err(|_| Error::TooLarge)?);
    }
    Ok(Envelope { context: context.to_owned(), holders, chunks })
}

/// What a holder reads.
///
/// # Errors
/// The key is none of the holders', or the envelope was changed.
pub fn open(envelope: &Envelope, key: &PrivateKey) -> Result<Contents, Error> {
    let cipher = cipher(&unwrap(envelope, key)?);
    let mut plain = Zeroizing::new(Vec::with_capacity(envelope.chunks.len()));
    let mut rest = envelope.chunks.chunks(SEALED_CHUNK).zip(0_u32..).peekable();
    while let Some((chunk, number)) = rest.next() {
        let nonce = nonce(number, rest.peek().is_none());
        let payload = Payload { msg: chunk, aad: envelope.context.as_bytes() };
        let opened = cipher.decrypt(&nonce, payload).map_err(|_| Error::DoesNotOpen)?;
        plain.extend_from_slice(&Zeroizing::new(opened));
    }
    Contents::from_bytes(&plain)
}

/// The same envelope for other holders: who is not among them opens it no more. Copies of the old one
/// stay readable for the old holders.
///
/// # Errors
/// The key is none of the holders', or there are fewer than two different new ones.
pub fn reseal(
    envelope: &Envelope,
    key: &PrivateKey,
    holders: &[PublicKey],
) -> Result<Envelope, Error> {
    let content_key = unwrap(envelope, key)?;
    let holders = wrap_to_all(&envelope.context, &content_key, holders)?;
    Ok(Envelope { holders, ..envelope.clone() })
}

fn wrap_to_all(
    context: &str,
    key: &ContentKey,
    holders: &[PublicKey],
) -> Result<Vec<Wrapped>, Error> {
    let different: BTreeSet<String> = holders.iter().map(PublicKey::id).collect();
    if different.len() < HOLDERS_MIN {
        return Err(Error::TooFewHolders);
    }
    if holders.len() > HOLDERS_MAX {
        return Err(Error::TooManyHolders);
    }
    holders.iter().map(|holder| wrap(context, key, holder)).collect()
}

fn wrap(context: &str, key: &ContentKey, holder: &PublicKey) -> Result<Wrapped, Error> {
    let (enc, wrapped) = hpke::single_shot_seal::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &holder.key()?,
        INFO,
        key.as_slice(),
        context.as_bytes(),
    )
    .map_err(|_| Error::NotAKey(holder.holder.clone()))?;
    Ok(Wrapped { key_id: holder.id(), enc: enc.to_bytes().to_vec(), wrapped })
}

fn unwrap(envelope: &Envelope, key: &PrivateKey) -> Result<ContentKey, Error> {
    let id = key.public().id();
    let mine = envelope.holders.iter().find(|wrapped| wrapped.key_id == id);
    let mine = mine.ok_or(Error::NotAHolder)?;
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&mine.enc)
        .map_err(|_| Error::Damaged("a wrapped key"))?;
    let plain = hpke::single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &key.key()?,
        &enc,
        INFO,
        &mine.wrapped,
        envelope.context.as_bytes(),
    )
    .map_err(|_| Error::DoesNotOpen)?;
    let plain = Zeroizing::new(plain);
    let key: [u8; 32] = plain.as_slice().try_into().map_err(|_| Error::Damaged("a wrapped key"))?;
    Ok(Zeroizing::new(key))
}

fn cipher(key: &ContentKey) -> Aes256Gcm {
    Aes256Gcm::new(&(**key).into())
}

/// The content key seals one envelope alone, so numbers are enough.
fn nonce(number: u32, is_last: bool) -> Nonce<aes_gcm::aead::consts::U12> {
    let mut nonce = [0_u8; 12];
    nonce[7..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(is_last);
    nonce.into()
}
