//! Values that name other objects: what a request names must be there, and what is named may not go.

use apigen_mock::{BASE_URL, Server, client};
use apigen_types::Decimal;
use io_acme_catalog_v0::client::Client;
use io_acme_catalog_v0::client::categories::DeleteCategoryError;
use io_acme_catalog_v0::client::products::{CreateProductError, UpdateProductError};
use io_acme_catalog_v0::client::reservations::CreateReservationError;
use io_acme_catalog_v0::{
    Category, CategoryForm, DigitalGood, DownloadFormat, ProductForm, ReservationForm, ReservationLine, mock,
};
use io_acme_common_v0::Money;
use io_acme_error_v0::{ConflictErrorCode, ValidationError, ValidationErrorCode, ViolationRule};

fn catalog(server: &Server) -> Client {
    client(Client::builder(BASE_URL).bearer("t-1"), server.router())
}

fn form(category_id: &str) -> ProductForm {
    let content = DigitalGood::new(DownloadFormat::Epub, 1).into();
    let price = Money::new(Decimal::new(100, 2), "EUR".to_owned());
    ProductForm::new("A-1".to_owned(), "Song".to_owned(), category_id.to_owned(), price, content)
}

async fn category(client: &Client) -> Category {
    let form = CategoryForm::new("music".to_owned(), "Music".to_owned());
    client.categories().create_category(&form).send().await.unwrap()
}

/// What an error says of values that name nothing, with their places.
fn unknown(error: &ValidationError) -> Vec<&str> {
    assert_eq!(error.code, ValidationErrorCode::UnknownReference);
    assert!(error.violations.iter().all(|it| it.rule == ViolationRule::References), "{error:?}");
    error.violations.iter().map(|it| it.pointer.as_str()).collect()
}

#[tokio::test]
async fn what_a_request_names_must_be_there() {
    let client = catalog(&mock::server());
    let Err(CreateProductError::UnprocessableEntity(error)) =
        client.products().create_product(&form("nowhere")).send().await
    else {
        panic!("a product in no category was made")
    };
    assert_eq!(unknown(&error), ["/category_id"]);
    assert_eq!(error.messages, ["category_id does not exist"]);
    assert!(client.products().list_products().send().await.unwrap().is_empty());
    let product = client.products().create_product(&form(&category(&client).await.id)).send().await.unwrap();
    let moved = client.products().update_product(&product.id, &form("nowhere")).send().await;
    assert!(matches!(moved, Err(UpdateProductError::UnprocessableEntity(it)) if unknown(&it) == ["/category_id"]));
    assert_eq!(client.products().get_product(&product.id).send().await.unwrap(), product);
}

#[tokio::test]
async fn every_element_is_looked_up() {
    let client = catalog(&mock::server());
    let product = client.products().create_product(&form(&category(&client).await.id)).send().await.unwrap();
    let lines = [&product.id, "p-1", "p-2"].map(|it| ReservationLine::new(it.to_owned(), 1));
    let answer = client.reservations().create_reservation("r-1", &ReservationForm::new(lines.to_vec())).send().await;
    let Err(CreateReservationError::UnprocessableEntity(error)) = answer else { panic!("{answer:?}") };
    assert_eq!(unknown(&error), ["/lines/1/product_id", "/lines/2/product_id"]);
}

#[tokio::test]
async fn what_is_named_stays_as_long_as_it_is() {
    let client = catalog(&mock::server());
    let category = category(&client).await;
    let product = client.products().create_product(&form(&category.id)).send().await.unwrap();
    let refused = client.categories().delete_category(&category.id).send().await;
    assert!(matches!(refused, Err(DeleteCategoryError::Conflict(it)) if it.code == ConflictErrorCode::InUse));
    client.products().delete_product(&product.id).send().await.unwrap();
    client.categories().delete_category(&category.id).send().await.unwrap();
}

#[tokio::test]
async fn what_is_loaded_is_believed() {
    let server = mock::server();
    let id = "prd-0123456789abcdef0123456789abcdef";
    server.load(&format!(r#"{{"/products": [{{"id": "{id}", "category_id": "elsewhere"}}]}}"#)).unwrap();
    assert_eq!(catalog(&server).products().get_product(id).send().await.unwrap().category_id, "elsewhere");
}
