//! Groups, representatives and proxies (KN-23 to KN-28).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes;
use crate::refusal::Refusal;
use crate::regime::{R2_FROM, day};

/// Least and most representatives of a group: 5–10 people one or two, more than 10 up to five
/// (KN-23, Điều 29 Luật Tiếp công dân). Fewer than five are no group.
pub fn bounds(people: u32) -> Option<(u32, u32)> {
    match people {
        0..=4 => None,
        5..=10 => Some((1, 2)),
        _ => Some((1, 5)),
    }
}

/// A group letter needs all signatures, the appointment paper (KN-24, KN-25) and a lawful number of
/// representatives (KN-23).
pub(crate) fn check(people: u32, all_signed: bool, representatives: u32) -> Result<(), Refusal> {
    let Some((min, max)) = bounds(people) else { return Ok(()) };
    if !all_signed {
        return Err(Refusal::SignaturesMissing);
    }
    if representatives < min || representatives > max {
        return Err(Refusal::Representatives { have: representatives, min, max });
    }
    Ok(())
}

/// Whether somebody acts for the complainant by authorisation (ủy quyền, form 02).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proxy {
    /// Nobody.
    #[default]
    None,
    /// By a paper that is neither notarised nor certified.
    Plain,
    /// By a paper that is notarised or certified (công chứng, chứng thực).
    Certified,
}

codes!(Proxy { None => "none", Plain => "plain", Certified => "certified" });

/// An individual's authorisation must be notarised or certified from 1/7/2026 to 31/12/2026 (KN-26,
/// Nghị định 124/2020 Điều 5 khoản 3; the duty lapses by KN-27, Nghị định 155/2026 Điều 21 khoản 2).
/// What was asked before (KN-28) depends on health and age and is for a person to judge.
pub fn needs_certified_proxy(on: NaiveDate) -> bool {
    R2_FROM <= on && on < day(2027, 1, 1)
}

pub(crate) fn check_proxy(proxy: Proxy, on: NaiveDate) -> Result<(), Refusal> {
    if proxy == Proxy::Plain && needs_certified_proxy(on) {
        return Err(Refusal::ProxyUncertified);
    }
    Ok(())
}
