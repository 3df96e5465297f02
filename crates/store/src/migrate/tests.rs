//! A program opens only databases that belong to it.

use crate::fixture::{Fixture, NOW, open, options};
use crate::{Migrate, OpenError, Store};
use selfsame_testkit::TempFolder;

async fn tampered(sql: &str) -> OpenError {
    let folder = TempFolder::new("migrate");
    open(&folder).await.close().await;
    let options = options(&folder);
    rusqlite::Connection::open(&options.path).unwrap().execute(sql, []).unwrap();
    match Store::open(options, Migrate::Apply, NOW).await {
        Ok(_) => panic!("the database was opened after {sql}"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_migration_applied_with_another_content_is_refused() {
    let error = tampered("UPDATE schema_migration SET checksum = 'x' WHERE version = 1").await;
    assert!(matches!(error, OpenError::Checksum { version: 1, .. }), "{error}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let error = tampered("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (999, 'later', 'x', 0)").await;
    assert!(matches!(error, OpenError::Newer { version: 999, .. }), "{error}");
}

#[tokio::test]
async fn pending_migrations_are_applied_only_on_demand() {
    let folder = TempFolder::new("migrate");
    let refused = Store::open(options(&folder), Migrate::Refuse, NOW).await.err();
    assert!(matches!(refused, Some(OpenError::Pending { pending: 1.., .. })), "{refused:?}");
    assert!(Store::migration_status(options(&folder)).await.unwrap().iter().all(|one| one.applied_at.is_none()));
    open(&folder).await.close().await;
    assert!(Store::migration_status(options(&folder)).await.unwrap().iter().all(|one| one.applied_at == Some(NOW)));
    assert!(Store::open(options(&folder), Migrate::Refuse, NOW).await.is_ok());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_with_its_path() {
    let folder = TempFolder::new("migrate");
    std::fs::write(options(&folder).path, vec![b'x'; 8192]).unwrap();
    let error = Store::open(options(&folder), Migrate::Apply, NOW).await.err().unwrap();
    assert!(error.to_string().contains("test.db"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_but_the_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::sqlite().await;
    assert_eq!(std::fs::metadata(fixture.options().path).unwrap().permissions().mode() & 0o777, 0o600);
}
