//! A PDF as glyphs and lines with their places, read from the file itself.

use papers::{Document, document_pdf};
use pdf_extract::{MediaBox, OutputDev, OutputError, Path, PathOp, Transform};

use super::glyphs;
use super::samples::{ISSUED, fonts};

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

/// A letter; `x` and `y` are its left end and baseline in points from the upper left corner.
#[derive(Debug, Clone)]
pub struct Glyph {
    pub page: usize,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
    pub letter: String,
    /// Name of the cut: "LibertinusSerif-Bold".
    pub font: String,
}

/// A horizontal line.
#[derive(Debug, Clone)]
pub struct Rule {
    pub page: usize,
    pub left: f64,
    pub right: f64,
    pub y: f64,
}

/// Where a text stands.
#[derive(Debug)]
pub struct Span {
    pub page: usize,
    pub left: f64,
    pub right: f64,
    /// Baselines of its first and last line.
    pub first: f64,
    pub last: f64,
    pub size: f64,
    pub font: String,
}

impl Span {
    pub fn centre(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }
}

#[derive(Default)]
pub struct Pdf {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Colour of the large filled shapes of each page: the draft mark.
    pub shapes: Vec<(usize, Vec<f64>)>,
    /// Width and height of each page.
    pub pages: Vec<(f64, f64)>,
}

pub fn squeezed(s: &str) -> String {
    s.split_whitespace().collect()
}

pub fn made(document: &Document) -> Pdf {
    read(&document_pdf(document, &fonts(), ISSUED).unwrap())
}

pub fn read(bytes: &[u8]) -> Pdf {
    let file = pdf_extract::Document::load_mem(bytes).unwrap();
    let mut pdf = Pdf::default();
    pdf_extract::output_doc(&file, &mut pdf).unwrap();
    pdf.glyphs = glyphs::read(&file, &pdf.pages);
    pdf
}

impl Pdf {
    /// All text without blanks, without the page numbers in the top margin.
    pub fn words(&self) -> String {
        self.glyphs.iter().filter(|g| g.y > 18.0 * MM).map(|g| g.letter.trim()).collect()
    }

    /// Where the text stands first; blanks do not count.
    pub fn find(&self, wanted: &str) -> Span {
        let inked: Vec<&Glyph> =
            self.glyphs.iter().filter(|g| !g.letter.trim().is_empty()).collect();
        let all: String = inked.iter().map(|g| g.letter.as_str()).collect();
        let wanted = squeezed(wanted);
        let start = all.find(&wanted).unwrap_or_else(|| panic!("{wanted} in {all}"));
        let mut at = 0;
        let found: Vec<&&Glyph> = inked
            .iter()
            .filter(|g| {
                at += g.letter.len();
                at > start && at <= start + wanted.len()
            })
            .collect();
        let (first, last) = (found.first().unwrap(), found.last().unwrap());
        Span {
            page: first.page,
            left: found.iter().map(|g| g.x).fold(f64::MAX, f64::min),
            right: found.iter().map(|g| g.x + g.width).fold(0.0, f64::max),
            first: first.y,
            last: last.y,
            size: first.size,
            font: first.font.clone(),
        }
    }

    /// The next line drawn below the text, on its page and between its ends.
    pub fn rule_below(&self, span: &Span) -> &Rule {
        let below = self.rules.iter().filter(|rule| {
            rule.page == span.page
                && rule.y > span.last
                && (rule.left..rule.right).contains(&span.centre())
        });
        below.min_by(|a, b| a.y.total_cmp(&b.y)).unwrap()
    }

    fn page(&self) -> usize {
        self.pages.len() - 1
    }

    fn shape(&mut self, ctm: &Transform, color: &[f64], path: &Path) {
        let points: Vec<(f64, f64)> = path
            .ops
            .iter()
            .flat_map(|op| match *op {
                PathOp::MoveTo(x, y) | PathOp::LineTo(x, y) => vec![(x, y)],
                PathOp::CurveTo(_, _, _, _, x, y) => vec![(x, y)],
                PathOp::Rect(x, y, w, h) => vec![(x, y), (x + w, y + h)],
                PathOp::Close => vec![],
            })
            .map(|(x, y)| {
                (x * ctm.m11 + y * ctm.m21 + ctm.m31, x * ctm.m12 + y * ctm.m22 + ctm.m32)
            })
            .collect();
        let page = self.page();
        let height = self.pages[page].1;
        let range = |values: &dyn Fn(&(f64, f64)) -> f64| {
            let values: Vec<f64> = points.iter().map(values).collect();
            let smallest = values.iter().copied().fold(f64::MAX, f64::min);
            (smallest, values.iter().copied().fold(f64::MIN, f64::max))
        };
        let ((left, right), (low, high)) = (range(&|p| p.0), range(&|p| p.1));
        if high - low < 1.0 {
            self.rules.push(Rule { page, left, right, y: height - high });
        } else if high - low > 50.0 {
            self.shapes.push((page, color.to_vec()));
        }
    }
}

impl OutputDev for Pdf {
    fn begin_page(
        &mut self,
        _number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.pages.push((media.urx - media.llx, media.ury - media.lly));
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        _place: &Transform,
        _width: f64,
        _spacing: f64,
        _size: f64,
        _letter: &str,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        ctm: &Transform,
        _space: &pdf_extract::ColorSpace,
        color: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.shape(ctm, color, path);
        Ok(())
    }

    fn fill(
        &mut self,
        ctm: &Transform,
        _space: &pdf_extract::ColorSpace,
        color: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.shape(ctm, color, path);
        Ok(())
    }
}
