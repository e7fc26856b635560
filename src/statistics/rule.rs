//! Rules between columns, as written in a circular: `c1 = c5+c11+c17`, `c9 >= 5*c8`, `c1 = 02/XLD.c6`.

/// A comparison of two sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// As it was written.
    pub text: String,
    /// Left of the sign.
    pub left: Sum,
    /// What must hold.
    pub comparison: Comparison,
    /// Right of the sign.
    pub right: Sum,
}

/// What must hold between left and right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// =
    Equal,
    /// <=
    AtMost,
    /// >=
    AtLeast,
}

impl Comparison {
    /// Whether it holds.
    pub fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

/// Columns with their factors, and a constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Factor and column.
    pub terms: Vec<(i64, Reference)>,
    /// Added to them.
    pub constant: i64,
}

/// A column of the form the rule stands on (`form` is empty) or of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its form; empty for the rule's own.
    pub form: String,
    /// Its number.
    pub no: u32,
}

impl Sum {
    fn parse(text: &str) -> Option<Self> {
        let mut sum = Self::default();
        for term in text.split('+').map(str::trim) {
            if let Ok(number) = term.parse::<i64>() {
                sum.constant += number;
                continue;
            }
            let (factor, column) = match term.split_once('*') {
                Some((factor, column)) => (factor.trim().parse().ok()?, column.trim()),
                None => (1, term),
            };
            sum.terms.push((factor, Reference::parse(column)?));
        }
        Some(sum)
    }
}

impl Reference {
    /// `c6`, or `02/XLD.c6`.
    fn parse(text: &str) -> Option<Self> {
        let (form, column) = text.rsplit_once('.').unwrap_or(("", text));
        let no = column.strip_prefix('c')?.parse().ok()?;
        Some(Self { form: form.to_owned(), no })
    }
}

impl Rule {
    /// Reads a rule; none if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let signs =
            [("<=", Comparison::AtMost), (">=", Comparison::AtLeast), ("=", Comparison::Equal)];
        let (left, comparison, right) = signs.into_iter().find_map(|(sign, comparison)| {
            text.split_once(sign).map(|(left, right)| (left, comparison, right))
        })?;
        Some(Self {
            text: text.to_owned(),
            left: Sum::parse(left)?,
            comparison,
            right: Sum::parse(right)?,
        })
    }

    /// Every column it names.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.left.terms.iter().chain(&self.right.terms).map(|(_, reference)| reference)
    }
}
