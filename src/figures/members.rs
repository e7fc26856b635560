//! Which records belong to a unit that reports: its own, those of the units below it, and those of the units it
//! followed (sáp nhập, chia tách).

use chrono::NaiveDate;
use law::procedure::Kind;
use statistics::Source;
use uuid::Uuid;

use crate::text;
use crate::units::Units;

/// Which residential groups of a unit are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Areas {
    All,
    /// Names as [`area`] gives them.
    Only(Vec<String>),
    /// All but these; what has no residential group is among them.
    Except(Vec<String>),
}

/// Records of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub unit_id: Uuid,
    pub areas: Areas,
}

/// Everything that belongs to a reporting unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(pub Vec<Part>);

impl Members {
    /// A unit with everything below it, and what it took over from units that were no more on `to`.
    pub fn of(units: &Units, unit: Uuid, to: NaiveDate) -> Self {
        Self::with_predecessors(units, units.subtree(unit), to)
    }

    /// A unit without those below it.
    pub fn alone(units: &Units, unit: Uuid, to: NaiveDate) -> Self {
        Self::with_predecessors(units, vec![unit], to)
    }

    fn with_predecessors(units: &Units, own: Vec<Uuid>, to: NaiveDate) -> Self {
        let whole = |unit_id| Part { unit_id, areas: Areas::All };
        let mut parts: Vec<Part> = own.into_iter().map(whole).collect();
        let mut next = 0;
        // Grows while it is walked; each unit is taken once, so it ends.
        while let Some(unit_id) = parts.get(next).map(|part| part.unit_id) {
            next += 1;
            for old in units.successions().iter().filter(|one| one.new_id == unit_id) {
                let is_over = units.get(old.old_id).and_then(|unit| unit.valid_to);
                let is_known = parts.iter().any(|part| part.unit_id == old.old_id);
                if is_known || is_over.is_none_or(|end| to <= end) {
                    continue;
                }
                let areas = areas_of(units, old.old_id, unit_id);
                parts.push(Part { unit_id: old.old_id, areas });
            }
        }
        Self(parts)
    }

    pub fn unit_ids(&self) -> Vec<Uuid> {
        self.0.iter().map(|part| part.unit_id).collect()
    }

    /// The units whose records of a source may belong to them: matters have no residential group, so those of a
    /// divided unit are told to who got the rest.
    pub fn units_of(&self, source: Source) -> Vec<Uuid> {
        let mut units = self.unit_ids();
        units.retain(|unit| source != Source::Matters || self.hold(*unit, ""));
        units
    }

    /// Whether a record belongs to them; `area` is as [`area`] gives it, and empty where a record has none.
    pub fn hold(&self, unit_id: Uuid, area: &str) -> bool {
        let part = self.0.iter().find(|part| part.unit_id == unit_id);
        part.is_some_and(|part| match &part.areas {
            Areas::All => true,
            Areas::Only(names) => names.iter().any(|name| name == area),
            Areas::Except(names) => names.iter().all(|name| name != area),
        })
    }
}

/// A residential group as it is compared: folded, without the word for it (`khu Điền Công 1` is `dien cong 1`).
pub fn area(group: &str) -> String {
    let folded = text::fold(group);
    let words = ["khu pho ", "khu ", "to dan pho ", "to ", "thon "];
    let bare = words.iter().find_map(|word| folded.strip_prefix(word));
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

/// The same for a case of a kind; nothing where it could tell who denounced.
pub fn area_kept(kind: Kind, group: &str) -> String {
    match kind {
        Kind::Denunciation => String::new(),
        Kind::Complaint | Kind::Petition => area(group),
    }
}

/// What of an ended unit came to a new one: the groups that are named, or all that no other unit was named.
fn areas_of(units: &Units, old: Uuid, new: Uuid) -> Areas {
    let of_old = || units.successions().iter().filter(move |one| one.old_id == old);
    let own = of_old().find(|one| one.new_id == new);
    if own.is_none_or(|one| one.is_whole) {
        return Areas::All;
    }
    let folded = |groups: &[String]| groups.iter().map(|name| area(name)).collect::<Vec<_>>();
    let own = own.map(|one| folded(&one.groups)).unwrap_or_default();
    if !own.is_empty() {
        return Areas::Only(own);
    }
    Areas::Except(of_old().flat_map(|one| folded(&one.groups)).collect())
}
