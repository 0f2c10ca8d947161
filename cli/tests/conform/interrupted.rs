//! Who interrupts a run gets what was judged so far, and leaves nothing behind in the service.

use crate::program::Program;
use crate::service::Service;

/// A run that is interrupted while an answer is under way.
fn interrupt(signal: &str, arguments: &[&str]) -> (Service, usize, crate::program::Ended) {
    let service = Service::start();
    let url = ["--url", &service.url];
    let mut program = Program::start(service.definition.path(), &[&url, arguments].concat());
    service.wait();
    program.signal(signal);
    program.note("interrupted: ");
    // Whatever comes after this answer was sent by somebody who knows of the signal.
    let before = service.methods().len();
    service.release();
    (service, before, program.end())
}

#[test]
fn nothing_is_left_behind_and_what_was_judged_is_reported() {
    for signal in ["INT", "TERM"] {
        let (service, before, ended) = interrupt(signal, &[]);
        assert_eq!(ended.code, Some(4), "{}", ended.report);
        assert_eq!(ended.report["ending"], "interrupted");
        assert_eq!(ended.report["summary"]["left_behind"].as_array().map(Vec::len), Some(0));
        assert!(ended.report["summary"]["cases"].as_u64() > Some(0) && !ended.report["coverage"].is_null());
        let after = service.methods().split_off(before);
        assert!(!after.is_empty() && after.iter().all(|it| it == "DELETE"), "{after:?}");
        assert_eq!(service.kept(), [0, 0], "{signal}");
    }
}

#[test]
fn what_is_to_be_kept_is_kept() {
    let (service, before, ended) = interrupt("INT", &["--keep"]);
    assert_eq!((ended.code, service.methods().len()), (Some(4), before));
    assert!(service.kept()[0] > 0);
}

#[test]
fn the_second_time_ends_at_once() {
    let service = Service::start();
    let mut program = Program::start(service.definition.path(), &["--url", &service.url]);
    service.wait();
    program.signal("INT");
    program.note("interrupted: ");
    let before = service.methods().len();
    program.signal("INT");
    // The answer is held back for ever, and is not waited for.
    let ended = program.end();
    assert_eq!((ended.code, ended.report.is_null()), (Some(130), true));
    assert_eq!(service.methods().len(), before);
}
