//! A visit (lượt tiếp công dân) in the register of receptions, form 03/TCD: a copy of what its facts prove.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub year: i32,
    /// 1, 2, … in a unit and year, without a gap.
    pub number: i32,
    /// Of the page it was entered on, so that it is entered once.
    pub token: String,
    pub received_on: Date,
    /// Code of a `law::visit::Mode`.
    pub mode: String,
    /// Account of who received.
    pub received_by: Uuid,
    /// The scheduled day it belongs to.
    pub day_id: Option<Uuid>,
    /// Code of a `law::visit::Matter`.
    pub kind: String,
    pub full_name: String,
    pub phone: String,
    pub ward_id: Option<Uuid>,
    /// Keyed hash of the number of the identity paper; empty without one.
    pub id_digest: String,
    pub people: i32,
    /// Code of a `law::visit::Outcome`.
    pub outcome: String,
    /// `answer` (TD-08), `notice` (TD-11), or empty: what is still owed.
    pub awaits: String,
    /// The first visit about the matter; the same for all that follow.
    pub matter_id: Uuid,
    pub case_id: Option<Uuid>,
    /// Folded name, for who came before.
    pub folded_name: String,
    /// Words it is found by: no number of a paper, nothing of who denounces.
    #[sea_orm(column_type = "Text")]
    pub folded: String,
    /// The whole state as JSON, the number of the identity paper sealed.
    #[sea_orm(column_type = "Text")]
    pub data: String,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
    /// Rises with each fact.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
