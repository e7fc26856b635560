//! The second factor (xác thực hai lớp): codes of an app by RFC 6238, and codes on paper for when it is lost.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{account, recovery_code};
use sea_orm::ActiveValue::Set;
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::new_id;
use crate::secrets::{equal_in_constant_time, random_bytes};

const SECRET_BYTES: usize = 20;
const ISSUER: &str = "Gan Dan";
const RECOVERY_CODES: usize = 10;
const PURPOSE: &str = "second-factor";
/// How long a right password waits for its code.
const PASS_LENGTH: TimeDelta = TimeDelta::minutes(5);

/// What an app is given to make its codes from.
pub struct Setup {
    /// In base 32, to be typed.
    pub secret: String,
    /// `otpauth://…`, to be scanned.
    pub url: String,
}

fn totp(secret: &[u8], login: &str) -> Result<Totp, AppError> {
    // A colon parts the issuer from the name.
    let name = login.replace(':', " ");
    let builder = Builder::new().with_secret(secret.to_vec()).with_account_name(name);
    let built = builder.with_issuer(Some(ISSUER)).build();
    built.map_err(|error| AppError::internal("second factor", error))
}

fn of_account(app: &App, account: &account::Model) -> Result<Option<Totp>, AppError> {
    let Some(sealed) = &account.factor_secret else { return Ok(None) };
    let secret = app.key.open(&purpose(account.id), sealed);
    let secret =
        secret.ok_or_else(|| AppError::inconsistent("accounts", account.id, "second factor"))?;
    totp(&secret, &account.login).map(Some)
}

/// A secret copied to another account opens nothing.
fn purpose(account_id: Uuid) -> String {
    format!("{PURPOSE}:{account_id}")
}

fn as_setup(totp: &Totp) -> Result<Setup, AppError> {
    let url = totp.to_url().map_err(|error| AppError::internal("second factor", error))?;
    Ok(Setup { secret: totp.secret().to_base32(), url })
}

/// Makes a new secret that waits to be confirmed; one that is confirmed stays until then.
///
/// # Errors
/// The database refuses.
pub async fn begin(app: &App, tx: &Tx, account: &account::Model) -> Result<Setup, AppError> {
    let secret: Vec<u8> = random_bytes()?.into_iter().take(SECRET_BYTES).collect();
    let sealed = app.key.seal(&purpose(account.id), &secret)?;
    store::set_factor(tx, account.id, Some(sealed), None).await?;
    as_setup(&totp(&secret, &account.login)?)
}

/// What was begun and waits.
///
/// # Errors
/// The stored secret cannot be read.
pub fn waiting(app: &App, account: &account::Model) -> Result<Option<Setup>, AppError> {
    if account.factor_confirmed_at.is_some() {
        return Ok(None);
    }
    of_account(app, account)?.map(|totp| as_setup(&totp)).transpose()
}

/// Confirms it by a code of the app and gives the codes for when it is lost; none when the code is wrong.
///
/// # Errors
/// The database refuses.
pub async fn confirm(
    app: &App,
    tx: &Tx,
    account: &account::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Vec<String>>, AppError> {
    let is_new = account.factor_confirmed_at.is_none();
    if !is_new || !is_code_of_app(app, tx, account, code, now).await? {
        return Ok(None);
    }
    store::confirm_factor(tx, account.id, now).await?;
    new_recovery_codes(app, tx, account.id, now).await.map(Some)
}

/// Codes of ten letters and digits that cannot be mistaken for each other (about 50 bits); those of before
/// are worth nothing from now on.
///
/// # Errors
/// The database refuses.
pub async fn new_recovery_codes(
    app: &App,
    tx: &Tx,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789_";
    let mut codes = Vec::new();
    while codes.len() < RECOVERY_CODES {
        let bytes = random_bytes()?;
        // The 32nd letter is no letter: it is drawn again.
        let letters = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
        let letters: Vec<char> = letters.filter(|letter| *letter != '_').take(10).collect();
        if let Some((first, second)) = letters.split_at_checked(5)
            && second.len() == 5
        {
            codes.push(format!("{}-{}", String::from_iter(first), String::from_iter(second)));
        }
    }
    let row = |code: &String| recovery_code::ActiveModel {
        id: Set(new_id(now)),
        account_id: Set(account_id),
        code_hash: Set(code_hash(app, account_id, code)),
        used_at: Set(None),
    };
    store::set_recovery_codes(tx, account_id, codes.iter().map(row).collect()).await?;
    Ok(codes)
}

fn code_hash(app: &App, account_id: Uuid, code: &str) -> String {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    app.key.token_hash("recovery-code", &format!("{account_id}:{plain}"))
}

/// The name under which wrong codes of an account are counted.
pub fn attempts_of(account: &account::Model) -> String {
    format!("second-factor:{}", account.id)
}

/// What fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitted {
    App,
    RecoveryCode,
}

/// Looks at a code of the app or one for when it is lost; either is used up by it.
///
/// # Errors
/// The database refuses.
pub async fn check(
    app: &App,
    tx: &Tx,
    account: &account::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Fitted>, AppError> {
    if is_code_of_app(app, tx, account, code, now).await? {
        return Ok(Some(Fitted::App));
    }
    let hash = code_hash(app, account.id, code);
    let used = store::use_recovery_code(tx, account.id, &hash, now).await?;
    Ok(used.then_some(Fitted::RecoveryCode))
}

/// A code works once, and not after one of a later step.
async fn is_code_of_app(
    app: &App,
    tx: &Tx,
    account: &account::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let Some(totp) = of_account(app, account)? else { return Ok(false) };
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let Some(step) = totp.check(&digits, seconds) else { return Ok(false) };
    store::use_factor_step(tx, account.id, i64::try_from(step).unwrap_or(i64::MAX)).await
}

/// What a browser holds between password and code: the account, an end, and our mark on both.
pub fn pass(app: &App, account: &account::Model, now: DateTime<Utc>) -> String {
    let until = (now + PASS_LENGTH).timestamp();
    format!("{}.{until}.{}", account.id, mark(app, account.id, until, &account.password_hash))
}

/// The account of a pass and its end; whether the mark fits is asked of [`is_ours`], once the account is
/// loaded.
pub fn account_of_pass(pass: &str) -> Option<Uuid> {
    pass.split('.').next()?.parse().ok()
}

/// Whether a pass is ours, for this account and its present password, and has not ended.
pub fn is_ours(app: &App, account: &account::Model, pass: &str, now: DateTime<Utc>) -> bool {
    let mut parts = pass.splitn(3, '.').skip(1);
    let until: Option<i64> = parts.next().and_then(|until| until.parse().ok());
    let given = parts.next().unwrap_or_default();
    until.is_some_and(|until| {
        let own = mark(app, account.id, until, &account.password_hash);
        now.timestamp() < until && equal_in_constant_time(given, &own)
    })
}

fn mark(app: &App, account_id: Uuid, until: i64, password_hash: &str) -> String {
    app.key.token_hash("second-factor-pass", &format!("{account_id}.{until}.{password_hash}"))
}
