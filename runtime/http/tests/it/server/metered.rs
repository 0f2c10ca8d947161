//! Metrics, as a recorder gets them.

use std::sync::{Arc, Mutex};

use axum::http::Method;
use metrics::{Counter, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit};

use super::{Nothing, accept, route, send};

#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<Vec<String>>>);

struct Series {
    key: String,
    recorded: Recorded,
}

impl Recorded {
    fn series(&self, key: &Key) -> Arc<Series> {
        let labels: Vec<_> = key.labels().map(|it| format!("{}={}", it.key(), it.value())).collect();
        Arc::new(Series { key: format!("{} {}", key.name(), labels.join(" ")), recorded: self.clone() })
    }
}

impl Series {
    fn note(&self, what: &str) {
        self.recorded.0.lock().unwrap().push(format!("{} {what}", self.key));
    }
}

impl GaugeFn for Series {
    fn increment(&self, value: f64) {
        self.note(&format!("+{value}"));
    }

    fn decrement(&self, value: f64) {
        self.note(&format!("-{value}"));
    }

    fn set(&self, _: f64) {}
}

impl HistogramFn for Series {
    fn record(&self, value: f64) {
        self.note(&format!("{value}s"));
    }
}

impl Recorder for Recorded {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.series(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.series(key))
    }
}

#[tokio::test(start_paused = true)]
async fn requests_are_counted_and_timed_by_operation() {
    let recorded = Recorded::default();
    let guard = metrics::set_default_local_recorder(&recorded);
    send(route(Method::GET, "/things/:id", accept::<Nothing>).into_router(), "GET /things/7", &[], "").await;
    drop(guard);
    let expected = [
        "http.server.active_requests operation=test +1",
        "http.server.active_requests operation=test -1",
        "http.server.request.duration operation=test method=GET route=/things/:id status=204 0s",
    ];
    assert_eq!(*recorded.0.lock().unwrap(), expected);
}
