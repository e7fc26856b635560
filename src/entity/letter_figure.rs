//! A letter (đơn) as the statutory tables count it: a copy of what the facts of its case prove. A day that never came
//! is 9999-12-31, so that an index can be read by ranges.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_figures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    pub unit_id: Uuid,
    /// Folded residential group of the first complainant; never kept for a denunciation.
    pub area: String,
    pub kind: String,
    /// `first` or `second`; of a denunciation, `second` continues an earlier one.
    pub level: String,
    pub field: String,
    pub received_on: Date,
    /// The day from which this case stands for the letter: later than receipt if it was taken for another kind first.
    pub begins_on: Date,
    /// The day from which another case stands for it.
    pub ends_on: Date,
    /// The day the review of its eligibility ended.
    pub processed_on: Date,
    /// `within`, `guided`, `forwarded`, `filed`; empty while it waits.
    pub handling: String,
    /// The day that result was replaced by another.
    pub changed_on: Date,
    pub changed_to: String,
    pub accepted_on: Date,
    pub refused_on: Date,
    /// Withdrawn as a whole and terminated.
    pub stopped_on: Date,
    /// The day it was decided on, refused or terminated.
    pub resolved_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
