//! Campaigns, rooms and meetings of the tests, made through the pages. All made up.

use super::client::{Answer, Client};
use super::people::LOGINS;

pub fn id_of(login: &str) -> String {
    LOGINS.iter().find(|one| one.0 == login).unwrap().4.to_string()
}

/// The value of the first `name="…" value="…"` of a page.
pub fn values(body: &str, name: &str) -> Vec<String> {
    let pattern = format!(r#"name="{name}"[^>]*? value="([^"]*)""#);
    let pattern = regex::Regex::new(&pattern).unwrap();
    pattern.captures_iter(body).map(|found| found[1].to_owned()).collect()
}

/// What is chosen in each select of a name, in the order of the page.
pub fn chosen(body: &str, name: &str) -> Vec<String> {
    let select = regex::Regex::new(&format!(r#"(?s)<select name="{name}".*?</select>"#)).unwrap();
    let option = regex::Regex::new(r#"value="([^"]*)" selected"#).unwrap();
    select
        .find_iter(body)
        .map(|part| option.captures(part.as_str()).map_or(String::new(), |c| c[1].to_owned()))
        .collect()
}

pub async fn room(client: &Client, name: &str) {
    let fields = [
        ("room_name", name),
        ("room_place", "Trụ sở UBND phường, số 1 đường Quang Trung"),
        ("seats", "20"),
    ];
    let made = client.post("/rooms", &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
}

/// Address of a new campaign.
pub async fn campaign(client: &Client, is_public: bool) -> String {
    let fields = [
        ("campaign_title", "Giải phóng mặt bằng đường Quang Trung"),
        ("meeting_kind", "persuasion"),
        ("purpose", "Nghe nguyện vọng từng hộ về phương án bồi thường."),
        ("basis", "Kế hoạch 12/KH-UBND"),
        ("starts_on", "2026-11-25"),
        ("is_public", if is_public { "yes" } else { "" }),
    ];
    let made = client.post("/campaigns", &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
    made.location().to_owned()
}

/// Takes over households, one a line.
pub async fn households(client: &Client, campaign: &str, lines: &str) {
    let fields = [("lines", lines), ("lives_there_on", "2026-11-25")];
    let made = client.post(&format!("{campaign}/households/import"), &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
}

/// Addresses of the households of a campaign, in their order.
pub async fn homes(client: &Client, campaign: &str) -> Vec<String> {
    let body = client.get(campaign).await.body;
    let link = regex::Regex::new(r#"href="(/households/[0-9a-f-]{36})""#).unwrap();
    link.captures_iter(&body).map(|found| found[1].to_owned()).collect()
}

/// Plans a meeting with a household.
pub async fn plan(client: &Client, home: &str, more: &[(&str, &str)]) -> Answer {
    let form = client.get(&format!("/dialogues/new?household={}", &home[12..])).await;
    assert_eq!(form.status, 200, "{}", form.body);
    let room = regex::Regex::new(r#"(?s)id="room".*?<option value="([0-9a-f-]{36})""#).unwrap();
    let room = room.captures(&form.body).map(|c| c[1].to_owned()).unwrap_or_default();
    let title = values_of_id(&form.body, "meeting_title");
    let chair = id_of("chutich");
    let mut fields = vec![
        ("household", &home[12..]),
        ("meeting_kind", "persuasion"),
        ("meeting_title", title.as_str()),
        ("agenda", "Phương án bồi thường; xin mang theo giấy tờ đất."),
        ("meeting_on", "2026-12-02"),
        ("from_time", "08:00"),
        ("to_time", "08:30"),
        ("room", room.as_str()),
        ("chair", chair.as_str()),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    client.post("/dialogues", &fields).await
}

fn values_of_id(body: &str, id: &str) -> String {
    let pattern = regex::Regex::new(&format!(r#"id="{id}"[^>]*? value="([^"]*)""#)).unwrap();
    pattern.captures(body).map(|found| found[1].to_owned()).unwrap_or_default()
}

/// The version the forms of a page carry.
pub fn version(body: &str) -> String {
    values(body, "version").into_iter().next().unwrap_or_default()
}
