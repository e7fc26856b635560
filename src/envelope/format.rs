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
/// As many first bytes tell everything that can be told without a key.
pub const OUTLINE_MAX: usize = MAGIC.len() + 4 + HEADER_MAX;

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
        let (header, chunks_at) = header(bytes)?.ok_or(Error::Damaged("header"))?;
        let chunks = bytes.get(chunks_at..).unwrap_or_default();
        if !is_whole(chunks.len()) {
            return Err(Error::Damaged("its end is missing"));
        }
        Ok(Self { context: header.context, holders: header.holders, chunks: chunks.to_vec() })
    }
}

/// What can be told of an envelope without a key, from its first bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What it belongs to.
    pub context: String,
    /// The keys that open it.
    pub key_ids: Vec<String>,
    /// Where the sealed chunks begin; they stay the same when it is sealed anew.
    pub chunks_at: usize,
}

impl Outline {
    /// None while too few bytes are there; more than [`OUTLINE_MAX`] are never needed.
    ///
    /// # Errors
    /// The bytes do not begin an envelope.
    pub fn read(start: &[u8]) -> Result<Option<Self>, Error> {
        let Some((header, chunks_at)) = header(start)? else { return Ok(None) };
        let key_ids = header.holders.into_iter().map(|holder| holder.key_id).collect();
        Ok(Some(Self { context: header.context, key_ids, chunks_at }))
    }

    /// Whether an envelope of so many bytes has all its chunks.
    pub fn is_whole(&self, size: usize) -> bool {
        size.checked_sub(self.chunks_at).is_some_and(is_whole)
    }
}

fn is_whole(chunks: usize) -> bool {
    chunks > 0 && chunks.is_multiple_of(SEALED_CHUNK)
}

/// The header and where it ends; none while its end is not there.
fn header(bytes: &[u8]) -> Result<Option<(Header, usize)>, Error> {
    let known = bytes.len().min(MAGIC.len());
    if bytes.get(..known) != MAGIC.get(..known) {
        return Err(Error::NotAnEnvelope);
    }
    let Some((length, _)) = bytes.get(MAGIC.len()..).and_then(|rest| rest.split_first_chunk::<4>())
    else {
        return Ok(None);
    };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    if length > HEADER_MAX {
        return Err(Error::Damaged("header"));
    }
    let begin = MAGIC.len() + 4;
    let Some(text) = bytes.get(begin..begin + length) else { return Ok(None) };
    let header = serde_json::from_slice(text).map_err(|_| Error::Damaged("header"))?;
    Ok(Some((header, begin + length)))
}

pub(crate) fn to_base64<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&BASE64.encode(bytes))
}

pub(crate) fn from_base64<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(from)?;
    BASE64.decode(text).map_err(serde::de::Error::custom)
}
