//! What somebody else has sent is judged by the same laws, as far as they need no requests of their own.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use apigen_conform::{
    Answer, Ending, Exchange, Failure, Pending, Plan, Recorded, Request, Service, Settings, judge_recorded, run,
};
use apigen_tester::InProcess;

use crate::mocks::{assert_clean, mock, repository, settings};

/// Keeps what passes.
struct Recorder {
    inner: InProcess,
    kept: Mutex<Vec<Recorded>>,
}

impl Exchange for Recorder {
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            let answer = self.inner.send(request).await?;
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.push(Recorded { request: request.clone(), answer: answer.clone() });
            Ok(answer)
        })
    }

    fn pause(&self, duration: Duration) -> Pending<'_, ()> {
        self.inner.pause(duration)
    }
}

/// The exchanges of a whole run.
async fn recording(service: &Service<'_>) -> Vec<Recorded> {
    let recorder = Recorder { inner: InProcess::new(mock(service)), kept: Mutex::default() };
    let settings = settings(0);
    run(service, &settings, &Plan::new(service, &settings), &recorder).await;
    recorder.kept.into_inner().unwrap()
}

#[tokio::test]
async fn recordings_of_sound_services_are_clean() {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let report = judge_recorded(&service, &Settings::default(), &recording(&service).await);
    assert_clean(&report);
    assert!(report.cases > 300, "{}", report.headline());
}

#[tokio::test]
async fn recordings_show_what_was_wrong() {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let mut all = recording(&service).await;
    let read = |it: &&mut Recorded| it.request.method == "GET" && it.request.target.starts_with("/users/usr-");
    let changed = all.iter_mut().filter(read).find(|it| it.answer.is_success()).unwrap();
    let body = String::from_utf8(changed.answer.body.clone()).unwrap().replace("\"handle\":\"", "\"handle\":\"x");
    changed.answer = Answer::new(200, changed.answer.headers.clone(), body.into_bytes(), Duration::ZERO);
    let report = judge_recorded(&service, &Settings::default(), &all);
    let laws: Vec<_> = report.findings.iter().map(|it| (it.law, it.place.as_str())).collect();
    assert!(laws.contains(&("read-after-write", "/handle")), "{}", report.text());
}

#[test]
fn nothing_is_judged_without_a_known_operation() {
    let repository = repository();
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    let strange = Recorded { request: Request::new("GET", "/elsewhere"), answer: Answer::default() };
    let report = judge_recorded(&service, &Settings::default(), &[strange]);
    assert!(matches!(report.ending, Ending::NothingJudged(_)));
}
