//! The law (pháp luật) as data and pure procedure: calendar, deadlines, state machines.
//!
//! Nothing here reads a clock, a file or a database: every date comes in as a parameter, every
//! decision goes out as a value. No other part of the program knows a number of days.
//!
//! * [`calendar`]: working days, make-up Saturdays, rolling.
//! * [`regime`]: which law applied on a date.
//! * [`rule`]: every row of the law that measures time, with number, unit, article and validity.
//! * [`deadline`]: the day a period ends, with pauses and extensions.
//! * [`settings`]: what a unit sets itself, and the safe default where the law is uncertain.
//! * [`jurisdiction`]: who resolves, by date.
//! * [`group`], [`complexity`], [`dialogue`], [`publication`], [`order`]: rules that procedures share.
//! * [`complaint`], [`denunciation`], [`petition`]: the stages of a case and the facts between them.
//! * [`reception`], [`meeting`]: reception sessions and dialogue meetings; [`visit`]: each visit, and how
//!   visits are counted.
//! * [`results`]: what a decision or conclusion recommends, and what of it was executed.
//! * [`procedure`]: one door to all cases for the application.
//! * [`paper`]: the form each fact makes.
//! * [`refusal`]: why a step is not lawful now, with its basis.
//!
//! Sentences are not made here: each code has its text in the Fluent files.
#![warn(missing_docs)]

pub mod calendar;
pub mod citation;
pub mod complaint;
pub mod complexity;
pub mod deadline;
pub mod denunciation;
pub mod dialogue;
pub mod group;
pub mod jurisdiction;
pub mod meeting;
pub mod order;
pub mod paper;
pub mod petition;
pub mod procedure;
pub mod publication;
pub mod reception;
pub mod refusal;
pub mod regime;
pub mod results;
pub mod rule;
pub mod settings;
pub mod visit;

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

/// Declares the facts of a procedure, each with its legal date `on`, its own data and its stored code.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)?
    } $code:literal;)*) => {
        /// A fact with its legal date.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "type")]
        pub enum Event {
            $($(#[$doc])* #[serde(rename = $code)] $name {
                /// Day.
                on: chrono::NaiveDate,
                $($(#[$field_doc])* $field: $type,)*
            },)*
        }

        impl Event {
            /// All codes there are.
            pub const CODES: &[&str] = &[$($code),*];

            /// The legal date.
            pub fn on(&self) -> chrono::NaiveDate {
                match *self { $(Self::$name { on, .. } => on,)* }
            }

            /// The stored code; the sentence of history is `event-<kind>-<code>`.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)* }
            }
        }
    };
}
pub(crate) use facts;
