//! The receipt (Biên nhận đơn) a citizen takes away when a complaint or petition is filed.

use qrcode::{EcLevel, QrCode, render::svg};
use serde::Serialize;

use crate::text::{Limit, printable};
use crate::{Fonts, PaperError, typeset};

/// What the receipt says about this filing.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// The body above the issuing one (cơ quan chủ quản); empty if there is none.
    pub parent_body: String,
    /// The body that received the filing (cơ quan tiếp nhận).
    pub issuing_body: String,
    /// Number of the filing (số tiếp nhận).
    pub number: String,
    /// Secret of the tracking page, grouped for reading: "1234 5678 9012 3456". Empty on a
    /// reprint, since the secret is known only at the moment of filing.
    pub tracking_secret: String,
    /// Kind of the filing (loại đơn), under the name of the paper: "Đơn khiếu nại".
    pub kind_label: String,
    pub filer_name: String,
    /// May be empty; the line is then left out.
    pub filer_address: String,
    /// What the filing is about (trích yếu), one run of text.
    pub subject: String,
    /// Moment of receipt in words, e.g. "thứ Tư, ngày 25/11/2026".
    pub received_on: String,
    /// Place and date of the paper, e.g. "Bến Nghé, ngày 25 tháng 11 năm 2026".
    pub place_and_date: String,
    /// What happens next, by which day and under which article, in order.
    pub next_steps: Vec<String>,
    /// Papers handed over with the filing.
    pub files: Vec<String>,
    /// Address of the tracking page, printed and as a QR code.
    pub tracking_url: String,
    pub notes: Vec<String>,
    pub labels: ReceiptLabels,
}

/// Every fixed word of the receipt, in the language of the paper.
#[derive(Debug, Clone, Serialize)]
pub struct ReceiptLabels {
    /// Code of the language, for screen readers: "vi", "en".
    pub language: String,
    /// Quốc hiệu.
    pub national_title: String,
    /// Tiêu ngữ.
    pub motto: String,
    /// Before the number: "Số".
    pub number: String,
    /// Name of the paper: "Biên nhận đơn".
    pub title: String,
    /// Sentence above the particulars.
    pub opening: String,
    pub filer: String,
    pub address: String,
    pub subject: String,
    pub received: String,
    pub files: String,
    /// Said in place of a list when nothing was handed over.
    pub no_files: String,
    /// Heading of the tracking box.
    pub tracking: String,
    /// Before the number in the tracking box.
    pub tracking_number: String,
    /// Before the secret in the tracking box.
    pub tracking_secret: String,
    /// How to keep the secret; printed only with it.
    pub tracking_secret_care: String,
    /// Before the address of the tracking page.
    pub tracking_url: String,
    /// Description of the QR code, for screen readers.
    pub qr_description: String,
    pub next_steps: String,
    pub notes: String,
    /// Present when the receipt is signed on paper at the counter; online there are none.
    pub signatures: Option<SignatureLabels>,
}

/// Words of the two signatures (chữ ký của người nộp và người tiếp nhận).
#[derive(Debug, Clone, Serialize)]
pub struct SignatureLabels {
    pub filer: String,
    pub receiver: String,
    /// Under both: "(Ký, ghi rõ họ tên)".
    pub hint: String,
}

/// Makes the receipt as PDF. `issued` is the date of the document: year, month, day.
///
/// # Errors
/// Names the field that is empty, too long or not printable; see [`PaperError`].
pub fn receipt_pdf(
    receipt: &Receipt,
    fonts: &Fonts,
    issued: (i32, u8, u8),
) -> Result<Vec<u8>, PaperError> {
    let raw = serde_json::to_value(receipt)
        .map_err(|error| PaperError::Typesetting(error.to_string()))?;
    let mut paper = printable(raw, limit, fonts)?;
    let qr = qr_code(paper["tracking_url"].as_str().unwrap_or_default())?;
    paper["family"] = fonts.family().into();
    typeset::pdf(include_str!("templates/receipt.typ"), &paper, &[("qr.svg", qr)], fonts, issued)
}

fn limit(field: &str) -> Limit {
    let (chars, entries, may_be_empty) = match field {
        "parent_body" => (200, 1, true),
        "filer_address" => (500, 1, true),
        "tracking_secret" => (40, 1, true),
        "number" | "place_and_date" | "received_on" => (120, 1, false),
        "subject" => (2_000, 1, false),
        "files" => (255, 100, false),
        "next_steps" | "notes" => (1_000, 20, false),
        "labels.language" => (3, 1, false),
        "tracking_url" | "labels.opening" | "labels.tracking_secret_care" => (500, 1, false),
        _ => (200, 1, false),
    };
    Limit { chars, entries, may_be_empty }
}

/// The address as vectors. Level M survives a fold or a stamp over a corner.
fn qr_code(address: &str) -> Result<String, PaperError> {
    let not_an_address = || PaperError::NotAnAddress { field: "tracking_url".to_owned() };
    let web = address.starts_with("https://") || address.starts_with("http://");
    if !web || !address.chars().all(|c| c.is_ascii_graphic()) {
        return Err(not_an_address());
    }
    let code =
        QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| not_an_address())?;
    Ok(code.render::<svg::Color>().quiet_zone(false).build())
}
