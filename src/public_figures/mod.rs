//! Public figures (số liệu công khai): what came in and what became of it, by unit and quarter, for everybody. Small
//! numbers are withheld so that nobody is known by them; denunciations are not there. A quarter is published once
//! it has ended, and counted once a day: figures that change while somebody looks would tell of single cases.

pub mod handler;
pub mod publish;
pub mod store;
pub mod suppress;
mod view;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use publish::Published;

/// Years kept; a visitor who asks for more makes room for them.
const KEPT: usize = 10;

/// Figures that were counted today, by year: everybody asks for the same, and strangers must not make the database
/// count at will.
#[derive(Debug, Default)]
pub struct Counted(Mutex<Vec<(i32, NaiveDate, Arc<Published>)>>);

impl Counted {
    /// What was counted on a day for a year.
    pub fn of(&self, year: i32, today: NaiveDate) -> Option<Arc<Published>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(of, on, _)| *of == year && *on == today);
        found.map(|(_, _, published)| Arc::clone(published))
    }

    pub fn keep(&self, year: i32, today: NaiveDate, published: Arc<Published>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, on, _)| *of != year && *on == today);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((year, today, published));
    }
}
