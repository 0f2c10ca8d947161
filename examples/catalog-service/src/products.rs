//! Products: browsing for everybody, writing for merchandisers.

use acme_service_kit::{Caller, Sort, Tokens, conflict, new_id, unknown_references};
use apigen_types::DateTime;
use io_acme_catalog_v0::server::products::{
    CreateProductError, CreateProductRequest, DeleteProductError, DeleteProductRequest, GetProductError,
    GetProductRequest, ListProductsError, ListProductsRequest, Products, UpdateProductError, UpdateProductRequest,
};
use io_acme_catalog_v0::{Product, ProductForm, ProductStatus};
use io_acme_error_v0::ConflictErrorCode;

use crate::store::{Article, Shop, Store, taken};

impl Products<Tokens> for Store {
    type Context = Caller;

    async fn list_products(
        &self,
        caller: Caller,
        request: ListProductsRequest,
    ) -> Result<Vec<Product>, ListProductsError> {
        let sort = Sort::<Product>::parse(
            &request.sort,
            &[
                ("name", |a, b| a.name.cmp(&b.name)),
                ("number", |a, b| a.number.cmp(&b.number)),
                ("created_at", |a, b| a.created_at.cmp(&b.created_at)),
            ],
        );
        let sort = sort.map_err(ListProductsError::UnprocessableEntity)?;
        let shop = self.read();
        let found = shop.articles.values().filter(|it| it.is_visible_to(caller)).map(|it| &it.product);
        let found = found.filter(|it| matches(it, &request)).cloned();
        Ok(sort.page(found, request.limit, request.offset))
    }

    async fn create_product(&self, _: Caller, request: CreateProductRequest) -> Result<Product, CreateProductError> {
        let mut shop = self.write();
        if shop.has_number(&request.body.number, None) {
            return Err(CreateProductError::Conflict(taken("/number")));
        }
        if !shop.categories.contains_key(&request.body.category_id) {
            let error = unknown_references(["/category_id".to_owned()]);
            return Err(CreateProductError::UnprocessableEntity(error));
        }
        let product = product(new_id("prd"), request.body, DateTime::now());
        shop.articles.insert(product.id.clone(), Article::new(product.clone()));
        Ok(product)
    }

    async fn get_product(&self, caller: Caller, request: GetProductRequest) -> Result<Product, GetProductError> {
        let shop = self.read();
        let found = shop.articles.get(&request.id).filter(|it| it.is_visible_to(caller));
        found.map(|it| it.product.clone()).ok_or(GetProductError::NotFound)
    }

    async fn update_product(&self, _: Caller, request: UpdateProductRequest) -> Result<Product, UpdateProductError> {
        let (mut shop, form) = (self.write(), request.body);
        let before = shop.articles.get(&request.id).map(|it| &it.product).ok_or(UpdateProductError::NotFound)?;
        if before.status != ProductStatus::Draft && form.status == ProductStatus::Draft {
            let error =
                conflict(ConflictErrorCode::WrongState, "What was listed once is no draft any more", &["/status"]);
            return Err(UpdateProductError::Conflict(error));
        }
        if shop.has_number(&form.number, Some(&request.id)) {
            return Err(UpdateProductError::Conflict(taken("/number")));
        }
        if !shop.categories.contains_key(&form.category_id) {
            return Err(UpdateProductError::UnprocessableEntity(unknown_references(["/category_id".to_owned()])));
        }
        let after = Product { updated_at: DateTime::now(), ..product(request.id, form, before.created_at) };
        let article = shop.articles.get_mut(&after.id).ok_or(UpdateProductError::NotFound)?;
        article.product = after.clone();
        Ok(after)
    }

    async fn delete_product(&self, _: Caller, request: DeleteProductRequest) -> Result<(), DeleteProductError> {
        let mut shop = self.write();
        let article = shop.articles.get(&request.id).ok_or(DeleteProductError::NotFound)?;
        if article.product.status != ProductStatus::Draft {
            let error = conflict(ConflictErrorCode::WrongState, "Only drafts are deleted; retire it instead", &[]);
            return Err(DeleteProductError::Conflict(error));
        }
        shop.articles.remove(&request.id);
        Ok(())
    }
}

impl Article {
    /// Drafts and retired products are for colleagues.
    fn is_visible_to(&self, caller: Caller) -> bool {
        caller.is_known() || self.is_listed()
    }
}

impl Shop {
    /// Whether a product other than the given one has a number.
    fn has_number(&self, number: &str, own: Option<&str>) -> bool {
        self.articles.values().any(|it| it.product.number == number && own != Some(&it.product.id))
    }
}

fn matches(product: &Product, request: &ListProductsRequest) -> bool {
    (request.id.is_empty() || request.id.contains(&product.id))
        && (request.number.is_empty() || request.number.contains(&product.number))
        && request.category_id.as_ref().is_none_or(|it| product.category_id == *it)
        && request.status.is_none_or(|it| product.status == it)
}

/// What a form makes of a product that was created at some time.
#[expect(deprecated, reason = "the rating is there until its readers are gone, and nobody sets it any more")]
fn product(id: String, form: ProductForm, created_at: DateTime) -> Product {
    Product {
        id,
        number: form.number,
        name: form.name,
        description: form.description,
        status: form.status,
        category_id: form.category_id,
        price: form.price,
        content: form.content,
        tags: form.tags,
        properties: form.properties,
        released_on: form.released_on,
        rating: None,
        created_at,
        updated_at: created_at,
    }
}
