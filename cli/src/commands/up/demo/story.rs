//! A day of the demo company, told with its generated clients.

use apigen_types::{Decimal, Uuid};
use io_acme_catalog_v0::{CategoryForm, PhysicalGood, Product, ProductForm, ProductStatus, StockForm};
use io_acme_common_v0::{Address, Dimensions, Money, Name};
use io_acme_healthcheck_v0::HealthcheckStatus;
use io_acme_order_v0::client::orders::CreateOrderError;
use io_acme_order_v0::{CardPaymentForm, Order, OrderError, OrderForm, OrderLineForm};
use io_acme_user_v0::{SuspensionReason, User, UserForm, UserProfileForm, UserStatus, UserSuspensionForm};

use super::super::Summary;
use super::company::Clients;
use super::text;
use super::told::Told as Events;

/// What a step leads to, and a sentence about it; or what went wrong.
type Told<T> = Result<(T, String), String>;

/// Tells the story to its end; nothing when a step fails, which the summary then says.
pub(super) async fn tell(clients: &Clients, events: &Events, summary: &mut Summary) -> Option<()> {
    summary.told("health", health(clients).await)?;
    let ada = summary.told("user", sign_up(clients).await)?;
    summary.told("event", arrival(events, &ada, UserStatus::Active).await)?;
    let can = summary.told("product", stock(clients, 3).await)?;
    summary.told("order", order(clients, &ada, &can, 2).await)?;
    summary.told("refusal", sell_out(clients, &ada, &can).await)?;
    summary.told("suspend", suspend(clients, &ada).await)?;
    summary.told("event", arrival(events, &ada, UserStatus::Suspended).await)?;
    summary.told("refusal", refuse(clients, &ada, &can).await)
}

async fn health(clients: &Clients) -> Told<()> {
    let answer = clients.health.healthchecks().get_healthcheck().send().await.map_err(text)?;
    let others = answer.dependencies.iter().map(|it| format!("{} is {}", it.name, it.status));
    let sentence = format!("order-service is {}; {}", answer.status, others.collect::<Vec<_>>().join(", "));
    let well = answer.dependencies.iter().all(|it| it.status == HealthcheckStatus::Healthy);
    if well { Ok(((), sentence)) } else { Err(sentence) }
}

async fn sign_up(clients: &Clients) -> Told<User> {
    let form = UserForm::new("ada".to_owned(), "ada@acme.example".to_owned());
    let user = clients.users.users().create_user(&form).send().await.map_err(text)?;
    let name = Name { first: Some("Ada".to_owned()), last: Some("Lovelace".to_owned()) };
    let address = Address::new(vec!["Torstraße 1".to_owned()], "Berlin".to_owned(), "DEU".to_owned());
    let profile =
        UserProfileForm { name: Some(name), address: Some(address), ..UserProfileForm::new(form.email.clone()) };
    clients.users.user_profiles().update_user_profile(&user.id, &profile).send().await.map_err(text)?;
    let user = clients.users.users().activate_user(&user.id).send().await.map_err(text)?;
    let sentence = format!("{} signs up, says where she lives, and is {}", user.handle, user.status);
    Ok((user, sentence))
}

/// The order service hears of the user without asking.
async fn arrival(events: &Events, user: &User, status: UserStatus) -> Told<()> {
    events.arrives(user, status).await.map(|sentence| ((), sentence))
}

async fn stock(clients: &Clients, quantity: i32) -> Told<Product> {
    let category = CategoryForm::new("garden".to_owned(), "Garden".to_owned());
    let category = clients.catalog.categories().create_category(&category).send().await.map_err(text)?;
    let price = Money::new(Decimal::new(2490, 2), "EUR".to_owned());
    let content = PhysicalGood::new(Dimensions::new(900, 380, 180, 300), "DEU".to_owned()).into();
    let form = ProductForm::new("CAN-1".to_owned(), "Watering can".to_owned(), category.id, price, content);
    let form = ProductForm { status: ProductStatus::Listed, ..form };
    let product = clients.catalog.products().create_product(&form).send().await.map_err(text)?;
    let stock = clients.catalog.stocks().get_stock(&product.id).send().await.map_err(text)?;
    let count = StockForm::new(quantity, stock.version);
    let stock = clients.catalog.stocks().update_stock(&product.id, &count).send().await.map_err(text)?;
    let sentence = format!("{} × {} at {} in stock", stock.quantity, product.name, money(&product.price));
    Ok((product, sentence))
}

/// The order service knows the buyer from events, and asks where she lives and for the pieces; what it reserved is gone
/// from the shelf.
async fn order(clients: &Clients, user: &User, product: &Product, quantity: i32) -> Told<Order> {
    let order = place(clients, user, product, quantity).await.map_err(text)?;
    let stock = clients.catalog.stocks().get_stock(&product.id).send().await.map_err(text)?;
    let delivery = clients.orders.deliveries().get_delivery(&order.id).send().await.map_err(text)?;
    let (number, total, city) = (&order.number, money(&order.total), delivery.address.city);
    let sentence = format!(
        "{} orders {quantity}; order-service asks the catalog and places {number} for {total} to {city}, {} left",
        user.handle, stock.quantity
    );
    Ok((order, sentence))
}

async fn sell_out(clients: &Clients, user: &User, product: &Product) -> Told<()> {
    match place(clients, user, product, 2).await {
        Err(CreateOrderError::Conflict(OrderError::OutOfStockError(it))) => {
            Ok(((), format!("{} orders 2 more: out of stock ({})", user.handle, it.messages.join(", "))))
        }
        other => Err(format!("more was ordered than there is, and the answer was {other:?}")),
    }
}

async fn suspend(clients: &Clients, user: &User) -> Told<()> {
    let form = UserSuspensionForm::new(SuspensionReason::UnpaidOrders);
    let user = clients.users.users().suspend_user(&user.id, &form).send().await.map_err(text)?;
    Ok(((), format!("{} has not paid, and is {}", user.handle, user.status)))
}

async fn refuse(clients: &Clients, user: &User, product: &Product) -> Told<()> {
    match place(clients, user, product, 1).await {
        Err(CreateOrderError::Conflict(OrderError::UserNotActiveError(it))) => {
            Ok(((), format!("{} orders 1 more: user not active ({})", user.handle, it.status)))
        }
        other => Err(format!("a suspended user ordered, and the answer was {other:?}")),
    }
}

async fn place(clients: &Clients, user: &User, product: &Product, quantity: i32) -> Result<Order, CreateOrderError> {
    let lines = vec![OrderLineForm::new(product.id.clone(), quantity, product.price.clone())];
    let payment = CardPaymentForm::new("tok-4242".to_owned()).into();
    let form = OrderForm::new(Uuid::new_v4(), user.id.clone(), lines, payment);
    clients.orders.orders().create_order(&form).send().await
}

fn money(money: &Money) -> String {
    format!("{:.2} {}", money.amount, money.currency)
}
