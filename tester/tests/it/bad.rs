//! Servers that are no use: a run against each ends soon, clearly, and without leaving its address.

use std::time::Duration;

use apigen_conform::{Ending, Plan, Report, Service, Settings, run};
use apigen_test_conform::bad::Bad;
use apigen_test_conform::depot;
use apigen_tester::{Network, Pace};

use crate::definitions::alone;

/// A run of everything against a bad server, and how many requests that server saw.
async fn judged(bad: Bad) -> (Report, u64) {
    let serving = bad.serve().await.unwrap();
    let repository = alone(depot::DEFINITION);
    let service = Service::of_namespace(&repository, "io.proving.depot.v0");
    let credentials = Some(format!("Bearer {}", depot::TOKEN));
    let settings = Settings { credentials, budget: Some(60), ..Settings::default() };
    let plan = Plan::new(&service, &settings);
    let mut pace = Pace::default();
    (pace.timeout, pace.longest_body) = (Duration::from_millis(300), 1 << 20);
    let network = Network::new(&serving.url(), pace).unwrap();
    (run(&service, &settings, &plan, &network).await, serving.requests())
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_not_judged() {
    let silent = [Bad::Hangs, Bad::Closes, Bad::NotHttp, Bad::EndlessHead, Bad::HalfBody, Bad::StuckBody];
    for bad in silent.into_iter().chain([Bad::EndlessBody, Bad::HugeBody]) {
        let (report, requests) = judged(bad.clone()).await;
        let Ending::NothingJudged(why) = &report.ending else { panic!("{bad:?}: {:?}", report.ending) };
        assert!(!why.is_empty() && report.left_behind.is_empty());
        // Some clients send once more what went over a connection that was closed at once.
        assert!(requests <= 12, "{bad:?}: {requests} requests, {why}");
    }
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let elsewhere = Bad::Closes.serve().await.unwrap();
    let (report, _) = judged(Bad::Redirects(format!("{}/parts", elsewhere.url()))).await;
    assert!(report.findings.iter().any(|it| it.law == "status-declared"), "{}", report.text());
    assert_eq!(elsewhere.requests(), 0);
}

#[tokio::test]
async fn answers_that_are_no_json_are_findings() {
    for bad in [Bad::InvalidUtf8, Bad::DeepJson, Bad::LongBody] {
        let (report, _) = judged(bad.clone()).await;
        assert!(report.errors() > 0, "{bad:?}: {}", report.headline());
    }
}

#[tokio::test]
async fn who_is_not_let_in_judges_nothing() {
    for bad in [Bad::TooMany, Bad::Unauthorized, Bad::Unavailable] {
        let (report, requests) = judged(bad.clone()).await;
        assert!(matches!(report.ending, Ending::NothingJudged(_)), "{bad:?}: {:?}", report.ending);
        assert!(requests <= 20, "{bad:?}: {requests} requests");
    }
}
