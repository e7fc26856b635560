//! Plans many household dialogues (đối thoại với hộ dân) at once: for each household a slot, a
//! chair (người chủ trì), a room (phòng) and, where there are any, an officer (cán bộ).
//!
//! Nothing here reads a clock, a file or a database; the same [`Round`] gives the same [`Plan`].
//!
//! **Rules**, never broken: nobody and no room is needed twice at a time or while busy; meetings
//! lie within opening hours and not before [`Round::not_before`]; a household keeps the chair it
//! already met.
//!
//! **Goals**, in this order:
//! 1. as many households as possible have a meeting: exactly the most there can be;
//! 2. chairs near the ward of their households, then rooms in that ward, even where that is later;
//! 3. early meetings;
//! 4. a chair that sits in a half-day (buổi, one opening window) goes on sitting there, in one room;
//! 5. chairs have equally many meetings.
//!
//! **How.** All meetings are equally long and start on one grid, so only three things bind: a
//! household meets once, a chair has one meeting in a slot, and a slot has so many seats as rooms
//! (and officers) are free. That is a flow from households over chairs to slots. Its cheapest
//! largest flow (`flow`, `choose`) settles goals 1 to 3 by choosing slots; then, half-day by
//! half-day, the people and rooms of each slot are matched (`assign`, `chairs`, `rooms`,
//! `officers`), which is always possible and settles 4 and 5 as far as one look ahead goes. One
//! thing is only estimated: households that keep a chair count on a room of their ward whenever one
//! is free, though others may be given it.
#![warn(missing_docs)]

mod assign;
mod chairs;
mod choose;
mod flow;
mod grid;
mod officers;
mod plan;
mod rooms;
mod round;

pub use plan::{Placed, Plan, Why, plan};
pub use round::{Busy, Chair, Household, Officer, OpenDay, PlanError, Room, Round, Window};
