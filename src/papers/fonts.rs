//! Which typeface a paper is set in.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{
    Font, FontBook, FontInstance, FontStyle, FontVariant, FontVariations, FontWeight,
};
use typst::utils::LazyHash;

/// Decree 30/2020/NĐ-CP asks for Times New Roman; the other two have the same widths.
const PREFERRED: [&str; 3] = ["Times New Roman", "Tinos", "Liberation Serif"];

/// The typeface that typst brings along.
const EMBEDDED: &str = "Libertinus Serif";

/// The four cuts that administrative papers use.
const CUTS: [(FontStyle, FontWeight); 4] = [
    (FontStyle::Normal, FontWeight::REGULAR),
    (FontStyle::Normal, FontWeight::BOLD),
    (FontStyle::Italic, FontWeight::REGULAR),
    (FontStyle::Italic, FontWeight::BOLD),
];

/// How far a weight may be from the one wanted: semibold (600) may stand for bold (700).
const NEAR: u16 = 100;

/// Every lower-case letter of Vietnamese beyond ASCII (chữ cái và dấu thanh).
const VIETNAMESE: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

/// One family in four cuts. Costly to make, cheap to share: keep one for the whole program.
pub struct Fonts {
    family: String,
    cuts: Vec<FontInstance>,
    book: LazyHash<FontBook>,
}

impl Fonts {
    /// The typeface compiled into the program.
    #[must_use]
    pub fn embedded() -> Fonts {
        let faces = typst_assets::fonts().flat_map(|file| Font::iter(Bytes::new(file)));
        Fonts::of_family(EMBEDDED, &faces.collect::<Vec<_>>())
    }

    /// The first of Times New Roman, Tinos and Liberation Serif that the given font files hold
    /// in all four cuts with every Vietnamese letter; otherwise the embedded typeface.
    ///
    /// Files that are not fonts, or fonts of other families, are passed over.
    #[must_use]
    pub fn with(extra: Vec<Vec<u8>>) -> Fonts {
        let faces: Vec<Font> =
            extra.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        PREFERRED
            .iter()
            .map(|family| Fonts::of_family(family, &faces))
            .find(|fonts| fonts.cuts.len() == CUTS.len())
            .unwrap_or_else(Fonts::embedded)
    }

    /// The name of the family in use, e.g. "Times New Roman".
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The cuts of a family that can be had from the faces; all four if it is fit for use.
    fn of_family(family: &str, faces: &[Font]) -> Fonts {
        // A face is judged by its glyphs before it may stand for its family: Debian ships two
        // files named "Liberation Serif", one of them almost without Vietnamese letters, and the
        // bold italic of Libertinus Serif lacks ơ and ư while its semibold italic has them.
        let complete: Vec<&Font> = faces
            .iter()
            .filter(|face| face.info().family == family && draws_vietnamese(face))
            .collect();
        let cut = |(style, weight): &(FontStyle, FontWeight)| {
            complete
                .iter()
                .filter(|face| face.info().variant.style == *style)
                .map(|face| (face.info().variant.weight.distance(*weight), *face))
                .filter(|(distance, _)| *distance <= NEAR)
                .min_by_key(|(distance, _)| *distance)
                .map(|(_, face)| face.clone())
        };
        let cuts: Vec<Font> = CUTS.iter().filter_map(cut).collect();
        Fonts {
            family: family.to_owned(),
            book: LazyHash::new(FontBook::from_fonts(&cuts)),
            cuts: cuts.iter().map(instance).collect(),
        }
    }

    /// Whether every cut has a glyph of its own for the character.
    pub(crate) fn prints(&self, character: char) -> bool {
        self.cuts.iter().all(|cut| has_glyph(cut, character))
    }

    /// The upright bold cut.
    pub(crate) fn bold(&self) -> Option<&FontInstance> {
        self.cuts.get(1)
    }

    /// Width of a line in bold, in points, without kerning.
    pub(crate) fn bold_width(&self, line: &str, size: f64) -> f64 {
        let Some(bold) = self.bold() else { return 0.0 };
        let advance = |letter| {
            let glyph = bold.ttf().glyph_index(letter)?;
            bold.ttf().glyph_hor_advance(glyph).map(f64::from)
        };
        line.chars().filter_map(advance).sum::<f64>() * size / f64::from(bold.ttf().units_per_em())
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn face(&self, index: usize) -> Option<Font> {
        self.cuts.get(index).map(|cut| cut.font().clone())
    }
}

fn instance(face: &Font) -> FontInstance {
    let variant: FontVariant = face.info().variant;
    face.clone().instantiate(variant, Abs::pt(14.0), &FontVariations::default())
}

/// Whether the cut has a glyph of its own. Glyph 0 is the box that stands for "missing": a
/// character table may well map a character to it.
fn has_glyph(cut: &FontInstance, character: char) -> bool {
    cut.ttf().glyph_index(character).is_some_and(|glyph| glyph.0 != 0)
}

/// Whether the face has ink for every Vietnamese letter, upper and lower case. A glyph alone is
/// not enough: cut-down font files keep empty ones.
fn draws_vietnamese(face: &Font) -> bool {
    let cut = instance(face);
    let has_ink = |letter| {
        let glyph = cut.ttf().glyph_index(letter);
        glyph.is_some_and(|glyph| cut.ttf().glyph_bounding_box(glyph).is_some())
    };
    let accented = VIETNAMESE.chars().chain(VIETNAMESE.chars().flat_map(char::to_uppercase));
    ('!'..='~').chain(accented).all(|letter| has_glyph(&cut, letter) && has_ink(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An embedded font file under the name of a preferred family. Both names are of one length,
    /// so the table that holds them keeps its shape.
    fn as_liberation(full_name: &str) -> Vec<u8> {
        let utf16 = |s: &str| s.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let (from, to) = (utf16("Libertinus Serif"), utf16("Liberation Serif"));
        let mut file = typst_assets::fonts()
            .find(|file| {
                let face = Font::new(Bytes::new(*file), 0).unwrap();
                face.post_script_name().unwrap() == full_name
            })
            .unwrap()
            .to_vec();
        let places: Vec<usize> =
            (0..file.len() - from.len()).filter(|at| file[*at..].starts_with(&from)).collect();
        for at in places {
            file[at..at + to.len()].copy_from_slice(&to);
        }
        file
    }

    fn liberation(cuts: [&str; 4]) -> Vec<Vec<u8>> {
        cuts.iter().map(|cut| as_liberation(&format!("LibertinusSerif-{cut}"))).collect()
    }

    #[test]
    fn the_embedded_typeface_prints_vietnamese_in_four_cuts() {
        let fonts = Fonts::embedded();
        assert_eq!(fonts.family(), "Libertinus Serif");
        assert_eq!(fonts.cuts.len(), CUTS.len());
        for letter in VIETNAMESE.chars().chain(VIETNAMESE.to_uppercase().chars()) {
            assert!(fonts.prints(letter), "{letter}");
        }
        assert!(!fonts.prints('漢'));
    }

    #[test]
    fn a_complete_preferred_family_is_taken() {
        let mut files = liberation(["Regular", "Bold", "Italic", "SemiboldItalic"]);
        files.insert(0, b"not a font".to_vec());
        assert_eq!(Fonts::with(files).family(), "Liberation Serif");
    }

    #[test]
    fn a_preferred_name_without_the_letters_is_not_taken() {
        // this bold italic has no ơ and no ư
        let files = liberation(["Regular", "Bold", "Italic", "BoldItalic"]);
        assert_eq!(Fonts::with(files).family(), EMBEDDED);
    }

    #[test]
    fn an_incomplete_family_is_not_taken() {
        let files = liberation(["Regular", "Bold", "Italic", "Italic"]);
        assert_eq!(Fonts::with(files).family(), EMBEDDED);
        assert_eq!(Fonts::with(Vec::new()).family(), EMBEDDED);
    }
}
