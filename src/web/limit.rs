//! Rate limits by address. The keys are addresses as `web::context` found them, so a forged header
//! does not help.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::DefaultClock;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::config::Limits;
use crate::error::AppError;

type ByAddress = RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock>;

/// One limiter per thing that can be hammered.
pub struct RateLimits {
    tracking: ByAddress,
    sign_in: ByAddress,
    filing: ByAddress,
}

impl RateLimits {
    pub fn new(limits: &Limits) -> Self {
        let per_minute = |count: u32| {
            RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)))
        };
        Self {
            tracking: per_minute(limits.tracking_per_minute),
            sign_in: per_minute(limits.sign_in_per_minute),
            filing: per_minute(limits.filing_per_minute),
        }
    }

    /// # Errors
    /// This address has asked too often.
    pub fn tracking(&self, ip: IpAddr) -> Result<(), AppError> {
        check(&self.tracking, ip)
    }

    /// # Errors
    /// This address has tried too often.
    pub fn sign_in(&self, ip: IpAddr) -> Result<(), AppError> {
        check(&self.sign_in, ip)
    }

    /// # Errors
    /// This address has filed too often.
    pub fn filing(&self, ip: IpAddr) -> Result<(), AppError> {
        check(&self.filing, ip)
    }

    /// Forgets addresses that have been quiet, so the tables stay small.
    pub fn tidy(&self) {
        for limiter in [&self.tracking, &self.sign_in, &self.filing] {
            limiter.retain_recent();
        }
    }
}

fn check(limiter: &ByAddress, ip: IpAddr) -> Result<(), AppError> {
    limiter.check_key(&ip).map_err(|_| AppError::TooManyRequests)
}
