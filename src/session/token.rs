//! The JWT (HS256). It is short-lived and only names a session; the session row decides.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;
use crate::secrets::ServerKey;

/// A cookie older than this is renewed with the next answer.
pub const RENEW_AFTER: TimeDelta = TimeDelta::minutes(5);
const VALID_FOR: TimeDelta = TimeDelta::minutes(60);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Session.
    pub sid: Uuid,
    /// Seconds since 1970.
    pub iat: i64,
    pub exp: i64,
}

/// # Errors
/// The token cannot be made.
pub fn issue(key: &ServerKey, session_id: Uuid, now: DateTime<Utc>) -> Result<String, AppError> {
    let claims =
        Claims { sid: session_id, iat: now.timestamp(), exp: (now + VALID_FOR).timestamp() };
    let secret = EncodingKey::from_secret(&key.keyed("jwt", "session"));
    encode(&Header::new(Algorithm::HS256), &claims, &secret)
        .map_err(|error| AppError::internal("token", error))
}

/// The claims of a token of ours that is valid now. The library's own expiry check uses the
/// machine's clock and a minute of leeway, so it is switched off and done here.
pub fn read(key: &ServerKey, token: &str, now: DateTime<Utc>) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.leeway = 0;
    validation.required_spec_claims.clear();
    let secret = DecodingKey::from_secret(&key.keyed("jwt", "session"));
    let claims = decode::<Claims>(token, &secret, &validation).ok()?.claims;
    (claims.exp > now.timestamp()).then_some(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_lives_by_our_clock_and_our_key() {
        let key = ServerKey::new([1; 32]);
        let now: DateTime<Utc> = "2026-11-25T02:00:00Z".parse().unwrap();
        let id = Uuid::from_u128(7);
        let token = issue(&key, id, now).unwrap();
        assert_eq!(read(&key, &token, now).unwrap().sid, id);
        assert!(read(&key, &token, now + TimeDelta::minutes(59)).is_some());
        assert!(read(&key, &token, now + TimeDelta::minutes(60)).is_none());
        assert!(read(&ServerKey::new([2; 32]), &token, now).is_none());
        assert!(read(&key, "not.a.token", now).is_none());
    }

    #[test]
    fn an_unsigned_token_is_refused() {
        // {"alg":"none"} with otherwise good claims
        let token = "eyJhbGciOiJub25lIn0.eyJzaWQiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDciLCJpYXQiOjAsImV4cCI6OTk5OTk5OTk5OX0.";
        let now: DateTime<Utc> = "2026-11-25T02:00:00Z".parse().unwrap();
        assert!(read(&ServerKey::new([1; 32]), token, now).is_none());
    }
}
