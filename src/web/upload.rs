//! Files from people: the type is what the bytes are, not what the name says.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::http::header::{self, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::Limited;
use tower_http::timeout::TimeoutBody;

use crate::config::Limits;
use crate::error::AppError;
use crate::text::clean_line;

/// What may be handed in: extension, media type.
const ALLOWED: [(&str, &str); 9] = [
    ("pdf", "application/pdf"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("heif", "image/heif"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
];

/// For the `accept` attribute of a file input.
pub const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.docx,.xlsx,.mp3,.mp4,.txt";

/// Why a file is not taken; codes of the sentences beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    TooLarge,
    Empty,
    NotAllowed,
    TooMany,
}

impl FileRefusal {
    pub fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "error-file-too-large",
            Self::Empty => "error-file-empty",
            Self::NotAllowed => "error-file-type",
            Self::TooMany => "error-file-too-many",
        }
    }
}

/// The media type of a file by its content, if we take such files.
///
/// # Errors
/// The content is of no type we take, or is empty.
pub fn media_type(head: &[u8]) -> Result<&'static str, FileRefusal> {
    if head.is_empty() {
        return Err(FileRefusal::Empty);
    }
    let found = infer::get(head).map(|kind| (kind.extension(), kind.mime_type()));
    if let Some((extension, mime)) = found {
        let known = ALLOWED.iter().find(|(e, m)| *e == extension || *m == mime);
        return known.map(|(_, mime)| *mime).ok_or(FileRefusal::NotAllowed);
    }
    // Plain text has no mark of its own: valid UTF-8 without control characters.
    let text_end = std::str::from_utf8(head).map_or_else(|e| e.valid_up_to(), str::len);
    let is_cut_letter = head.len() - text_end < 4;
    let is_text = is_cut_letter
        && !head[..text_end].iter().any(|b| *b < 9 || (*b > 13 && *b < 32))
        && !head.starts_with(b"<");
    if is_text { Ok("text/plain") } else { Err(FileRefusal::NotAllowed) }
}

/// The name as people see it: last part of a path, no control or direction marks, bounded.
pub fn file_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String =
        clean_line(last).chars().filter(|c| !matches!(c, '"' | '<' | '>')).collect();
    let clean = clean.trim_matches('.').to_owned();
    let bounded: String = clean.chars().take(150).collect();
    if bounded.is_empty() { "tep-dinh-kem".to_owned() } else { bounded }
}

/// RFC 6266: the name for everybody, and for programs that know only ASCII.
pub fn content_disposition(name: &str) -> String {
    let plain: String = crate::text::fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
        .replace(' ', "-")
        .chars()
        .filter(char::is_ascii)
        .collect();
    let extension: String = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.chars().filter(char::is_ascii_alphanumeric).collect())
        .unwrap_or_default();
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{encoded}")
}

/// A PDF as a download.
pub fn pdf_download(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, content_disposition(name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Room for all files of one request and the form around them.
pub fn body_limit(limits: &Limits) -> usize {
    let files = limits.max_file_bytes.saturating_mul(limits.max_files as u64);
    usize::try_from(files).unwrap_or(usize::MAX).saturating_add(1024 * 1024)
}

/// Room for a form of words alone: the longest texts, encoded in the longest way.
const WORDS_MAX: usize = 2 * 1024 * 1024;

/// A body that stands still for so long is given up: whoever sends a byte now and then would hold a
/// connection for ever.
const BODY_STANDS_STILL: Duration = Duration::from_secs(30);

/// Bounds how long a body may stand still, and bodies without files more tightly than those with.
pub async fn limit_bodies(request: Request, next: Next) -> Response {
    let request = request.map(|body| Body::new(TimeoutBody::new(BODY_STANDS_STILL, body)));
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::new(Limited::new(body, WORDS_MAX)))).await
}

/// The longest text of one field, in bytes; what is longer is cut and refused by its length.
const TEXT_MAX: usize = 256 * 1024;

/// A text of a form with files, bounded.
///
/// # Errors
/// The connection broke, or it is no text.
pub async fn text_of(mut field: Field<'_>) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        let room = TEXT_MAX.saturating_sub(bytes.len());
        bytes.extend(chunk.iter().take(room));
    }
    String::from_utf8(bytes).map_err(|error| AppError::BadRequest(error.to_string()))
}

/// What is wrong with a body that cannot be read on.
pub fn broken(error: MultipartError) -> AppError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::BadRequest(error.body_text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_not_the_name() {
        assert_eq!(media_type(b"%PDF-1.7\n"), Ok("application/pdf"));
        assert_eq!(media_type(&[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A]), Ok("image/png"));
        assert_eq!(media_type("Đơn khiếu nại".as_bytes()), Ok("text/plain"));
        assert_eq!(media_type(b""), Err(FileRefusal::Empty));
        assert_eq!(media_type(b"MZ\x90\x00\x03\x00\x00\x00"), Err(FileRefusal::NotAllowed));
        assert_eq!(media_type(b"<svg onload=alert(1)>"), Err(FileRefusal::NotAllowed));
        assert_eq!(media_type(b"\x7fELF\x02\x01\x01\x00"), Err(FileRefusal::NotAllowed));
    }

    #[test]
    fn names_keep_their_vietnamese_letters() {
        assert_eq!(file_name("C:\\Tài liệu\\Giấy chứng nhận.pdf"), "Giấy chứng nhận.pdf");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("\u{202E}fdp.exe\"<>"), "fdp.exe");
        assert_eq!(file_name("..."), "tep-dinh-kem");
        assert_eq!(
            content_disposition("Đơn số 1.pdf"),
            "attachment; filename=\"don-so-1.pdf\"; filename*=UTF-8''%C4%90%C6%A1n%20s%E1%BB%91%201%2Epdf"
        );
    }
}
