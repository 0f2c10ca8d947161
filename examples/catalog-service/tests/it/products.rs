//! Products.

use io_acme_catalog_v0::client::products::{
    CreateProductError, DeleteProductError, GetProductError, ListProducts, UpdateProductError,
};
use io_acme_catalog_v0::{ProductForm, ProductStatus};
use io_acme_error_v0::{ConflictErrorCode, ValidationErrorCode};

use crate::{anybody, category, colleague, form, product, service};

#[tokio::test]
async fn drafts_are_for_colleagues_until_they_are_listed() {
    let service = service();
    let (client, window) = (colleague(&service), anybody(&service));
    let category = category(&client, "garden", None).await;
    let draft = ProductForm { status: ProductStatus::Draft, ..form("CAN-1", &category) };
    let created = client.products().create_product(&draft).send().await.unwrap();
    assert!(matches!(window.products().get_product(&created.id).send().await, Err(GetProductError::NotFound)));
    assert_eq!(client.products().get_product(&created.id).send().await.unwrap(), created);
    let listed = client.products().update_product(&created.id, &form("CAN-1", &category)).send().await.unwrap();
    assert_eq!(listed.created_at, created.created_at);
    assert_eq!(window.products().get_product(&created.id).send().await.unwrap(), listed);
    let back = client.products().update_product(&created.id, &draft).send().await;
    assert!(matches!(back, Err(UpdateProductError::Conflict(it)) if it.code == ConflictErrorCode::WrongState));
    let deleted = client.products().delete_product(&created.id).send().await;
    assert!(matches!(deleted, Err(DeleteProductError::Conflict(it)) if it.code == ConflictErrorCode::WrongState));
}

#[tokio::test]
async fn drafts_can_be_thrown_away() {
    let client = colleague(&service());
    let category = category(&client, "garden", None).await;
    let draft = ProductForm { status: ProductStatus::Draft, ..form("CAN-1", &category) };
    let created = client.products().create_product(&draft).send().await.unwrap();
    client.products().delete_product(&created.id).send().await.unwrap();
    let again = client.products().delete_product(&created.id).send().await;
    assert!(matches!(again, Err(DeleteProductError::NotFound)));
}

#[tokio::test]
async fn numbers_are_unique_and_categories_exist() {
    let client = colleague(&service());
    let first = product(&client, "CAN-1", 0).await;
    let second = product(&client, "CAN-2", 0).await;
    let taken = client.products().create_product(&form("CAN-1", &first.category_id)).send().await;
    assert!(matches!(taken, Err(CreateProductError::Conflict(it)) if it.pointers == Some(vec!["/number".into()])));
    let taken = client.products().update_product(&second.id, &form("CAN-1", &first.category_id)).send().await;
    assert!(matches!(taken, Err(UpdateProductError::Conflict(it)) if it.code == ConflictErrorCode::AlreadyExists));
    let unknown = client.products().create_product(&form("CAN-3", "cat-0")).send().await.unwrap_err();
    let CreateProductError::UnprocessableEntity(error) = unknown else { panic!("{unknown}") };
    assert_eq!(error.code, ValidationErrorCode::UnknownReference);
    assert_eq!(error.messages, ["category_id does not exist"]);
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page() {
    let service = service();
    let (client, window) = (colleague(&service), anybody(&service));
    let category = category(&client, "garden", None).await;
    for number in ["CAN-3", "CAN-1", "CAN-5", "CAN-2", "CAN-4"] {
        client.products().create_product(&form(number, &category)).send().await.unwrap();
    }
    let numbers = async |list: ListProducts| -> Vec<String> {
        list.send().await.unwrap().into_iter().map(|it| it.number).collect()
    };
    let list = || window.products().list_products();
    assert_eq!(numbers(list().limit(2)).await, ["CAN-1", "CAN-2"]);
    assert_eq!(numbers(list().limit(2).offset(2)).await, ["CAN-3", "CAN-4"]);
    assert_eq!(numbers(list().limit(2).offset(4)).await, ["CAN-5"]);
    let all = list().limit(2).stream().collect().await.unwrap();
    let all: Vec<_> = all.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(all, ["CAN-1", "CAN-2", "CAN-3", "CAN-4", "CAN-5"], "three pages, one list");
    assert_eq!(numbers(list().sort("-number").limit(1)).await, ["CAN-5"]);
    assert_eq!(numbers(list().number(["CAN-4", "CAN-9"])).await, ["CAN-4"]);
    assert_eq!(numbers(list().category_id("cat-0")).await, Vec::<String>::new());
    assert_eq!(numbers(list().status(ProductStatus::Retired)).await, Vec::<String>::new());
}
