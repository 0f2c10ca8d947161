//! What a run made is removed, in the opposite order.

use apigen_model::lifecycle::Role;

use super::Session;
use super::prepare::{How, Owner};

impl Session<'_> {
    /// Removes everything that this run made, and says what could not be removed.
    pub(super) async fn clean_up(&mut self) -> Vec<String> {
        // What others refer to can be removed when they are gone.
        for _ in 0..2 {
            for at in (0..self.world.objects.len()).rev() {
                if self.is_ours(at) {
                    self.remove(at).await;
                }
            }
        }
        let left = (0..self.world.objects.len()).filter(|it| self.is_ours(*it));
        left.map(|it| self.describe(it)).collect()
    }

    fn is_ours(&self, at: usize) -> bool {
        let object = &self.world.objects[at];
        object.is_ours && !object.is_gone && self.service.store(object.store).identity.is_some()
    }

    /// Sends the removal without judging it: the budget may be used up, and the laws have seen others.
    async fn remove(&mut self, at: usize) {
        let store = self.world.objects[at].store;
        let Some(call) = self.service.with_role(Role::Delete, store).filter(|it| self.is_direct(*it)) else { return };
        let Ok(shot) = self.shot(call, How::full("remove").owner(Owner::This(at))).await else { return };
        let request = shot.draft.render(&self.service.operations[call].operation.path);
        self.requests += 1;
        if let Ok(answer) = self.exchange.send(&request).await {
            self.world.objects[at].is_gone = answer.is_success() || matches!(answer.status, 404 | 410);
        }
    }

    fn describe(&self, at: usize) -> String {
        let object = &self.world.objects[at];
        format!("{} {}", self.service.store(object.store).path, object.key)
    }
}
