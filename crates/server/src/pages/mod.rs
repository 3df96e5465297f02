//! The pages under `/ui/`: what people see of flows that no other application shows.
//!
//! A page reads its flow in process, by the function behind `GET /self-service/…/flows`, and renders its nodes; the
//! form goes to the flow's own address, whose answer leads back here. So nothing is decided here, and all of it works
//! without JavaScript. Only three things are done here: a session of one's own is revoked, one signs out, a language is
//! chosen.

pub mod assets;
mod device;
pub mod error;
pub mod flows;
mod form;
mod frame;
pub mod home;
pub mod language;
pub mod logout;
mod notice;
pub mod outbox;
mod policy;
pub mod sessions;
pub mod switch;
pub mod templates;
mod visitor;
mod words;

use crate::outbound::Outbound;
use assets::Assets;
use policy::Policy;
use selfsame_config::Config;
use std::sync::Arc;
use templates::Templates;
use tokio::runtime::Handle;
use words::Words;

/// What the pages need of the configuration.
pub struct Pages {
    /// Whether any flow is shown on them; without one there are no pages.
    pub are_shown: bool,
    /// What the product is called.
    pub name: String,
    pub words: Arc<Words>,
    templates: Templates,
    assets: Assets,
    policy: Policy,
}

/// A configuration of the pages that cannot be used; the text names the key.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    #[error(transparent)]
    Words(#[from] words::BadWords),
    #[error(transparent)]
    Templates(#[from] templates::BadTemplate),
    #[error("pages.templates: {0}")]
    Style(String),
    #[error("pages.logo: {0}")]
    Logo(String),
}

impl Pages {
    /// Blocks while the logo is fetched.
    pub fn load(config: &Config, outbound: &Outbound, runtime: &Handle) -> Result<Self, PagesError> {
        let own = &config.pages;
        Ok(Self {
            are_shown: own.are_shown,
            name: own.name.clone(),
            words: Arc::new(Words::load(own.words.as_deref())?),
            templates: Templates::load(own.templates.as_deref())?,
            assets: Assets::load(own, outbound, runtime)?,
            policy: Policy::of(config),
        })
    }
}
