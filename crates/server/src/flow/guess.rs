//! Guesses at codes that were sent to an address: they are counted under the address, whoever has it, so that beginning
//! another flow gives nobody more of them than the limits allow. The token of a link is too long to be guessed.

use super::dispatch::Topic;
use crate::attempts::{Attempt, Heard, NotHeard, seconds, too_many};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::flow::FlowType;
use selfsame_api::{IdentityId, text};
use selfsame_core::attempts::{Account, Factor, Levels};
use selfsame_core::flow::address::Verdict;
use selfsame_core::flow::code::CodeAddress;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_store::Rx;
use selfsame_store::ops::attempts;
use selfsame_store::ops::identities::{Purpose, read};
use selfsame_store::ops::secrets::SentTo;
use serde_json::{Value, json};
use std::time::Duration;

/// Under which a flow remembers the address to which its newest code went.
const SENT_TO: &str = "sent_to";

/// Remembers that the flow waits for a code that goes to this address.
pub fn wait_for<K: FlowKind>(flow: &mut Flow<K>, to: &SentTo) {
    flow.internal.insert(SENT_TO.to_owned(), json!({ "via": to.via, "value": to.value }));
}

fn address<K: FlowKind>(flow: &Flow<K>) -> Option<SentTo> {
    let stored = flow.internal.get(SENT_TO)?;
    let via = serde_json::from_value(stored.get("via")?.clone()).ok()?;
    Some(SentTo { via, value: stored.get("value").and_then(Value::as_str)?.to_owned() })
}

impl Topic {
    const fn purpose_of_address(self) -> Purpose {
        match self {
            Self::Verification | Self::NewAddress => Purpose::Verification,
            Self::Recovery => Purpose::Recovery,
        }
    }

    const fn factor(self) -> Factor {
        match self {
            Self::Verification | Self::NewAddress => Factor::Verification,
            Self::Recovery => Factor::Recovery,
        }
    }
}

/// Whether a guess at the flow's code is heard. Nothing is counted where no code was sent: none can be right.
pub async fn judge<K: FlowKind>(visit: &Visit, topic: Topic, flow: &Flow<K>) -> Result<Option<Heard>, NotHeard> {
    let Some(SentTo { via, value }) = address(flow) else { return Ok(None) };
    let attempt = Attempt::of(visit, topic.factor(), Account::Identifier(&value));
    let (subjects, network) = (attempt.subjects, attempt.network().to_owned());
    let purpose = topic.purpose_of_address();
    let found =
        visit.app.store.read(async move |rx: &mut Rx<'_>| attempts::recipient(rx, purpose, (via, &value), &network, &subjects).await);
    let found = found.await?;
    attempt.judge(visit, &found.levels, found.identity, found.seen_at).map(Some)
}

/// As [`judge`], of a code that an administrator handed out for somebody.
pub async fn judge_handed_out(visit: &Visit, topic: Topic, id: IdentityId) -> Result<Heard, NotHeard> {
    let attempt = Attempt::of(visit, topic.factor(), Account::Identity(id));
    let (subjects, network) = (attempt.subjects, attempt.network().to_owned());
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let levels = attempts::levels(rx, &subjects).await?;
        let Some(key) = read::key_by_id(rx, id).await? else { return Ok((levels, None)) };
        Ok((levels, attempts::seen_at(rx, key, &network).await?))
    });
    let (levels, seen_at) = found.await?;
    attempt.judge(visit, &levels, Some(id), seen_at)
}

/// What became of a secret.
pub enum Judged {
    As(Verdict),
    /// It was right, and the first of the flow that was.
    First,
    /// Too many wrong codes were counted meanwhile: it was not looked at.
    Not(Duration),
}

impl Judged {
    /// The verdict, and whether the flow was completed by it. A wrong guess is counted.
    pub async fn verdict(self, visit: &Visit, heard: Option<&Heard>) -> Result<(Verdict, bool), NotHeard> {
        let (verdict, is_first) = match self {
            Self::Not(wait) => return Err(NotHeard::Wait(wait)),
            Self::First => (Verdict::Right, true),
            Self::As(verdict) => (verdict, false),
        };
        if let (Some(heard), Verdict::Wrong | Verdict::Expired) = (heard, verdict) {
            heard.wrong(visit).await?;
        }
        Ok((verdict, is_first))
    }
}

/// Says in the flow that nobody looked at its code after too many wrong ones; clients that read JSON are told so by 429.
pub fn tell_not_heard<K: FlowKind>(visit: &Visit, flow: &mut Flow<K>, reason: NotHeard) -> ApiResult<()> {
    match reason {
        NotHeard::Failed(error) => Err(error.into()),
        NotHeard::Wait(wait) if flow.kind == FlowType::Api || visit.answers_json() => Err(too_many(wait)),
        NotHeard::Wait(wait) => {
            flow.messages = vec![text::too_many_attempts(seconds(wait))];
            Ok(())
        }
    }
}

/// Whether a guess at the code of a sign-up is heard: it is one at every address that got a code.
pub async fn judge_sign_up(visit: &Visit, to: &[CodeAddress]) -> Result<Vec<Heard>, NotHeard> {
    let asked: Vec<Attempt> = to.iter().map(|address| Attempt::of(visit, Factor::SignUp, Account::Identifier(&address.value))).collect();
    let subjects: Vec<_> = asked.iter().map(|attempt| attempt.subjects).collect();
    let levels = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let mut levels: Vec<Levels> = Vec::with_capacity(subjects.len());
        for subjects in &subjects {
            levels.push(attempts::levels(rx, subjects).await?);
        }
        Ok(levels)
    });
    let levels = levels.await?;
    asked.into_iter().zip(&levels).map(|(attempt, levels)| attempt.judge(visit, levels, None, None)).collect()
}
