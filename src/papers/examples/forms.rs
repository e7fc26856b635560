//! Writes every built-in form, filled with made-up values, into a folder:
//! `cargo run -p papers --example forms -- DIR`.

use std::path::Path;

use chrono::NaiveDate;
use papers::{Document, forms, sample, sample_frame};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: forms DIR")?;
    std::fs::create_dir_all(&folder)?;
    let today = NaiveDate::from_ymd_opt(2027, 1, 5).ok_or("not a date")?;
    for form in forms() {
        // A form that is out of use is shown on its last day.
        let on = form.source().valid_to.unwrap_or(today);
        let document = form.document(&sample(form), &sample_frame(form), on)?;
        let name = match form.source().valid_to {
            Some(last) => format!("{}-to-{last}", form.key()),
            None => form.key().to_owned(),
        };
        write(&Path::new(&folder).join(name), &document)?;
    }
    Ok(())
}

/// The files of one paper, a line a format.
fn write(path: &Path, document: &Document) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(path.with_extension("json"), serde_json::to_vec_pretty(document)?)?;
    Ok(())
}
