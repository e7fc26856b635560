//! The law (pháp luật) as data and pure procedure: calendar, deadlines, state machines.
//!
//! Nothing here reads a clock, a file or a database: every date comes in as a parameter, every
//! decision goes out as a value. No other part of the program knows a number of days.
//!
//! * [`calendar`]: working days, make-up Saturdays, rolling.
//! * [`regime`]: which law applied on a date.
//! * [`deadline`]: rules with number, unit, article and validity, and the deadline of a fact.
//! * [`dialogue`]: invitation, minutes, and the notice that must go out before.
//! * [`complaint`], [`petition`]: the stages and the facts that move a case from one to the next.
//! * [`procedure`]: one door to both for the application.
//! * [`refusal`]: why a step is not lawful now, with its basis.
//!
//! Sentences are not made here: each code has its text in the Fluent files.
#![warn(missing_docs)]

pub mod calendar;
pub mod citation;
pub mod complaint;
pub mod deadline;
pub mod dialogue;
pub mod petition;
pub mod procedure;
pub mod refusal;
pub mod regime;

/// Gives an enum its stored code, the way back, and the list of all its values.
macro_rules! codes {
    ($type:ident { $($variant:ident => $code:literal),* $(,)? }) => {
        impl $type {
            /// All values, in the order of the law.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable code that is stored and that names the text.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value of a code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use codes;
