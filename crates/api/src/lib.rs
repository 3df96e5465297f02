//! The wire types of Selfsame: what travels as JSON between the server and its clients.
//!
//! Shapes only: serde derives, closed enums and their spellings. No logic beyond parsing and
//! formatting, no I/O. The contract behind them is the published Ory Kratos API.

#![deny(missing_docs)]

pub mod error;
pub mod flow;
pub mod identity;
pub mod ids;
pub mod session;
pub mod text;
pub mod time;
pub mod ui;

pub use error::{ErrorBody, ErrorEnvelope};
pub use ids::{AddressId, DeviceId, FlowId, IdentityId, MessageId, SessionId};
pub use time::Timestamp;
