//! What every request shares: configuration and schemas of the moment, the store, the hashing pool, and the
//! only sources of time and randomness.

use crate::breaches::Breaches;
use crate::courier::{self, Wake};
use crate::hasher::HashPool;
use crate::http::error::{ApiError, ApiResult};
use crate::jsonnet::Evaluator;
use crate::keys::Keys;
use crate::metrics::Metrics;
use crate::outbound::Outbound;
use crate::pages::Pages;
use crate::quota::FlowQuota;
use crate::schemas::Schemas;
use crate::selfservice::SelfService;
use crate::settings::Settings;
use arc_swap::ArcSwap;
use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use selfsame_api::Timestamp;
use selfsame_store::{Sealer, Store};
use std::sync::{Arc, Mutex, PoisonError};

/// The running server.
pub struct App {
    pub store: Store,
    pub sealer: Arc<Sealer>,
    pub hasher: HashPool,
    pub clock: Clock,
    pub randomness: Randomness,
    /// Open flows of people who are not signed in.
    pub flow_quota: FlowQuota,
    pub metrics: Metrics,
    /// To be rung after a commit that holds a message.
    pub courier: Wake,
    pub jsonnet: Evaluator,
    pub breaches: Breaches,
    current: ArcSwap<Current>,
}

/// What a reload replaces as one.
pub struct Current {
    pub settings: Settings,
    pub schemas: Schemas,
    pub selfservice: SelfService,
    pub keys: Keys,
    /// Calls to other hosts.
    pub outbound: Outbound,
    pub courier: courier::Settings,
    pub pages: Pages,
}

impl Current {
    /// An id of `?identity_schema=`, if a person may choose it.
    pub fn selectable_schema(&self, id: &str) -> ApiResult<String> {
        let schema = self.schemas.find(id).ok_or_else(|| ApiError::bad_request("identity_schema: there is no such schema"))?;
        if !schema.is_selectable {
            return Err(ApiError::bad_request("identity_schema: this schema cannot be chosen"));
        }
        Ok(id.to_owned())
    }
}

impl App {
    pub fn new(store: Store, sealer: Arc<Sealer>, hasher: HashPool, clock: Clock, randomness: Randomness, current: Current) -> Self {
        Self {
            store,
            sealer,
            hasher,
            clock,
            randomness,
            flow_quota: FlowQuota::default(),
            metrics: Metrics::default(),
            courier: Wake::default(),
            jsonnet: Evaluator::own(crate::start::cores() as usize),
            breaches: Breaches::default(),
            current: ArcSwap::from_pointee(current),
        }
    }

    /// Configuration and schemas as they are now; hold it for the whole request.
    pub fn current(&self) -> Arc<Current> {
        self.current.load_full()
    }

    pub fn replace(&self, current: Current) {
        self.current.store(Arc::new(current));
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// Where the present time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(|| {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            Timestamp::from_micros(since.map_or(0, |since| since.as_micros() as i64))
        })
    }

    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

/// Where randomness comes from: one generator, seeded once, from which each request draws its own.
pub struct Randomness(Mutex<ChaCha20Rng>);

impl Randomness {
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self(Mutex::new(ChaCha20Rng::from_seed(seed)))
    }

    /// Seeded by the operating system.
    pub fn system() -> Result<Self, rand::rngs::SysError> {
        ChaCha20Rng::try_from_rng(&mut rand::rngs::SysRng).map(|rng| Self(Mutex::new(rng)))
    }

    /// An independent generator.
    pub fn fork(&self) -> ChaCha20Rng {
        let mut seed = [0; 32];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut seed);
        ChaCha20Rng::from_seed(seed)
    }
}
