//! What is written into the register.

/// The columns of form 06/QLKNTC a line counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Văn bản ban hành mới (column 1).
    Issued,
    /// Văn bản được sửa đổi, bổ sung (column 2).
    Amended,
    /// Văn bản hủy bỏ (column 3).
    Cancelled,
    /// Lớp tập huấn, tuyên truyền, giáo dục pháp luật (columns 4 and 5).
    Class,
    /// Cuộc thanh tra trách nhiệm (columns 6 to 17).
    Inspection,
}

impl Kind {
    pub const ALL: [Self; 5] =
        [Self::Issued, Self::Amended, Self::Cancelled, Self::Class, Self::Inspection];

    pub fn code(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Amended => "amended",
            Self::Cancelled => "cancelled",
            Self::Class => "class",
            Self::Inspection => "inspection",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it is known by a number of its own.
    pub fn has_number(self) -> bool {
        self != Self::Class
    }
}
