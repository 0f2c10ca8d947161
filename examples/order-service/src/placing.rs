//! Placing an order: three services agree, or nothing happens.
//!
//! Every call to another service ends in one of three ways. What it answers is what this service declares itself, in
//! its own words. Silence is `ServiceUnavailable`, and the caller may send the same order again. Anything else (a wrong
//! token, an answer that its definition does not have) is a mistake among ourselves: an internal error.

use acme_service_kit::unknown_references;
use apigen_types::DateTime;
use io_acme_catalog_v0::client::products::ListProductsError;
use io_acme_catalog_v0::client::reservations::CreateReservationError;
use io_acme_catalog_v0::{Product, ProductStatus, ReservationForm, ReservationLine};
use io_acme_error_v0::{ValidationError, ViolationRule};
use io_acme_order_v0::server::orders::CreateOrderError;
use io_acme_order_v0::store::Orders;
use io_acme_order_v0::{Delivery, DeliveryForm, Order, OrderForm, OrderLineForm, OrderStatus};
use io_acme_user_v0::client::user_profiles::GetUserProfileError;
use io_acme_user_v0::client::users::GetUserError;
use io_acme_user_v0::{User, UserProfile, UserStatus};

use crate::errors::{is_silence, out_of_stock, user_not_active, wrong};
use crate::pricing::price;
use crate::{OrderService, payment};

impl OrderService {
    /// Places an order, or answers with the one that the same request placed before.
    ///
    /// Pieces are reserved last, so that nothing has to be undone when anything else is refused.
    pub(crate) async fn place(&self, form: OrderForm) -> Result<Order, CreateOrderError> {
        // The request makes the id, and the id names the reservation: repeating any step repeats nothing.
        let id = format!("ord-{}", form.request_id.simple());
        if let Some(order) = Orders::of(&self.store.database).get(&id).await? {
            return Ok(order);
        }
        let (buyer, products) = tokio::try_join!(self.buyer(&form.user_id), self.products(&form.lines))?;
        let now = DateTime::now();
        let basket = price(&form.lines, &products, form.shipping_speed, now.date())?;
        let destination = self.destination(&form.user_id, form.delivery).await?;
        let payment =
            payment::accept(form.payment, &basket.total, now).map_err(CreateOrderError::UnprocessableEntity)?;
        self.reserve(&id, &form.lines).await?;
        let delivery = Delivery {
            content: basket.parcel,
            ..Delivery::new(id.clone(), destination.recipient, destination.address)
        };
        let order = Order {
            id,
            // Assigned when the order is kept.
            number: String::new(),
            user_id: buyer.id,
            placed_by: buyer.role,
            status: OrderStatus::Placed,
            lines: basket.lines,
            shipping_speed: form.shipping_speed,
            total: basket.total,
            payment,
            cancellation: None,
            created_at: now,
            updated_at: now,
        };
        Ok(self.store.keep(&order, &delivery).await?)
    }

    /// The user who orders, who must be allowed to.
    ///
    /// The copy may be a moment behind. So its word is enough to go on, and the user service is asked before a refusal:
    /// who has just signed up can order, and who may order can do so while the user service is away.
    async fn buyer(&self, id: &str) -> Result<User, CreateOrderError> {
        let copied = self.store.buyer(id).await?.and_then(|it| it.latest);
        if let Some(user) = copied.filter(|it| it.status == UserStatus::Active) {
            return Ok(user);
        }
        let user = self.peers.users.users().get_user(id).send().await.map_err(|error| match error {
            GetUserError::NotFound => CreateOrderError::UnprocessableEntity(unknown_user()),
            GetUserError::Failed(it) if is_silence(&it) => CreateOrderError::ServiceUnavailable,
            other => other.into(),
        })?;
        match user.status {
            UserStatus::Active => Ok(user),
            status => Err(CreateOrderError::Conflict(user_not_active(status))),
        }
    }

    /// The products of a basket, as far as they are for sale.
    async fn products(&self, lines: &[OrderLineForm]) -> Result<Vec<Product>, CreateOrderError> {
        let ids = lines.iter().map(|it| &it.product_id);
        let list = self.peers.catalog.products().list_products().id(ids).status(ProductStatus::Listed);
        // As many as a basket has lines; the definition allows no more.
        list.limit(100).send().await.map_err(|error| match error {
            ListProductsError::Failed(it) if is_silence(&it) => CreateOrderError::ServiceUnavailable,
            other => other.into(),
        })
    }

    /// Where the parcel goes: where the buyer says, or home.
    async fn destination(&self, user_id: &str, wish: Option<DeliveryForm>) -> Result<DeliveryForm, CreateOrderError> {
        if let Some(wish) = wish {
            return Ok(wish);
        }
        let profile = self.peers.users.user_profiles().get_user_profile(user_id).send().await;
        let profile = profile.map_err(|error| match error {
            GetUserProfileError::NotFound => CreateOrderError::UnprocessableEntity(unknown_user()),
            GetUserProfileError::Failed(it) if is_silence(&it) => CreateOrderError::ServiceUnavailable,
            other => other.into(),
        })?;
        home(profile).map_err(CreateOrderError::UnprocessableEntity)
    }

    /// Takes the pieces of all lines off the shelves, or none.
    async fn reserve(&self, id: &str, lines: &[OrderLineForm]) -> Result<(), CreateOrderError> {
        let pieces = lines.iter().map(|it| ReservationLine::new(it.product_id.clone(), it.quantity)).collect();
        let form = ReservationForm::new(pieces);
        let answer = self.peers.catalog.reservations().create_reservation(id, &form).send().await;
        answer.map(drop).map_err(|error| match error {
            CreateReservationError::Conflict(it) => {
                CreateOrderError::Conflict(out_of_stock(it.messages, it.product_ids))
            }
            // A product went off sale a moment ago. The lines are those of the order, so the pointers fit both.
            CreateReservationError::UnprocessableEntity(it) => CreateOrderError::UnprocessableEntity(it),
            CreateReservationError::Failed(it) if is_silence(&it) => CreateOrderError::ServiceUnavailable,
            other => other.into(),
        })
    }
}

fn unknown_user() -> ValidationError {
    unknown_references(["/user_id".to_owned()])
}

fn home(profile: UserProfile) -> Result<DeliveryForm, ValidationError> {
    match (profile.name, profile.address) {
        (Some(recipient), Some(address)) => Ok(DeliveryForm::new(recipient, address)),
        _ => Err(wrong("/delivery", ViolationRule::Required, "is required: the profile has no name or no address")),
    }
}
