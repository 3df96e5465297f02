//! Use cases on identities: what a request body asks for ([`body`]), and bringing an identity into a state
//! that its schema allows and the store can take ([`settle`]).

pub mod body;
pub mod document;
pub mod settle;
