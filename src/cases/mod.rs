//! Cases (vụ việc): filing, the steps of the procedure, worklist, case page, search.

pub mod count_store;
pub mod deadline_store;
pub mod deadlines;
pub mod field;
pub mod filing;
pub mod follow;
pub mod form;
pub mod handler;
pub mod kind;
pub mod newest_store;
pub mod page;
pub mod results;
pub mod search;
pub mod signature;
pub mod steps;
pub mod store;
pub mod view;
pub mod words_store;
pub mod worklist;
