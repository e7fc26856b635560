//! Messages (trao đổi) between the office and who denounced: the way to ask for more where nobody knows
//! whom to call. Who denounced comes by number and secret; the office never writes out.

pub mod handler;
pub mod store;
pub mod view;

/// Characters of one message.
pub const BODY_MAX: usize = 5_000;
/// Messages of one case.
pub const COUNT_MAX: usize = 200;
