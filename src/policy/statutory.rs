//! Who reads, prepares and sends statutory reports (báo cáo thống kê định kỳ).

use uuid::Uuid;

use super::{Actor, Role};

impl Role {
    /// Who works at an office, leads it or inspects it. The tables count denunciations, few as they are; the Front
    /// reads the other figures.
    pub fn reads_statutory(self) -> bool {
        self.is_of_office()
    }
}

/// Whether somebody prepares the report of a unit, enters figures of before and writes its words: who works at the
/// unit itself.
pub fn prepares_reports_of(actor: &Actor, unit: Uuid) -> bool {
    let works = matches!(actor.role, Role::Reception | Role::Officer | Role::Chairman);
    works && actor.unit_id == Some(unit)
}

/// Whether somebody sends it: the head signs (Thông tư 06/2025/TT-TTCP, Điều 3 đến Điều 9), or whoever takes the
/// head's place.
pub fn sends_reports_of(actor: &Actor, unit: Uuid) -> bool {
    actor.role == Role::Chairman && actor.unit_id == Some(unit)
}
