//! Parameters that name objects: the service in memory knows whether they are there, as it does of bodies.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

use golden_patches_v0::Person;
use golden_patches_v0::client::Client;
use golden_patches_v0::client::pets::PostError;
use golden_patches_v0::mock::server;

#[tokio::test]
async fn what_forms_and_queries_name_must_be_there() {
    let client = Client::builder("http://patches.example").in_process(server().router()).build().unwrap();
    let nobody = client.pets().post("rex", 404).send().await;
    assert!(matches!(nobody, Err(PostError::BadRequest)), "a form: {nobody:?}");
    let ada = client.people().post(&Person::new("ada".into())).send().await.unwrap().id.unwrap();
    let rex = client.pets().post("rex", ada).send().await.unwrap();
    assert_eq!((rex.name.as_str(), rex.owner), ("rex", ada));
    let rex = rex.id;
    assert_eq!(client.pets().post("tom", ada).friends([rex]).send().await.unwrap().owner, ada);
    let strangers = client.pets().post("kim", ada).friends([rex, rex + 1000]).send().await;
    assert!(matches!(strangers, Err(PostError::BadRequest)), "a query: {strangers:?}");
}
