use super::*;
use selfsame_config::model::HttpClients;
use selfsame_testkit::WebService;

const NOW: Timestamp = Timestamp::from_micros(1_767_225_600_000_000);
/// `password`: 5BAA6, and the rest of it.
const REPLY: &str = "1E4C9B93F3F0682250B6CF8331B7EE68FD8:7\r\n0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n";

fn outbound() -> Outbound {
    let config = HttpClients { disallow_private_ip_ranges: false, private_ip_exception_urls: Vec::new() };
    Outbound::new(&config)
}

fn rules(service: &WebService, most: u32, unreachable: Unreachable) -> BreachRules {
    BreachRules { service: service.url.clone(), most, unreachable }
}

async fn check(breaches: &Breaches, rules: &BreachRules, password: &str, now: Timestamp) -> Result<(), String> {
    let answer = breaches.check(&outbound(), rules, &Secret::new(password.to_owned()), now).await;
    answer.map_err(|unusable| match unusable {
        Unusable::Breached(count) => count.to_string(),
        Unusable::Unknown(error) => error.to_string(),
    })
}

#[tokio::test]
async fn the_service_sees_five_digits_and_its_answer_is_kept_for_an_hour() {
    let service = WebService::start();
    service.answer(200, REPLY);
    let (breaches, rules) = (Breaches::default(), rules(&service, 0, Unreachable::Refuse));
    for now in [NOW, NOW + Duration::from_mins(59)] {
        assert_eq!(check(&breaches, &rules, "password", now).await, Err("7".to_owned()));
    }
    let calls = service.calls();
    assert!(calls.len() == 1 && calls[0].starts_with("GET /range/5BAA6 HTTP/1.1\r\n"), "{calls:?}");
    assert!(calls[0].to_lowercase().contains("add-padding: true") && !calls[0].contains("1E4C9B9"), "{calls:?}");
    check(&breaches, &rules, "password", NOW + KEPT).await.expect_err("it is still breached");
    assert_eq!(service.calls().len(), 2);
}

#[tokio::test]
async fn so_many_breaches_are_allowed() {
    let service = WebService::start();
    service.answer(200, REPLY);
    for (most, expected) in [(6, Err("7".to_owned())), (7, Ok(()))] {
        assert_eq!(check(&Breaches::default(), &rules(&service, most, Unreachable::Refuse), "password", NOW).await, expected);
    }
}

#[tokio::test]
async fn where_nobody_answers_common_passwords_are_known_here() {
    let service = WebService::start();
    for (status, body) in [(500, ""), (200, "<html>sign in to this network</html>"), (302, "")] {
        service.answer(status, body);
        let (breaches, rules) = (Breaches::default(), rules(&service, 3, Unreachable::KnowCommon));
        assert_eq!(check(&breaches, &rules, "Password1!", NOW).await, Err("4".to_owned()), "{status}");
        assert_eq!(check(&breaches, &rules, "untangle-mango-47", NOW).await, Ok(()), "{status}");
    }
}

#[tokio::test]
async fn a_service_that_did_not_answer_is_left_alone_for_a_while() {
    let service = WebService::start();
    service.answer(503, "");
    let (breaches, rules) = (Breaches::default(), rules(&service, 0, Unreachable::Refuse));
    for _ in 0..5 {
        check(&breaches, &rules, "password", NOW).await.expect_err("nobody says");
    }
    assert_eq!(service.calls().len(), 1);
    service.answer(200, REPLY);
    assert_eq!(check(&breaches, &rules, "password", NOW + QUIET).await, Err("7".to_owned()));
}

#[tokio::test]
async fn only_so_many_answers_are_kept() {
    let (mut lately, range) = (Lately::default(), BreachRange::parse(REPLY).expect("a reply"));
    for number in 0..=MOST_KEPT {
        lately.keep(&format!("{number:05X}"), range.clone(), NOW + Duration::from_secs(number as u64));
    }
    assert_eq!(lately.ranges.len(), MOST_KEPT);
    assert!(!lately.ranges.contains_key("00000") && lately.ranges.contains_key("00001"), "the oldest goes");
}
