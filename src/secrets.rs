//! Keys, tokens and keyed hashes. A token is random and only its keyed hash is stored.

use aes_gcm::aead::Aead;
use aes_gcm::aead::consts::U12;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::error::AppError;

/// The server's own secret; everything keyed derives from it, with a purpose each.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

impl std::fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerKey(***)")
    }
}

impl ServerKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// 32 bytes bound to a purpose and a text.
    pub fn keyed(&self, purpose: &str, text: &str) -> [u8; 32] {
        // HMAC takes keys of any length, so the error case cannot occur with 32 bytes.
        let Ok(mut mac) = <Hmac<Sha256> as Mac>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// What is stored of a token.
    pub fn token_hash(&self, purpose: &str, token: &str) -> String {
        hex::encode(self.keyed(purpose, token))
    }

    /// The 16-digit tracking secret of a filing, derived from the filing's own token: the sender's
    /// browser can be shown it again, the database cannot.
    pub fn tracking_secret(&self, filing_token: &str) -> String {
        let bytes = self.keyed("tracking-secret", filing_token);
        let mut number = 0u64;
        for byte in bytes.iter().take(8) {
            number = (number << 8) | u64::from(*byte);
        }
        format!("{:016}", number % 10_000_000_000_000_000)
    }

    /// Seals a few bytes for this server alone, bound to a purpose: who reads the database reads nothing of
    /// them. Nonce and cipher text in hexadecimal digits.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<String, AppError> {
        let nonce: Vec<u8> = random_bytes()?.into_iter().take(NONCE).collect();
        let failed = |_| AppError::internal("seal", "the cipher refused");
        let sealed = self.cipher(purpose).encrypt(&nonce_of(&nonce), plain).map_err(failed)?;
        Ok(hex::encode([nonce, sealed].concat()))
    }

    /// What was sealed for this purpose; none if it was changed, or sealed by another server.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = hex::decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        self.cipher(purpose).decrypt(&nonce_of(nonce), sealed).ok()
    }

    fn cipher(&self, purpose: &str) -> Aes256Gcm {
        Aes256Gcm::new(&self.keyed("seal", purpose).into())
    }

    /// What is stored of a tracking secret; bound to the case number.
    pub fn secret_hash(&self, number: &str, secret: &str) -> String {
        self.token_hash(&format!("tracking:{number}"), secret)
    }
}

const NONCE: usize = 12;

fn nonce_of(bytes: &[u8]) -> Nonce<U12> {
    let mut nonce = [0_u8; NONCE];
    nonce.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    nonce.into()
}

/// 32 random bytes from the operating system.
pub fn random_bytes() -> Result<[u8; 32], AppError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| AppError::internal("random source", error))?;
    Ok(bytes)
}

/// A random token, safe in URLs and cookies.
pub fn random_token() -> Result<String, AppError> {
    Ok(hex::encode(random_bytes()?))
}

pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Compares without telling by time how far two texts agree.
pub fn equal_in_constant_time(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_alone() {
        let key = ServerKey::new([7; 32]);
        let sealed = key.seal("a", b"secret").unwrap();
        assert_ne!(sealed, key.seal("a", b"secret").unwrap());
        assert_eq!(key.open("a", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(key.open("b", &sealed), None);
        assert_eq!(ServerKey::new([8; 32]).open("a", &sealed), None);
        let mut changed = sealed.clone();
        changed.replace_range(30..31, if &sealed[30..31] == "0" { "1" } else { "0" });
        for broken in [changed.as_str(), "", "zz", &sealed[..10]] {
            assert_eq!(key.open("a", broken), None);
        }
    }

    #[test]
    fn a_secret_has_sixteen_digits_and_follows_the_token() {
        let key = ServerKey::new([7; 32]);
        let secret = key.tracking_secret("token-1");
        assert_eq!(secret.len(), 16);
        assert!(secret.bytes().all(|b| b.is_ascii_digit()));
        assert_eq!(secret, key.tracking_secret("token-1"));
        assert_ne!(secret, key.tracking_secret("token-2"));
        assert_ne!(secret, ServerKey::new([8; 32]).tracking_secret("token-1"));
    }

    #[test]
    fn hashes_are_bound_to_their_purpose() {
        let key = ServerKey::new([7; 32]);
        assert_ne!(key.token_hash("a", "x"), key.token_hash("b", "x"));
        assert!(equal_in_constant_time("abc", "abc"));
        assert!(!equal_in_constant_time("abc", "abd"));
        assert!(!equal_in_constant_time("abc", "abcd"));
    }
}
