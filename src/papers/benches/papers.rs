//! How fast papers are made, and that making them takes no more memory the longer it goes on.
//! `cargo bench -p papers`
#![expect(clippy::expect_used, reason = "a benchmark without its papers says nothing")]

use std::time::{Duration, Instant};

use papers::{Block, Document, DocumentLabels, Fonts, Signature, document_docx, document_pdf};

const PAPERS: usize = 2_000;
const DAY: (i32, u8, u8) = (2027, 1, 5);

fn main() {
    let fonts = Fonts::embedded();
    for (name, make) in
        [("PDF", document_pdf as fn(&Document, &Fonts, _) -> _), ("DOCX", document_docx)]
    {
        println!("{name}: {} before", resident());
        let (mut spent, mut bytes) = (Duration::ZERO, 0);
        for number in 1..=PAPERS {
            let paper = notice(number);
            let start = Instant::now();
            let file = make(&paper, &fonts, DAY).expect("a paper");
            spent += start.elapsed();
            bytes += file.len();
            if [100, 1_000, PAPERS].contains(&number) {
                let rate = number as f64 / spent.as_secs_f64();
                println!("{name}: {number} papers, {rate:.0} a second, {}", resident());
            }
        }
        println!("{name}: {} bytes a paper", bytes / PAPERS);
    }
    long_table("DOCX", document_docx, &fonts);
    // Twice: what the first has taken, the second uses again.
    long_table("PDF", document_pdf, &fonts);
    long_table("PDF", document_pdf, &fonts);
}

type Make = fn(&Document, &Fonts, (i32, u8, u8)) -> Result<Vec<u8>, papers::PaperError>;

/// The largest register: 5,000 rows of 12 columns.
fn long_table(name: &str, make: Make, fonts: &Fonts) {
    let mut register = notice(0);
    register.is_landscape = true;
    let row = |number: usize| (0..12).map(|cell| format!("{number} ô {cell}")).collect();
    register.body = vec![Block::Table {
        widths: vec![1; 12],
        head: (0..12).map(|cell| format!("Cột {cell}")).collect(),
        rows: (0..5_000).map(row).collect(),
    }];
    let start = Instant::now();
    let file = make(&register, fonts, DAY).expect("a register");
    let (spent, length) = (start.elapsed().as_secs_f64(), file.len());
    println!("{name}: register of 5,000 rows in {spent:.1} s, {length} bytes, {}", resident());
}

/// Memory of the process now and at its most.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let found = status.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap_or(" unknown").trim().to_owned()
    };
    format!("resident {}, at most {}", line("VmRSS:"), line("VmHWM:"))
}

fn notice(number: usize) -> Document {
    let text = |s: &str| s.to_owned();
    let paragraph = format!(
        "Ngày 02 tháng 01 năm 2027, Ủy ban nhân dân phường Bến Mẫu nhận được đơn khiếu nại số {number} của ông Nguyễn Văn Ví Dụ về việc không đồng ý với mức bồi thường khi Nhà nước thu hồi đất tại thửa số 123, tờ bản đồ số 45, phường Bến Mẫu."
    );
    let mut body = vec![
        Block::Addressee {
            word: text("Kính gửi:"), names: vec![text("Ông Nguyễn Văn Ví Dụ")]
        },
        Block::Basis { text: text("Căn cứ Luật Khiếu nại;") },
    ];
    body.extend((0..5).map(|_| Block::Paragraph { text: paragraph.clone() }));
    Document {
        parent_body: text("Ủy ban nhân dân tỉnh Quảng Mẫu"),
        issuing_body: text("Ủy ban nhân dân phường Bến Mẫu"),
        number: format!("Số: {number}/TB-UBND"),
        place_and_date: text("Bến Mẫu, ngày 05 tháng 01 năm 2027"),
        letter_subject: String::new(),
        title: text("Thông báo"),
        subject: text("Về việc thụ lý giải quyết khiếu nại"),
        body,
        recipients: vec![text("Như trên"), text("Lưu: VT, TCD")],
        signatures: vec![Signature {
            titles: vec![text("KT. Chủ tịch"), text("Phó Chủ tịch")],
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
