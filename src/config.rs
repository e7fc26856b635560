//! Configuration from defaults, file, environment (`GANDAN_SECTION__KEY`) and flags, in that order.
//! An unknown key is refused with the nearest known name: a misspelt setting that is silently
//! ignored is a trap.

mod notice;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::providers::{Env, Format, Serialized, Toml};
use figment::value::{Dict, Value};
use figment::{Figment, Provider};
use law::procedure::{Conflict, Settings};
use serde::{Deserialize, Serialize};

pub use self::notice::Notice;
use crate::dialogues::settings::DialogueSection;
use crate::policy::Role;

/// Everything that can be set.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Config {
    pub server: Server,
    pub data: Data,
    pub database: DatabaseSection,
    pub mail: Mail,
    pub law: LawSection,
    pub reports: ReportsSection,
    pub dialogues: DialogueSection,
    pub notice: Notice,
    pub limits: Limits,
    pub security: Security,
    pub oidc: Oidc,
    pub log: Log,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Server {
    pub listen: SocketAddr,
    /// What people type: used in mails, receipts and as the trusted origin of forms.
    pub public_url: String,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Cookies only over HTTPS; switch off for a trial without TLS.
    pub secure_cookies: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Data {
    pub dir: PathBuf,
}

#[derive(Clone, Serialize, Deserialize, Default)]
pub struct DatabaseSection {
    /// Empty: SQLite in the data folder. Else `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// A file that holds `url`, for those who keep passwords out of the environment.
    pub url_file: PathBuf,
}

/// The address may hold a password.
impl std::fmt::Debug for DatabaseSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DatabaseSection({})", hide_password(&self.url))
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub struct Mail {
    /// `file:FOLDER`, `smtp://host:port`, `smtps://user:password@host`. Empty: the folder `mail`
    /// in the data folder.
    pub url: String,
    /// A file that holds `url`, for those who keep passwords out of the environment.
    pub url_file: PathBuf,
    pub from_address: String,
    pub from_name: String,
    /// What a mail server shows to say that a letter came back (`POST /mail/bounces`); empty: not taken.
    pub bounce_token: String,
    /// A file that holds `bounce_token`.
    pub bounce_token_file: PathBuf,
    /// Letters on their way at the same moment.
    pub at_once: u32,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail({}, {})", hide_password(&self.url), self.from_address)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LawSection {
    /// An internal commitment for petitions, shown as such: no law sets a period (PA-04).
    pub petition_answer_working_days: u32,
    /// From how many working days before its day a deadline counts as due soon.
    pub warn_working_days: u32,
    /// Which text binds where law and decree count differently (KN-03a, KN-11): `warn-by-law`, the
    /// default, warns by the earlier day and is late after the later one; `law`; `decree`.
    pub conflict: Conflict,
    /// Whether a duty of the office that ends on a day off is late only after the next working day.
    /// The special laws are silent; a right of the citizen always moves to the working day.
    pub rolls_for_agency: bool,
}

/// What the circular on statutory reports leaves open.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportsSection {
    /// Whether tables 03/GQKN and 04/GQTC also count cases that were processed before the period and are still
    /// open. The notes printed on the forms tie them to the letters of the period (column 2 ≤ column 1), so
    /// they do not unless this is set.
    pub counts_open_cases: bool,
}

impl LawSection {
    pub fn settings(&self) -> Settings {
        Settings {
            petition_answer_working_days: self.petition_answer_working_days,
            warn_working_days: self.warn_working_days,
            conflict: self.conflict,
            rolls_for_agency: self.rolls_for_agency,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Limits {
    pub max_file_bytes: u64,
    pub max_files: usize,
    /// Attempts a minute and address at tracking, sign-in and filing.
    pub tracking_per_minute: u32,
    pub sign_in_per_minute: u32,
    pub filing_per_minute: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Security {
    /// Codes of roles that must set up a second factor before they do anything else.
    pub second_factor_roles: Vec<String>,
}

/// Sign-in of staff by an identity provider (OpenID Connect); off without an issuer.
#[derive(Clone, Serialize, Deserialize)]
pub struct Oidc {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// A file that holds `client_secret`.
    pub client_secret_file: PathBuf,
    /// What the button calls it.
    pub label: String,
}

impl Oidc {
    pub fn is_on(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// Addresses of a provider are reached by TLS, or lie on this machine.
    pub fn is_safe(address: &str) -> bool {
        let is_local =
            ["http://127.0.0.1:", "http://localhost:"].iter().any(|a| address.starts_with(a));
        address.starts_with("https://") || is_local
    }
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Oidc({}, {})", self.issuer, self.client_id)
    }
}

impl Default for Oidc {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            client_id: String::new(),
            client_secret: String::new(),
            client_secret_file: PathBuf::new(),
            label: "SSO".to_owned(),
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Log {
    pub filter: String,
    pub json: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            trusted_proxies: Vec::new(),
            secure_cookies: true,
        }
    }
}

impl Default for Data {
    fn default() -> Self {
        Self { dir: PathBuf::from("data") }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            url: String::new(),
            url_file: PathBuf::new(),
            from_address: "khong-tra-loi@gandan.invalid".to_owned(),
            from_name: "Gần Dân".to_owned(),
            bounce_token: String::new(),
            bounce_token_file: PathBuf::new(),
            at_once: 8,
        }
    }
}

impl Default for LawSection {
    fn default() -> Self {
        let Settings {
            petition_answer_working_days,
            warn_working_days,
            conflict,
            rolls_for_agency,
        } = Settings::default();
        Self { petition_answer_working_days, warn_working_days, conflict, rolls_for_agency }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 10 * 1024 * 1024,
            max_files: 10,
            tracking_per_minute: 20,
            sign_in_per_minute: 20,
            filing_per_minute: 30,
        }
    }
}

impl Default for Security {
    fn default() -> Self {
        Self { second_factor_roles: vec!["admin".to_owned()] }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { filter: "info,sqlx=warn,sea_orm_migration=warn".to_owned(), json: false }
    }
}

/// Shorter ones can be guessed.
const BOUNCE_TOKEN_MIN: usize = 24;

/// Why a configuration is not usable.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("unknown setting `{key}`{}", nearest.as_ref().map(|n| format!(", did you mean `{n}`?")).unwrap_or_default())]
    UnknownKey { key: String, nearest: Option<String> },
    #[error("configuration: {0}")]
    Invalid(#[from] Box<figment::Error>),
    #[error("configuration file {0} does not exist")]
    MissingFile(PathBuf),
    #[error("{0}")]
    Wrong(String),
}

/// Takes a value from its file, if one is named: its first line, so that an editor's newline does no harm.
fn read_secret(file: &Path, value: &mut String) -> Result<(), ConfigError> {
    if file.as_os_str().is_empty() {
        return Ok(());
    }
    let text = std::fs::read_to_string(file)
        .map_err(|error| ConfigError::Wrong(format!("{}: {error}", file.display())))?;
    text.lines().next().unwrap_or_default().trim().clone_into(value);
    Ok(())
}

impl Config {
    /// Reads defaults, the file (if any) and the environment.
    ///
    /// # Errors
    /// A file that is missing, a key that is not known, a value of the wrong kind.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(path) = file {
            if !path.exists() {
                return Err(ConfigError::MissingFile(path.to_owned()));
            }
            figment = figment.merge(Toml::file_exact(path));
        }
        figment = figment.merge(Env::prefixed("GANDAN_").split("__"));
        refuse_unknown_keys(&figment)?;
        let mut config: Self = figment.extract().map_err(Box::new)?;
        read_secret(&config.database.url_file, &mut config.database.url)?;
        read_secret(&config.mail.url_file, &mut config.mail.url)?;
        read_secret(&config.mail.bounce_token_file, &mut config.mail.bounce_token)?;
        read_secret(&config.oidc.client_secret_file, &mut config.oidc.client_secret)?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let wrong = |text: &str| Err(ConfigError::Wrong(text.to_owned()));
        let url = &self.server.public_url;
        if !(url.starts_with("http://") || url.starts_with("https://")) || url.ends_with('/') {
            return wrong(
                "server.public_url must begin with http:// or https:// and not end with /",
            );
        }
        if !self.mail.from_address.contains('@') {
            return wrong("mail.from_address must be an e-mail address");
        }
        let known_mail = ["file:", "smtp://", "smtps://"];
        if !self.mail.url.is_empty() && !known_mail.iter().any(|k| self.mail.url.starts_with(k)) {
            return wrong("mail.url must begin with file:, smtp:// or smtps://");
        }
        if !(1..=64).contains(&self.mail.at_once) {
            return wrong("mail.at_once must be a number from 1 to 64");
        }
        let token = &self.mail.bounce_token;
        if !token.is_empty() && token.len() < BOUNCE_TOKEN_MIN {
            return wrong("mail.bounce_token must be at least 24 characters long");
        }
        let known_database = ["sqlite:", "postgres://", "postgresql://"];
        let database = &self.database.url;
        if !database.is_empty() && !known_database.iter().any(|k| database.starts_with(k)) {
            return wrong("database.url must begin with sqlite: or postgres://");
        }
        if self.oidc.is_on() && !Oidc::is_safe(&self.oidc.issuer) {
            return wrong("oidc.issuer must begin with https://, or lie on this machine");
        }
        if self.oidc.is_on()
            && (self.oidc.client_id.is_empty() || self.oidc.client_secret.is_empty())
        {
            return wrong("oidc.issuer needs oidc.client_id and oidc.client_secret");
        }
        if self.dialogues.windows().is_none_or(|windows| windows.is_empty()) {
            return wrong("dialogues.hours must be times of a day like 07:30-11:30");
        }
        let is_known = |role: &String| Role::from_code(role).is_some();
        if !self.security.second_factor_roles.iter().all(is_known) {
            return wrong("security.second_factor_roles must be codes of roles");
        }
        Ok(())
    }

    pub fn database_url(&self) -> String {
        if self.database.url.is_empty() {
            return crate::db::Db::sqlite_url(&self.data.dir);
        }
        self.database.url.clone()
    }

    pub fn mail_url(&self) -> String {
        if self.mail.url.is_empty() {
            return format!("file:{}", self.data.dir.join("mail").display());
        }
        self.mail.url.clone()
    }
}

/// Compares all given keys with those of the defaults, which name every setting there is.
fn refuse_unknown_keys(figment: &Figment) -> Result<(), ConfigError> {
    let known = leaf_keys(&Figment::from(Serialized::defaults(Config::default())));
    for key in leaf_keys(figment) {
        if known.contains(&key) {
            continue;
        }
        let nearest = known
            .iter()
            .map(|candidate| (strsim::damerau_levenshtein(candidate, &key), candidate))
            .min()
            .filter(|(distance, _)| *distance <= 4)
            .map(|(_, candidate)| candidate.clone());
        return Err(ConfigError::UnknownKey { key, nearest });
    }
    Ok(())
}

fn leaf_keys(figment: &Figment) -> Vec<String> {
    fn walk(prefix: &str, dict: &Dict, keys: &mut Vec<String>) {
        for (name, value) in dict {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match value {
                Value::Dict(_, inner) => walk(&key, inner, keys),
                _ => keys.push(key),
            }
        }
    }
    let mut keys = Vec::new();
    if let Ok(data) = figment.data() {
        for dict in data.values() {
            walk("", dict, &mut keys);
        }
    }
    keys
}

/// `postgres://user:***@host/db`
pub fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((credentials, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = credentials.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str) -> Result<Config, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("gandan.toml");
        std::fs::write(&file, toml).unwrap();
        Config::load(Some(&file))
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_name() {
        let error = load("[mail]\nurll = \"smtp://localhost\"\n").unwrap_err().to_string();
        assert_eq!(error, "unknown setting `mail.urll`, did you mean `mail.url`?");
        let error = load("[database]\nxyzzyxyzzy = 1\n").unwrap_err().to_string();
        assert_eq!(error, "unknown setting `database.xyzzyxyzzy`");
    }

    #[test]
    fn wrong_values_are_named() {
        let error = load("[server]\npublic_url = \"gandan.vn\"\n").unwrap_err().to_string();
        assert!(error.contains("server.public_url"), "{error}");
        assert!(load("[server]\nlisten = \"nowhere\"\n").is_err());
        let error = load("[law]\nconflict = \"later\"\n").unwrap_err().to_string();
        assert!(error.contains("warn-by-law"), "{error}");
        assert!(matches!(
            Config::load(Some(Path::new("/no/such/file.toml"))),
            Err(ConfigError::MissingFile(_))
        ));
    }

    #[test]
    fn what_the_law_leaves_open_is_set_here() {
        let default = Config::default().law.settings();
        assert_eq!(default, Settings::default());
        let strict = load("[law]\nconflict = \"law\"\nrolls_for_agency = false\n").unwrap();
        let strict = strict.law.settings();
        assert_eq!((strict.conflict, strict.rolls_for_agency), (Conflict::Law, false));
    }

    #[test]
    fn passwords_are_hidden() {
        let config = load("[database]\nurl = \"postgres://gandan:secret@db/gandan\"\n").unwrap();
        let shown = format!("{config:?}");
        assert!(!shown.contains("secret"), "{shown}");
        assert!(shown.contains("postgres://gandan:***@db/gandan"), "{shown}");
    }
}
