//! Sealed identities (danh tính niêm phong, Điều 56 Luật Tố cáo, BM-02): how a unit keeps them, whose keys
//! open them, and the envelopes on their way between this server and the machine they are opened on.

pub mod envelopes;
pub mod handler;
pub mod keys;
pub mod store;
pub mod view;

/// How a unit keeps the identities of denouncers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The private keys lie on a machine without network; this server never sees an identity.
    #[default]
    Offline,
    /// A custodian (người giữ khoá) opens an envelope here with a passphrase and a reason, where the
    /// authority of the unit allows it.
    Custodian,
    /// No identity is held here at all; the register on paper holds it.
    None,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Offline, Self::Custodian, Self::None];

    pub fn code(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Custodian => "custodian",
            Self::None => "none",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}
