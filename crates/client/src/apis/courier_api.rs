//! Messages that the server sent or is about to send; on the admin listener.

use reqwest::Method;

use super::configuration::Configuration;
use super::request::{Call, segment};
use super::typed_error::typed_errors;
use super::{Error, Page, Rows, page};
use crate::models::{self, ErrorGeneric};

typed_errors! {
    GetCourierMessageError of get_courier_message { Status400 = 400 } else ErrorGeneric;
    ListCourierMessagesError of list_courier_messages { Status400 = 400 } else ErrorGeneric;
}

/// Which messages to list.
#[derive(Clone, Debug, Default)]
pub struct ListCourierMessages {
    /// Rows per page; 500 at most.
    pub page_size: Option<i64>,
    /// Where to start: [`Page::next`] of the page before.
    pub page_token: Option<String>,
    /// Only those that stand here.
    pub status: Option<models::CourierMessageStatus>,
    /// Only those to this address.
    pub recipient: Option<String>,
}

/// Reads one message with the attempts to deliver it.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, courier_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let message = courier_api::get_courier_message(admin, "0190c0de-0000-4000-8000-000000000000").await?;
/// println!("{} to {}", message.status, message.recipient);
/// # Ok(()) }
/// ```
pub async fn get_courier_message(configuration: &Configuration, id: &str) -> Result<models::Message, Error<GetCourierMessageError>> {
    Call::admin(configuration, Method::GET, format!("/admin/courier/messages/{}", segment(id))).json().await
}

/// Lists messages, newest first.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, courier_api}, models::CourierMessageStatus};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let stuck = courier_api::list_courier_messages(admin, None, None, Some(CourierMessageStatus::Abandoned), None).await?;
/// println!("{}", stuck.len());
/// # Ok(()) }
/// ```
pub async fn list_courier_messages(
    configuration: &Configuration,
    page_size: Option<i64>,
    page_token: Option<&str>,
    status: Option<models::CourierMessageStatus>,
    recipient: Option<&str>,
) -> Result<Vec<models::Message>, Error<ListCourierMessagesError>> {
    let which =
        ListCourierMessages { page_size, page_token: page_token.map(str::to_owned), status, recipient: recipient.map(str::to_owned) };
    messages(configuration, &which).json().await
}

/// Lists one page of messages and says where the next one starts.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, courier_api::{self, ListCourierMessages}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let page = courier_api::list_courier_messages_page(admin, &ListCourierMessages::default()).await?;
/// println!("{:?}", page.next);
/// # Ok(()) }
/// ```
pub async fn list_courier_messages_page(
    configuration: &Configuration,
    which: &ListCourierMessages,
) -> Result<Page<models::Message>, Error<ListCourierMessagesError>> {
    messages(configuration, which).page().await
}

/// All messages, newest first, page by page.
///
/// ```no_run
/// # use selfsame_client::{TryStreamExt, apis::{configuration::Configuration, courier_api::{self, ListCourierMessages}}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let mut messages = courier_api::list_courier_messages_stream(admin, ListCourierMessages::default());
/// while let Some(message) = messages.try_next().await? {
///     println!("{}", message.recipient);
/// }
/// # Ok(()) }
/// ```
pub fn list_courier_messages_stream(
    configuration: &Configuration,
    which: ListCourierMessages,
) -> Rows<'_, models::Message, ListCourierMessagesError> {
    page::rows(which.page_token.clone(), move |page_token| {
        let which = ListCourierMessages { page_token, ..which.clone() };
        Box::pin(async move { list_courier_messages_page(configuration, &which).await })
    })
}

fn messages<'c>(configuration: &'c Configuration, which: &ListCourierMessages) -> Call<'c> {
    Call::admin(configuration, Method::GET, "/admin/courier/messages")
        .query("page_size", which.page_size)
        .query("page_token", which.page_token.as_deref())
        .query("status", which.status)
        .query("recipient", which.recipient.as_deref())
}
