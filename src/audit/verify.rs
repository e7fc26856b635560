//! Reads all chains from their beginning and says where the first does not fit.

use std::collections::BTreeSet;

use entity::audit_anchor;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{chain, store};
use crate::error::AppError;
use crate::secrets::ServerKey;

/// Rows read at once.
const PART: u64 = 1000;

/// The first place that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("chain {chain}, row {seq}: {what}")]
pub struct Broken {
    pub chain: Uuid,
    pub seq: i64,
    pub what: &'static str,
}

/// Checks every row of every chain, their ends and all anchors; tells how many rows there are.
///
/// # Errors
/// The database cannot be read. The inner error is the first row that does not fit.
pub async fn verify(
    db: &impl ConnectionTrait,
    key: &ServerKey,
    from_file: &[audit_anchor::Model],
) -> Result<Result<u64, Broken>, AppError> {
    let heads = store::heads(db).await?;
    let mut anchors = store::anchors(db).await?;
    anchors.extend_from_slice(from_file);
    let mut chains: BTreeSet<Uuid> = store::chains(db).await?.into_iter().collect();
    chains.extend(heads.iter().map(|head| head.chain));
    chains.extend(anchors.iter().map(|anchor| anchor.chain));
    let mut rows = 0;
    for chain in chains {
        let head = heads.iter().find(|head| head.chain == chain);
        let end = head.map_or((0, chain::BEGINNING), |head| (head.seq, head.hash.as_str()));
        let mut of_chain: Vec<&audit_anchor::Model> =
            anchors.iter().filter(|anchor| anchor.chain == chain).collect();
        of_chain.sort_by_key(|anchor| anchor.seq);
        match check(db, key, chain, end, &of_chain).await? {
            Ok(count) => rows += count,
            Err(broken) => return Ok(Err(broken)),
        }
    }
    Ok(Ok(rows))
}

async fn check(
    db: &impl ConnectionTrait,
    key: &ServerKey,
    chain: Uuid,
    end: (i64, &str),
    anchors: &[&audit_anchor::Model],
) -> Result<Result<u64, Broken>, AppError> {
    let broken = |seq, what| Ok(Err(Broken { chain, seq, what }));
    let (mut last, mut previous) = (0_i64, chain::BEGINNING.to_owned());
    loop {
        let part = store::part(db, chain, last, PART).await?;
        if part.is_empty() {
            break;
        }
        for row in part {
            let seq = last + 1;
            if row.seq != seq {
                return broken(seq, "is missing");
            }
            if row.previous != previous {
                return broken(seq, "does not follow the row before");
            }
            if row.hash != chain::hash(key, &row) {
                return broken(seq, "was changed");
            }
            let mut here = anchors.iter().filter(|anchor| anchor.seq == seq);
            if here.any(|anchor| anchor.hash != row.hash) {
                return broken(seq, "is not the one that was anchored");
            }
            (last, previous) = (seq, row.hash);
        }
    }
    if anchors.iter().any(|anchor| anchor.seq > last) {
        return broken(last + 1, "was anchored and is missing");
    }
    if end != (last, previous.as_str()) {
        return broken(last + 1, "is missing, or the end of the chain was changed");
    }
    Ok(Ok(u64::try_from(last).unwrap_or(0)))
}
