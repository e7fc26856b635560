//! Style sheet, script and pictures, held in the binary.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::error::AppError;
use crate::secrets::sha256_hex;

#[derive(RustEmbed)]
#[folder = "frontend/static"]
struct Files;

/// The concern files of the style sheet, joined in the order of their names.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("css/")).collect();
    names.sort();
    let parts = names.iter().filter_map(|name| Files::get(name));
    parts
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
});

/// Changes with the content, so that browsers may keep a file for a year.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut scripts: Vec<_> = Files::iter().filter(|name| name.ends_with(".js")).collect();
    scripts.sort();
    let scripts = scripts.iter().filter_map(|name| Files::get(name));
    let mut all = STYLE.clone().into_bytes();
    all.extend(scripts.flat_map(|file| file.data.into_owned()));
    sha256_hex(&all).chars().take(12).collect()
});

/// `GET /static/{version}/{*name}`
///
/// # Errors
/// There is no such file.
pub async fn serve(Path((_, name)): Path<(String, String)>) -> Result<Response, AppError> {
    let body = if name == "app.css" {
        STYLE.clone().into_bytes()
    } else {
        Files::get(&name).ok_or(AppError::NotFound)?.data.into_owned()
    };
    let media_type = mime_guess::from_path(&name).first_or_octet_stream();
    let headers = [
        (header::CONTENT_TYPE, media_type.as_ref().to_owned()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
    ];
    Ok((headers, body).into_response())
}
