//! Group commit: who is answered when, and that one unit of work never harms its neighbours.

use super::Writer;
use crate::fixture::{Fixture, NOW};
use crate::sql::Sql;
use crate::sqlite::{migrate, open_writer};
use crate::{Store, StoreError, Tx};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, mpsc};
use std::time::Duration;
use tokio::task::JoinHandle;

const NOTE: Sql = Sql {
    name: "NOTE",
    postgres: "",
    sqlite: "INSERT INTO flow_error (key, tenant, id, document, expires_at, created_at) VALUES (abs(random()), 1, randomblob(16), ?1, 0, 0)",
};
const NOTES: Sql = Sql { name: "NOTES", postgres: "", sqlite: "SELECT document FROM flow_error ORDER BY document" };
const LIMIT: Sql = Sql { name: "LIMIT", postgres: "", sqlite: "PRAGMA max_page_count = 1" };
const LIFT: Sql = Sql { name: "LIFT", postgres: "", sqlite: "PRAGMA max_page_count = 1000000" };

/// A unit of work that says when it runs and goes on when it is told to.
fn gate() -> (impl Fn() -> crate::Result<()> + Send + Sync + 'static, mpsc::Receiver<()>, mpsc::Sender<()>) {
    let ((began, running), (go, goes)) = (mpsc::channel(), mpsc::channel());
    let (began, goes) = (Mutex::new(began), Mutex::new(goes));
    let wait = move || {
        began.lock().unwrap().send(()).ok();
        goes.lock().unwrap().recv().ok();
        Ok(())
    };
    (wait, running, go)
}

/// Writes one row.
async fn note(tx: &mut Tx<'_>, text: &str) -> crate::Result<()> {
    tx.run(NOTE, crate::params![text]).await.map(|_| ())
}

async fn mark(fixture: &Fixture, name: &str) -> crate::Result<()> {
    let name = name.to_owned();
    fixture.store.write(async move |tx: &mut Tx<'_>| note(tx, &name).await).await
}

fn spawn(store: &Store, wait: impl Fn() -> crate::Result<()> + Send + Sync + 'static) -> JoinHandle<crate::Result<()>> {
    let store = store.clone();
    tokio::spawn(async move { store.write(async move |_: &mut Tx<'_>| wait()).await })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_write_is_answered_only_after_the_commit_of_its_group() {
    let fixture = std::sync::Arc::new(Fixture::sqlite().await);
    let (first, first_runs, first_goes) = gate();
    let (last, last_runs, last_goes) = gate();
    // While the first unit holds the writer, two more queue up: they become one group.
    let holding = spawn(&fixture.store, first);
    first_runs.recv().unwrap();
    let marking = tokio::spawn({
        let fixture = fixture.clone();
        async move { mark(&fixture, "grouped").await }
    });
    while fixture.store.writer_stats().waiting.load(Ordering::Relaxed) < 2 {
        tokio::task::yield_now().await;
    }
    let ending = spawn(&fixture.store, last);
    while fixture.store.writer_stats().waiting.load(Ordering::Relaxed) < 3 {
        tokio::task::yield_now().await;
    }
    std::thread::sleep(Duration::from_millis(15));
    first_goes.send(()).unwrap();
    last_runs.recv().unwrap();
    // The mark has been written by now, but not committed.
    assert!(!marking.is_finished());
    assert_eq!(fixture.count("flow_error"), 0);
    last_goes.send(()).unwrap();
    holding.await.unwrap().unwrap();
    ending.await.unwrap().unwrap();
    marking.await.unwrap().unwrap();
    assert_eq!(fixture.count("flow_error"), 1);
    let stats = fixture.store.writer_stats();
    assert_eq!((stats.jobs.load(Ordering::Relaxed), stats.commits.load(Ordering::Relaxed)), (3, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_unit_that_fails_or_panics_is_undone_alone() {
    let fixture = Fixture::sqlite().await;
    let (hold, runs, go) = gate();
    let holder = spawn(&fixture.store, hold);
    runs.recv().unwrap();
    let spawn = |name: &str, outcome: fn() -> crate::Result<()>| {
        let (store, name) = (fixture.store.clone(), name.to_owned());
        tokio::spawn(async move {
            let work = async move |tx: &mut Tx<'_>| {
                note(tx, &name).await?;
                outcome()
            };
            store.write(work).await
        })
    };
    let good = spawn("good", || Ok(()));
    let failing = spawn("failing", || Err(StoreError::Stale));
    let panicking = spawn("panicking", || panic!("on purpose"));
    let better = spawn("better", || Ok(()));
    go.send(()).unwrap();
    holder.await.unwrap().unwrap();
    assert!(good.await.unwrap().is_ok() && better.await.unwrap().is_ok());
    assert!(matches!(failing.await.unwrap(), Err(StoreError::Stale)));
    assert!(matches!(panicking.await.unwrap(), Err(StoreError::Bug(_))));
    let kept = fixture
        .store
        .read(async move |rx: &mut crate::Rx<'_>| rx.all(NOTES, &[], |row| row.text(0).map(str::to_owned)).await)
        .await
        .unwrap();
    assert_eq!(kept, ["better", "good"]);
}

#[tokio::test]
async fn a_closed_store_refuses_writes_and_has_kept_the_earlier_ones() {
    let fixture = Fixture::sqlite().await;
    mark(&fixture, "before").await.unwrap();
    fixture.store.close().await;
    assert!(matches!(mark(&fixture, "after").await, Err(StoreError::Unavailable(_))));
    assert_eq!(fixture.count("flow_error"), 1);
}

#[tokio::test]
async fn a_write_that_finds_no_space_is_undone_and_the_next_one_succeeds_when_there_is_some() {
    let fixture = Fixture::sqlite().await;
    let mut connection = open_writer(&fixture.options()).unwrap();
    migrate::up(&mut connection, &fixture.options().path, NOW).unwrap();
    let writer = Writer::start(connection).unwrap();
    let limit = |sql| move |tx: &mut Tx<'_>| crate::tx::ready(async { tx.rx().first(sql, &[], |row| row.int(0)).await.map(|_| ()) });
    let write = |name: String| {
        move |tx: &mut Tx<'_>| {
            crate::tx::ready(async {
                for number in 0..200 {
                    note(tx, &format!("{name}-{number}-{}", "x".repeat(500))).await?;
                }
                Ok(())
            })
        }
    };
    writer.submit(limit(LIMIT)).await.unwrap();
    let refused = writer.submit(write("refused".into())).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert_eq!(fixture.count("flow_error"), 0);
    writer.submit(limit(LIFT)).await.unwrap();
    writer.submit(write("kept".into())).await.unwrap();
    assert_eq!(fixture.count("flow_error"), 200);
}
