use super::search_words;

#[test]
fn a_question_becomes_plain_words() {
    assert_eq!(
        search_words("Khiếu nại ĐẤT đai"),
        Some(["khieu", "nai", "dat", "dai"].map(String::from).to_vec())
    );
    assert_eq!(search_words("\" OR 1=1 --*"), Some(["or", "1", "1"].map(String::from).to_vec()));
    assert_eq!(search_words(" ,.;'\"()*& "), None);
    assert_eq!(search_words(&"a ".repeat(100)).map(|words| words.len()), Some(16));
}
