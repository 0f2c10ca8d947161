//! What the commands have come to.

use http::StatusCode;
use serde_json::{Value, json};

use super::{Account, Ledger, Outcome};
use crate::web::{Answer, Asked};

#[allow(clippy::unnecessary_wraps)] // All operations have one signature.
pub(super) fn accounts(ledger: &Ledger, _: &Asked) -> Outcome {
    let world = ledger.world();
    let all: Vec<_> = world.accounts.iter().map(|(number, it)| shown(number, it)).collect();
    Ok(Answer::json(StatusCode::OK, all))
}

pub(super) fn account(ledger: &Ledger, asked: &Asked) -> Outcome {
    let (world, number) = (ledger.world(), asked.variable("number"));
    let account = world.accounts.get(number).ok_or(Answer::empty(StatusCode::NOT_FOUND))?;
    Ok(Answer::json(StatusCode::OK, shown(number, account)))
}

pub(super) fn entries(ledger: &Ledger, asked: &Asked) -> Outcome {
    let world = ledger.world();
    let account = world.accounts.get(asked.variable("number")).ok_or(Answer::empty(StatusCode::NOT_FOUND))?;
    let all: Vec<_> = (0..account.entries.len()).map(|it| entry(account, it)).collect();
    Ok(Answer::json(StatusCode::OK, all))
}

pub(super) fn receipt(ledger: &Ledger, asked: &Asked) -> Outcome {
    let world = ledger.world();
    let receipt = world.receipts.get(asked.variable("id")).ok_or(Answer::empty(StatusCode::NOT_FOUND))?;
    Ok(Answer::json(StatusCode::OK, receipt.clone()))
}

/// One entry as it is shown, by its index.
pub(super) fn entry(account: &Account, index: usize) -> Value {
    let it = &account.entries[index];
    json!({ "sequence": index + 1, "amount": it.amount, "balance": it.balance, "booked_at": it.booked_at })
}

fn shown(number: &str, account: &Account) -> Value {
    json!({
        "number": number, "owner": account.owner, "limit": account.limit,
        "state": if account.closed { "closed" } else { "open" },
        "balance": account.balance(), "opened_at": account.opened_at,
    })
}
