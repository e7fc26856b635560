//! The planner: its rules by example, and for every small round against a search of all plans.
#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod exhaustive;
mod goals;
mod properties;
mod rules;
mod support;
