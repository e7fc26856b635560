//! Orders (quyết định tạm đình chỉ, đình chỉ, tiếp tục giải quyết) and when they must be sent.

use chrono::NaiveDate;

use crate::codes;
use crate::deadline::Deadline;
use crate::rule::{RuleId, fixed, row_of};
use crate::settings::Rules;

/// What an order says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderKind {
    /// Tạm đình chỉ.
    Suspension,
    /// Tiếp tục giải quyết.
    Resumption,
    /// Đình chỉ.
    Termination,
}

codes!(OrderKind {
    Suspension => "suspension",
    Resumption => "resumption",
    Termination => "termination",
});

/// An order, and when it was sent to those concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// What it says.
    pub kind: OrderKind,
    /// Day of issue.
    pub on: NaiveDate,
    /// Day it was sent.
    pub sent_on: Option<NaiveDate>,
}

/// The deadlines to send orders by a rule (KN-09, TC-11); none for an order of before the rule.
pub(crate) fn deadlines(
    orders: &[Order],
    rule: RuleId,
    is_over: bool,
    rules: &Rules<'_>,
) -> Vec<Deadline> {
    let binds = |order: &&Order| row_of(rule).valid.contains(order.on);
    let deadline = |order: &Order| {
        Deadline::compute(fixed(rule), order.on, rules).met(order.sent_on).lapsed_if(is_over)
    };
    orders.iter().filter(binds).map(deadline).collect()
}

/// Whether an order that must be sent has not been.
pub(crate) fn is_any_unsent(orders: &[Order], rule: RuleId) -> bool {
    orders.iter().any(|order| order.sent_on.is_none() && row_of(rule).valid.contains(order.on))
}

/// The same orders, those unsent sent on a day.
pub(crate) fn sent(mut orders: Vec<Order>, on: NaiveDate) -> Vec<Order> {
    for order in &mut orders {
        order.sent_on = order.sent_on.or(Some(on));
    }
    orders
}
