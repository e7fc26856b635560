//! Sign-in by an identity provider (đăng nhập một lần), OpenID Connect Core 1.0: authorization code flow with
//! PKCE. What an ID token claims counts only once its signature, issuer, audience, time and nonce are right.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::config::Oidc;
use crate::error::AppError;
use crate::secrets::random_token;

/// How long somebody may take at the provider.
const PASS_LENGTH: TimeDelta = TimeDelta::minutes(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Larger answers are none of a provider's.
const ANSWER_MAX: u64 = 1024 * 1024;
/// Clocks differ.
const LEEWAY: i64 = 60;
const PURPOSE: &str = "oidc";

/// Addresses of a provider, as it publishes them.
#[derive(Debug, Deserialize)]
struct Provider {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
}

/// What the browser keeps, sealed, while its reader is at the provider.
#[derive(Serialize, Deserialize)]
pub struct Pass {
    state: String,
    nonce: String,
    verifier: String,
    pub next: String,
    until: i64,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
    access_token: String,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    #[serde(flatten)]
    person: Person,
}

/// Who signed in, in the ID token or, where the provider keeps it out of there, asked for with it.
#[derive(Deserialize)]
struct Person {
    sub: String,
    email: Option<String>,
    #[serde(default)]
    email_verified: bool,
}

/// Why a sign-in by the provider is not accepted; for the log, the reader is told one sentence.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    #[error("the provider answered what it must not: {0}")]
    Answer(&'static str),
    #[error("the ID token is not acceptable: {0}")]
    Token(String),
    #[error("the sign-in was not begun here, or too long ago")]
    Pass,
}

/// Where to send the browser, and what it is to keep.
pub struct Begun {
    pub url: String,
    pub pass: String,
}

/// Begins a sign-in.
///
/// # Errors
/// The provider cannot be reached, or the system gives no random numbers.
pub async fn begin(
    app: &App,
    now: DateTime<Utc>,
    next: &str,
) -> Result<Result<Begun, OidcError>, AppError> {
    let oidc = &app.config.oidc;
    let provider = match discover(oidc).await {
        Ok(provider) => provider,
        Err(error) => return Ok(Err(error)),
    };
    let pass = Pass {
        state: random_token()?,
        nonce: random_token()?,
        verifier: random_token()?,
        next: next.to_owned(),
        until: (now + PASS_LENGTH).timestamp(),
    };
    let challenge = BASE64.encode(Sha256::digest(pass.verifier.as_bytes()));
    let redirect = redirect_uri(app);
    let query = [
        ("response_type", "code"),
        ("scope", "openid email"),
        ("client_id", &oidc.client_id),
        ("redirect_uri", &redirect),
        ("state", &pass.state),
        ("nonce", &pass.nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let query: Vec<String> = query.iter().map(|(n, v)| format!("{n}={}", encode(v))).collect();
    let mark = if provider.authorization_endpoint.contains('?') { '&' } else { '?' };
    let url = format!("{}{mark}{}", provider.authorization_endpoint, query.join("&"));
    let json = serde_json::to_vec(&pass).map_err(|error| AppError::internal("oidc", error))?;
    Ok(Ok(Begun { url, pass: app.key.seal(PURPOSE, &json)? }))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

pub fn redirect_uri(app: &App) -> String {
    format!("{}/session/oidc/return", app.config.server.public_url)
}

/// What the browser brings back from the provider.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Returned {
    pub code: String,
    pub state: String,
}

/// The verified address of whoever comes back, and where they wanted to go.
///
/// # Errors
/// Anything is not as it must be.
pub async fn finish(
    app: &App,
    now: DateTime<Utc>,
    sealed: &str,
    returned: &Returned,
) -> Result<(String, String), OidcError> {
    let bytes = app.key.open(PURPOSE, sealed).ok_or(OidcError::Pass)?;
    let pass: Pass = serde_json::from_slice(&bytes).map_err(|_| OidcError::Pass)?;
    let is_own = !returned.code.is_empty() && returned.state == pass.state;
    if !is_own || now.timestamp() >= pass.until {
        return Err(OidcError::Pass);
    }
    let oidc = &app.config.oidc;
    let provider = discover(oidc).await?;
    let token = exchange(app, &provider, &returned.code, &pass.verifier).await?;
    let keys: JwkSet = get_json(provider.jwks_uri.clone()).await?;
    let person = verify(oidc, &keys, &token.id_token, &pass.nonce, now)?;
    let person = match (&person.email, provider.userinfo_endpoint) {
        (None, Some(url)) => told_of(person, url, token.access_token).await?,
        _ => person,
    };
    let email = person.email.filter(|_| person.email_verified);
    let email = email.ok_or_else(|| OidcError::Token("no verified address".to_owned()))?;
    Ok((email, pass.next))
}

/// What the provider tells of the person of the ID token, and of nobody else.
async fn told_of(person: Person, url: String, token: String) -> Result<Person, OidcError> {
    let told: Person =
        ask(move |agent| agent.get(&url).header("authorization", format!("Bearer {token}")).call())
            .await?;
    if told.sub != person.sub {
        return Err(OidcError::Answer("it tells of somebody else"));
    }
    Ok(told)
}

async fn discover(oidc: &Oidc) -> Result<Provider, OidcError> {
    let issuer = oidc.issuer.trim_end_matches('/');
    let provider: Provider = get_json(format!("{issuer}/.well-known/openid-configuration")).await?;
    if provider.issuer.trim_end_matches('/') != issuer {
        return Err(OidcError::Answer("its issuer is another one"));
    }
    let all = [&provider.authorization_endpoint, &provider.token_endpoint, &provider.jwks_uri];
    let all = all.into_iter().chain(provider.userinfo_endpoint.as_ref());
    if !all.into_iter().all(|address| Oidc::is_safe(address)) {
        return Err(OidcError::Answer("one of its addresses is not https"));
    }
    Ok(provider)
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(ANSWER_WITHIN))
        // A provider that sends us elsewhere could make us fetch anything.
        .max_redirects(0)
        .build();
    config.into()
}

/// Asks on a thread of its own, for the client blocks.
async fn ask<T: DeserializeOwned + Send + 'static>(
    request: impl FnOnce(ureq::Agent) -> Result<ureq::http::Response<ureq::Body>, ureq::Error>
    + Send
    + 'static,
) -> Result<T, OidcError> {
    let read = move || {
        let mut answer = request(agent())?;
        answer.body_mut().with_config().limit(ANSWER_MAX).read_json::<T>()
    };
    let done = tokio::task::spawn_blocking(read).await;
    let done = done.map_err(|error| OidcError::Unreachable(error.to_string()))?;
    done.map_err(|error| OidcError::Unreachable(error.to_string()))
}

async fn get_json<T: DeserializeOwned + Send + 'static>(url: String) -> Result<T, OidcError> {
    ask(move |agent| agent.get(&url).call()).await
}

async fn exchange(
    app: &App,
    provider: &Provider,
    code: &str,
    verifier: &str,
) -> Result<TokenAnswer, OidcError> {
    let oidc = &app.config.oidc;
    // RFC 6749, 2.3.1: both parts are encoded as in a form before they are joined.
    let pair = format!("{}:{}", encode(&oidc.client_id), encode(&oidc.client_secret));
    let basic = base64::engine::general_purpose::STANDARD.encode(pair);
    let form = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", redirect_uri(app)),
        ("code_verifier", verifier.to_owned()),
    ];
    let url = provider.token_endpoint.clone();
    ask(move |agent| {
        agent.post(&url).header("authorization", format!("Basic {basic}")).send_form(form)
    })
    .await
}

/// The person an ID token names.
fn verify(
    oidc: &Oidc,
    keys: &JwkSet,
    token: &str,
    nonce: &str,
    now: DateTime<Utc>,
) -> Result<Person, OidcError> {
    let wrong = |text: &str| OidcError::Token(text.to_owned());
    let header = decode_header(token).map_err(|error| OidcError::Token(error.to_string()))?;
    let key = match &header.kid {
        Some(id) => keys.find(id),
        None if keys.keys.len() == 1 => keys.keys.first(),
        None => None,
    };
    let key = key.ok_or_else(|| wrong("no key fits it"))?;
    // By the kind of the key, never by what the token says of itself.
    let algorithms = match key.algorithm {
        AlgorithmParameters::RSA(_) => vec![Algorithm::RS256, Algorithm::PS256],
        AlgorithmParameters::EllipticCurve(_) => vec![Algorithm::ES256, Algorithm::ES384],
        AlgorithmParameters::OctetKeyPair(_) => vec![Algorithm::EdDSA],
        _ => return Err(wrong("a key of a kind that signs no ID token")),
    };
    if !algorithms.contains(&header.alg) {
        return Err(wrong("an algorithm that does not fit its key"));
    }
    let mut validation = Validation::new(header.alg);
    validation.set_audience(&[&oidc.client_id]);
    // The clock is ours, see below.
    validation.validate_exp = false;
    validation.set_required_spec_claims(&["aud", "exp", "iss"]);
    let decoding =
        DecodingKey::from_jwk(key).map_err(|error| OidcError::Token(error.to_string()))?;
    let claims = decode::<Claims>(token, &decoding, &validation)
        .map_err(|error| OidcError::Token(error.to_string()))?
        .claims;
    let seconds = now.timestamp();
    if claims.iss.trim_end_matches('/') != oidc.issuer.trim_end_matches('/') {
        return Err(wrong("another issuer"));
    }
    if claims.exp + LEEWAY <= seconds || claims.iat - LEEWAY > seconds {
        return Err(wrong("its time"));
    }
    if claims.nonce.as_deref() != Some(nonce) {
        return Err(wrong("another nonce"));
    }
    Ok(claims.person)
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::{Value, json};

    use super::*;

    const NOW: &str = "2026-11-25T02:00:00Z";
    /// Ed25519 key of RFC 8037, appendix A.
    const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn oidc() -> Oidc {
        Oidc {
            issuer: "https://id.example".to_owned(),
            client_id: "gandan".to_owned(),
            client_secret: "x".to_owned(),
            ..Oidc::default()
        }
    }

    fn keys() -> JwkSet {
        let key = json!({ "kty": "OKP", "crv": "Ed25519", "x": PUBLIC, "kid": "1" });
        serde_json::from_value(json!({ "keys": [key] })).unwrap()
    }

    fn claims() -> Value {
        let now = NOW.parse::<DateTime<Utc>>().unwrap().timestamp();
        json!({
            "iss": "https://id.example", "aud": "gandan", "sub": "7", "nonce": "n",
            "iat": now, "exp": now + 300, "email": "a@example.vn", "email_verified": true,
        })
    }

    fn signed(claims: &Value, kid: &str) -> String {
        // PKCS #8 of an Ed25519 key: a fixed head and the 32 bytes.
        let head = hex::decode("302e020100300506032b657004220420").unwrap();
        let pkcs8 = [head, BASE64.decode(SECRET).unwrap()].concat();
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(kid.to_owned());
        encode(&header, claims, &EncodingKey::from_ed_der(&pkcs8)).unwrap()
    }

    fn judged(token: &str) -> Result<Person, OidcError> {
        verify(&oidc(), &keys(), token, "n", NOW.parse().unwrap())
    }

    #[test]
    fn an_id_token_counts_only_if_everything_is_right() {
        assert_eq!(judged(&signed(&claims(), "1")).unwrap().email.as_deref(), Some("a@example.vn"));
        let now = NOW.parse::<DateTime<Utc>>().unwrap().timestamp();
        for (claim, value) in [
            ("iss", json!("https://evil.example")),
            ("aud", json!("other")),
            ("nonce", json!("m")),
            ("nonce", Value::Null),
            ("exp", json!(now - 61)),
            ("iat", json!(now + 61)),
        ] {
            let mut wrong = claims();
            wrong[claim] = value.clone();
            assert!(judged(&signed(&wrong, "1")).is_err(), "{claim} {value}");
        }
        assert!(judged(&signed(&claims(), "2")).is_err(), "a key nobody published");
        let token = signed(&claims(), "1");
        let (body, signature) = token.rsplit_once('.').unwrap();
        let other = if signature.starts_with('A') { "B" } else { "A" };
        assert!(judged(&format!("{body}.{other}{}", &signature[1..])).is_err());
        // Signed by nobody, and by the public key as if it were a secret of two.
        let part = |value: &Value| BASE64.encode(value.to_string());
        let none = json!({ "alg": "none", "kid": "1" });
        assert!(judged(&format!("{}.{}.", part(&none), part(&claims()))).is_err());
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("1".to_owned());
        let secret = EncodingKey::from_secret(&BASE64.decode(PUBLIC).unwrap());
        assert!(judged(&encode(&header, &claims(), &secret).unwrap()).is_err());
    }
}
