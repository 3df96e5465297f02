//! No space and no permission: a clear 503 or a clear refusal to start, nothing damaged, and all is well
//! again when the trouble is over.

use selfsame_testkit::{HttpClient, Response, TempFolder, TestServer};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// A body of some 20 KB, so that space ends soon.
fn create(admin: &mut HttpClient, name: &str) -> Response {
    let body =
        json!({ "schema_id": "person", "traits": { "email": format!("{name}@example.org"), "labels": { "filler": "x".repeat(20_000) } } });
    admin.post("/admin/identities", &body)
}

fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// Creates identities until the server has no space; how many it acknowledged.
fn fill(server: &TestServer) -> usize {
    let mut admin = server.admin();
    for number in 0..2000 {
        let response = create(&mut admin, &format!("fill-{number}"));
        match response.status {
            201 => {}
            503 => {
                let error = &response.json()["error"];
                assert_eq!(error["code"], 503, "{}", response.body);
                assert!(error["message"].is_string(), "{}", response.body);
                assert!(response.header("retry-after").is_some(), "{:?}", response.headers);
                return number;
            }
            other => panic!("{other} instead of 503: {}", response.body),
        }
    }
    panic!("40 MB found room in a space that was meant to be small");
}

fn assert_whole(server: &TestServer, acknowledged: usize) {
    let connection = rusqlite::Connection::open(server.database()).expect("the file opens");
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("the check runs");
    assert_eq!(check, "ok");
    let count = "SELECT count(*) FROM identity WHERE traits LIKE '%fill-%'";
    let stored: i64 = connection.query_row(count, [], |row| row.get(0)).expect("the table is there");
    assert_eq!(usize::try_from(stored), Ok(acknowledged), "what is stored is what was acknowledged");
}

#[test]
fn a_file_that_may_not_grow_answers_503_and_recovers() {
    // Files of the server end at 4 MiB; without the trap the system would kill it for trying.
    let mut server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).limits("trap '' XFSZ; ulimit -S -f 4096").start();
    let acknowledged = fill(&server);
    assert!(acknowledged > 10, "only {acknowledged} identities found room");
    assert_eq!(server.admin().get("/admin/identities?page_size=1").status, 200, "reading goes on");
    let pid = server.pid().to_string();
    let lifted = succeeds(Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]));
    assert!(lifted, "prlimit (util-linux) lifts the limit");
    let response = create(&mut server.admin(), "after");
    assert_eq!(response.status, 201, "writing goes on once there is room: {}", response.body);
    assert_whole(&server, acknowledged);
    server.restart_without_limits();
    assert_whole(&server, acknowledged);
    assert_eq!(create(&mut server.admin(), "after-restart").status, 201);
}

#[test]
fn a_full_disk_answers_503_and_recovers() {
    let folder = TempFolder::new("full");
    let Some(_mounted) = SmallDisk::mount(folder.path(), "6m") else {
        println!("SKIPPED: mounting a small disk needs root; the limit on the size of files is tested all the same");
        return;
    };
    let ballast = folder.path().join("ballast");
    std::fs::write(&ballast, vec![0; 1024 * 1024]).expect("the disk has room for the ballast");
    let mut server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).data(folder.path()).start();
    let acknowledged = fill(&server);
    assert!(acknowledged > 10, "only {acknowledged} identities found room");
    assert_eq!(server.admin().get("/admin/identities?page_size=1").status, 200, "reading goes on");
    std::fs::remove_file(&ballast).expect("the ballast can go");
    let response = create(&mut server.admin(), "after");
    assert_eq!(response.status, 201, "writing goes on once there is room: {}", response.body);
    assert_whole(&server, acknowledged);
    server.restart();
    assert_whole(&server, acknowledged);
}

#[test]
fn a_read_only_data_folder_is_refused_at_start_with_its_path() {
    let folder = TempFolder::new("read-only");
    let Some(_locked) = ReadOnly::lock(folder.path()) else {
        println!("SKIPPED: root may write everywhere, and this folder can be neither mounted read-only nor made immutable");
        return;
    };
    let (status, log) = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).data(folder.path()).start_to_fail();
    assert_eq!(status.code(), Some(4), "the database cannot be opened: {log}");
    assert!(log.contains(&folder.path().to_string_lossy().into_owned()), "the folder is named: {log}");
    assert!(!log.contains("panicked"), "{log}");
}

/// A file system in memory of a given size.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path, size: &str) -> Option<Self> {
        let mounted = succeeds(Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(at));
        mounted.then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg("--lazy").arg(self.0).status().ok();
    }
}

/// A folder in which nobody can write, not even root, by whichever means works here.
enum ReadOnly<'a> {
    Mounted { _disk: SmallDisk<'a> },
    Immutable(&'a Path),
    Permissions,
}

impl<'a> ReadOnly<'a> {
    fn lock(folder: &'a Path) -> Option<Self> {
        use std::os::unix::fs::PermissionsExt;
        let refuses_writes = || std::fs::write(folder.join("probe"), "").is_err();
        if let Some(disk) = SmallDisk::mount(folder, "1m")
            && succeeds(Command::new("mount").args(["-o", "remount,ro"]).arg(folder))
        {
            return Some(Self::Mounted { _disk: disk });
        }
        if succeeds(Command::new("chattr").arg("+i").arg(folder)) && refuses_writes() {
            return Some(Self::Immutable(folder));
        }
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).ok()?;
        refuses_writes().then_some(Self::Permissions)
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        if let Self::Immutable(folder) = self {
            Command::new("chattr").arg("-i").arg(folder).status().ok();
        }
    }
}
