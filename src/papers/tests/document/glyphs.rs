//! The letters of a page with place, width and font. pdf-extract tells neither the font nor, for the
//! fonts that are written here, the width; so the program of the page is followed for the few
//! operators that set text.

use std::collections::{BTreeMap, HashMap};

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Encoding, Object, ObjectId};

use super::pdf::Glyph;

type Matrix = [f64; 6];

struct Font<'a> {
    /// Without the six letters of a cut-down font and without the name of its encoding.
    name: String,
    encoding: Encoding<'a>,
    /// Thousandths of the size.
    widths: HashMap<i64, f64>,
}

/// All glyphs of the file; `pages` has width and height of each page.
pub fn read(file: &Document, pages: &[(f64, f64)]) -> Vec<Glyph> {
    let pages = file.get_pages().into_values().zip(pages).enumerate();
    pages.flat_map(|(page, (id, (_, height)))| on_page(file, id, page, *height)).collect()
}

fn on_page(file: &Document, id: ObjectId, page: usize, height: f64) -> Vec<Glyph> {
    let fonts: BTreeMap<Vec<u8>, Font> = file
        .get_page_fonts(id)
        .unwrap()
        .into_iter()
        .map(|(key, dictionary)| (key, font(file, dictionary)))
        .collect();
    let content = Content::decode(&file.get_page_content(id).unwrap()).unwrap();
    let (mut stack, mut ctm) = (Vec::new(), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let (mut text, mut size, mut key) = (ctm, 0.0, Vec::new());
    let mut glyphs = Vec::new();
    for Operation { operator, operands } in content.operations {
        match operator.as_str() {
            "q" => stack.push(ctm),
            "Q" => ctm = stack.pop().unwrap(),
            "cm" => ctm = product(matrix(&operands), ctm),
            "Tm" => text = matrix(&operands),
            "Tf" => {
                key = operands[0].as_name().unwrap().to_vec();
                size = number(&operands[1]);
            }
            "Tj" => show(&operands, &fonts[&key], size, &mut text, ctm, &mut glyphs),
            "TJ" => {
                let parts = operands[0].as_array().unwrap();
                show(parts, &fonts[&key], size, &mut text, ctm, &mut glyphs);
            }
            _ => {}
        }
    }
    for glyph in &mut glyphs {
        glyph.page = page;
        glyph.y = height - glyph.y;
    }
    glyphs
}

/// Strings of two-byte codes, and numbers that move the pen back.
fn show(
    parts: &[Object],
    font: &Font,
    size: f64,
    text: &mut Matrix,
    ctm: Matrix,
    glyphs: &mut Vec<Glyph>,
) {
    for part in parts {
        let Object::String(codes, _) = part else {
            *text = product([1.0, 0.0, 0.0, 1.0, -number(part) / 1000.0 * size, 0.0], *text);
            continue;
        };
        for code in codes.chunks(2) {
            let place = product(*text, ctm);
            let scale = place[0].hypot(place[1]);
            let id = i64::from(code[0]) << 8 | i64::from(code[1]);
            let width = font.widths.get(&id).copied().unwrap_or_default() / 1000.0 * size;
            glyphs.push(Glyph {
                page: 0,
                x: place[4],
                y: place[5],
                width: width * scale,
                size: size * scale,
                letter: Document::decode_text(&font.encoding, code).unwrap(),
                font: font.name.clone(),
            });
            *text = product([1.0, 0.0, 0.0, 1.0, width, 0.0], *text);
        }
    }
}

fn font<'a>(file: &'a Document, dictionary: &'a Dictionary) -> Font<'a> {
    let base = dictionary.get(b"BaseFont").unwrap().as_name().unwrap();
    let base = String::from_utf8(base.to_vec()).unwrap();
    let name = base.split_once('+').map_or(base.as_str(), |(_, name)| name);
    let descendants = dictionary.get(b"DescendantFonts").unwrap().as_array().unwrap();
    let (_, descendant) = file.dereference(&descendants[0]).unwrap();
    let (_, widths) = file.dereference(descendant.as_dict().unwrap().get(b"W").unwrap()).unwrap();
    Font {
        name: name.trim_end_matches("-Identity-H").to_owned(),
        encoding: dictionary.get_font_encoding(file).unwrap(),
        widths: parse_widths(widths.as_array().unwrap()),
    }
}

/// `first [w w w]` or `first last w`, one after the other.
fn parse_widths(mut table: &[Object]) -> HashMap<i64, f64> {
    let mut widths = HashMap::new();
    loop {
        match table {
            [first, Object::Array(each), rest @ ..] => {
                let first = first.as_i64().unwrap();
                widths.extend((first..).zip(each.iter().map(number)));
                table = rest;
            }
            [first, last, width, rest @ ..] => {
                let range = first.as_i64().unwrap()..=last.as_i64().unwrap();
                widths.extend(range.map(|id| (id, number(width))));
                table = rest;
            }
            _ => return widths,
        }
    }
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

fn matrix(operands: &[Object]) -> Matrix {
    std::array::from_fn(|at| number(&operands[at]))
}

/// First `a`, then `b`.
fn product(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}
