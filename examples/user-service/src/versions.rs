//! Versions: the history of a user, which the journal keeps.

use acme_service_kit::{Caller, Sort, Tokens};
use apigen_store::{Change, Operation};
use io_acme_common_v0::ChangeType;
use io_acme_user_v0::server::user_versions::{ListUserVersionsError, ListUserVersionsRequest, UserVersions};
use io_acme_user_v0::store::Users;
use io_acme_user_v0::{User, UserVersion};

use crate::store::Store;

/// Nobody is changed more often than this.
const MOST: u32 = 10_000;

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
        let mut users = Users::of(&self.database);
        users.get(&request.user_id).await?.ok_or(ListUserVersionsError::NotFound)?;
        let versions = users.history(&request.user_id, 0, MOST).await?.into_iter().map(version);
        let wanted = |it: &UserVersion| request.id.is_empty() || request.id.contains(&it.id);
        Ok(sort.page(versions.filter(wanted), request.limit, request.offset))
    }
}

fn version(change: Change<User>) -> UserVersion {
    let kind = match change.operation {
        Operation::Insert => ChangeType::Insert,
        Operation::Update => ChangeType::Update,
        Operation::Delete => ChangeType::Delete,
    };
    UserVersion::new(format!("ver-{}", change.id), change.time, kind, change.row)
}
