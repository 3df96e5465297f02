//! One action on each of several ids: a refused one does not keep the others from being handled, and what was done is
//! told in any case.

use super::failure::Failure;
use super::output::{OutputArgs, note, print, print_json};
use serde_json::json;

/// Calls `act` with every id; `done` says what became of it. Ends early only where going on is of no use.
pub async fn each_id(
    ids: &[String],
    done: &str,
    output: OutputArgs,
    act: impl AsyncFn(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (mut handled, mut failed) = (Vec::new(), Vec::new());
    let mut end = None;
    for id in ids {
        match act(id).await {
            Ok(()) => {
                handled.push(id);
                if !output.json {
                    print(format!("{id} {done}"))?;
                }
            }
            Err(Failure::Refused(reason)) if ids.len() > 1 => {
                if !output.json {
                    note(&reason);
                }
                failed.push(json!({ "id": id, "reason": reason }));
            }
            Err(other) => {
                end = Some(other);
                break;
            }
        }
    }
    if output.json {
        print_json(&json!({ (done): handled, "failed": failed }))?;
    }
    match (end, failed.len()) {
        (Some(failure), _) => Err(failure),
        (None, 0) => Ok(()),
        (None, count) => Err(Failure::SomeRows(format!("{count} of {} could not be {done}", ids.len()))),
    }
}
