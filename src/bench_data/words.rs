//! Made-up texts: five words for a subject, seventy for a letter, some common and many rare, as a search finds them.

use crate::demo::random::Random;

const COMMON: [&str; 40] = [
    "đất",
    "đường",
    "nhà",
    "bồi",
    "thường",
    "giá",
    "hộ",
    "khu",
    "phố",
    "cơ",
    "quan",
    "đề",
    "nghị",
    "xem",
    "xét",
    "lại",
    "quyết",
    "định",
    "thu",
    "hồi",
    "diện",
    "tích",
    "giấy",
    "chứng",
    "nhận",
    "thủ",
    "tục",
    "môi",
    "trường",
    "rác",
    "nước",
    "đèn",
    "chiếu",
    "sáng",
    "vỉa",
    "hè",
    "xây",
    "dựng",
    "hồ",
    "sơ",
];
const ONSETS: [&str; 22] = [
    "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "s",
    "t", "th", "tr", "v", "x",
];
const RIMES: [&str; 36] = [
    "a", "á", "ả", "ai", "ái", "am", "án", "ang", "anh", "ạo", "âm", "ân", "ấp", "ê", "ệnh", "iên",
    "iết", "inh", "ít", "o", "oài", "oanh", "ói", "on", "ồng", "ơi", "ơn", "u", "uân", "úc", "ui",
    "ung", "ươi", "ươm", "ưu", "yên",
];
const FAMILY: [&str; 12] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"];
const MIDDLE: [&str; 10] =
    ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Đức", "Thu", "Quang", "Kim"];
const GIVEN: [&str; 24] = [
    "An", "Bình", "Chi", "Dung", "Đức", "Giang", "Hà", "Hải", "Hiền", "Hùng", "Lan", "Linh",
    "Long", "Mai", "Nam", "Nga", "Phúc", "Quyên", "Sơn", "Tâm", "Thảo", "Trang", "Tuấn", "Yến",
];

/// Half of the words are common ones; of the others the first are more frequent.
fn push(text: &mut String, random: &mut Random) {
    if random.chance(50) {
        text.push_str(random.text(&COMMON));
        return;
    }
    let rarity = random.between(0, 999) * random.between(0, 999) / 1_000;
    let place = rarity as usize * ONSETS.len() * RIMES.len() / 1_000;
    let (onset, rime) = (ONSETS.get(place % ONSETS.len()), RIMES.get(place / ONSETS.len()));
    text.push_str(onset.copied().unwrap_or_default());
    text.push_str(rime.copied().unwrap_or_default());
}

pub fn some(count: u32, random: &mut Random) -> String {
    let mut text = String::with_capacity(count as usize * 7);
    for word in 0..count {
        if word > 0 {
            text.push(' ');
        }
        push(&mut text, random);
    }
    text
}

/// A sentence begins with a capital letter.
pub fn subject(random: &mut Random) -> String {
    let words = some(5, random);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub fn person(random: &mut Random) -> String {
    format!("{} {} {}", random.text(&FAMILY), random.text(&MIDDLE), random.text(&GIVEN))
}

/// A word that stands in one case alone: `ma0000123`.
pub fn mark(number: u64) -> String {
    format!("ma{number:07}")
}
