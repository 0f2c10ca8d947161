//! Carries what `apigen-conform` plans to services, over the network or into a router in the same process, and shows it
//! what others send: from recordings, or through a proxy.

pub mod events;
mod har;
mod in_process;
mod network;
mod pace;
mod proxy;

pub use har::read_har;
pub use in_process::{InProcess, in_process, prove};
pub use network::{Network, NetworkError};
pub use pace::Pace;
pub use proxy::{Notice, Proxy};
