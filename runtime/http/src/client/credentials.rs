//! Who calls: headers with secrets, or tokens that are fetched and renewed.

use std::pin::Pin;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use tokio::sync::Mutex;

use super::transport::BoxError;

/// What fetches a token.
type Fetch = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send>> + Send + Sync>;

/// What every request carries to say who calls.
#[derive(Default)]
pub(crate) struct Credentials {
    pub(crate) headers: HeaderMap,
    pub(crate) tokens: Option<Tokens>,
}

/// A token that is fetched when it is first needed and when a server refuses the one before; all calls share it.
pub(crate) struct Tokens {
    fetch: Fetch,
    current: Mutex<Option<HeaderValue>>,
}

impl Tokens {
    pub(crate) fn new<F>(fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String, BoxError>> + Send + 'static,
    {
        Self { fetch: Box::new(move || Box::pin(fetch())), current: Mutex::default() }
    }

    /// The current value of `Authorization`.
    pub(crate) async fn current(&self) -> Result<HeaderValue, BoxError> {
        self.other_than(None).await
    }

    /// A value after one that a server refused: what another call has fetched meanwhile, or what is fetched now.
    pub(crate) async fn renewed(&self, refused: &HeaderValue) -> Result<HeaderValue, BoxError> {
        self.other_than(Some(refused)).await
    }

    async fn other_than(&self, refused: Option<&HeaderValue>) -> Result<HeaderValue, BoxError> {
        let mut current = self.current.lock().await;
        if let Some(it) = current.as_ref().filter(|it| Some(*it) != refused) {
            return Ok(it.clone());
        }
        let value = bearer(&(self.fetch)().await?)?;
        *current = Some(value.clone());
        Ok(value)
    }
}

/// A secret as the value of a header: not shown by `Debug`, not kept in compression tables.
pub(crate) fn secret(text: &str) -> Result<HeaderValue, http::header::InvalidHeaderValue> {
    let mut value = HeaderValue::try_from(text)?;
    value.set_sensitive(true);
    Ok(value)
}

fn bearer(token: &str) -> Result<HeaderValue, BoxError> {
    secret(&format!("Bearer {token}")).map_err(|_| "the token cannot be a header".into())
}

/// Marks what nobody should read in logs.
pub(crate) fn hide_secrets(headers: &mut HeaderMap) {
    const SECRET: [HeaderName; 5] = [
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
        header::COOKIE,
        header::SET_COOKIE,
        header::WWW_AUTHENTICATE,
    ];
    for name in SECRET {
        // Looked up first, since an entry makes room for a value that most requests do not have.
        if headers.contains_key(&name)
            && let header::Entry::Occupied(mut values) = headers.entry(name)
        {
            values.iter_mut().for_each(|it| it.set_sensitive(true));
        }
    }
}
