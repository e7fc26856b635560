//! An envelope as bytes: written to a file, carried to another machine, read back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Error;

/// Bytes of contents in one chunk.
pub(crate) const CHUNK: usize = 65_536;
/// A chunk as it is stored, with its tag.
pub(crate) const SEALED_CHUNK: usize = CHUNK + 16;
const MAGIC: &[u8] = b"GANDAN-ENVELOPE-1\n";
const HEADER_MAX: usize = 64 * 1024;

/// The content key for one holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrapped {
    pub key_id: String,
    /// The encapsulated key of HPKE.
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub enc: Vec<u8>,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub wrapped: Vec<u8>,
}

/// A sealed envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What it belongs to, in the clear: a register code, never a person.
    pub context: String,
    pub holders: Vec<Wrapped>,
    pub(crate) chunks: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    context: String,
    holders: Vec<Wrapped>,
}

impl Envelope {
    /// # Errors
    /// The context is longer than a header may be.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let header = Header { context: self.context.clone(), holders: self.holders.clone() };
        let header = serde_json::to_vec(&header).map_err(|_| Error::TooLarge)?;
        let length = u32::try_from(header.len()).map_err(|_| Error::TooLarge)?;
        if header.len() > HEADER_MAX {
            return Err(Error::TooLarge);
        }
        Ok([MAGIC, &length.to_be_bytes(), &header, &self.chunks].concat())
    }

    /// # Errors
    /// The bytes are no envelope, or were cut off.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Error::NotAnEnvelope)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(Error::Damaged("header"))?;
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        if length > HEADER_MAX {
            return Err(Error::Damaged("header"));
        }
        let (header, chunks) = rest.split_at_checked(length).ok_or(Error::Damaged("header"))?;
        let header: Header =
            serde_json::from_slice(header).map_err(|_| Error::Damaged("header"))?;
        if chunks.is_empty() || chunks.len() % SEALED_CHUNK != 0 {
            return Err(Error::Damaged("its end is missing"));
        }
        Ok(Self { context: header.context, holders: header.holders, chunks: chunks.to_vec() })
    }
}

pub(crate) fn to_base64<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&BASE64.encode(bytes))
}

pub(crate) fn from_base64<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(from)?;
    BASE64.decode(text).map_err(serde::de::Error::custom)
}
