//! What a decision or a conclusion recommends, and what of it was executed: the amounts that tables
//! 03/GQKN, 04/GQTC and 05/KQTH of Thông tư 06/2025/TT-TTCP count.
//!
//! Money is in đồng, land in hundredths of a square metre; the tables show millions of đồng and square
//! metres. All are whole numbers, so that sums over a year are exact.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::citation::{Act, Citation, cite};
use crate::refusal::Refusal;

/// Where the tables stand, with the checks printed below them.
pub(crate) const TABLES: Citation = cite(Act::ReportingCircular, "", None);

/// Declares amounts, of which those that are zero are not stored: facts from before they were kept read
/// and are written unchanged.
macro_rules! amounts {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$doc])* #[serde(skip_serializing_if = "is_zero")] pub $field: u64,)*
        }

        impl $name {
            /// Whether there is nothing in it.
            pub fn is_empty(&self) -> bool {
                *self == Self::default()
            }

            /// Both together; what is too large stays at the largest number there is.
            #[must_use]
            pub fn and(self, other: Self) -> Self {
                Self { $($field: self.$field.saturating_add(other.$field),)* }
            }
        }
    };
}

amounts! {
    /// What a decision (columns 13–23 of 03/GQKN) or a conclusion (columns 14–25 of 04/GQTC) recommends.
    Recommended {
        /// To be recovered for the State (thu hồi cho Nhà nước): đồng. 03.13, 04.14.
        state_money,
        /// The same: land in hundredths of a square metre. 03.14, 04.15.
        state_land,
        /// To be returned to organisations and people (trả lại cho tổ chức, cá nhân): đồng. 03.15, 04.16.
        returned_money,
        /// The same: land in hundredths of a square metre. 03.16, 04.17.
        returned_land,
        /// Organisations whose rights are restored. 03.17, 04.18.
        returned_organisations,
        /// People whose rights are restored. 03.18, 04.19.
        returned_people,
        /// Organisations to be handled administratively (xử lý hành chính). 04.20; 03/GQKN counts none.
        handled_organisations,
        /// People to be handled administratively. 03.19, 04.21.
        handled_people,
        /// Of these, officials, civil servants and public employees. 03.20, 04.22.
        handled_officials,
        /// Cases transferred to investigators (chuyển cơ quan điều tra). 03.21, 04.23.
        transferred_cases,
        /// People transferred. 03.22, 04.24.
        transferred_people,
        /// Of these, officials, civil servants and public employees. 03.23, 04.25.
        transferred_officials,
    }
}

amounts! {
    /// What was executed: columns 5–15 of 05/KQTH for a decision, 20–31 for a conclusion.
    Executed {
        /// Recovered for the State: đồng. 05.5, 05.20.
        state_money,
        /// The same: land in hundredths of a square metre. 05.6, 05.21.
        state_land,
        /// Returned to organisations and people: đồng. 05.9, 05.24.
        returned_money,
        /// The same: land in hundredths of a square metre. 05.10, 05.25.
        returned_land,
        /// Organisations handled administratively. 05.26; of decisions on complaints none are counted.
        handled_organisations,
        /// People handled administratively. 05.11, 05.27.
        handled_people,
        /// Of these, officials, civil servants and public employees. 05.12, 05.28.
        handled_officials,
        /// Cases prosecuted (khởi tố). 05.13, 05.29.
        prosecuted_cases,
        /// People prosecuted. 05.14, 05.30.
        prosecuted_people,
        /// Of these, officials, civil servants and public employees. 05.15, 05.31.
        prosecuted_officials,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape serde asks with")]
fn is_zero(amount: &u64) -> bool {
    *amount == 0
}

/// The names of those officials who are more than all people they are among.
fn exceeding<const N: usize>(groups: [(&'static str, u64, u64); N]) -> Vec<&'static str> {
    let exceeds = |(name, officials, people)| (officials > people).then_some(name);
    groups.into_iter().filter_map(exceeds).collect()
}

impl Recommended {
    /// Fields with more officials than people they are among, which the forms forbid: 20 ≤ 19 and 23 ≤ 22
    /// on 03/GQKN, 22 ≤ 21 and 25 ≤ 24 on 04/GQTC.
    pub fn exceeding(&self) -> Vec<&'static str> {
        exceeding([
            ("handled_officials", self.handled_officials, self.handled_people),
            ("transferred_officials", self.transferred_officials, self.transferred_people),
        ])
    }

    /// Whether the tables can hold it (03/GQKN 20 ≤ 19, 23 ≤ 22; 04/GQTC 22 ≤ 21, 25 ≤ 24).
    ///
    /// # Errors
    /// There are more officials than people.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.exceeding().is_empty() { Ok(()) } else { Err(Refusal::OfficialsExceed) }
    }
}

impl Executed {
    /// As [`Recommended::exceeding`]: 12 ≤ 11, 15 ≤ 14, 28 ≤ 27 and 31 ≤ 30 on 05/KQTH.
    pub fn exceeding(&self) -> Vec<&'static str> {
        exceeding([
            ("handled_officials", self.handled_officials, self.handled_people),
            ("prosecuted_officials", self.prosecuted_officials, self.prosecuted_people),
        ])
    }

    /// Whether the table can hold it (05/KQTH 12 ≤ 11, 15 ≤ 14, 28 ≤ 27, 31 ≤ 30), and whether it says
    /// anything. More done than was recommended is no mistake: no form forbids it.
    ///
    /// # Errors
    /// There are more officials than people, or nothing at all.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.is_empty() {
            return Err(Refusal::NothingExecuted);
        }
        if self.exceeding().is_empty() { Ok(()) } else { Err(Refusal::OfficialsExceed) }
    }

    /// A record to ask the gate with.
    pub(crate) fn sample() -> Self {
        Self { returned_money: 1, ..Self::default() }
    }
}

/// What a decided case has to execute and has executed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// What the decision or conclusion recommends.
    pub recommended: Recommended,
    /// All that was executed so far.
    pub executed: Executed,
    /// Day the case was closed, on which its execution is held to be finished (05/KQTH columns 2 and 17).
    pub finished_on: Option<NaiveDate>,
}

impl Results {
    /// Whether no amount is in it.
    pub fn is_empty(&self) -> bool {
        self.recommended.is_empty() && self.executed.is_empty()
    }
}
