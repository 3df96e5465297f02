//! The thread that blocking calls run on: one for the process, since the connections of a client belong to the runtime
//! that opened them.

use std::future::{Future, pending};
use std::io;
use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Builder, Handle};

use crate::StreamExt;
use crate::apis::{Error, Rows};

/// Rows of a list, fetched page by page as they are asked for; ends after the first error.
pub struct Iter<'c, T, E> {
    rows: Rows<'c, T, E>,
}

impl<'c, T, E> Iter<'c, T, E> {
    pub(super) fn over(rows: Rows<'c, T, E>) -> Self {
        Self { rows }
    }
}

impl<T, E> Iterator for Iter<'_, T, E> {
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        match handle() {
            Ok(handle) => handle.block_on(self.rows.next()),
            Err(error) => Some(Err(error.into())),
        }
    }
}

/// Waits for a call on the caller's thread, while the crate's thread drives its connections and timers.
pub(super) fn wait<T, E>(call: impl Future<Output = Result<T, Error<E>>>) -> Result<T, Error<E>> {
    handle()?.block_on(call)
}

fn handle() -> io::Result<Handle> {
    static STARTED: Mutex<Option<Handle>> = Mutex::new(None);
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = started.as_ref() {
        return Ok(handle.clone());
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    // Never joined: it sleeps when no call is under way and ends with the process.
    std::thread::Builder::new().name("selfsame-client".to_owned()).spawn(move || runtime.block_on(pending::<()>()))?;
    *started = Some(handle.clone());
    Ok(handle)
}
