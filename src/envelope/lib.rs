//! Sealed envelopes (phong bì niêm phong): who denounced, and every original file, readable by the
//! holders of keys alone.
//!
//! Điều 56 Luật Tố cáo wants the name, address, handwriting and other personal data of a denouncer taken
//! out of what verifiers work with and managed as secret (BM-02); a machine on the Internet may very
//! likely not hold them at all (BM-12). So they are sealed before they reach the server, and opened on a
//! machine without network.
//!
//! The format, version 1, all numbers big-endian:
//!
//! ```text
//! "GANDAN-ENVELOPE-1\n"
//! u32                       length of the header
//! header                    JSON: context, holders [{key_id, enc, wrapped}], binary values in base64
//! chunks                    each 65,536 bytes sealed by AES-256-GCM, with a tag of 16 bytes
//! ```
//!
//! One random content key seals the chunks; it is wrapped to each holder by HPKE (RFC 9180, base mode,
//! X25519, HKDF-SHA256, AES-256-GCM) with the context as associated data. The nonce of a chunk is seven
//! zero bytes, its number as `u32`, and 1 for the last chunk, so that no chunk can be moved, left out or
//! cut off. The list of holders is not bound to the chunks: sealing anew for other holders changes the
//! header alone. What is inside is padded to whole chunks, so that its size tells little.

mod contents;
mod format;
mod key;
mod seal;

pub use contents::{Contents, File, Identity};
pub use format::{Envelope, OUTLINE_MAX, Outline, Wrapped};
pub use key::{LockedKey, PASSPHRASE_MIN, PrivateKey, PublicKey};
pub use seal::{HOLDERS_MAX, HOLDERS_MIN, open, reseal, seal};

/// Why an envelope or a key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("not an envelope of this program")]
    NotAnEnvelope,
    #[error("the envelope is damaged: {0}")]
    Damaged(&'static str),
    #[error("not a key file of this program: {0}")]
    NotAKey(String),
    #[error("the passphrase is wrong, or the key file is damaged")]
    WrongPassphrase,
    #[error("a passphrase needs at least {PASSPHRASE_MIN} characters")]
    ShortPassphrase,
    #[error("this key is none of the envelope's holders")]
    NotAHolder,
    #[error("the key does not open the envelope: it was changed")]
    DoesNotOpen,
    #[error(
        "at least {HOLDERS_MIN} different holders are needed: one lost key must not lose the identity"
    )]
    TooFewHolders,
    #[error("at most {HOLDERS_MAX} holders")]
    TooManyHolders,
    #[error("too large to be sealed")]
    TooLarge,
    #[error("the system gives no random numbers")]
    NoRandomness,
}
