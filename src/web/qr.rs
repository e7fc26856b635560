//! Codes to be scanned.

use crate::error::AppError;

/// The QR code of an address as SVG, for the page.
///
/// # Errors
/// The address is too long for a code.
pub fn qr_svg(url: &str) -> Result<String, AppError> {
    let code = qrcode::QrCode::new(url).map_err(|error| AppError::internal("qr code", error))?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(160, 160).build();
    // Inside a page there is no place for the declaration of a document.
    Ok(svg.split_once("?>").map_or(svg.clone(), |(_, rest)| rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_into_a_page_with_its_policy() {
        let svg = qr_svg("http://gandan.test/tracking?number=2026/KN-000001").unwrap();
        assert!(svg.starts_with("<svg"), "{svg}");
        assert!(!svg.contains("style="), "inline style is forbidden by the page's policy");
    }
}
