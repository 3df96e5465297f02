//! Messages to people. Whoever causes one composes it before its commit, enqueues it inside
//! ([`selfsame_store::ops::messages::enqueue`]) and wakes the courier afterwards.

mod compose;
mod wake;

pub use compose::compose;
pub use wake::Wake;
