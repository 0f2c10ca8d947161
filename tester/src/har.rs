//! Recordings of browsers and proxies (HAR 1.2).

use std::time::Duration;

use apigen_conform::{Answer, Recorded, Request};
use apigen_model::Json;

/// The exchanges of a recording with the service below an address, in their order; the reason when it is no recording.
pub fn read_har(text: &str, base_url: &str) -> Result<Vec<Recorded>, String> {
    let har = Json::parse(text).ok_or("it is no JSON")?;
    let entries = har.get("log").and_then(|it| it.get("entries")).ok_or("it has no `log.entries`")?;
    let base = base_url.trim_end_matches('/');
    Ok(entries.elements().iter().filter_map(|it| recorded(it, base)).collect())
}

/// An entry, unless it is about another service or has no answer.
fn recorded(entry: &Json, base: &str) -> Option<Recorded> {
    let (request, response) = (entry.get("request")?, entry.get("response")?);
    let target = request.get("url")?.as_str()?.strip_prefix(base)?;
    let target = target.split('#').next().filter(|it| it.starts_with('/'))?;
    let status = response.get("status")?.plain_text().parse().ok().filter(|it| *it >= 100)?;
    let mut sent = Request::new(request.get("method")?.as_str()?, target);
    sent.headers = headers(request);
    sent.body = request.get("postData").and_then(|it| it.get("text")).map(|it| it.plain_text().into_bytes());
    let content = response.get("content");
    let is_text = content.is_some_and(|it| it.get("encoding").is_none());
    let body = content.filter(|_| is_text).and_then(|it| it.get("text")).map(Json::plain_text).unwrap_or_default();
    let taken = entry.get("time").and_then(|it| it.plain_text().parse::<f64>().ok()).unwrap_or_default();
    let taken = Duration::try_from_secs_f64(taken / 1_000.0).unwrap_or_default();
    Some(Recorded { request: sent, answer: Answer::new(status, headers(response), body.into_bytes(), taken) })
}

fn headers(of: &Json) -> Vec<(String, String)> {
    let pair = |it: &Json| Some((it.get("name")?.as_str()?.to_lowercase(), it.get("value")?.plain_text()));
    of.get("headers").map_or(&[][..], Json::elements).iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::read_har;

    #[test]
    fn entries_of_other_services_are_left_out() {
        let entry = |url: &str| {
            format!(
                r#"{{"time":2.5,"request":{{"method":"GET","url":"{url}","headers":[]}},
                "response":{{"status":200,"headers":[{{"name":"Content-Type","value":"application/json"}}],
                "content":{{"text":"{{}}"}}}}}}"#
            )
        };
        let entries = [entry("http://x/v1/a?b=1#c"), entry("http://y/v1/a"), entry("http://x/v1beta/a")];
        let har = format!(r#"{{"log":{{"entries":[{}]}}}}"#, entries.join(","));
        let found = read_har(&har, "http://x/v1/").unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].request.target, "/a?b=1");
        assert_eq!(found[0].answer.header("content-type"), Some("application/json"));
        assert!(read_har("[]", "http://x").is_err());
    }
}
