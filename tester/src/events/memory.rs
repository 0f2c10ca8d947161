//! Events that a test collects itself.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use apigen_conform::{Event, Events, Failure, Listener, Pending};

/// A memory of events that whoever publishes fills; clones are one memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    events: Arc<Mutex<Vec<Event>>>,
}

impl Memory {
    /// Keeps an event as the next one, heard now unless it says otherwise.
    pub fn publish(&self, event: Event) {
        let event = event.heard(tokio::time::Instant::now().into_std());
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    /// How many events were published.
    pub fn len(&self) -> usize {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether nothing was published.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn after(&self, position: usize) -> Vec<Event> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)[position..].to_vec()
    }
}

impl Events for Memory {
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>> {
        let listener: Box<dyn Listener> = Box::new(Remembering { memory: self.clone(), position: 0 });
        Box::pin(std::future::ready(Ok(listener)))
    }
}

struct Remembering {
    memory: Memory,
    position: usize,
}

impl Listener for Remembering {
    fn heard(&mut self, quiet: Duration) -> Pending<'_, Result<Vec<Event>, Failure>> {
        Box::pin(async move {
            tokio::time::sleep(quiet).await;
            let heard = self.memory.after(self.position);
            self.position += heard.len();
            Ok(heard)
        })
    }
}
