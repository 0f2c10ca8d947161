//! The service in process: the generated client calls the router without a network.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod categories;
mod conform;
mod products;
mod reservations;
mod stocks;

use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Tokens};
use apigen_http::server::Router;
use apigen_types::Decimal;
use catalog_service::{Store, router};
use io_acme_catalog_v0::client::Client;
use io_acme_catalog_v0::{CategoryForm, PhysicalGood, Product, ProductForm, ProductStatus, Stock, StockForm};
use io_acme_common_v0::{Dimensions, Money};

/// A service of its own for one test.
fn service() -> Router {
    router(&Arc::new(Store::default()), Tokens::default())
}

/// A client with a token.
fn colleague(service: &Router) -> Client {
    Client::builder("http://catalog").in_process(service.clone()).bearer(DEMO_TOKEN).build().unwrap()
}

/// A client without one.
fn anybody(service: &Router) -> Client {
    Client::builder("http://catalog").in_process(service.clone()).build().unwrap()
}

/// Something to sell, by its article number.
fn form(number: &str, category_id: &str) -> ProductForm {
    let price = Money::new(Decimal::new(2490, 2), "EUR".into());
    let content = PhysicalGood::new(Dimensions::new(900, 380, 180, 300), "DEU".into()).into();
    let form = ProductForm::new(number.into(), format!("Product {number}"), category_id.into(), price, content);
    ProductForm { status: ProductStatus::Listed, ..form }
}

/// A product for sale, with so many pieces on its shelf.
async fn product(client: &Client, number: &str, quantity: i32) -> Product {
    let category_id = category(client, &number.to_ascii_lowercase(), None).await;
    let product = client.products().create_product(&form(number, &category_id)).send().await.unwrap();
    client.stocks().update_stock(&product.id, &StockForm::new(quantity, 0)).send().await.unwrap();
    product
}

async fn category(client: &Client, key: &str, parent_id: Option<String>) -> String {
    let form = CategoryForm { parent_id, ..CategoryForm::new(key.into(), key.into()) };
    client.categories().create_category(&form).send().await.unwrap().id
}

async fn stock(client: &Client, product_id: &str) -> Stock {
    client.stocks().get_stock(product_id).send().await.unwrap()
}
