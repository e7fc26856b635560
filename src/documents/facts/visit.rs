//! Facts of a visit in the register of receptions.

use entity::visit;
use sea_orm::ConnectionTrait;

use super::{Facts, PAPER_LANG, day, name_of, put};
use crate::app::App;
use crate::error::AppError;
use crate::visits::fact::State;
use crate::visits::record::open_id;

pub async fn of(
    app: &App,
    db: &impl ConnectionTrait,
    row: &visit::Model,
) -> Result<Facts, AppError> {
    let mut facts = Facts::new();
    let state = State::of(row)?;
    let written = &state.written;
    put(&mut facts, "visit.on", day(written.received_on));
    put(&mut facts, "visit.place", app.units().office(row.unit_id, PAPER_LANG).unwrap_or_default());
    put(&mut facts, "visit.receiver", name_of(db, written.received_by).await?);
    if written.is_denunciation() {
        // Of somebody who came to denounce the register holds day, code and occasion alone.
        put(&mut facts, "case.register_code", written.register_code.clone());
        return Ok(facts);
    }
    put(&mut facts, "person.name", written.full_name.clone());
    let units = app.units();
    let address = units.address(&written.address, &written.residential_group, written.ward_id);
    put(&mut facts, "person.address", address);
    put(&mut facts, "person.phone", written.phone.clone());
    put(&mut facts, "person.id_number", open_id(&app.key, written)?);
    put(&mut facts, "visit.content", written.content.clone());
    put(&mut facts, "visit.demand", written.demand.clone());
    put(&mut facts, "case.content", written.content.clone());
    if !written.not_received.is_empty() {
        put(
            &mut facts,
            "visit.ground",
            PAPER_LANG.t(&format!("not-received-{}", written.not_received)),
        );
    }
    put(&mut facts, "visit.answer", state.result.clone());
    put(&mut facts, "person.representatives", written.representatives.clone());
    Ok(facts)
}
