//! Complex cases (vụ việc phức tạp): the seven criteria of Nghị định 124/2020 Điều 3a and Nghị định
//! 31/2019 Điều 3 khoản 2, the same in both.

use serde::{Deserialize, Serialize};

use crate::codes;

/// What makes a case complex; any one is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// a) One content, to be verified at two places or more.
    SeveralPlaces,
    /// b) Two contents or more.
    SeveralContents,
    /// c) Many people, or the interests of many.
    ManyPeople,
    /// d) A foreign element.
    Foreign,
    /// đ) Several bodies are responsible.
    SeveralBodies,
    /// e) The bodies disagree.
    BodiesDisagree,
    /// g) Contradictory evidence that needs checks or expert opinion.
    ContradictoryEvidence,
}

codes!(Criterion {
    SeveralPlaces => "several-places",
    SeveralContents => "several-contents",
    ManyPeople => "many-people",
    Foreign => "foreign",
    SeveralBodies => "several-bodies",
    BodiesDisagree => "bodies-disagree",
    ContradictoryEvidence => "contradictory-evidence",
});

/// Which criteria were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Criterion>", into = "Vec<Criterion>")]
pub struct Criteria(u8);

impl Criteria {
    /// How many.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether none was found.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those found, in the order of the decree.
    pub fn iter(self) -> impl Iterator<Item = Criterion> {
        Criterion::ALL.iter().copied().filter(move |one| self.0 & bit(*one) != 0)
    }
}

fn bit(criterion: Criterion) -> u8 {
    1 << criterion as u8
}

impl FromIterator<Criterion> for Criteria {
    fn from_iter<I: IntoIterator<Item = Criterion>>(criteria: I) -> Self {
        Self(criteria.into_iter().fold(0, |found, one| found | bit(one)))
    }
}

impl From<Vec<Criterion>> for Criteria {
    fn from(criteria: Vec<Criterion>) -> Self {
        criteria.into_iter().collect()
    }
}

impl From<Criteria> for Vec<Criterion> {
    fn from(criteria: Criteria) -> Self {
        criteria.iter().collect()
    }
}
