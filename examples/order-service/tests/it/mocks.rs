//! The service in process, between mocks that were generated from the definitions of the services that it calls.

use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Tokens};
use apigen_http::client::Retry;
use apigen_types::DateTime;
use io_acme_catalog_v0::server::reservations::CreateReservationRequest;
use io_acme_catalog_v0::{Product, ProductStatus, Reservation, ReservationForm, ReservationLine};
use io_acme_order_v0::client::Client;
use io_acme_order_v0::client::orders::CreateOrderError;
use io_acme_order_v0::{Order, OrderForm};
use io_acme_user_v0::server::users::GetUserRequest;
use io_acme_user_v0::{User, UserStatus};
use order_service::{OrderService, Peers, Store, router};

use crate::forms;

/// The service, and mocks of all that it calls.
pub(crate) struct World {
    pub(crate) users: io_acme_user_v0::mock::Mock,
    pub(crate) catalog: io_acme_catalog_v0::mock::Mock,
    pub(crate) users_health: io_acme_healthcheck_v0::mock::Mock,
    pub(crate) catalog_health: io_acme_healthcheck_v0::mock::Mock,
    pub(crate) client: Client,
    pub(crate) health: io_acme_healthcheck_v0::client::Client,
}

impl World {
    /// No call is expected yet.
    pub(crate) async fn new() -> Self {
        Self::on("sqlite::memory:").await
    }

    /// The same, in the database of a URL.
    pub(crate) async fn on(database: &str) -> Self {
        let (users, catalog) = (io_acme_user_v0::mock::Mock::new(), io_acme_catalog_v0::mock::Mock::new());
        let health = io_acme_healthcheck_v0::mock::Mock::new;
        let (users_health, catalog_health) = (health(), health());
        let peers = Peers {
            users: users.client(),
            users_health: users_health.client(),
            catalog: catalog.client(),
            catalog_health: catalog_health.client(),
        };
        let (client, health) = clients(database, peers).await;
        Self { users, catalog, users_health, catalog_health, client, health }
    }

    /// Expects to be asked once for an active user.
    pub(crate) fn expect_buyer(&self, user: &User) {
        self.users.users.get_user.expect().on(GetUserRequest { id: user.id.clone() }).returns(user.clone());
    }

    /// Expects to be asked once for products.
    pub(crate) fn expect_products(&self, products: Vec<Product>) {
        self.catalog.products.list_products.expect().returns(products);
    }

    /// Expects that the pieces of an order are reserved once, under the id of the order.
    pub(crate) fn expect_reservation(&self, form: &OrderForm) {
        let request = reservation(form);
        let answer = Reservation::new(request.id.clone(), request.body.lines.clone(), DateTime::now());
        self.catalog.reservations.create_reservation.expect().on(request).returns(answer);
    }

    /// Reserves whatever is asked for.
    pub(crate) fn grant_reservations(&self) {
        let grant = self
            .catalog
            .reservations
            .create_reservation
            .expect()
            .answers(|it| Ok(Reservation::new(it.id.clone(), it.body.lines.clone(), DateTime::now())));
        grant.always();
    }

    pub(crate) async fn place(&self, form: &OrderForm) -> Result<Order, CreateOrderError> {
        self.client.orders().create_order(form).send().await
    }

    /// Everything that was expected has happened, and nothing else.
    pub(crate) fn verify(&self) {
        self.users.verify();
        self.catalog.verify();
        self.users_health.verify();
        self.catalog_health.verify();
    }
}

/// Clients of a service with a database and these peers; what the service says first is what they say.
pub(crate) async fn clients(database: &str, peers: Peers) -> (Client, io_acme_healthcheck_v0::client::Client) {
    let store = Store::open(database).await.unwrap();
    let service = router(&Arc::new(OrderService::new(store, peers)), Tokens::default());
    let orders = Client::builder("http://orders").in_process(service.clone()).bearer(DEMO_TOKEN);
    let orders = orders.retry(Retry::never()).build().unwrap();
    let health = io_acme_healthcheck_v0::client::Client::builder("http://orders").in_process(service).build().unwrap();
    (orders, health)
}

/// What the catalog is asked for the sake of an order.
pub(crate) fn reservation(form: &OrderForm) -> CreateReservationRequest {
    let lines = form.lines.iter().map(|it| ReservationLine::new(it.product_id.clone(), it.quantity)).collect();
    CreateReservationRequest { id: format!("ord-{}", form.request_id.simple()), body: ReservationForm::new(lines) }
}

/// A user who may order.
pub(crate) fn ada() -> User {
    let now = DateTime::now();
    User { status: UserStatus::Active, ..User::new("usr-ada".into(), "ada".into(), now, now) }
}

/// A product for 24.90.
#[expect(deprecated, reason = "the rating is there until its readers are gone")]
pub(crate) fn product(id: &str) -> Product {
    let (form, now) = (forms::product("CAN-1", "cat-garden"), DateTime::now());
    Product {
        id: id.into(),
        number: form.number,
        name: form.name,
        description: None,
        status: ProductStatus::Listed,
        category_id: form.category_id,
        price: form.price,
        content: form.content,
        tags: Vec::new(),
        properties: form.properties,
        released_on: None,
        rating: None,
        created_at: now,
        updated_at: now,
    }
}
