//! The draft mark as outlines. As text it would come along when a page is searched, copied or read
//! out, in the middle of a sentence.

use std::fmt::Write;

use ttf_parser::OutlineBuilder;

use crate::Fonts;

/// Pale enough to read black letters through it, dark enough to show on a copy.
const FILL: &str = "#ebebeb";

/// The marks of the papers in a file, a picture for each word.
pub struct Marks {
    words: Vec<String>,
    names: Vec<String>,
}

impl Marks {
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Marks {
        let mut words: Vec<String> = words.map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        let names = (0..words.len()).map(|mark| format!("draft-{mark}.svg")).collect();
        Marks { words, names }
    }

    /// Name of the picture of a word.
    pub fn name(&self, word: &str) -> Option<&str> {
        let position = self.words.iter().position(|one| one == word)?;
        self.names.get(position).map(String::as_str)
    }

    /// Names and pictures.
    pub fn pictures(&self, fonts: &Fonts) -> Vec<(&str, String)> {
        let named = self.names.iter().zip(&self.words);
        named.map(|(name, word)| (name.as_str(), svg(word, fonts))).collect()
    }
}

/// The word in bold, as an SVG picture as large as its ink.
fn svg(word: &str, fonts: &Fonts) -> String {
    let mut path = Path::default();
    let mut pen = 0.0;
    if let Some(face) = fonts.bold() {
        for glyph in word.chars().filter_map(|letter| face.ttf().glyph_index(letter)) {
            path.pen = pen;
            face.ttf().outline_glyph(glyph, &mut path);
            pen += f32::from(face.ttf().glyph_hor_advance(glyph).unwrap_or_default());
        }
    }
    let (top, bottom) = (path.top, path.bottom);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {width} {height}"><path fill="{FILL}" d="{data}"/></svg>"#,
        width = pen.max(1.0),
        height = (bottom - top).max(1.0),
        data = path.data,
    )
}

/// A path in the notation of SVG, whose second axis points downwards.
#[derive(Default)]
struct Path {
    data: String,
    pen: f32,
    top: f32,
    bottom: f32,
}

impl Path {
    fn draw(&mut self, command: char, points: &[(f32, f32)]) {
        self.data.push(command);
        for (x, y) in points {
            self.top = self.top.min(-y);
            self.bottom = self.bottom.max(-y);
            // Writing to a String cannot fail.
            let _ = write!(self.data, "{} {} ", x + self.pen, -y);
        }
    }
}

impl OutlineBuilder for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.draw('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.draw('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.draw('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.draw('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.draw('Z', &[]);
    }
}
