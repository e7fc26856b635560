//! The register of management work (sổ theo dõi công tác quản lý nhà nước về tiếp công dân, khiếu nại, tố cáo):
//! documents, classes and responsibility inspections of a unit, which form 06/QLKNTC of Thông tư 06/2025/TT-TTCP
//! is counted from. Every figure has its day, and nothing dated is overwritten: what was written wrongly is struck
//! out with the reason and entered again, so the register says of each day what stood there.

pub mod form;
pub mod handler;
pub mod kind;
pub mod lines;
pub mod record;
pub mod store;
pub mod view;

pub use kind::Kind;
