//! The three services, each on a socket of its own, and the events between them.

use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Running, Tokens, start};
use apigen_events::transport::memory::Memory;
use apigen_events::{Chosen, Journals, ReplayRequest, RunningRelay, Transport};
use apigen_http::client::{Builder, Connection};
use apigen_http::server::Router;
use io_acme_catalog_v0::{CategoryForm, Product, StockForm};
use io_acme_user_v0::events::user_events;
use io_acme_user_v0::{User, UserForm, UserProfileForm};
use order_service::{OrderService, Peers, Store, Streams};

use crate::forms;

/// The three services, and a client of each.
pub(crate) struct Company {
    pub(crate) users: io_acme_user_v0::client::Client,
    pub(crate) catalog: io_acme_catalog_v0::client::Client,
    pub(crate) orders: io_acme_order_v0::client::Client,
    pub(crate) health: io_acme_healthcheck_v0::client::Client,
    user_service: Running,
    catalog_service: Running,
    order_service: Running,
    pub(crate) store: Store,
    written: user_service::Store,
    told: RunningRelay,
    streams: Streams,
}

impl Company {
    /// Starts all three, without users, products and orders.
    pub(crate) async fn open() -> Self {
        Self::on(["sqlite::memory:", "sqlite::memory:"], Arc::new(Memory::new())).await
    }

    /// Starts all three; the databases are those of users and orders.
    pub(crate) async fn on([users, orders]: [&str; 2], transport: Arc<dyn Transport>) -> Self {
        let users = user_service::Store::open(users).await.unwrap();
        let told = users.publish(Arc::clone(&transport)).unwrap();
        let user_service = serve(user_service::router(&Arc::new(users.clone()), Tokens::default())).await;
        let catalog_service = serve(catalog_service::router(&Arc::default(), Tokens::default())).await;
        let peers = Peers::connect(&user_service.url(), &catalog_service.url(), DEMO_TOKEN).unwrap();
        let store = Store::open(orders).await.unwrap();
        let streams = Streams::open(&store, &transport).await.unwrap();
        let service = Arc::new(OrderService::new(store.clone(), peers));
        let order_service = serve(order_service::router(&service, Tokens::default())).await;
        Self {
            users: connection(&user_service).into(),
            catalog: connection(&catalog_service).into(),
            orders: connection(&order_service).into(),
            health: connection(&order_service).into(),
            user_service,
            catalog_service,
            order_service,
            store,
            written: users,
            told,
            streams,
        }
    }

    /// Waits until the order service knows what the user service has written.
    pub(crate) async fn settle(&self) {
        self.told.settled().await;
        self.streams.settled().await;
    }

    /// A user who may order.
    pub(crate) async fn active_user(&self, handle: &str) -> User {
        let form = UserForm::new(handle.into(), format!("{handle}@acme.example"));
        let user = self.users.users().create_user(&form).send().await.unwrap();
        self.users.users().activate_user(&user.id).send().await.unwrap()
    }

    /// Tells the user service where a user lives.
    pub(crate) async fn moves_in(&self, user: &User) {
        let (name, address) = (Some(forms::name()), Some(forms::address()));
        let form = UserProfileForm { name, address, ..UserProfileForm::new("ada@acme.example".into()) };
        self.users.user_profiles().update_user_profile(&user.id, &form).send().await.unwrap();
    }

    /// A product for sale, so many pieces of it.
    pub(crate) async fn product(&self, number: &str, quantity: i32) -> Product {
        let category = CategoryForm::new(number.to_ascii_lowercase(), "Garden".into());
        let category = self.catalog.categories().create_category(&category).send().await.unwrap();
        let product =
            self.catalog.products().create_product(&forms::product(number, &category.id)).send().await.unwrap();
        self.catalog.stocks().update_stock(&product.id, &StockForm::new(quantity, 0)).send().await.unwrap();
        product
    }

    pub(crate) async fn left(&self, product: &Product) -> i32 {
        self.catalog.stocks().get_stock(&product.id).send().await.unwrap().quantity
    }

    /// Tells once more what the user service recorded under these numbers; gives how many events that makes.
    pub(crate) async fn tell_again(&self, first: i64, last: i64) -> u64 {
        let database = self.written.database();
        let journals = Journals::of(&user_events::SOURCE, database.engine());
        ReplayRequest::new(Chosen::Ids(first, last)).queue(database, &journals).await.unwrap().changes
    }

    /// The user service goes away, the others stay.
    pub(crate) async fn without_users(self) -> (io_acme_order_v0::client::Client, Vec<Running>) {
        self.told.stop().await;
        self.user_service.stop().await.unwrap();
        (self.orders, vec![self.catalog_service, self.order_service])
    }

    /// The catalog service goes away, the others stay.
    pub(crate) async fn without_catalog(self) -> (io_acme_order_v0::client::Client, Vec<Running>) {
        self.catalog_service.stop().await.unwrap();
        (self.orders, vec![self.user_service, self.order_service])
    }

    pub(crate) async fn close(self) {
        self.order_service.stop().await.unwrap();
        self.streams.stop().await;
        self.told.stop().await;
        self.catalog_service.stop().await.unwrap();
        self.user_service.stop().await.unwrap();
    }
}

async fn serve(router: Router) -> Running {
    start("127.0.0.1", 0, router).await.unwrap()
}

fn connection(service: &Running) -> Connection {
    Builder::new(service.url()).bearer(DEMO_TOKEN).build().unwrap()
}
