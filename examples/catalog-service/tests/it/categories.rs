//! Categories.

use io_acme_catalog_v0::CategoryForm;
use io_acme_catalog_v0::client::categories::{
    CreateCategoryError, DeleteCategoryError, GetCategoryError, UpdateCategoryError,
};
use io_acme_error_v0::ConflictErrorCode;

use crate::{anybody, category, colleague, product, service};

fn below(key: &str, parent_id: &str) -> CategoryForm {
    CategoryForm { parent_id: Some(parent_id.into()), ..CategoryForm::new(key.into(), key.into()) }
}

#[tokio::test]
async fn categories_form_a_tree() {
    let service = service();
    let client = colleague(&service);
    let garden = category(&client, "garden", None).await;
    let cans = category(&client, "cans", Some(garden.clone())).await;
    let found = anybody(&service).categories().list_categories().parent_id(&garden).send().await.unwrap();
    assert_eq!(found.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["cans"]);
    let circle = client.categories().update_category(&garden, &below("garden", &cans)).send().await;
    assert!(matches!(circle, Err(UpdateCategoryError::Conflict(it)) if it.code == ConflictErrorCode::WrongState));
    let own = client.categories().update_category(&garden, &below("garden", &garden)).send().await;
    assert!(matches!(own, Err(UpdateCategoryError::Conflict(it)) if it.code == ConflictErrorCode::WrongState));
    let moved = client.categories().update_category(&cans, &CategoryForm::new("cans".into(), "Cans".into()));
    assert_eq!(moved.send().await.unwrap().parent_id, None);
}

#[tokio::test]
async fn keys_are_unique_and_parents_exist() {
    let client = colleague(&service());
    category(&client, "garden", None).await;
    let taken = client.categories().create_category(&CategoryForm::new("garden".into(), "Garden".into()));
    assert!(matches!(taken.send().await, Err(CreateCategoryError::Conflict(_))));
    let lost = client.categories().create_category(&below("cans", "cat-0")).send().await;
    assert!(matches!(lost, Err(CreateCategoryError::UnprocessableEntity(_))));
}

#[tokio::test]
async fn only_empty_categories_are_deleted() {
    let client = colleague(&service());
    let can = product(&client, "CAN-1", 0).await;
    let delete = |id: &str| client.categories().delete_category(id).send();
    let used = delete(&can.category_id).await;
    assert!(matches!(used, Err(DeleteCategoryError::Conflict(it)) if it.code == ConflictErrorCode::InUse));
    let empty = category(&client, "garden", None).await;
    delete(&empty).await.unwrap();
    assert!(matches!(client.categories().get_category(&empty).send().await, Err(GetCategoryError::NotFound)));
}
