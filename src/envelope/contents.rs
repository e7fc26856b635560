//! What is inside: the identity and the original files, one after the other.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Error;
use super::format::CHUNK;

/// The most that can be sealed: a filing's files and their head.
const SIZE_MAX: usize = 256 * 1024 * 1024;

/// Who denounced (người tố cáo); empty texts mean not told.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Identity {
    pub full_name: String,
    pub address: String,
    /// Phone, e-mail or any other way to reach them.
    pub contact: String,
    /// Those who denounce with them, one a line: name, address, way to reach them.
    #[serde(default)]
    pub others: String,
    /// Who is to be protected and why (bảo vệ người tố cáo, Điều 50 Luật Tố cáo).
    #[serde(default)]
    pub protection: String,
}

/// An original file, its name as it was.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Everything that is sealed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contents {
    pub identity: Identity,
    pub files: Vec<File>,
}

/// Nobody sees a denouncer in a log.
impl std::fmt::Debug for Contents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Contents(***, {} files)", self.files.len())
    }
}

#[derive(Serialize, Deserialize)]
struct Head {
    identity: Identity,
    files: Vec<FileHead>,
}

#[derive(Serialize, Deserialize)]
struct FileHead {
    name: String,
    size: usize,
}

impl Contents {
    /// Head and files as bytes, padded with zeros to whole chunks.
    pub(crate) fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, Error> {
        let files = self.files.iter();
        let head = Head {
            identity: self.identity.clone(),
            files: files.map(|f| FileHead { name: f.name.clone(), size: f.bytes.len() }).collect(),
        };
        let head = Zeroizing::new(serde_json::to_vec(&head).map_err(|_| Error::TooLarge)?);
        let size = self.files.iter().map(|file| file.bytes.len()).sum::<usize>() + head.len() + 4;
        let length = u32::try_from(head.len()).map_err(|_| Error::TooLarge)?;
        if size > SIZE_MAX {
            return Err(Error::TooLarge);
        }
        // Made in its full size at once: a vector that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(size.next_multiple_of(CHUNK)));
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&head);
        for file in &self.files {
            bytes.extend_from_slice(&file.bytes);
        }
        bytes.resize(size.next_multiple_of(CHUNK), 0);
        Ok(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let damaged = Error::Damaged("contents");
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or(damaged.clone())?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| damaged.clone())?;
        let (head, mut rest) = rest.split_at_checked(length).ok_or(damaged.clone())?;
        let head: Head = serde_json::from_slice(head).map_err(|_| damaged.clone())?;
        let mut files = Vec::new();
        for FileHead { name, size } in head.files {
            let (bytes, after) = rest.split_at_checked(size).ok_or(damaged.clone())?;
            files.push(File { name, bytes: bytes.to_vec() });
            rest = after;
        }
        if rest.len() >= CHUNK || rest.iter().any(|byte| *byte != 0) {
            return Err(damaged);
        }
        Ok(Self { identity: head.identity, files })
    }
}
