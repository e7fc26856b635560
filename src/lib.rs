//! Gần Dân: a case tracker for citizen complaints, petitions and household dialogues in Vietnamese
//! local government.
//!
//! The law decides (`law`, pure), the policy permits (`policy`, pure), a feature's `service` does one
//! command in one transaction, its `store` speaks SQL, its `view` shows. Start reading at `router`.

pub mod accounts;
pub mod api;
pub mod app;
pub mod audit;
pub mod bench_data;
pub mod bookings;
pub mod calendar;
pub mod campaigns;
pub mod cases;
pub mod clock;
pub mod commands;
pub mod commitments;
pub mod config;
pub mod db;
pub mod deadlines;
pub mod demo;
pub mod dialogues;
pub mod document_forms;
pub mod documents;
pub mod error;
pub mod escalation;
pub mod exports;
pub mod figures;
pub mod files;
pub mod home;
pub mod ids;
pub mod intake;
pub mod jobs;
pub mod mail;
pub mod management;
pub mod messages;
pub mod notice;
pub mod overview;
pub mod policy;
pub mod prolonged;
pub mod public_figures;
pub mod ratings;
pub mod reception;
pub mod reports;
pub mod rooms;
pub mod router;
pub mod sealing;
pub mod secrets;
pub mod session;
pub mod spreadsheet;
pub mod statutory;
pub mod substitution;
pub mod text;
pub mod tracking;
pub mod units;
pub mod visits;
pub mod web;
