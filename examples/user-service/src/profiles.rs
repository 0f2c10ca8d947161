//! Profiles: the person behind a user.

use acme_service_kit::{Caller, Tokens};
use io_acme_user_v0::UserProfile;
use io_acme_user_v0::server::user_profiles::{
    GetUserProfileError, GetUserProfileRequest, UpdateUserProfileError, UpdateUserProfileRequest, UserProfiles,
};

use crate::store::{Store, taken};

impl UserProfiles<Tokens> for Store {
    type Context = Caller;

    async fn get_user_profile(
        &self,
        _: Caller,
        request: GetUserProfileRequest,
    ) -> Result<UserProfile, GetUserProfileError> {
        let found = self.read().iter().find(|it| it.is(&request.user_id)).map(|it| it.profile.clone());
        found.ok_or(GetUserProfileError::NotFound)
    }

    async fn update_user_profile(
        &self,
        _: Caller,
        request: UpdateUserProfileRequest,
    ) -> Result<UserProfile, UpdateUserProfileError> {
        let mut records = self.write();
        let at = records.iter().position(|it| it.is(&request.user_id)).ok_or(UpdateUserProfileError::NotFound)?;
        let form = request.body;
        if records.iter().any(|it| !it.is(&request.user_id) && it.has_email(&form.email)) {
            return Err(UpdateUserProfileError::Conflict(taken(&["/email"])));
        }
        let profile = UserProfile {
            user_id: request.user_id,
            email: form.email,
            name: form.name,
            phone: form.phone,
            born_on: form.born_on,
            address: form.address,
        };
        records[at].profile = profile.clone();
        Ok(profile)
    }
}
