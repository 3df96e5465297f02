//! Statements that travel together: sent in one go, each behind the other, before the first answer is there. They cost one
//! round trip and one wake-up, however many they are.

use super::connection::Connection;
use super::values::Bound;
use crate::sql::Sql;
use crate::tx::Param;
use futures_util::TryStreamExt;
use futures_util::future::{MaybeDone, maybe_done};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Row, Statement};

/// What waits to be sent.
pub(crate) enum Queued {
    /// BEGIN, SAVEPOINT and their like.
    Control(&'static str),
    Statement {
        sql: Sql,
        values: Vec<Bound>,
        /// How many rows it must find or change, where that is required.
        rows: Option<u64>,
    },
}

impl Queued {
    pub(crate) fn is_statement(&self) -> bool {
        matches!(self, Self::Statement { .. })
    }

    pub(crate) fn is_required(&self) -> bool {
        matches!(self, Self::Statement { rows: Some(_), .. })
    }
}

/// The first thing that went wrong.
pub(crate) enum Failed {
    Statement(Error),
    /// A statement found or changed another number of rows than it must.
    Required,
}

/// Ready to be sent: every statement is prepared.
pub(crate) struct Flight {
    parts: Vec<Part>,
    /// The statement that is waited for, prepared; none where statements are not kept.
    pub(crate) last: Option<Statement>,
}

enum Part {
    /// Several of them are one message.
    Controls(String),
    Statement {
        sql: Sql,
        statement: Option<Statement>,
        values: Vec<Bound>,
        rows: Option<u64>,
    },
}

impl Flight {
    pub(crate) async fn prepare(connection: &Connection, queue: Vec<Queued>, last: Option<Sql>) -> Result<Self, Error> {
        let mut parts = Vec::with_capacity(queue.len());
        for one in queue {
            match (one, parts.last_mut()) {
                (Queued::Control(text), Some(Part::Controls(before))) => *before = format!("{before}; {text}"),
                (Queued::Control(text), _) => parts.push(Part::Controls(text.to_owned())),
                (Queued::Statement { sql, values, rows }, _) => {
                    let statement = connection.statement(sql).await?;
                    parts.push(Part::Statement { sql, statement, values, rows });
                }
            }
        }
        let last = match last {
            Some(sql) => connection.statement(sql).await?,
            None => None,
        };
        Ok(Self { parts, last })
    }

    /// Sends all of it, and `last` behind; its answer, unless something before it failed. A future of the client sends when it
    /// is first polled.
    pub(crate) async fn send<T>(&self, connection: &Connection, last: impl Future<Output = Result<T, Error>>) -> Result<T, Failed> {
        connection.traffic.count(self.parts.len() + 1);
        if self.parts.is_empty() {
            return last.await.map_err(Failed::Statement);
        }
        let mut parts: Vec<Pin<Box<MaybeDone<_>>>> = self.parts.iter().map(|part| Box::pin(maybe_done(part.send(connection)))).collect();
        let mut last = pin!(maybe_done(last));
        poll_fn(|context| {
            for part in &mut parts {
                let _sent = part.as_mut().poll(context);
            }
            let _sent = last.as_mut().poll(context);
            Poll::Ready(())
        })
        .await;
        // Answers come in the order of the statements.
        for (part, sent) in self.parts.iter().zip(&mut parts) {
            sent.as_mut().await;
            if let Some(answer) = sent.as_mut().take_output() {
                part.accept(answer)?;
            }
        }
        last.as_mut().await;
        last.take_output().expect("it is done, and its output was not taken").map_err(Failed::Statement)
    }
}

impl Part {
    async fn send(&self, connection: &Connection) -> Result<u64, Error> {
        match self {
            Self::Controls(text) => connection.client.batch_execute(text).await.map(|()| 0),
            Self::Statement { statement: Some(statement), values, .. } => connection.client.execute_raw(statement, values.iter()).await,
            Self::Statement { sql, statement: None, values, .. } => {
                let typed: Vec<_> = values.iter().map(|one| (one as &(dyn ToSql + Sync), one.kind())).collect();
                connection.client.execute_typed(sql.postgres, &typed).await
            }
        }
    }

    fn accept(&self, answer: Result<u64, Error>) -> Result<(), Failed> {
        let found = answer.map_err(Failed::Statement)?;
        match self {
            Self::Statement { rows: Some(rows), .. } if *rows != found => Err(Failed::Required),
            Self::Statement { .. } | Self::Controls(_) => Ok(()),
        }
    }
}

/// The rows of a statement's answer.
pub(crate) async fn query(
    connection: &Connection,
    statement: Option<&Statement>,
    sql: Sql,
    params: &[Param<'_>],
) -> Result<Vec<Row>, Error> {
    if let Some(statement) = statement {
        return connection.client.query_raw(statement, params.iter()).await?.try_collect().await;
    }
    let typed = params.iter().map(|one| (one, one.kind()));
    connection.client.query_typed_raw(sql.postgres, typed).await?.try_collect().await
}

/// How many rows a statement changed.
pub(crate) async fn execute(connection: &Connection, statement: Option<&Statement>, sql: Sql, params: &[Param<'_>]) -> Result<u64, Error> {
    if let Some(statement) = statement {
        return connection.client.execute_raw(statement, params.iter()).await;
    }
    let typed: Vec<_> = params.iter().map(|one| (one as &(dyn ToSql + Sync), one.kind())).collect();
    connection.client.execute_typed(sql.postgres, &typed).await
}
