//! The page of rooms, with values ready to show.

use askama::Template;

use super::handler::RoomForm;
use crate::web::form::FormErrors;
use crate::web::page::Page;

pub struct Row {
    pub name: String,
    pub place: String,
    pub ward: String,
    pub seats: i32,
    pub office: String,
    pub is_closed: bool,
    /// Where to close or open it; none for whoever looks on.
    pub change: Option<String>,
}

#[derive(Template)]
#[template(path = "rooms/list.html", config = "frontend/askama.toml")]
pub struct RoomsPage {
    pub page: Page,
    pub rows: Vec<Row>,
    pub wards: Vec<(String, String)>,
    pub may_add: bool,
    pub form: RoomForm,
    pub errors: FormErrors,
}
