//! Categories: the tree of shelves.

use std::iter::successors;

use acme_service_kit::{Caller, Sort, Tokens, conflict, new_id, unknown_references};
use apigen_types::DateTime;
use io_acme_catalog_v0::server::categories::{
    Categories, CreateCategoryError, CreateCategoryRequest, DeleteCategoryError, DeleteCategoryRequest,
    GetCategoryError, GetCategoryRequest, ListCategoriesError, ListCategoriesRequest, UpdateCategoryError,
    UpdateCategoryRequest,
};
use io_acme_catalog_v0::{Category, CategoryForm};
use io_acme_error_v0::ConflictErrorCode;

use crate::store::{Shop, Store, taken};

impl Categories<Tokens> for Store {
    type Context = Caller;

    async fn list_categories(
        &self,
        _: Caller,
        request: ListCategoriesRequest,
    ) -> Result<Vec<Category>, ListCategoriesError> {
        let sort = Sort::<Category>::parse(
            &request.sort,
            &[
                ("name", |a, b| a.name.cmp(&b.name)),
                ("key", |a, b| a.key.cmp(&b.key)),
                ("created_at", |a, b| a.created_at.cmp(&b.created_at)),
            ],
        );
        let sort = sort.map_err(ListCategoriesError::UnprocessableEntity)?;
        let shop = self.read();
        let found = shop.categories.values().filter(|it| matches(it, &request)).cloned();
        Ok(sort.page(found, request.limit, request.offset))
    }

    async fn create_category(
        &self,
        _: Caller,
        request: CreateCategoryRequest,
    ) -> Result<Category, CreateCategoryError> {
        let (mut shop, form) = (self.write(), request.body);
        if shop.has_key(&form.key, None) {
            return Err(CreateCategoryError::Conflict(taken("/key")));
        }
        if !shop.has_parent(&form) {
            return Err(CreateCategoryError::UnprocessableEntity(unknown_references(["/parent_id".to_owned()])));
        }
        let now = DateTime::now();
        let category =
            Category { parent_id: form.parent_id, ..Category::new(new_id("cat"), form.key, form.name, now, now) };
        shop.categories.insert(category.id.clone(), category.clone());
        Ok(category)
    }

    async fn get_category(&self, _: Caller, request: GetCategoryRequest) -> Result<Category, GetCategoryError> {
        self.read().categories.get(&request.id).cloned().ok_or(GetCategoryError::NotFound)
    }

    async fn update_category(
        &self,
        _: Caller,
        request: UpdateCategoryRequest,
    ) -> Result<Category, UpdateCategoryError> {
        let (mut shop, form) = (self.write(), request.body);
        let before = shop.categories.get(&request.id).ok_or(UpdateCategoryError::NotFound)?;
        if shop.has_key(&form.key, Some(&request.id)) {
            return Err(UpdateCategoryError::Conflict(taken("/key")));
        }
        if !shop.has_parent(&form) {
            return Err(UpdateCategoryError::UnprocessableEntity(unknown_references(["/parent_id".to_owned()])));
        }
        if shop.ancestors(form.parent_id.as_deref()).any(|it| it.id == request.id) {
            let error = conflict(ConflictErrorCode::WrongState, "The parent lies below the category", &["/parent_id"]);
            return Err(UpdateCategoryError::Conflict(error));
        }
        let new = Category::new(request.id, form.key, form.name, before.created_at, DateTime::now());
        let after = Category { parent_id: form.parent_id, ..new };
        shop.categories.insert(after.id.clone(), after.clone());
        Ok(after)
    }

    async fn delete_category(&self, _: Caller, request: DeleteCategoryRequest) -> Result<(), DeleteCategoryError> {
        let mut shop = self.write();
        if !shop.categories.contains_key(&request.id) {
            return Err(DeleteCategoryError::NotFound);
        }
        if shop.is_in_use(&request.id) {
            let error = conflict(ConflictErrorCode::InUse, "Products or categories still lie in it", &[]);
            return Err(DeleteCategoryError::Conflict(error));
        }
        shop.categories.remove(&request.id);
        Ok(())
    }
}

impl Shop {
    /// Whether a category other than the given one has a key.
    fn has_key(&self, key: &str, own: Option<&str>) -> bool {
        self.categories.values().any(|it| it.key == key && own != Some(&it.id))
    }

    /// Whether the parent that a form names exists; the root has none.
    fn has_parent(&self, form: &CategoryForm) -> bool {
        form.parent_id.as_ref().is_none_or(|it| self.categories.contains_key(it))
    }

    /// A category and all those above it.
    fn ancestors(&self, id: Option<&str>) -> impl Iterator<Item = &Category> {
        let find = |id: &str| self.categories.get(id);
        successors(id.and_then(find), move |it| it.parent_id.as_deref().and_then(find))
    }

    fn is_in_use(&self, id: &str) -> bool {
        self.articles.values().any(|it| it.product.category_id == id)
            || self.categories.values().any(|it| it.parent_id.as_deref() == Some(id))
    }
}

fn matches(category: &Category, request: &ListCategoriesRequest) -> bool {
    (request.id.is_empty() || request.id.contains(&category.id))
        && request.parent_id.as_ref().is_none_or(|it| category.parent_id.as_ref() == Some(it))
}
