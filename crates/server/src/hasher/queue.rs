//! What waits for the hashing threads: sign-ins first, then one job of each import in turn, with the
//! time that all of it is expected to take.

use super::{PoolConfig, PoolError, PoolLoad};
use selfsame_core::hash::Arena;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One hash to be made.
pub(super) struct Job {
    /// Estimate on the reference machine.
    pub micros: u64,
    /// False if nobody waited for the result any more and no work was done.
    pub run: Box<dyn FnOnce(&mut Arena) -> bool + Send>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Priority {
    Interactive,
    Batch,
}

pub(super) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
    threads: usize,
    longest_wait: Duration,
    longest_batch_wait: Duration,
}

struct State {
    interactive: VecDeque<Job>,
    /// Every batch is its own queue.
    batches: VecDeque<VecDeque<Job>>,
    /// Estimates of what waits or runs.
    interactive_micros: u64,
    batch_micros: u64,
    running_micros: u64,
    /// How much longer this machine takes than estimated.
    slowness: f64,
    keep_kib: usize,
    closed: bool,
}

impl Queue {
    pub fn new(config: &PoolConfig, keep_kib: usize) -> Self {
        let state = State {
            interactive: VecDeque::new(),
            batches: VecDeque::new(),
            interactive_micros: 0,
            batch_micros: 0,
            running_micros: 0,
            slowness: 1.0,
            keep_kib,
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            wake: Condvar::new(),
            threads: config.threads.max(1),
            longest_wait: config.longest_wait,
            longest_batch_wait: config.longest_batch_wait,
        }
    }

    /// Takes the jobs in, all or none. A job is refused for what waits before it, never for its own size.
    pub fn push(&self, jobs: Vec<Job>, priority: Priority) -> Result<(), PoolError> {
        let micros: u64 = jobs.iter().map(|job| job.micros).sum();
        let mut state = self.lock();
        if state.closed {
            return Err(PoolError::Closed);
        }
        let (before, limit) = match priority {
            Priority::Interactive => (state.interactive_micros + state.running_micros, self.longest_wait),
            Priority::Batch => (state.interactive_micros + state.batch_micros + state.running_micros, self.longest_batch_wait),
        };
        let wait = Duration::from_micros((before as f64 * state.slowness) as u64 / self.threads as u64);
        if wait > limit {
            let retry_after = Duration::from_secs((wait.saturating_sub(limit).as_secs() + 1).min(60));
            return Err(PoolError::Busy { retry_after });
        }
        let count = jobs.len();
        match priority {
            Priority::Interactive => {
                state.interactive_micros += micros;
                state.interactive.extend(jobs);
            }
            Priority::Batch if count == 0 => {}
            Priority::Batch => {
                state.batch_micros += micros;
                state.batches.push_back(jobs.into());
            }
        }
        drop(state);
        match count {
            1 => self.wake.notify_one(),
            _ => self.wake.notify_all(),
        }
        Ok(())
    }

    pub fn load(&self) -> PoolLoad {
        let state = self.lock();
        let micros = (state.interactive_micros + state.running_micros) as f64 * state.slowness;
        PoolLoad {
            interactive: state.interactive.len(),
            batch: state.batches.iter().map(VecDeque::len).sum(),
            wait: Duration::from_micros(micros as u64 / self.threads as u64),
        }
    }

    /// Waits for the next job; calls `on_idle` whenever none came for the time `idle`. `None` ends the thread.
    pub fn next(&self, idle: Duration, mut on_idle: impl FnMut()) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.pop() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            let (guard, waited) = self.wake.wait_timeout(state, idle).unwrap_or_else(PoisonError::into_inner);
            state = guard;
            if waited.timed_out() {
                on_idle();
            }
        }
    }

    /// Notes that a job ended, and learns from its time if it was really done.
    pub fn finished(&self, micros: u64, took: Duration, done: bool) {
        let mut state = self.lock();
        state.running_micros -= micros;
        if done && micros > 0 {
            let ratio = (took.as_secs_f64() * 1e6 / micros as f64).clamp(0.1, 20.0);
            state.slowness += (ratio - state.slowness) * 0.05;
        }
    }

    /// Refuses new jobs; the threads end when the queue is empty.
    pub fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }

    pub fn keep_kib(&self, kib: usize) {
        self.lock().keep_kib = kib;
    }

    pub fn kept_kib(&self) -> usize {
        self.lock().keep_kib
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn pop(&mut self) -> Option<Job> {
        let job = if let Some(job) = self.interactive.pop_front() {
            self.interactive_micros -= job.micros;
            job
        } else {
            let mut batch = self.batches.pop_front()?;
            let job = batch.pop_front()?;
            if !batch.is_empty() {
                self.batches.push_back(batch);
            }
            self.batch_micros -= job.micros;
            job
        };
        self.running_micros += job.micros;
        Some(job)
    }
}
