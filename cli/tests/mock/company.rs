//! The demo company's three services, served by one `apigen mock` and called over a socket with generated clients.

use apigen_types::{Decimal, Uuid};
use io_acme_catalog_v0::client::categories::DeleteCategoryError;
use io_acme_catalog_v0::client::products::{CreateProductError, GetProductError};
use io_acme_catalog_v0::{CategoryForm, DigitalGood, DownloadFormat, ProductForm};
use io_acme_common_v0::Money;
use io_acme_order_v0::client::orders::{CreateOrderError, GetOrderError};
use io_acme_order_v0::{CancellationReason, CardPaymentForm, OrderCancellationForm, OrderForm, OrderLineForm};
use io_acme_user_v0::client::users::{CreateUserError, GetUserError, ListUsersError};
use io_acme_user_v0::{User, UserForm, UserStatus};

use crate::program::Program;

/// The program, and the address of what it serves.
fn company() -> (Program, String) {
    let mut program = Program::start(concat!(env!("CARGO_MANIFEST_DIR"), "/../api-definitions"));
    let (_, url) = program.ready();
    (program, url)
}

/// A client with the token that everybody has.
macro_rules! client {
    ($name:ident, $url:expr) => {
        $name::client::Client::builder($url).bearer("t-1").build().unwrap()
    };
}

fn user(handle: &str) -> UserForm {
    UserForm::new(handle.to_owned(), format!("{handle}@acme.example"))
}

fn price() -> Money {
    Money::new(Decimal::new(100, 2), "EUR".to_owned())
}

#[tokio::test]
async fn users_live_behind_a_socket() {
    let (_program, url) = company();
    let client = client!(io_acme_user_v0, &url);
    let users = || client.users();
    let mut all: Vec<User> = Vec::new();
    for handle in ["ada", "bob", "cyd", "dan", "eve"] {
        all.push(users().create_user(&user(handle)).send().await.unwrap());
    }
    assert_eq!(users().get_user(&all[0].id).send().await.unwrap(), all[0]);
    // A page, what follows it, and all pages one after the other; in the order that is asked for.
    let page = users().list_users().sort("handle").limit(2).offset(2).send().await.unwrap();
    assert_eq!(page, all[2..4]);
    let walked = users().list_users().sort("-handle").limit(2).stream().collect().await.unwrap();
    assert!(walked.iter().eq(all.iter().rev()), "{walked:?}");
    assert_eq!(users().list_users().handle("cyd").send().await.unwrap(), all[2..3]);
    assert_eq!(users().list_users().id([&all[1].id, &all[4].id]).sort("handle").send().await.unwrap().len(), 2);
    assert!(users().list_users().status(UserStatus::Suspended).send().await.unwrap().is_empty());
    let taken = users().create_user(&user("ada")).send().await;
    assert!(matches!(taken, Err(CreateUserError::Conflict(it)) if it.pointers == Some(vec!["/handle".to_owned()])));
    let renamed = users().update_user(&all[0].id, &user("lovelace")).send().await.unwrap();
    assert_eq!((renamed.handle.as_str(), renamed.created_at), ("lovelace", all[0].created_at));
    users().delete_user(&all[0].id).send().await.unwrap();
    assert!(matches!(users().get_user(&all[0].id).send().await, Err(GetUserError::NotFound)));
    let wrong = users().list_users().limit(0).send().await;
    assert!(matches!(wrong, Err(ListUsersError::UnprocessableEntity(it)) if it.violations[0].pointer == "/limit"));
    let nobody = io_acme_user_v0::client::Client::builder(&url).build().unwrap();
    assert!(matches!(nobody.users().list_users().send().await, Err(ListUsersError::Unauthorized)));
}

#[tokio::test]
async fn services_know_of_each_other() {
    let (_program, url) = company();
    let (users, catalog) = (client!(io_acme_user_v0, &url), client!(io_acme_catalog_v0, &url));
    let orders = client!(io_acme_order_v0, &url);
    let user = users.users().create_user(&user("ada")).send().await.unwrap();
    let music = CategoryForm::new("music".to_owned(), "Music".to_owned());
    let category = catalog.categories().create_category(&music).send().await.unwrap();
    let content = DigitalGood::new(DownloadFormat::Epub, 1).into();
    let song = ProductForm::new("A-1".to_owned(), "Song".to_owned(), category.id.clone(), price(), content);
    let product = catalog.products().create_product(&song).send().await.unwrap();
    let again = catalog.products().create_product(&song).send().await;
    assert!(matches!(again, Err(CreateProductError::Conflict(it)) if it.pointers == Some(vec!["/number".to_owned()])));
    let form = |user: &str, product: &str| {
        let lines = vec![OrderLineForm::new(product.to_owned(), 1, price())];
        OrderForm::new(Uuid::new_v4(), user.to_owned(), lines, CardPaymentForm::new("tok-1".to_owned()).into())
    };
    let place = async |user: &str, product: &str| orders.orders().create_order(&form(user, product)).send().await;
    // Served together, users and products that orders name must be there.
    let Err(CreateOrderError::UnprocessableEntity(error)) = place("usr-9", "prd-9").await else {
        panic!("an order of nobody was placed")
    };
    let pointers: Vec<_> = error.violations.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(pointers, ["/user_id", "/lines/0/product_id"]);
    let order = place(&user.id, &product.id).await.unwrap();
    assert_eq!(order.cancellation, None);
    assert_eq!(orders.orders().list_orders().user_id(&user.id).send().await.unwrap(), std::slice::from_ref(&order));
    assert!(orders.orders().list_orders().user_id("usr-9").send().await.unwrap().is_empty());
    let why = OrderCancellationForm::new(CancellationReason::ChangedMind);
    let cancelled = orders.orders().cancel_order(&order.id, &why).send().await.unwrap();
    assert_eq!((cancelled.id, cancelled.payment), (order.id, order.payment));
    assert_eq!(cancelled.cancellation.map(|it| it.reason), Some(why.reason));
    assert!(matches!(orders.orders().get_order("ord-9").send().await, Err(GetOrderError::NotFound)));
    let refused = catalog.categories().delete_category(&category.id).send().await;
    assert!(matches!(refused, Err(DeleteCategoryError::Conflict(_))), "{refused:?}");
    catalog.products().delete_product(&product.id).send().await.unwrap();
    assert!(matches!(catalog.products().get_product(&product.id).send().await, Err(GetProductError::NotFound)));
    catalog.categories().delete_category(&category.id).send().await.unwrap();
}
