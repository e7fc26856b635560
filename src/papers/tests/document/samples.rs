//! Papers to be made.

use papers::{Block, Document, DocumentLabels, Fonts, Signature};

pub const ISSUED: (i32, u8, u8) = (2027, 1, 5);

/// Every letter of Vietnamese with its marks, in both cases, and what else stands in its papers.
pub const ALPHABET: &str = "AaÀàẢảÃãÁáẠạ ĂăẰằẲẳẴẵẮắẶặ ÂâẦầẨẩẪẫẤấẬậ BbCcDdĐđ EeÈèẺẻẼẽÉéẸẹ ÊêỀềỂểỄễẾếỆệ FfGgHh IiÌìỈỉĨĩÍíỊị JjKkLlMmNn OoÒòỎỏÕõÓóỌọ ÔôỒồỔổỖỗỐốỘộ ƠơỜờỞởỠỡỚớỢợ PpQqRrSsTt UuÙùỦủŨũÚúỤụ ƯưỪừỬửỮữỨứỰự VvWwXx YyỲỳỶỷỸỹÝýỴỵ Zz 0123456789 “–” %/;:,.()";

pub const PARAGRAPH: &str = "Ngày 02 tháng 01 năm 2027, Ủy ban nhân dân phường Bến Mẫu nhận được đơn khiếu nại của ông Nguyễn Văn Ví Dụ về việc không đồng ý với mức bồi thường khi Nhà nước thu hồi đất tại thửa số 123, tờ bản đồ số 45, phường Bến Mẫu.";

pub fn fonts() -> Fonts {
    Fonts::embedded()
}

pub fn text(s: &str) -> String {
    s.to_owned()
}

pub fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|s| text(s)).collect()
}

pub fn paragraph(s: &str) -> Block {
    Block::Paragraph { text: text(s) }
}

pub fn signature(title: &str, name: &str) -> Signature {
    let hint = text("(Ký, ghi rõ họ tên)");
    Signature { titles: vec![text(title)], hint, name: text(name) }
}

/// A notice as an office issues it.
pub fn notice() -> Document {
    Document {
        parent_body: text("Ủy ban nhân dân tỉnh Quảng Mẫu"),
        issuing_body: text("Ủy ban nhân dân phường Bến Mẫu"),
        number: text("Số: 05/TB-UBND"),
        place_and_date: text("Bến Mẫu, ngày 05 tháng 01 năm 2027"),
        letter_subject: String::new(),
        title: text("Thông báo"),
        subject: text("Về việc thụ lý giải quyết khiếu nại"),
        body: vec![
            Block::Addressee {
                word: text("Kính gửi:"), names: texts(&["Ông Nguyễn Văn Ví Dụ"])
            },
            Block::Basis { text: text("Căn cứ Luật Khiếu nại;") },
            paragraph(PARAGRAPH),
            paragraph("Đơn đủ điều kiện thụ lý theo quy định của pháp luật về khiếu nại."),
            Block::Article { word: text("Điều 1."), text: text(PARAGRAPH) },
        ],
        recipients: texts(&["Như trên", "Thanh tra tỉnh Quảng Mẫu", "Lưu: VT, TCD"]),
        signatures: vec![Signature {
            titles: texts(&["KT. Chủ tịch", "Phó Chủ tịch"]),
            hint: String::new(),
            name: text("Trần Thị Giả Định"),
        }],
        is_draft: false,
        is_landscape: false,
        labels: DocumentLabels {
            language: text("vi"),
            national_title: text("Cộng hòa xã hội chủ nghĩa Việt Nam"),
            motto: text("Độc lập - Tự do - Hạnh phúc"),
            recipients: text("Nơi nhận:"),
            draft: text("Dự thảo"),
        },
    }
}

/// A letter to a body: its subject stands under the number.
pub fn letter() -> Document {
    Document {
        number: text("Số: 07/UBND-TCD"),
        letter_subject: text("V/v chuyển đơn tố cáo"),
        title: String::new(),
        subject: String::new(),
        ..notice()
    }
}

/// A paper that a citizen signs.
pub fn petition() -> Document {
    Document {
        parent_body: String::new(),
        issuing_body: String::new(),
        number: String::new(),
        title: text("Đơn khiếu nại"),
        subject: String::new(),
        recipients: Vec::new(),
        signatures: vec![signature("Người khiếu nại", "Nguyễn Văn Ví Dụ")],
        ..notice()
    }
}

/// The notice with the text in every kind of block and in every other field.
pub fn everywhere(s: &str) -> Document {
    let t = || text(s);
    Document {
        parent_body: t(),
        issuing_body: t(),
        number: t(),
        place_and_date: t(),
        letter_subject: t(),
        title: t(),
        subject: t(),
        body: every_block(s),
        recipients: vec![t(), t()],
        signatures: vec![Signature { titles: vec![t()], hint: t(), name: t() }],
        ..notice()
    }
}

pub fn every_block(s: &str) -> Vec<Block> {
    let t = || text(s);
    vec![
        Block::Addressee { word: t(), names: vec![t()] },
        Block::Addressee { word: t(), names: vec![t(), t()] },
        Block::Centred { text: t() },
        Block::Basis { text: t() },
        Block::Heading { text: t() },
        Block::Subheading { text: t() },
        Block::Point { text: t() },
        Block::Article { word: t(), text: t() },
        paragraph(s),
        Block::Item { text: t() },
        Block::Particular { name: t(), value: t() },
        Block::Table {
            widths: vec![1, 2],
            head: vec![t(), t()],
            rows: vec![vec![t(), t()], vec![t(), t()]],
        },
    ]
}

/// People in a table, one a row.
pub fn people(count: usize) -> Block {
    let row = |number: usize| {
        let name = format!("Nguyễn Thị Ví Dụ {number}");
        vec![number.to_string(), name, text("Khu phố 3, phường Bến Mẫu")]
    };
    let head = texts(&["STT", "Họ và tên", "Địa chỉ"]);
    Block::Table { widths: vec![1, 4, 5], head, rows: (1..=count).map(row).collect() }
}

/// A report by Mẫu số 02 of Circular 06/2025/TT-TTCP: headings on three levels, a comparison, room to write.
pub fn report() -> Document {
    let heading = |s: &str| Block::Heading { text: text(s) };
    let subheading = |s: &str| Block::Subheading { text: text(s) };
    let point = |s: &str| Block::Point { text: text(s) };
    Document {
        number: text("Số: 12/BC-UBND"),
        title: text("Báo cáo"),
        subject: text("Công tác tiếp công dân, giải quyết khiếu nại, tố cáo năm 2026"),
        body: vec![
            heading("I. TÌNH HÌNH KHIẾU NẠI, TỐ CÁO"),
            subheading("1. Tình hình khiếu nại, tố cáo"),
            point("a) Khiếu nại"),
            paragraph(PARAGRAPH),
            Block::Table {
                widths: vec![5, 2, 2, 2],
                head: texts(&["Chỉ tiêu", "Kỳ này", "Cùng kỳ năm trước", "Tăng, giảm"]),
                rows: vec![
                    texts(&["Số lượt tiếp", "1.254", "1.310", "-4,3%"]),
                    texts(&["Số đơn khiếu nại", "86", "80", "+7,5%"]),
                ],
            },
            point("b) Tố cáo"),
            Block::Room { lines: 4 },
            subheading("2. Nguyên nhân của tình hình khiếu nại, tố cáo"),
            Block::Room { lines: 6 },
            heading("VI. KIẾN NGHỊ, ĐỀ XUẤT"),
            Block::Room { lines: 3 },
        ],
        ..notice()
    }
}
