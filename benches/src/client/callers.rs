//! The same calls by the generated client and by plain reqwest.

use std::hint::black_box;
use std::time::Duration;

use apigen_bench::{Result, sample};
use io_acme_user_v0::client::Client;
use io_acme_user_v0::{User, UserForm};
use serde::de::DeserializeOwned;

/// How long a call may take, which a generated client limits unasked.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What is asked.
#[derive(Clone, Copy)]
pub(crate) enum What {
    One,
    Create,
    List,
}

/// What calls the server and reads its answers.
pub(crate) trait Caller: Send + Sync + 'static {
    /// Any answer but success is an error.
    fn call(&self, what: What) -> impl Future<Output = Result> + Send;
}

/// The generated client as it comes: time limits, retries, a budget, a span, the ids of a trace.
pub(crate) struct Generated {
    client: Client,
    form: UserForm,
}

/// What a person would write in its place.
pub(crate) struct Plain {
    client: reqwest::Client,
    url: String,
    form: UserForm,
}

impl Generated {
    pub(crate) fn new(url: &str) -> Result<Self> {
        let client = Client::builder(url).build()?;
        Ok(Self { client, form: serde_json::from_str(sample::FORM)? })
    }
}

impl Caller for Generated {
    async fn call(&self, what: What) -> Result {
        let users = self.client.users();
        match what {
            What::One => drop(black_box(users.get_user(sample::ID).send().await?)),
            What::Create => drop(black_box(users.create_user(&self.form).send().await?)),
            What::List => drop(black_box(users.list_users().limit(100).send().await?)),
        }
        Ok(())
    }
}

impl Plain {
    pub(crate) fn new(url: &str) -> Result<Self> {
        let client = reqwest::Client::builder().timeout(TIMEOUT).build()?;
        Ok(Self { client, url: url.to_owned(), form: serde_json::from_str(sample::FORM)? })
    }

    async fn read<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T> {
        let body = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Caller for Plain {
    async fn call(&self, what: What) -> Result {
        let url = &self.url;
        match what {
            What::One => {
                let request = self.client.get(format!("{url}/users/{}", sample::ID));
                drop(black_box(self.read::<User>(request).await?));
            }
            What::Create => {
                let request = self.client.post(format!("{url}/users")).header("content-type", "application/json");
                let request = request.body(serde_json::to_vec(&self.form)?);
                drop(black_box(self.read::<User>(request).await?));
            }
            What::List => {
                let request = self.client.get(format!("{url}/users?limit=100"));
                drop(black_box(self.read::<Vec<User>>(request).await?));
            }
        }
        Ok(())
    }
}
