//! What a mail server says of a letter it could not deliver: as JSON of a hook, or as the report itself
//! (delivery status notification, RFC 3464).

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use serde::Deserialize;

/// The longest report that is read, in bytes; real ones are a few kilobytes.
pub const REPORT_MAX: usize = 1024 * 1024;

/// Longest reason that is kept, in characters.
const REASON_MAX: usize = 300;

/// Whether the address is gone, or the server tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Permanent,
    Transient,
}

/// A letter that came back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bounce {
    /// `Message-ID` of the letter, with or without angle brackets.
    #[serde(default)]
    pub message_id: Option<String>,
    pub address: String,
    pub kind: Kind,
    #[serde(default)]
    pub reason: String,
}

impl Bounce {
    /// The id as the outbox keeps it.
    pub fn letter_id(&self) -> Option<&str> {
        let id = self.message_id.as_deref()?.trim().trim_start_matches('<').trim_end_matches('>');
        (!id.is_empty()).then_some(id)
    }

    /// What is kept of the reason: one line, not too long.
    pub fn short_reason(&self) -> String {
        crate::text::clean_line(&self.reason).chars().take(REASON_MAX).collect()
    }
}

/// Reads a report. None if it is no report of a failed or delayed delivery: an answer of a person's, a note
/// that somebody is on holiday, or one without the id of the letter, for anybody could write such a thing.
pub fn read(raw: &[u8]) -> Option<Bounce> {
    let message = MessageParser::default().parse(raw)?;
    let status = message.parts.iter().find(|part| is_of(part, "message", "delivery-status"))?;
    let status = text_of(&message, status);
    let field = |name: &str| field(&status, name);
    let code = field("Status").unwrap_or_default();
    let kind = match field("Action")?.to_ascii_lowercase().as_str() {
        "failed" if is_gone(&code) => Kind::Permanent,
        "failed" | "delayed" => Kind::Transient,
        _ => return None,
    };
    let address = field("Original-Recipient").or_else(|| field("Final-Recipient"))?;
    let address = address.rsplit(';').next().unwrap_or_default().trim().to_owned();
    let diagnosis = field("Diagnostic-Code").unwrap_or_default();
    let reason = format!("{code} {diagnosis}").trim().to_owned();
    Some(Bounce { message_id: Some(original_id(&message)?), address, kind, reason })
}

/// Whether an enhanced status code (RFC 3463) says that the mailbox is not there. A full mailbox, a letter
/// that is too long or refused for what it says is not the fault of the address.
fn is_gone(code: &str) -> bool {
    matches!(
        code.trim(),
        "5.0.0" | "5.1.0" | "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" | "5.2.1" | "5.4.4"
    )
}

/// Whether the refusal of a mail server (reply code and words) is about the recipient, and for good. Without
/// an enhanced code its words must say so: a refused sender must not make all addresses dead.
pub fn is_about_recipient(reply: u16, words: &str) -> bool {
    if !matches!(reply, 550 | 551 | 553 | 556) {
        return false;
    }
    let mut codes = words.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    if let Some(code) = codes.find(|word| word.matches('.').count() == 2 && word.starts_with("5."))
    {
        return is_gone(code) && code != "5.0.0" && code != "5.1.0";
    }
    let words = words.to_lowercase();
    let says = |some: &[&str]| some.iter().any(|word| words.contains(word));
    says(&["unknown", "no such", "not exist", "recipient", "mailbox", "user"])
        && !says(&["sender", "spam", "policy", "blocked", "full", "quota"])
}

fn is_of(part: &MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case(subtype))
    })
}

fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.to_string(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        PartType::Message(inner) => String::from_utf8_lossy(&inner.raw_message).into_owned(),
        PartType::Multipart(_) => {
            let (from, to) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
            let raw = message.raw_message.get(from..to).unwrap_or_default();
            String::from_utf8_lossy(raw).into_owned()
        }
    }
}

/// The value of a field, unfolded; the first of that name.
fn field(text: &str, name: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let of_line = |line: &str| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    };
    text.lines().find_map(of_line).filter(|value| !value.is_empty())
}

/// The id of the letter that came back, from the letter or its head at the end of the report.
fn original_id(message: &Message<'_>) -> Option<String> {
    let parts = message.parts.iter().skip(1);
    let originals = parts.filter(|part| {
        [("message", "rfc822"), ("text", "rfc822-headers"), ("message", "global")]
            .iter()
            .any(|(kind, subtype)| is_of(part, kind, subtype))
    });
    originals.into_iter().find_map(|part| field(&text_of(message, part), "Message-ID"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(status: &str, action: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mail.example.vn\r\nTo: khong-tra-loi@gandan.example\r\n\
             Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"AA\"\r\n\r\n\
             --AA\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n\r\n\
             --AA\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mail.example.vn\r\n\r\n\
             Final-Recipient: rfc822; Nguoi.Gui@example.vn\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 5.1.1\r\n  mailbox unknown\r\n\r\n\
             --AA\r\nContent-Type: text/rfc822-headers\r\n\r\n\
             Message-ID: <0193-abc@gandan.example>\r\nSubject: x\r\n\r\n--AA--\r\n"
        )
    }

    #[test]
    fn a_report_is_read() {
        let bounce = read(report("5.1.1", "failed").as_bytes()).unwrap();
        assert_eq!(bounce.letter_id(), Some("0193-abc@gandan.example"));
        assert_eq!(
            (bounce.address.as_str(), bounce.kind),
            ("Nguoi.Gui@example.vn", Kind::Permanent)
        );
        assert_eq!(bounce.short_reason(), "5.1.1 smtp; 550 5.1.1 mailbox unknown");
        for (status, action) in [("5.2.2", "failed"), ("5.7.1", "failed"), ("4.4.1", "delayed")] {
            let bounce = read(report(status, action).as_bytes()).unwrap();
            assert_eq!(bounce.kind, Kind::Transient, "{status}");
        }
        assert_eq!(read(report("2.0.0", "delivered").as_bytes()), None);
    }

    #[test]
    fn what_is_no_report_is_nothing() {
        let holiday = "From: an@example.vn\r\nSubject: Nghỉ phép\r\nAuto-Submitted: auto-replied\r\n\r\nTôi nghỉ.\r\n";
        assert_eq!(read(holiday.as_bytes()), None);
        assert_eq!(read(b""), None);
        let without =
            report("5.1.1", "failed").replace("Message-ID: <0193-abc@gandan.example>\r\n", "");
        assert_eq!(read(without.as_bytes()), None, "anybody could have written it");
    }

    #[test]
    fn a_refused_sender_makes_no_address_dead() {
        for (reply, words, expected) in [
            (550, "5.1.1 <a@b.vn>: Recipient address rejected: User unknown", true),
            (550, "No such user here", true),
            (556, "5.1.10 null MX", true),
            (550, "5.7.1 message refused by policy", false),
            (550, "5.1.8 sender address does not exist", false),
            (550, "sender not allowed, mailbox unknown", false),
            (552, "5.2.2 mailbox full", false),
            (451, "try again", false),
        ] {
            assert_eq!(is_about_recipient(reply, words), expected, "{reply} {words}");
        }
    }
}
