//! Versions: the history of a user.

use acme_service_kit::{Caller, Sort, Tokens};
use io_acme_user_v0::UserVersion;
use io_acme_user_v0::server::user_versions::{ListUserVersionsError, ListUserVersionsRequest, UserVersions};

use crate::store::Store;

impl UserVersions<Tokens> for Store {
    type Context = Caller;

    async fn list_user_versions(
        &self,
        _: Caller,
        request: ListUserVersionsRequest,
    ) -> Result<Vec<UserVersion>, ListUserVersionsError> {
        let sort =
            Sort::<UserVersion>::parse(&request.sort, &[("journal_timestamp", |a, b| a.timestamp.cmp(&b.timestamp))])
                .map_err(ListUserVersionsError::UnprocessableEntity)?;
        let records = self.read();
        let record = records.iter().find(|it| it.is(&request.user_id)).ok_or(ListUserVersionsError::NotFound)?;
        let wanted = |it: &&UserVersion| request.id.is_empty() || request.id.contains(&it.id);
        Ok(sort.page(record.versions.iter().filter(wanted).cloned(), request.limit, request.offset))
    }
}
