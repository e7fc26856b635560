//! The only integration-test binary. The same tests run on SQLite in memory, on a SQLite file
//! (`TEST_DATABASE=sqlite-file`) and on PostgreSQL (`TEST_DATABASE_URL=postgres://…`).
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod accounts;
mod api;
mod architecture;
mod audit;
mod calendar;
mod canary;
mod cases;
mod clock;
mod counter;
mod deadlines;
mod demo;
mod denunciation;
mod dialogues;
mod digest;
mod envelope;
mod escalation;
mod factor;
mod follow;
mod forms;
mod intake;
mod journey;
mod kill;
mod links;
mod mail;
mod notices;
mod openapi;
mod pages;
mod papers;
mod papers_secret;
mod permissions;
mod prolonged;
mod reception;
mod reports;
mod scope;
mod sealing;
mod serve;
mod session;
mod signature;
mod start;
mod substitution;
mod support;
mod texts;
mod tracking;
mod visits;
