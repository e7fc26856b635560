//! A paper in the layout of Decree 30/2020/NĐ-CP, as data. One description, two outputs: PDF and DOCX.

use serde::{Deserialize, Serialize};

/// An administrative paper (văn bản hành chính): the boxes of Annex I of the decree around its text.
///
/// Every text is one run: a line break inside it becomes a space. What spans several paragraphs is several
/// [`Block`]s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Name of the body above the issuing one (box 2); empty if there is none.
    pub parent_body: String,
    /// The body that issues it (cơ quan ban hành, box 2); empty in a paper that a citizen signs.
    pub issuing_body: String,
    /// "Số: 05/TB-UBND" (box 3); empty if it has none.
    pub number: String,
    /// "Uông Bí, ngày 05 tháng 01 năm 2027" (box 4); empty if it has none.
    pub place_and_date: String,
    /// "V/v chuyển đơn tố cáo" under the number (box 5b); empty if the paper has a title.
    pub letter_subject: String,
    /// Kind of the paper, printed in capitals: "Thông báo" (box 5a); empty in a letter.
    pub title: String,
    /// What it is about, under the title: "Về việc thụ lý giải quyết khiếu nại" (box 5a). May be empty.
    pub subject: String,
    /// The text (box 6, addressee box 9a).
    pub body: Vec<Block>,
    /// Lines of "Nơi nhận" without hyphen and semicolon (box 9b); empty leaves the box out.
    pub recipients: Vec<String>,
    /// Who signs (boxes 7a to 7c, 8): one stands at the right beside the recipients, several in pairs.
    pub signatures: Vec<Signature>,
    /// Not issued yet: marked so on every page.
    pub is_draft: bool,
    /// Wide tables (the register) are printed across.
    pub is_landscape: bool,
    pub labels: DocumentLabels,
}

/// A part of the text, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// "Kính gửi:" and to whom; one on the same line, several on lines of their own.
    Addressee {
        word: String,
        names: Vec<String>,
    },
    /// Centred, bold, as it is written: the office that decides, "QUYẾT ĐỊNH:".
    Centred {
        text: String,
    },
    /// A legal basis (căn cứ), in italics.
    Basis {
        text: String,
    },
    /// Bold, on its own line: "I. Nội dung khiếu nại".
    Heading {
        text: String,
    },
    /// Below a heading, bold: "1. Công tác tiếp công dân".
    Subheading {
        text: String,
    },
    /// Below a subheading, bold italics: "a) Khiếu nại".
    Point {
        text: String,
    },
    /// An article: its word in bold ("Điều 1."), then the text.
    Article {
        word: String,
        text: String,
    },
    Paragraph {
        text: String,
    },
    /// A line of a list, with a hyphen.
    Item {
        text: String,
    },
    /// Name and value: "Địa chỉ: …".
    Particular {
        name: String,
        value: String,
    },
    /// Dotted lines to write on, at most [`ROOM_MAX`](crate::ROOM_MAX); in DOCX empty paragraphs to type in.
    Room {
        lines: u32,
    },
    /// Cells in rows under a head; `widths` are shares of the width, one a column.
    Table {
        widths: Vec<u32>,
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

/// One signature (chữ ký), with room for hand and seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Power and title, a line each: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH" (box 7a).
    pub titles: Vec<String>,
    /// Under the title, in italics: "(Ký, ghi rõ họ tên)". May be empty.
    pub hint: String,
    /// Below the room to sign (box 7b). May be empty.
    pub name: String,
}

/// Every fixed word, in the language of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLabels {
    /// Code of the language, for screen readers: "vi", "en".
    pub language: String,
    /// Quốc hiệu.
    pub national_title: String,
    /// Tiêu ngữ.
    pub motto: String,
    /// "Nơi nhận:".
    pub recipients: String,
    /// "DỰ THẢO".
    pub draft: String,
}
