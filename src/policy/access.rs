//! What a route asks of its caller before the handler runs. The URL map names one for each route.

use super::Role;

/// Who may call a route at all; the case behind it is decided on afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everybody.
    Public,
    /// A registered citizen.
    Citizen,
    /// Anybody signed in.
    SignedIn,
    /// Anybody on staff, administrators too.
    Staff,
    /// Anybody on staff who works with cases.
    Cases,
    /// Who takes letters at the counter.
    Counter,
    /// Who reads dialogues with households: not the Front, to whom private matters are closed.
    Dialogues,
    /// Who plans, holds and follows them.
    Work,
    /// Who reads the register of receptions.
    Visits,
    /// Who reads the register of management work.
    Management,
    /// Who reads statutory reports, denunciations counted in them; who prepares and sends them is decided after.
    Statutory,
    /// Who reads reports.
    Reports,
    /// Heads and leaders, who answer for a unit.
    Leaders,
    /// Heads, who name their substitute, and administrators.
    Heads,
    /// Administrators.
    Admin,
    /// Programs with a bearer token of staff.
    Token,
}

impl Access {
    pub const ALL: [Self; 16] = [
        Self::Public,
        Self::Citizen,
        Self::SignedIn,
        Self::Staff,
        Self::Cases,
        Self::Counter,
        Self::Dialogues,
        Self::Work,
        Self::Visits,
        Self::Management,
        Self::Statutory,
        Self::Reports,
        Self::Leaders,
        Self::Heads,
        Self::Admin,
        Self::Token,
    ];

    /// Whether a caller of this role (none: not signed in) may pass.
    pub fn admits(self, role: Option<Role>) -> bool {
        let Some(role) = role else { return self == Self::Public };
        match self {
            Self::Public | Self::SignedIn => true,
            Self::Citizen => role == Role::Citizen,
            Self::Staff => role.is_staff(),
            Self::Cases => role.is_staff() && role != Role::Admin,
            Self::Token => {
                matches!(role, Role::Reception | Role::Officer | Role::Chairman | Role::Leader)
            }
            Self::Counter => matches!(role, Role::Reception | Role::Chairman),
            Self::Dialogues => role.is_staff() && !matches!(role, Role::Admin | Role::Front),
            Self::Work => {
                matches!(role, Role::Reception | Role::Officer | Role::Chairman)
            }
            Self::Visits => role.reads_visits(),
            Self::Management => role.reads_management(),
            Self::Statutory => role.reads_statutory(),
            Self::Reports => {
                matches!(role, Role::Chairman | Role::Leader | Role::Inspector | Role::Front)
            }
            Self::Leaders => matches!(role, Role::Chairman | Role::Leader),
            Self::Heads => matches!(role, Role::Chairman | Role::Admin),
            Self::Admin => role == Role::Admin,
        }
    }
}
