//! Versions: the history of a user.

use std::cmp::Ordering;

use io_acme_user_v0::UserVersion;
use io_acme_user_v0::server::user_versions::{ListUserVersionsError, ListUserVersionsRequest, UserVersions};

use crate::caller::{Caller, Denied, Tokens};
use crate::order::Order;
use crate::store::Store;

impl UserVersions<Tokens> for Store {
    type Context = Caller;

    async fn list_user_versions(
        &self,
        caller: Caller,
        request: ListUserVersionsRequest,
    ) -> Result<Vec<UserVersion>, ListUserVersionsError> {
        caller.known().map_err(|Denied| ListUserVersionsError::Unauthorized)?;
        let order =
            Order::parse(&request.sort, &["journal_timestamp"]).map_err(ListUserVersionsError::UnprocessableEntity)?;
        let records = self.read();
        let record = records.iter().find(|it| it.is(&request.user_id)).ok_or(ListUserVersionsError::NotFound)?;
        let wanted = |it: &&UserVersion| request.id.is_empty() || request.id.contains(&it.id);
        let found = record.versions.iter().filter(wanted).cloned().collect();
        let by: [fn(&UserVersion, &UserVersion) -> Ordering; 1] = [|left, right| left.timestamp.cmp(&right.timestamp)];
        Ok(order.page(found, &by, request.limit, request.offset))
    }
}
