//! Pages of a list: what is shown, and the addresses before and after.

/// Which part of a long list is shown.
pub struct Pager {
    pub first: u64,
    pub last: u64,
    pub total: u64,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub const PAGE_SIZE: u64 = 50;

impl Pager {
    /// `base` is the address with everything but the page, ready for `page=`.
    pub fn new(base: &str, number: u64, total: u64) -> Self {
        let offset = (number - 1) * PAGE_SIZE;
        let last = (offset + PAGE_SIZE).min(total);
        let at = |number: u64| format!("{base}page={number}");
        Self {
            first: (offset + 1).min(last),
            last,
            total,
            previous: (number > 1).then(|| at(number - 1)),
            next: (last < total).then(|| at(number + 1)),
        }
    }
}

/// The page asked for, within what there is.
pub fn page_number(raw: &str, total: u64) -> u64 {
    let last = total.div_ceil(PAGE_SIZE).max(1);
    raw.parse::<u64>().unwrap_or(1).clamp(1, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_within_what_there_is() {
        for (raw, total, number) in
            [("", 0, 1), ("0", 120, 1), ("3", 120, 3), ("9", 120, 3), ("-1", 120, 1), ("x", 1, 1)]
        {
            assert_eq!(page_number(raw, total), number, "{raw} of {total}");
        }
        let pager = Pager::new("/accounts?", 3, 120);
        assert_eq!((pager.first, pager.last), (101, 120));
        assert_eq!(pager.previous.as_deref(), Some("/accounts?page=2"));
        assert_eq!(pager.next, None);
        let none = Pager::new("/accounts?", 1, 0);
        assert_eq!((none.first, none.last, none.next), (0, 0, None));
    }
}
