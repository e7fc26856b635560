//! Words of the interface: Fluent files under `frontend/locales`, Vietnamese first.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./frontend/locales",
        fallback_language: "vi",
        // Isolation marks around values would end up in mails, papers and exports.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Texts without values, by language, once they were looked up: a list page asks for hundreds, and
/// each lookup formats its message anew.
static PLAIN: [LazyLock<RwLock<HashMap<String, String>>>; 2] =
    [LazyLock::new(RwLock::default), LazyLock::new(RwLock::default)];

static VI: LanguageIdentifier = langid!("vi");
static EN: LanguageIdentifier = langid!("en");

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    pub fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Vi => &VI,
            Self::En => &EN,
        }
    }

    /// The text of a key. A key that is missing shows itself; a test finds every such key.
    pub fn t(self, key: &str) -> String {
        let known = &PLAIN[self as usize];
        if let Ok(texts) = known.read()
            && let Some(text) = texts.get(key)
        {
            return text.clone();
        }
        let Some(text) = LOCALES.try_lookup(self.id(), key) else { return key.to_owned() };
        // Only keys there are come this far, so it stays as small as the files.
        if let Ok(mut texts) = known.write() {
            texts.insert(key.to_owned(), text.clone());
        }
        text
    }

    /// The text of a key with values put in.
    pub fn ta(self, key: &str, args: &[(&'static str, String)]) -> String {
        let mut values: HashMap<Cow<'static, str>, FluentValue> = HashMap::new();
        for (name, value) in args {
            // Numbers as numbers, so that a text can choose its plural form.
            let number = value.parse::<i64>().ok().filter(|n| n.to_string() == *value);
            let value = match number {
                Some(n) => FluentValue::from(n),
                None => FluentValue::from(value.clone()),
            };
            values.insert(Cow::Borrowed(*name), value);
        }
        LOCALES.try_lookup_with_args(self.id(), key, &values).unwrap_or_else(|| key.to_owned())
    }

    /// `25/11/2026`, in both languages: it is how dates are written in Vietnam.
    pub fn date(self, date: NaiveDate) -> String {
        date.format("%d/%m/%Y").to_string()
    }

    /// `thứ Tư, 25/11/2026`
    pub fn weekday_date(self, date: NaiveDate) -> String {
        let weekday = self.t(&format!("weekday-{}", date.weekday().number_from_monday()));
        format!("{weekday}, {}", self.date(date))
    }

    /// `14:05 25/11/2026` in Vietnam.
    pub fn moment(self, at: DateTime<Utc>) -> String {
        crate::clock::in_vietnam(at).format("%H:%M %d/%m/%Y").to_string()
    }
}
