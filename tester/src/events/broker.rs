//! Streams at a broker, looked at so that nobody else there notices.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use apigen_conform::{Event, Events, Failure, Listener, Pending};
use apigen_events::transport::{Delivery, Mark, Observation, TransportError};
use apigen_events::{StreamAddress, Transport, connect};
use apigen_model::Json;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::arriving::{Arrivals, Arriving, Closed, Read, arriving};
use crate::network::NetworkError;

/// How many messages are taken at once.
const BATCH: usize = 500;

/// How long a reader waits before it looks again; it is woken by messages, and by the end.
const WAIT: Duration = Duration::from_mins(1);

/// The streams of a service at its broker, from now on.
///
/// Each is read by an [`Observation`]: consumers miss nothing, producers wait for nobody, and at the end nothing is left.
#[derive(Debug)]
pub struct Broker {
    transport: Arc<dyn Transport>,
    streams: Vec<StreamAddress>,
    patience: Duration,
    /// Where the first listener began in each stream; none before it, and where the broker keeps no past.
    began: Mutex<Option<Vec<Mark>>>,
}

impl Broker {
    /// The broker of a URL such as `nats://localhost:4222`, and streams by their qualified names.
    ///
    /// Nothing is connected yet. A stream has to open within `patience`.
    pub fn new(url: &str, streams: &[String], patience: Duration) -> Result<Self, NetworkError> {
        let transport = connect(url).map_err(|it| NetworkError(it.to_string()))?;
        let address = |it: &String| StreamAddress::new(it).map_err(|it| NetworkError(it.to_string()));
        let streams = streams.iter().map(address).collect::<Result<Vec<_>, _>>()?;
        if streams.is_empty() {
            return Err(NetworkError("the definition declares no stream that could be heard".to_owned()));
        }
        Ok(Self { transport, streams, patience, began: Mutex::default() })
    }

    /// Looks at every stream, from now or from a mark each.
    async fn open(&self, marks: Option<&[Mark]>) -> Result<Vec<(String, Box<dyn Observation>)>, Failure> {
        let mut open = Vec::new();
        for (at, stream) in self.streams.iter().enumerate() {
            let observing = self.transport.observe(stream, marks.map(|it| it[at]));
            let observation = timeout(self.patience, observing).await.map_err(|_| Failure::Timeout(self.patience))?;
            open.push((stream.name().to_owned(), observation.map_err(|it| failure(&it))?));
        }
        Ok(open)
    }

    async fn listen_now(&self) -> Result<Box<dyn Listener>, Failure> {
        let open = self.open(None).await?;
        let began = open.iter().map(|it| it.1.began()).collect();
        *self.began.lock().unwrap_or_else(PoisonError::into_inner) = began;
        Ok(Box::new(Looking::at(open)))
    }

    async fn listen_from_there(&self) -> Result<Option<Box<dyn Listener>>, Failure> {
        let began = self.began.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(marks) = began else { return Ok(None) };
        Ok(Some(Box::new(Looking::at(self.open(Some(&marks)).await?))))
    }
}

impl Events for Broker {
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>> {
        Box::pin(self.listen_now())
    }

    fn listen_again(&self) -> Pending<'_, Result<Option<Box<dyn Listener>>, Failure>> {
        Box::pin(self.listen_from_there())
    }
}

/// Streams that are looked at, by a task each.
struct Looking {
    arriving: Arriving,
    readers: JoinSet<()>,
    /// Readers end when it says so, or when it is dropped.
    is_over: watch::Sender<bool>,
}

impl Looking {
    fn at(streams: Vec<(String, Box<dyn Observation>)>) -> Self {
        let (arrivals, arriving) = arriving();
        let is_over = watch::Sender::new(false);
        let mut readers = JoinSet::new();
        for (stream, observation) in streams {
            let (arrivals, over) = (arrivals.clone(), is_over.subscribe());
            readers.spawn(async move { look(&stream, observation, &arrivals, over).await });
        }
        Self { arriving, readers, is_over }
    }
}

impl Listener for Looking {
    fn heard(&mut self, quiet: Duration) -> Pending<'_, Result<Vec<Event>, Failure>> {
        Box::pin(self.arriving.heard(quiet))
    }

    fn end(mut self: Box<Self>) -> Pending<'static, ()> {
        self.is_over.send_replace(true);
        Box::pin(async move { while self.readers.join_next().await.is_some() {} })
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        // They end by themselves, and take away what the broker holds for them.
        self.readers.detach_all();
    }
}

/// Hands on what is published, until it is over; then the broker forgets that anybody has looked.
async fn look(
    stream: &str,
    mut observation: Box<dyn Observation>,
    arrivals: &Arrivals,
    mut over: watch::Receiver<bool>,
) {
    let mut bytes = Read::default();
    loop {
        let taken = tokio::select! {
            biased;
            _ = over.changed() => break,
            taken = observation.next(BATCH, WAIT) => taken,
        };
        let told = match taken {
            Ok(deliveries) => deliveries.iter().try_for_each(|it| tell(stream, it, arrivals, &mut bytes)),
            Err(error) => {
                arrivals.failure(failure(&error));
                Err(Closed)
            }
        };
        if told.is_err() {
            break;
        }
    }
    observation.end().await;
}

fn tell(stream: &str, delivery: &Delivery, arrivals: &Arrivals, bytes: &mut Read) -> Result<(), Closed> {
    let (key, payload) = match delivery {
        // What is sent once more on purpose is no news.
        Delivery::Event(message) if message.replay.is_some() => return Ok(()),
        Delivery::Event(message) => (Some(message.key.clone()), &message.payload),
        Delivery::Malformed(malformed) => (None, &malformed.payload),
    };
    bytes.count(payload.len(), arrivals)?;
    let text = String::from_utf8_lossy(payload);
    let payload = match delivery {
        Delivery::Event(_) => Json::parse(&text).unwrap_or_else(|| Json::String(text.as_ref().into())),
        // No stream declares a text, so this is found to be no event.
        Delivery::Malformed(malformed) => Json::String(format!("{}: {text}", malformed.problem).into()),
    };
    arrivals.event(Event { stream: Some(stream.to_owned()), key, payload, heard: None })
}

/// What a broker's failure is to a run, which does not try again.
fn failure(error: &TransportError) -> Failure {
    match error {
        TransportError::Unavailable(why) => {
            Failure::Unreachable(format!("{why}. Check that the broker runs and that the URL is right"))
        }
        _ => Failure::Refused(error.to_string()),
    }
}
