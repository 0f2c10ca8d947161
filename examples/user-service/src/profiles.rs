//! Profiles: the person behind a user.

use acme_service_kit::{Caller, Tokens};
use io_acme_user_v0::UserProfile;
use io_acme_user_v0::server::user_profiles::{
    GetUserProfileError, GetUserProfileRequest, UpdateUserProfileError, UpdateUserProfileRequest,
    UserProfiles as Operations,
};
use io_acme_user_v0::store::UserProfiles;

use crate::store::{Store, clash, folded, taken, taken_by_others};

impl Operations<Tokens> for Store {
    type Context = Caller;

    async fn get_user_profile(
        &self,
        _: Caller,
        request: GetUserProfileRequest,
    ) -> Result<UserProfile, GetUserProfileError> {
        let found = UserProfiles::of(&self.database).get(&request.user_id).await?;
        found.ok_or(GetUserProfileError::NotFound)
    }

    async fn update_user_profile(
        &self,
        _: Caller,
        request: UpdateUserProfileRequest,
    ) -> Result<UserProfile, UpdateUserProfileError> {
        let form = request.body;
        let profile = UserProfile {
            user_id: request.user_id,
            email: folded(&form.email),
            name: form.name,
            phone: form.phone,
            born_on: form.born_on,
            address: form.address,
        };
        let mut transaction = self.database.begin().await?;
        let present = UserProfiles::of(&mut transaction).get(&profile.user_id).await?;
        present.ok_or(UpdateUserProfileError::NotFound)?;
        let pointers = taken_by_others(&mut transaction, &profile.user_id, None, &profile.email).await?;
        if !pointers.is_empty() {
            return Err(UpdateUserProfileError::Conflict(taken(&pointers)));
        }
        let refused = |error| clash(&error).map_or_else(|| error.into(), UpdateUserProfileError::Conflict);
        UserProfiles::of(&mut transaction).update(&profile).await.map_err(refused)?;
        transaction.commit().await?;
        Ok(profile)
    }
}
