//! Who reads and keeps the register of management work (sổ theo dõi công tác quản lý), which form 06/QLKNTC of
//! Thông tư 06/2025/TT-TTCP is counted from.

use uuid::Uuid;

use super::{Actor, Role};

impl Role {
    /// Who works at an office, leads it or inspects it. The register holds no private matter; the Front reads
    /// the figures in the reports.
    pub fn reads_management(self) -> bool {
        self.is_of_office()
    }
}

/// The same rule as `scope::visible_management`, on a loaded line: those of the reader's units.
pub fn sees_management(actor: &Actor, unit_id: Uuid) -> bool {
    actor.role.reads_management() && actor.unit_ids.contains(&unit_id)
}

/// The unit whose register somebody keeps: their own, if they receive there, where the reports are made, or head
/// it.
pub fn keeps_management_of(actor: &Actor) -> Option<Uuid> {
    actor.unit_id.filter(|_| matches!(actor.role, Role::Reception | Role::Chairman))
}
