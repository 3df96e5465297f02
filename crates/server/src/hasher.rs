//! The pool that hashes passwords: one thread a core, each with its own argon2 memory.
//!
//! What a request waits for is bounded in time, not in number: jobs carry an estimate, corrected by
//! what the machine turns out to do, and a queue that would take longer answers [`PoolError::Busy`].
//! Sign-ins go before imports; several imports take turns. Memory goes back after half a minute
//! without work. The pool must be shut down by its owner, which joins its threads.

mod calibrate;
mod queue;

pub use calibrate::{Calibration, calibrate};

use arc_swap::ArcSwap;
use queue::{Job, Priority, Queue};
use rand::Rng as _;
use rand::rngs::ChaCha20Rng;
use selfsame_core::hash::{Arena, Hasher, HasherError, PasswordHash};
use selfsame_core::secret::Secret;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// A verification estimated below this runs on the caller's thread: a thread hop would cost as much.
const INLINE_MICROS: u64 = 100;
/// Argon2 memory that a caller's thread keeps for such verifications.
const INLINE_KEEP_KIB: usize = 256;
/// Threads without work for this long give their memory back.
const IDLE: Duration = Duration::from_secs(30);

/// How a pool is set up.
#[derive(Clone, Debug)]
pub struct PoolConfig {
    /// At least one; usually the number of cores.
    pub threads: usize,
    /// The longest estimated wait of a sign-in.
    pub longest_wait: Duration,
    /// The longest estimated wait of an import.
    pub longest_batch_wait: Duration,
}

/// Why a password was neither hashed nor compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// 503; the time after which it is worth trying again.
    #[error("password hashing is busy for about {} s", retry_after.as_secs())]
    Busy { retry_after: Duration },
    #[error("the server is shutting down")]
    Closed,
    /// The caller's error.
    #[error(transparent)]
    Password(#[from] HasherError),
}

/// How busy a pool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolLoad {
    /// Jobs of sign-ins that no thread has taken yet.
    pub interactive: usize,
    /// Jobs of imports that no thread has taken yet.
    pub batch: usize,
    /// How long one more sign-in would wait, by estimate.
    pub wait: Duration,
}

/// The pool. Share it by reference or in an [`Arc`]; dropping it without [`HashPool::shut_down`] lets its
/// threads end by themselves.
pub struct HashPool {
    queue: Arc<Queue>,
    hasher: ArcSwap<Hasher>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl HashPool {
    /// Starts the threads. Fresh passwords are hashed by `hasher`.
    pub fn start(config: &PoolConfig, hasher: Hasher) -> std::io::Result<Self> {
        let queue = Arc::new(Queue::new(config, hasher.memory_kib() as usize));
        let threads = (0..config.threads.max(1))
            .map(|index| {
                let queue = Arc::clone(&queue);
                Builder::new().name(format!("hash-{index}")).spawn(move || work(&queue))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { queue, hasher: ArcSwap::from_pointee(hasher), threads: Mutex::new(threads) })
    }

    /// What waits at the moment.
    pub fn load(&self) -> PoolLoad {
        self.queue.load()
    }

    /// How fresh passwords are hashed at present.
    pub fn hasher(&self) -> Arc<Hasher> {
        self.hasher.load_full()
    }

    /// Hashes fresh passwords by `hasher` from now on.
    pub fn set_hasher(&self, hasher: Hasher) {
        self.queue.keep_kib(hasher.memory_kib() as usize);
        self.hasher.store(Arc::new(hasher));
    }

    /// Whether `password` is the one of `hash`.
    pub async fn verify(&self, hash: PasswordHash, password: Secret) -> Result<bool, PoolError> {
        let micros = hash.estimated_micros(password.bytes().len());
        if micros < INLINE_MICROS {
            thread_local!(static ARENA: RefCell<Arena> = const { RefCell::new(Arena::new(INLINE_KEEP_KIB)) });
            return Ok(ARENA.with_borrow_mut(|arena| hash.verify(password.bytes(), arena)));
        }
        self.run(micros, move |arena| hash.verify(password.bytes(), arena)).await
    }

    /// Hashes a fresh password.
    pub async fn hash(&self, password: Secret, rng: &mut ChaCha20Rng) -> Result<String, PoolError> {
        let hasher = self.hasher();
        hasher.check_length(password.bytes().len())?;
        let salt = salt(&hasher, rng);
        Ok(self.run(hasher.estimated_micros(), move |arena| hasher.hash(password.bytes(), &salt, arena)).await??)
    }

    /// Hashes the passwords of an import when no sign-in waits. The results stand in the order of the passwords; an
    /// unacceptable password fails alone.
    pub async fn hash_batch(&self, passwords: Vec<Secret>, rng: &mut ChaCha20Rng) -> Result<Vec<Result<String, HasherError>>, PoolError> {
        let hasher = self.hasher();
        let micros = hasher.estimated_micros();
        let (jobs, replies): (Vec<_>, Vec<_>) = passwords
            .into_iter()
            .map(|password| {
                let (hasher, salt) = (Arc::clone(&hasher), salt(&hasher, rng));
                job(micros, move |arena| hasher.hash(password.bytes(), &salt, arena))
            })
            .unzip();
        self.queue.push(jobs, Priority::Batch)?;
        let mut hashes = Vec::with_capacity(replies.len());
        for reply in replies {
            hashes.push(reply.await.map_err(|_| PoolError::Closed)?);
        }
        Ok(hashes)
    }

    /// Finishes what is queued, ends the threads and joins them. What comes later is [`PoolError::Closed`].
    /// Blocks: call it outside of the runtime's threads.
    pub fn shut_down(&self) {
        self.queue.close();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a hashing thread had panicked");
            }
        }
    }

    async fn run<T: Send + 'static>(&self, micros: u64, work: impl FnOnce(&mut Arena) -> T + Send + 'static) -> Result<T, PoolError> {
        let (job, reply) = job(micros, work);
        self.queue.push(vec![job], Priority::Interactive)?;
        reply.await.map_err(|_| PoolError::Closed)
    }
}

impl Drop for HashPool {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// Fresh salt of the length that `hasher` wants.
fn salt(hasher: &Hasher, rng: &mut ChaCha20Rng) -> Vec<u8> {
    let mut salt = vec![0; hasher.salt_length()];
    rng.fill_bytes(&mut salt);
    salt
}

/// A job whose result goes to the receiver. If nobody waits for it any more, it is not done.
fn job<T: Send + 'static>(micros: u64, work: impl FnOnce(&mut Arena) -> T + Send + 'static) -> (Job, oneshot::Receiver<T>) {
    let (sender, receiver) = oneshot::channel();
    let run = Box::new(move |arena: &mut Arena| {
        if sender.is_closed() {
            return false;
        }
        let _ = sender.send(work(arena));
        true
    });
    (Job { micros, run }, receiver)
}

/// One thread of the pool.
fn work(queue: &Queue) {
    let mut arena = Arena::new(queue.kept_kib());
    while let Some(job) = queue.next(IDLE, || arena.release()) {
        arena.keep(queue.kept_kib());
        let (micros, started) = (job.micros, Instant::now());
        let done = catch_unwind(AssertUnwindSafe(|| (job.run)(&mut arena)));
        if done.is_err() {
            tracing::error!("hashing a password panicked");
            arena.release();
        }
        queue.finished(micros, started.elapsed(), matches!(done, Ok(true)));
    }
}

#[cfg(test)]
mod tests;
