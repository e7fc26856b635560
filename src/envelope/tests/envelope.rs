//! What is sealed comes back to its holders alone, and any change of it is found.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use envelope::{
    Contents, Envelope, Error, File, HOLDERS_MAX, Identity, LockedKey, Outline, PrivateKey,
    PublicKey, open, reseal, seal,
};
use hpke::aead::AesGcm128;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR};
use proptest::prelude::*;

const CONTEXT: &str = "phường thử nghiệm/2026-000001";

fn contents() -> Contents {
    Contents {
        identity: Identity {
            full_name: "Người Giả Định".to_owned(),
            address: "Số 1, khu 2 (giả định)".to_owned(),
            contact: "0900 000 000".to_owned(),
            others: "Người Thứ Hai; khu 3; 0900 000 001".to_owned(),
            protection: "Người thân làm cùng cơ quan".to_owned(),
        },
        files: vec![File { name: "đơn viết tay.jpg".to_owned(), bytes: vec![7; 100_000] }],
    }
}

fn holders() -> (PrivateKey, PrivateKey, Vec<PublicKey>) {
    let first = PrivateKey::generate("Người giữ khoá 1").unwrap();
    let second = PrivateKey::generate("Người giữ khoá 2").unwrap();
    let public = vec![first.public(), second.public()];
    (first, second, public)
}

/// RFC 9180, A.1.1: X25519, HKDF-SHA256, AES-128-GCM, base mode, the first message.
#[test]
fn the_library_keeps_the_test_vector_of_the_rfc() {
    let bytes = |text: &str| hex::decode(text).unwrap();
    let secret = bytes("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8");
    let enc = bytes("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    let info = bytes("4f6465206f6e2061204772656369616e2055726e");
    let sealed = bytes(
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    );
    let opened = hpke::single_shot_open::<AesGcm128, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &<X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&secret).unwrap(),
        &<X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&enc).unwrap(),
        &info,
        &sealed,
        b"Count-0",
    )
    .unwrap();
    assert_eq!(opened, b"Beauty is truth, truth beauty");
}

#[test]
fn each_holder_reads_it_and_nobody_else() {
    let (first, second, public) = holders();
    let sealed = seal(CONTEXT, &contents(), &public).unwrap();
    let carried = Envelope::from_bytes(&sealed.to_bytes().unwrap()).unwrap();
    assert_eq!(carried, sealed);
    for key in [&first, &second] {
        assert_eq!(open(&carried, key).unwrap(), contents());
    }
    let stranger = PrivateKey::generate("người lạ").unwrap();
    assert_eq!(open(&carried, &stranger).unwrap_err(), Error::NotAHolder);

    // A stranger who writes their own id over a holder's gains nothing.
    let mut forged = carried.clone();
    forged.holders[0].key_id = stranger.public().id();
    assert_eq!(open(&forged, &stranger).unwrap_err(), Error::DoesNotOpen);
}

#[test]
fn nothing_inside_can_be_read_from_outside() {
    let (_, _, public) = holders();
    let bytes = seal(CONTEXT, &contents(), &public).unwrap().to_bytes().unwrap();
    for word in ["Người Giả Định", "khu 2", "0900", "viết tay"] {
        let found = bytes.windows(word.len()).any(|part| part == word.as_bytes());
        assert!(!found, "{word}");
    }
    let plain = format!("{:?} {:?}", contents(), PrivateKey::generate("a").unwrap());
    assert!(!plain.contains("Giả Định"), "{plain}");
}

#[test]
fn the_size_tells_whole_chunks_only() {
    let (_, _, public) = holders();
    let length = |files: usize| {
        let mut contents = contents();
        contents.files[0].bytes = vec![1; files];
        seal(CONTEXT, &contents, &public).unwrap().to_bytes().unwrap().len()
    };
    assert_eq!(length(1), length(60_000));
    assert_eq!(length(60_000) + 65_552, length(70_000));
}

#[test]
fn every_change_is_found() {
    let (first, _, public) = holders();
    let sealed = seal(CONTEXT, &contents(), &public).unwrap();
    let bytes = sealed.to_bytes().unwrap();
    let read = |bytes: &[u8]| Envelope::from_bytes(bytes).and_then(|e| open(&e, &first));
    assert!(read(&bytes).is_ok());

    // Every byte of the beginning, and some of the chunks: a changed one opens nothing else.
    let header = bytes.len() - 2 * 65_552;
    for place in (0..header).chain((header..bytes.len()).step_by(997)) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        // A change in the part of the other holder does not matter to this one.
        assert!(read(&changed).is_err() || read(&changed).unwrap() == contents(), "byte {place}");
        assert!(place < header || read(&changed) == Err(Error::DoesNotOpen), "byte {place}");
    }
    // Chunks swapped, left out, cut off; another context.
    let mut swapped = bytes.clone();
    swapped[header..].rotate_left(65_552);
    assert_eq!(read(&swapped).unwrap_err(), Error::DoesNotOpen);
    assert_eq!(read(&bytes[..bytes.len() - 65_552]).unwrap_err(), Error::DoesNotOpen);
    assert_eq!(read(&bytes[..bytes.len() - 1]), Err(Error::Damaged("its end is missing")));
    assert_eq!(read(&bytes[..header]), Err(Error::Damaged("its end is missing")));
    assert_eq!(read(b"GIF89a"), Err(Error::NotAnEnvelope));
    let mut other = sealed;
    other.context = "vụ việc khác".to_owned();
    assert_eq!(open(&other, &first).unwrap_err(), Error::DoesNotOpen);
}

#[test]
fn a_holder_who_leaves_opens_no_resealed_envelope() {
    let (first, second, public) = holders();
    let sealed = seal(CONTEXT, &contents(), &public).unwrap();
    let third = PrivateKey::generate("Người giữ khoá 3").unwrap();
    let new = reseal(&sealed, &second, &[second.public(), third.public()]).unwrap();
    assert_eq!(open(&new, &third).unwrap(), contents());
    assert_eq!(open(&new, &second).unwrap(), contents());
    assert_eq!(open(&new, &first).unwrap_err(), Error::NotAHolder);
    assert_eq!(reseal(&sealed, &third, &public).unwrap_err(), Error::NotAHolder);
}

#[test]
fn one_holder_is_not_enough() {
    let (first, second, public) = holders();
    let once = [first.public(), first.public()];
    for few in [&once[..], &once[..1], &[]] {
        assert_eq!(seal(CONTEXT, &contents(), few).unwrap_err(), Error::TooFewHolders);
    }
    let sealed = seal(CONTEXT, &contents(), &public).unwrap();
    assert_eq!(reseal(&sealed, &second, &once).unwrap_err(), Error::TooFewHolders);
    let many: Vec<_> =
        (0..=HOLDERS_MAX).map(|_| PrivateKey::generate("a").unwrap().public()).collect();
    assert_eq!(seal(CONTEXT, &contents(), &many).unwrap_err(), Error::TooManyHolders);
}

#[test]
fn a_key_opens_by_its_passphrase_alone() {
    let (first, _, public) = holders();
    assert_eq!(first.lock("mười lăm ký tự!").unwrap_err(), Error::ShortPassphrase);
    let text = first.lock("một câu đủ dài để nhớ").unwrap().to_json().unwrap();
    let locked = LockedKey::from_json(&text).unwrap();
    let again = locked.unlock("một câu đủ dài để nhớ").unwrap();
    let sealed = seal(CONTEXT, &contents(), &public).unwrap();
    assert_eq!(open(&sealed, &again).unwrap(), contents());
    assert_eq!(locked.unlock("một câu khác cũng dài").unwrap_err(), Error::WrongPassphrase);

    // A file with somebody else's public part would seal to them.
    let other = PrivateKey::generate("người lạ").unwrap().public().to_json().unwrap();
    let theirs: serde_json::Value = serde_json::from_str(&other).unwrap();
    let mut changed: serde_json::Value = serde_json::from_str(&text).unwrap();
    changed["public"] = theirs["public"].clone();
    let changed = LockedKey::from_json(&changed.to_string()).unwrap();
    assert_eq!(changed.unlock("một câu đủ dài để nhớ").unwrap_err(), Error::WrongPassphrase);
}

#[test]
fn what_is_no_key_is_refused() {
    let (first, _, _) = holders();
    let public = first.public();
    assert_eq!(PublicKey::from_json(&public.to_json().unwrap()).unwrap(), public);
    let private = first.lock("một câu đủ dài để nhớ").unwrap().to_json().unwrap();
    for text in ["", "{}", &private] {
        assert!(matches!(PublicKey::from_json(text), Err(Error::NotAKey(_))), "{text}");
    }
    let greedy = private.replace("65536", "4194304");
    assert!(matches!(LockedKey::from_json(&greedy), Err(Error::NotAKey(_))));
    let short = public.to_json().unwrap().replacen("\"public\": \"", "\"public\": \"AAAA", 1);
    assert!(matches!(PublicKey::from_json(&short), Err(Error::NotAKey(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_sealed_comes_back(
        name in ".{0,40}",
        sizes in prop::collection::vec(0_usize..140_000, 0..4),
        context in ".{0,40}",
    ) {
        let (_, second, public) = holders();
        let files = sizes.iter().map(|size| File { name: name.clone(), bytes: vec![9; *size] });
        let mut identity = Identity::default();
        identity.full_name.clone_from(&name);
        let contents = Contents { identity, files: files.collect() };
        let sealed = seal(&context, &contents, &public).unwrap();
        let read = Envelope::from_bytes(&sealed.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(open(&read, &second).unwrap(), contents);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Envelope::from_bytes(&bytes).is_err());
        let with_magic = [b"GANDAN-ENVELOPE-1\n".as_slice(), &bytes].concat();
        prop_assert!(Envelope::from_bytes(&with_magic).is_err());
    }
}

#[test]
fn the_outline_tells_what_anybody_may_know() {
    let (_, _, public) = holders();
    let sealed = seal(CONTEXT, &contents(), &public).unwrap();
    let bytes = sealed.to_bytes().unwrap();
    let outline = Outline::read(&bytes).unwrap().unwrap();
    assert_eq!(outline.context, CONTEXT);
    assert_eq!(outline.key_ids, public.iter().map(PublicKey::id).collect::<Vec<_>>());
    assert!(outline.is_whole(bytes.len()));
    // Two chunks: without the second it would still look whole, and does not open.
    assert_eq!(bytes.len(), outline.chunks_at + 2 * 65_552);
    for (cut, is_whole) in [(1, false), (16, false), (65_552, true), (2 * 65_552, false)] {
        assert_eq!(outline.is_whole(bytes.len() - cut), is_whole, "{cut}");
    }
    for few in 0..outline.chunks_at {
        assert_eq!(Outline::read(&bytes[..few]).unwrap(), None, "{few}");
    }
    assert_eq!(Outline::read(b"PK").unwrap_err(), Error::NotAnEnvelope);
    let endless = [b"GANDAN-ENVELOPE-1\n".as_slice(), &u32::MAX.to_be_bytes()].concat();
    assert_eq!(Outline::read(&endless).unwrap_err(), Error::Damaged("header"));
    // Sealed anew, the chunks stay.
    let (first, ..) = holders();
    let third = PrivateKey::generate("người thứ ba").unwrap().public();
    let again = seal(CONTEXT, &contents(), &[first.public(), third.clone()]).unwrap();
    let moved = reseal(&again, &first, &[third, public[1].clone()]).unwrap();
    let (old, new) = (again.to_bytes().unwrap(), moved.to_bytes().unwrap());
    let chunks = |bytes: &[u8]| bytes[Outline::read(bytes).unwrap().unwrap().chunks_at..].to_vec();
    assert_eq!(chunks(&old), chunks(&new));
    assert_ne!(old, new);
}
