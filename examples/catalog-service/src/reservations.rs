//! Reservations: pieces put aside for orders, all of an order or none.

use std::collections::BTreeMap;

use acme_service_kit::{Caller, Tokens, unknown_references};
use apigen_types::DateTime;
use io_acme_catalog_v0::server::reservations::{
    CreateReservationError, CreateReservationRequest, DeleteReservationError, DeleteReservationRequest,
    GetReservationError, GetReservationRequest, Reservations,
};
use io_acme_catalog_v0::{Reservation, ReservationLine, ShortageError};

use crate::store::{Article, Shop, Store};

impl Reservations<Tokens> for Store {
    type Context = Caller;

    async fn get_reservation(
        &self,
        _: Caller,
        request: GetReservationRequest,
    ) -> Result<Reservation, GetReservationError> {
        self.read().reservations.get(&request.id).cloned().ok_or(GetReservationError::NotFound)
    }

    /// The first request with an id decides; others with the same one learn what came of it.
    async fn create_reservation(
        &self,
        _: Caller,
        request: CreateReservationRequest,
    ) -> Result<Reservation, CreateReservationError> {
        let mut shop = self.write();
        if let Some(before) = shop.reservations.get(&request.id) {
            return Ok(before.clone());
        }
        let lines = request.body.lines;
        let unknown: Vec<_> = shop.not_for_sale(&lines).map(|index| format!("/lines/{index}/product_id")).collect();
        if !unknown.is_empty() {
            return Err(CreateReservationError::UnprocessableEntity(unknown_references(unknown)));
        }
        shop.take(&lines).map_err(CreateReservationError::Conflict)?;
        let reservation = Reservation::new(request.id.clone(), lines, DateTime::now());
        shop.reservations.insert(request.id, reservation.clone());
        Ok(reservation)
    }

    async fn delete_reservation(
        &self,
        _: Caller,
        request: DeleteReservationRequest,
    ) -> Result<(), DeleteReservationError> {
        let mut shop = self.write();
        let reservation = shop.reservations.remove(&request.id).ok_or(DeleteReservationError::NotFound)?;
        for line in reservation.lines {
            if let Some(article) = shop.articles.get_mut(&line.product_id) {
                article.set_quantity(article.quantity().saturating_add(line.quantity));
            }
        }
        Ok(())
    }
}

impl Shop {
    /// The positions of lines whose product cannot be bought.
    fn not_for_sale<'a>(&'a self, lines: &'a [ReservationLine]) -> impl Iterator<Item = usize> + 'a {
        let is_listed = |id: &String| self.articles.get(id).is_some_and(Article::is_listed);
        lines.iter().enumerate().filter(move |(_, it)| !is_listed(&it.product_id)).map(|(index, _)| index)
    }

    /// Takes the pieces off the shelves, unless there are too few of any product.
    fn take(&mut self, lines: &[ReservationLine]) -> Result<(), ShortageError> {
        let left = self.left_after(lines);
        let short: Vec<_> = left.iter().filter(|(_, left)| **left < 0).map(|(id, _)| id.clone()).collect();
        if !short.is_empty() {
            return Err(self.shortage(short));
        }
        for (id, left) in left {
            if let Some(article) = self.articles.get_mut(&id) {
                article.set_quantity(left);
            }
        }
        Ok(())
    }

    /// What would be left of each product; several lines may ask for the same one.
    fn left_after(&self, lines: &[ReservationLine]) -> BTreeMap<String, i32> {
        let mut left = BTreeMap::new();
        for line in lines {
            let present = self.articles.get(&line.product_id).map_or(0, Article::quantity);
            let entry = left.entry(line.product_id.clone()).or_insert(present);
            *entry = entry.saturating_sub(line.quantity);
        }
        left
    }

    fn shortage(&self, product_ids: Vec<String>) -> ShortageError {
        let articles = product_ids.iter().filter_map(|it| self.articles.get(it));
        let messages = articles.map(|it| format!("{}: {} left", it.product.name, it.quantity())).collect();
        ShortageError::new(messages, product_ids)
    }
}
