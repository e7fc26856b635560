//! A made-up quarter of a ward, built by hand so that every column of the six tables is something: Quý II năm 2026,
//! 15/3 to 14/6/2026. `expected.csv` says what each column must be and which records make it, from the notes of
//! the forms alone.

pub mod complaints;
pub mod denunciations;
pub mod letters;
pub mod register;

use std::collections::HashMap;

use crate::support::TestApp;
use crate::support::people::{PROVINCE, WARD};
use crate::support::{build, history};
use gandan::cases::filing::{Channel, Denunciation};
use letters::Script;
use uuid::Uuid;

/// Writes all of it.
pub async fn write(app: &TestApp) {
    register::visits(app).await;
    register::days(app).await;
    register::entries(app).await;
    let mut scripts = complaints::all();
    scripts.extend(denunciations::all());
    scripts.extend(letters::petitions());
    // What follows a case comes after it.
    scripts.sort_by_key(|script| script.follows.is_some());
    let mut known = HashMap::new();
    for script in scripts {
        let id = write_case(app, &script, &known).await;
        assert!(known.insert(script.name, id).is_none(), "{} twice", script.name);
    }
}

async fn write_case(app: &TestApp, script: &Script, known: &HashMap<&str, Uuid>) -> Uuid {
    let mut new = build::new_case(script.kind, letters::d(script.received));
    new.unit_id = script.unit;
    new.field = script.field.to_owned();
    new.channel = if script.is_online { Channel::Online } else { Channel::Post };
    new.first = script.first;
    new.denunciation = Some(Denunciation { origin: script.origin, ..Denunciation::default() });
    new.follows_id = script.follows.map(|name| known[name]);
    new.filing_token = script.name.to_owned();
    let id = history::file(app, new).await;
    let chairman = history::chairman_of(app.app.units().subtree(PROVINCE));
    for fact in &script.facts {
        let done = history::record(app, &chairman, id, *fact, "08:00").await;
        done.unwrap_or_else(|error| panic!("{} {fact:?}: {error}", script.name));
    }
    id
}

/// The ward the quarter is of.
pub const UNIT: Uuid = WARD;
