//! Photos for others to see: drawn anew, so that nothing the camera or a program wrote into them is left.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

/// Wider than any scan of a page; memory is bounded with it.
const SIDE_MAX: u32 = 12_000;
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// Letters of a scanned page stay sharp.
const QUALITY: u8 = 88;

/// The same picture as a JPEG with nothing beside the picture: no place, no time, no camera, no author, no
/// preview, nothing after its end. It stands upright, as its camera meant it. None if it is no JPEG, PNG or
/// WebP, or too large.
pub fn redrawn(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoder =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.into_decoder().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    decoder.set_limits(limits).ok()?;
    if decoder.total_bytes() > MEMORY_MAX {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    let mut out = Vec::new();
    // A JPEG has no transparency and eight bits a colour.
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&picture.into_rgb8()).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    const CANARY: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08 HoangThiKinDao 0987123456";

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::from_fn(8, 4, |x, _| Rgb([u8::try_from(x * 30).unwrap(), 90, 7]));
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn holds_canary(bytes: &[u8]) -> bool {
        bytes.windows(14).any(|part| part == b"HoangThiKinDao")
    }

    #[test]
    fn nothing_but_the_picture_is_left() {
        let jpeg = picture(ImageFormat::Jpeg);
        // A segment of the camera after the mark of the beginning, and a preview after the end.
        let length = u16::try_from(CANARY.len() + 2).unwrap().to_be_bytes();
        let marked = [&jpeg[..2], &[0xFF, 0xE1], &length, CANARY, &jpeg[2..], CANARY].concat();
        assert!(holds_canary(&marked));
        let clean = redrawn(&marked).unwrap();
        assert!(!holds_canary(&clean));
        let read = image::load_from_memory(&clean).unwrap();
        assert_eq!((read.width(), read.height()), (8, 4));

        let png = picture(ImageFormat::Png);
        let marked = [png.as_slice(), CANARY].concat();
        assert!(!holds_canary(&redrawn(&marked).unwrap()));
    }

    #[test]
    fn it_stands_upright() {
        let jpeg = picture(ImageFormat::Jpeg);
        // Big-endian TIFF with one entry: orientation 6, a quarter turn.
        let tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        let turned = [&jpeg[..2], &[0xFF, 0xE1], &length, tiff.as_slice(), &jpeg[2..]].concat();
        let read = image::load_from_memory(&redrawn(&turned).unwrap()).unwrap();
        assert_eq!((read.width(), read.height()), (4, 8));
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        for bytes in [b"".as_slice(), b"%PDF-1.7", b"<svg/>", &picture(ImageFormat::Jpeg)[..40]] {
            assert!(redrawn(bytes).is_none());
        }
    }

    #[test]
    fn a_few_bytes_cannot_ask_for_any_memory() {
        for (width, is_taken) in [(SIDE_MAX, true), (SIDE_MAX + 1, false)] {
            let mut bytes = Cursor::new(Vec::new());
            RgbImage::new(width, 1).write_to(&mut bytes, ImageFormat::Png).unwrap();
            assert_eq!(redrawn(&bytes.into_inner()).is_some(), is_taken, "{width}");
        }
    }
}
