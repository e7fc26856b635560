//! What stands around the text of a paper: the bodies, the number, place and date, who signs (Nghị định
//! 30/2020/NĐ-CP, Phụ lục I).

use chrono::{Datelike, NaiveDate};
use papers::{DocumentLabels, Frame, Signature};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::facts::PAPER_LANG;
use crate::units::{DEPARTMENT, Unit, Units};

/// How the one who signs holds the power to (quyền hạn của người ký, ô số 7a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Power {
    /// Người đứng đầu ký.
    Head,
    /// TM.: for a body that decides together.
    ForBody,
    /// KT.: a deputy in the place of the head.
    Deputy,
    /// TM. and KT. together.
    DeputyForBody,
    /// TL.: by order.
    ByOrder,
    /// TUQ.: by authorisation.
    Authorised,
}

impl Power {
    pub const ALL: [Self; 6] = [
        Self::Head,
        Self::ForBody,
        Self::Deputy,
        Self::DeputyForBody,
        Self::ByOrder,
        Self::Authorised,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::ForBody => "for-body",
            Self::Deputy => "deputy",
            Self::DeputyForBody => "deputy-for-body",
            Self::ByOrder => "by-order",
            Self::Authorised => "authorised",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|power| power.code() == code)
    }

    /// Whether the title of the one who signs must be said.
    pub fn needs_title(self) -> bool {
        matches!(self, Self::ByOrder | Self::Authorised)
    }
}

/// Who signs a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    pub power: Power,
    /// Title of the one who signs by order or authorisation: `Trưởng phòng Kinh tế`.
    pub title: String,
    pub name: String,
}

pub fn first_small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Words before the proper name of a unit.
const KINDS: [&str; 6] = ["Phường ", "Xã ", "Đặc khu ", "Thị trấn ", "Thành phố ", "Tỉnh "];

/// The place name of a paper (địa danh): that of the unit, or of the one a department belongs to.
pub fn place(units: &Units, unit: &Unit) -> String {
    let parent = unit.parent_id.filter(|_| unit.kind == DEPARTMENT);
    let unit = parent.and_then(|id| units.get(id)).unwrap_or(unit);
    let name = KINDS.iter().find_map(|kind| unit.name.strip_prefix(kind));
    name.unwrap_or(&unit.name).to_owned()
}

/// The title of the head of a unit as it is printed over the signature.
fn head_title(unit: &Unit) -> &'static str {
    match () {
        () if unit.kind != DEPARTMENT => "paper-head-chairman",
        () if unit.name.starts_with("Sở ") => "paper-head-director",
        () if unit.name.starts_with("Phòng ") => "paper-head-chief",
        () => "paper-head-any",
    }
}

/// The office of the head in a sentence: `Chủ tịch Ủy ban nhân dân phường Uông Bí`.
pub fn head_of(units: &Units, unit_id: Uuid) -> String {
    let Some(unit) = units.get(unit_id) else { return String::new() };
    let office = units.office(unit_id, PAPER_LANG).unwrap_or_default();
    let of = match head_title(unit) {
        "paper-head-director" => ("paper-head-of-director", office),
        "paper-head-chief" => ("paper-head-of-chief", first_small(&office)),
        "paper-head-any" => ("paper-head-of-any", office),
        _ => ("paper-head-of-chairman", office),
    };
    PAPER_LANG.ta(of.0, &[("unit", of.1)])
}

/// Letters of a body in the symbol of its papers: UBND, or the first letters of a department's name
/// (Sở Nông nghiệp và Môi trường: SNNMT).
pub fn abbreviation(unit: &Unit) -> String {
    if unit.kind != DEPARTMENT {
        return PAPER_LANG.t("paper-body-letters");
    }
    let words = unit.name.split_whitespace().filter(|word| *word != "và");
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The lines over a signature.
fn titles(unit: &Unit, signing: &Signing) -> Vec<String> {
    let head = PAPER_LANG.t(head_title(unit));
    let body = || PAPER_LANG.t("paper-for-body");
    let deputy = |power: &str| {
        vec![format!("{power} {head}"), PAPER_LANG.ta("paper-deputy", &[("title", head.clone())])]
    };
    match signing.power {
        Power::Head => vec![head],
        Power::ForBody => vec![body(), head],
        Power::Deputy => deputy("KT."),
        Power::DeputyForBody => std::iter::once(body()).chain(deputy("KT.")).collect(),
        Power::ByOrder => vec![format!("TL. {head}"), signing.title.clone()],
        Power::Authorised => vec![format!("TUQ. {head}"), signing.title.clone()],
    }
}

/// Days below ten and the months one and two take a zero.
fn place_and_date(place: String, on: Option<NaiveDate>, year: i32) -> String {
    let padded = |part: u32, below: u32| {
        if part < below { format!("{part:02}") } else { part.to_string() }
    };
    let (day, month, year) = match on {
        Some(on) => (padded(on.day(), 10), padded(on.month(), 3), on.year()),
        None => ("......".to_owned(), "......".to_owned(), year),
    };
    let said = [("place", place), ("day", day), ("month", month), ("year", year.to_string())];
    PAPER_LANG.ta("receipt-place-and-date", &said)
}

/// `Số: 05/TB-UBND`; before a number is given there is room for it.
pub fn number_line(number: Option<i32>, symbol: &str) -> String {
    if symbol.is_empty() {
        return String::new();
    }
    let number = number.map_or("......".to_owned(), |number| format!("{number:02}"));
    PAPER_LANG.ta("paper-number", &[("number", number), ("symbol", symbol.to_owned())])
}

/// Number and day a paper has got.
pub type Numbered = Option<(Option<i32>, NaiveDate)>;

/// The frame of a paper of a unit. `numbered`: none for a draft.
pub fn frame(
    units: &Units,
    unit_id: Uuid,
    symbol: &str,
    signing: &Signing,
    numbered: Numbered,
    today: NaiveDate,
) -> Frame {
    let office = |id: Uuid| units.office(id, PAPER_LANG).unwrap_or_default();
    let unit = units.get(unit_id);
    let parent = unit.and_then(|unit| unit.parent_id);
    let on = numbered.map(|(_, on)| on);
    let place = unit.map(|unit| place(units, unit)).unwrap_or_default();
    Frame {
        parent_body: parent.map(office).unwrap_or_default(),
        issuing_body: office(unit_id),
        body_name: office(unit_id),
        office: head_of(units, unit_id),
        number: number_line(numbered.and_then(|(number, _)| number), symbol),
        place_and_date: place_and_date(place, on, today.year()),
        signature: Signature {
            titles: unit.map(|unit| titles(unit, signing)).unwrap_or_default(),
            hint: String::new(),
            name: signing.name.clone(),
        },
        is_draft: numbered.is_none(),
        labels: labels(),
    }
}

pub fn labels() -> DocumentLabels {
    DocumentLabels {
        language: PAPER_LANG.code().to_owned(),
        national_title: PAPER_LANG.t("receipt-national-title"),
        motto: PAPER_LANG.t("receipt-motto"),
        recipients: PAPER_LANG.t("paper-recipients"),
        draft: PAPER_LANG.t("paper-draft"),
    }
}
