//! Jurisdiction (thẩm quyền) by date: who resolves a complaint or a denunciation.
//!
//! It proposes and never decides for a person: in R1 (1/7/2025 to 30/6/2026) the decree that divided
//! the powers of the district tier was not read (U3), so the proposal is that of R2 and somebody must
//! confirm it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::citation::{Act, Citation, cite, lkn, ltc};
use crate::codes;
use crate::refusal::Refusal;
use crate::regime::Regime;

/// Who resolves (người giải quyết).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resolver {
    /// Chủ tịch Ủy ban nhân dân cấp xã.
    #[default]
    CommuneChairman,
    /// Chủ tịch Ủy ban nhân dân cấp huyện, to 30/6/2025.
    DistrictChairman,
    /// Thủ trưởng cơ quan thuộc cơ quan chuyên môn cấp tỉnh.
    AgencyUnitHead,
    /// Thủ trưởng cơ quan chuyên môn cấp tỉnh.
    AgencyHead,
    /// Chủ tịch Ủy ban nhân dân cấp tỉnh.
    ProvinceChairman,
    /// Bộ trưởng.
    Minister,
}

codes!(Resolver {
    CommuneChairman => "commune-chairman",
    DistrictChairman => "district-chairman",
    AgencyUnitHead => "agency-unit-head",
    AgencyHead => "agency-head",
    ProvinceChairman => "province-chairman",
    Minister => "minister",
});

/// Whose decision or act is complained about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contested {
    /// The commune chairman, heads of commune bodies, staff he manages.
    Commune,
    /// A district chairman or district body.
    District,
    /// A unit under a provincial specialised agency.
    AgencyUnit,
    /// A provincial specialised agency.
    Agency,
    /// The province chairman.
    Province,
    /// A minister.
    Ministry,
}

codes!(Contested {
    Commune => "commune",
    District => "district",
    AgencyUnit => "agency-unit",
    Agency => "agency",
    Province => "province",
    Ministry => "ministry",
});

/// Who is denounced, in public duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Denounced {
    /// Heads and deputies of commune bodies, officials and employees the commune manages.
    CommuneStaff,
    /// Chairman or vice chairman of a commune People's Committee.
    CommuneChairman,
    /// Staff of units under a provincial agency.
    AgencyUnitStaff,
    /// Heads and deputies of provincial specialised agencies.
    AgencyHead,
    /// Officials of a district, abolished on 1/7/2025.
    DistrictOfficial,
    /// Somebody of a body that was merged or moved since.
    FormerBody,
    /// A Party member, for a breach of Party rules.
    PartyMember,
}

codes!(Denounced {
    CommuneStaff => "commune-staff",
    CommuneChairman => "commune-chairman",
    AgencyUnitStaff => "agency-unit-staff",
    AgencyHead => "agency-head",
    DistrictOfficial => "district-official",
    FormerBody => "former-body",
    PartyMember => "party-member",
});

/// First or second instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instance {
    /// Lần đầu.
    First,
    /// Lần hai.
    Second,
}

codes!(Instance { First => "first", Second => "second" });

/// Who is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proposal {
    /// The competent resolver; none where only a court, the Party or a higher decision remains.
    pub resolver: Option<Resolver>,
    /// Whether a person must confirm it.
    pub needs_confirmation: bool,
    /// Where it stands.
    pub citation: Citation,
}

impl Proposal {
    /// Whether an office may accept: it is the competent one, or a person confirmed it where the date
    /// leaves it open (U3).
    pub(crate) fn admits(self, own: Resolver, confirmed: bool) -> Result<(), Refusal> {
        let Self { resolver, needs_confirmation, citation: basis } = self;
        match (needs_confirmation, confirmed) {
            (true, true) => Ok(()),
            (true, false) => Err(Refusal::CompetenceUnconfirmed { basis }),
            (false, _) if resolver == Some(own) => Ok(()),
            (false, _) => Err(Refusal::NotCompetent { resolver, basis }),
        }
    }
}

/// Who resolves a complaint received on a day (table 1.8).
pub fn complaint(contested: Contested, instance: Instance, received_on: NaiveDate) -> Proposal {
    use Contested::{Agency, AgencyUnit, Commune, District, Ministry, Province};
    use Instance::{First, Second};
    let regime = Regime::on(received_on);
    let has_districts = regime == Regime::R0;
    let (resolver, citation) = match (contested, instance) {
        (Commune, First) => (Some(Resolver::CommuneChairman), lkn("17", None)),
        (Commune, Second) if has_districts => (Some(Resolver::DistrictChairman), lkn("18", None)),
        (District, First) if has_districts => (Some(Resolver::DistrictChairman), lkn("18", None)),
        // Điều 18 is repealed and nobody follows by name: a person must find the successor.
        (District, First) => (None, lkn("21", None)),
        (Commune | District | Agency, Second) => {
            (Some(Resolver::ProvinceChairman), lkn("21", Some("2")))
        }
        (AgencyUnit, First) => (Some(Resolver::AgencyUnitHead), lkn("19", None)),
        (AgencyUnit, Second) => (Some(Resolver::AgencyHead), lkn("20", None)),
        (Agency, First) => (Some(Resolver::AgencyHead), lkn("20", None)),
        (Province, First) => (Some(Resolver::ProvinceChairman), lkn("21", Some("1"))),
        (Province, Second) => (Some(Resolver::Minister), lkn("23", Some("3"))),
        (Ministry, First) => (Some(Resolver::Minister), lkn("23", None)),
        // After the Minister's own decision only the court remains.
        (Ministry, Second) => (None, lkn("7", Some("2"))),
    };
    let is_orphan = contested == District && !has_districts;
    Proposal { resolver, needs_confirmation: regime == Regime::R1 || is_orphan, citation }
}

/// Who resolves a denunciation received on a day (table 2.5; Điều 13 Luật Tố cáo).
pub fn denunciation(denounced: Denounced, received_on: NaiveDate) -> Proposal {
    let regime = Regime::on(received_on);
    let has_districts = regime == Regime::R0;
    let (resolver, citation) = match denounced {
        Denounced::CommuneStaff => (Some(Resolver::CommuneChairman), ltc("13", Some("1"))),
        Denounced::CommuneChairman if has_districts => {
            (Some(Resolver::DistrictChairman), ltc("13", Some("2")))
        }
        Denounced::CommuneChairman | Denounced::AgencyHead => {
            (Some(Resolver::ProvinceChairman), ltc("13", Some("4")))
        }
        Denounced::AgencyUnitStaff => (Some(Resolver::AgencyHead), ltc("13", Some("3"))),
        Denounced::DistrictOfficial if has_districts => {
            (Some(Resolver::DistrictChairman), ltc("13", Some("2")))
        }
        // The Minister or the province chairman decides who is competent.
        Denounced::DistrictOfficial | Denounced::FormerBody => (None, ltc("12", Some("7"))),
        Denounced::PartyMember => (None, cite(Act::LettersCircular, "15", None)),
    };
    let is_orphan = resolver.is_none() && denounced != Denounced::PartyMember;
    Proposal { resolver, needs_confirmation: regime == Regime::R1 || is_orphan, citation }
}
