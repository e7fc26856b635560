//! Passwords: argon2id off the request threads, few at a time (each hash takes 19 MiB).

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::error::AppError;
use crate::text;

/// Shortest password; length is what counts.
pub const MIN_LENGTH: usize = 10;

/// How much of a password is judged; what follows only makes it better.
const JUDGED: usize = 100;

/// What people here try first, beside the lists of the library.
const HERE: [&str; 20] = [
    "gandan",
    "matkhau",
    "congdan",
    "canbo",
    "phuong",
    "uyban",
    "ubnd",
    "vietnam",
    "hanoi",
    "uongbi",
    "quangninh",
    "halong",
    "vangdanh",
    "yentu",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "khongbiet",
    "tiepdan",
    "chutich",
];

/// Whether a guesser would find a password among the first hundred million: common ones, names, dates,
/// rows of keys, and what is known of its owner. Accents and spaces make it no stronger.
pub fn is_guessable(password: &str, of_owner: &[&str]) -> bool {
    let judged: String = text::fold(password).chars().take(JUDGED).collect();
    let of_owner: Vec<String> = of_owner.iter().map(|word| text::fold(word)).collect();
    let closed: Vec<String> = of_owner.iter().map(|word| without_spaces(word)).collect();
    let parts = of_owner.iter().flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    let whole = of_owner.iter().chain(&closed).map(String::as_str);
    let known: Vec<&str> = parts.chain(whole).chain(HERE).filter(|word| word.len() > 1).collect();
    let judged = [without_spaces(&judged), judged];
    judged.iter().any(|judged| zxcvbn(judged, &known).score() < Score::Three)
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

const AT_ONCE: usize = 4;

/// What is compared with when there is no such account, so that both cases take equally long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$8s0bVYvQzA0vGq1pN0C1m2l0n4bq0s8yqE0oQmJ3c0Q";

#[derive(Clone)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// # Errors
    /// Hashing failed.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = password.to_owned();
        self.off_thread(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|e| AppError::internal("password hash", e))
        })
        .await?
    }

    /// Whether the password fits; a missing hash takes as long as a wrong password.
    ///
    /// # Errors
    /// The work could not be done.
    pub async fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool, AppError> {
        let password = password.to_owned();
        let known = hash.is_some();
        let hash = hash.unwrap_or(NOBODY).to_owned();
        let fits = self
            .off_thread(move || {
                PasswordHash::new(&hash).is_ok_and(|parsed| {
                    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
                })
            })
            .await?;
        Ok(fits && known)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let permit = Arc::clone(&self.0).acquire_owned().await;
        let _held = permit.map_err(|e| AppError::internal("password queue", e))?;
        tokio::task::spawn_blocking(work).await.map_err(|e| AppError::internal("password task", e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_hash_only() {
        let passwords = Passwords::new();
        let hash = passwords.hash("mật khẩu đủ dài").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.fits("mật khẩu đủ dài", Some(&hash)).await.unwrap());
        assert!(!passwords.fits("mật khẩu khác", Some(&hash)).await.unwrap());
        assert!(!passwords.fits("mật khẩu đủ dài", None).await.unwrap());
    }

    #[test]
    fn what_is_tried_first_is_guessable() {
        let of_owner = ["chutich.vangdanh", "Bùi Thị Giả Định", "giadinh@coquan.example"];
        let guessable = [
            "1234567890",
            "Password123!",
            "qwertyuiop",
            "matkhau12345",
            "Mật khẩu 2026",
            "uongbi@2026",
            "quangninh123",
            "chutich.vangdanh",
            "buithigiadinh",
            "giadinh1990",
            "anhyeuem1999",
            "aaaaaaaaaaaa",
        ];
        for password in guessable {
            assert!(is_guessable(password, &of_owner), "{password}");
        }
        for password in
            ["cầu gỗ xanh bốn mùa", "tàu thuỷ kẹo lạc", "9fK2-xq7Z-mm3A", "một câu dễ nhớ"]
        {
            assert!(!is_guessable(password, &of_owner), "{password}");
        }
        // The longest that can be sent is judged in no time.
        assert!(is_guessable(&"abc".repeat(100_000), &of_owner));
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(hash.algorithm.as_str(), "argon2id");
        assert_eq!(hash.params.to_string(), "m=19456,t=2,p=1");
    }
}
