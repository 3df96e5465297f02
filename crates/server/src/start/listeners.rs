//! Binding the two listeners.

use crate::http::listen::Socket;
use selfsame_config::model::{Bind, Listener};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, chown};
use std::path::Path;
use tokio::net::{TcpListener, UnixListener};

/// Binds the listener called `name`; the text says what to do if that fails.
pub async fn bind(name: &str, listener: &Listener) -> Result<Socket, String> {
    match listener.bind() {
        Bind::Tcp { host, port } => {
            let bound = TcpListener::bind((host, port)).await;
            bound.map(Socket::Tcp).map_err(|error| {
                format!("cannot listen on {host}:{port} ({name}): {error}; stop what uses it, or set serve.{name}.port to another")
            })
        }
        Bind::Unix(path) => {
            let failed = |error: std::io::Error| format!("cannot listen on {} ({name}): {error}", path.display());
            remove_left_over(&path).map_err(failed)?;
            let socket = UnixListener::bind(&path).map_err(failed)?;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(listener.socket.mode)).map_err(failed)?;
            give_away(&path, &listener.socket.owner, &listener.socket.group)
                .map_err(|reason| format!("cannot set the owner of {} ({name}): {reason}", path.display()))?;
            Ok(Socket::Unix(socket, path))
        }
    }
}

/// Removes a socket file to which nobody listens any more.
fn remove_left_over(path: &Path) -> std::io::Result<()> {
    let is_socket = std::fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket());
    if is_socket && std::os::unix::net::UnixStream::connect(path).is_err() {
        std::fs::remove_file(path)?;
    }
    Ok(())
}

fn give_away(path: &Path, owner: &str, group: &str) -> Result<(), String> {
    let id = |name: &str, file: &str| -> Result<Option<u32>, String> {
        if name.is_empty() {
            return Ok(None);
        }
        if let Ok(number) = name.parse() {
            return Ok(Some(number));
        }
        let table = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        let mut lines = table.lines().map(|line| line.split(':'));
        let found = lines.find_map(|mut fields| (fields.next() == Some(name)).then(|| fields.nth(1)).flatten());
        found.and_then(|number| number.parse().ok()).map(Some).ok_or_else(|| format!("{file} knows no {name:?}"))
    };
    let (owner, group) = (id(owner, "/etc/passwd")?, id(group, "/etc/group")?);
    if owner.is_none() && group.is_none() {
        return Ok(());
    }
    chown(path, owner, group).map_err(|error| error.to_string())
}
