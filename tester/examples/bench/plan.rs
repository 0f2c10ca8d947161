//! How long plans take to make, and how long they get.

use apigen_conform::{Plan, Service, Settings};

use crate::alone;
use crate::clock::{Begun, peak_memory};

/// Plans a definition of 1,200 operations, from its text to the lines of the plan.
pub(crate) fn large() {
    let text = definition(1_200);
    let begun = Begun::now();
    let repository = alone(&text);
    let service = Service::of_namespace(&repository, "io.acme.big.v0");
    let plan = Plan::new(&service, &Settings::default());
    let bytes = plan.to_string().len();
    let (count, cases, seconds) = (service.operations.len(), plan.cases.len(), begun.taken().cpu.as_secs_f64());
    println!("plan of {count} operations        {seconds:8.2} s CPU (aim 3), {cases} cases, {bytes} bytes");
    match peak_memory() {
        Some(it) => println!("  peak memory              {it:8.0} MB (aim 500)"),
        None => println!("  peak memory              skipped: this kernel does not tell"),
    }
}

/// Plans one operation with 54 optional parameters.
pub(crate) fn many_parameters() {
    const COUNT: usize = 54;
    let types = ["string", "integer", "long", "boolean", "date-iso8601", "uuid"];
    let parameter = |at: usize| format!(r#"{{"name":"p{at}","type":"{}","required":false}}"#, types[at % types.len()]);
    let parameters = (0..COUNT).map(parameter).collect::<Vec<_>>().join(",");
    let text = format!(
        r#"{{"name":"wide","namespace":"io.acme.wide.v0","models":{{"thing":{{"fields":[{{"name":"id","type":"uuid"}}]}}}},
        "resources":{{"thing":{{"operations":[{{"method":"GET","parameters":[{parameters}],
        "responses":{{"200":{{"type":"[thing]"}}}}}}]}}}}}}"#
    );
    let repository = alone(&text);
    let plan = Plan::new(&Service::of_namespace(&repository, "io.acme.wide.v0"), &Settings::default());
    println!("{COUNT} optional parameters     {:8} cases (aim below 500)", plan.cases.len());
}

/// A definition of so many operations: four a resource, twelve bounded fields a model.
fn definition(operations: usize) -> String {
    let (models, resources): (Vec<_>, Vec<_>) = (0..operations / 4).map(resource).unzip();
    format!(
        r#"{{"name":"big","namespace":"io.acme.big.v0","models":{{{}}},"resources":{{{}}}}}"#,
        models.join(","),
        resources.join(",")
    )
}

fn resource(at: usize) -> (String, String) {
    let field = |number: usize| {
        let maximum = number + 20;
        format!(r#"{{"name":"field_{number}","type":"string","minimum":1,"maximum":{maximum},"required":false}}"#)
    };
    let fields = (0..12).map(field).collect::<Vec<_>>().join(",");
    let model = format!(r#""thing_{at}":{{"fields":[{{"name":"id","type":"uuid","read_only":true}},{fields}]}}"#);
    let one = r#""responses":{"200":{"type":"thing"},"422":{"type":"unit"}}"#.replace("thing", &format!("thing_{at}"));
    let body = format!(r#""body":{{"type":"thing_{at}"}}"#);
    let all = format!(
        r#"{{"method":"GET","responses":{{"200":{{"type":"[thing_{at}]"}}}}}},{{"method":"POST",{body},{one}}},
        {{"method":"GET","path":"/:id",{one}}},{{"method":"PUT","path":"/:id",{body},{one}}}"#
    );
    (model, format!(r#""thing_{at}":{{"operations":[{all}]}}"#))
}
