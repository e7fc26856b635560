//! The commands of the key holders, as they are typed on a machine without network.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use envelope::{Contents, File, PublicKey, seal};

const PASSPHRASE: &str = "một câu đủ dài để nhớ";
const CONTEXT: &str = "phường thử nghiệm/2026-000001";

/// Runs `gandan envelope` in a folder whose configuration cannot be read: it is not asked for.
fn run(folder: &Path, passphrase: &str, args: &[&str]) -> Output {
    std::fs::write(folder.join("gandan.toml"), "this is no configuration").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gandan"))
        .arg("envelope")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its files ends before it asks.
    drop(writeln!(child.stdin.take().unwrap(), "{passphrase}"));
    child.wait_with_output().unwrap()
}

fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, PASSPHRASE, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn fails(folder: &Path, passphrase: &str, args: &[&str]) -> String {
    let output = run(folder, passphrase, args);
    assert!(!output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

/// Makes the keys of a holder and tells the id.
fn keygen(folder: &Path, holder: &str) -> String {
    let told = succeeds(folder, &["keygen", "--holder", holder, "--out", "keys"]);
    told.split_whitespace().nth(1).unwrap().to_owned()
}

fn private(id: &str) -> String {
    format!("keys/{id}.private.json")
}

fn public(id: &str) -> String {
    format!("keys/{id}.public.json")
}

fn public_key(folder: &Path, id: &str) -> PublicKey {
    PublicKey::from_json(&std::fs::read_to_string(folder.join(public(id))).unwrap()).unwrap()
}

/// An envelope to two holders, in `2026-000001.envelope`.
fn sealed_to(folder: &Path, first: &str, second: &str) -> PathBuf {
    let mut contents = Contents::default();
    contents.identity.full_name.push_str("Người Giả Định");
    contents.identity.address.push_str("Số 1, khu 2 (giả định)");
    contents
        .files
        .push(File { name: "../../đơn viết tay.JPG".to_owned(), bytes: vec![1, 2, 3] });
    contents.files.push(File { name: "no extension".to_owned(), bytes: vec![4] });
    let holders = [public_key(folder, first), public_key(folder, second)];
    let file = folder.join("2026-000001.envelope");
    let bytes = seal(CONTEXT, &contents, &holders).unwrap().to_bytes().unwrap();
    std::fs::write(&file, bytes).unwrap();
    file
}

#[test]
fn a_holder_makes_keys_and_opens_what_is_sealed_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (first, second) = (keygen(folder, "Người giữ khoá 1"), keygen(folder, "Người giữ khoá 2"));
    sealed_to(folder, &first, &second);
    for (id, out) in [(&first, "a"), (&second, "b")] {
        let args = ["open", "--key", &private(id), "--out", out, "2026-000001.envelope"];
        let told = succeeds(folder, &args);
        assert!(told.contains(CONTEXT) && !told.contains("Giả Định"), "{told}");
        let inside = folder.join(out).join("2026-000001");
        let text = std::fs::read_to_string(inside.join("nguoi-to-cao.txt")).unwrap();
        insta::assert_snapshot!("opened_identity", text);
        assert_eq!(std::fs::read(inside.join("tep-01.jpg")).unwrap(), [1, 2, 3]);
        assert_eq!(std::fs::read(inside.join("tep-02")).unwrap(), [4]);
        assert_eq!(std::fs::read_dir(&inside).unwrap().count(), 3);
    }
    // Nothing is written over, and nothing but the keys and what was opened is left behind.
    let args = ["open", "--key", &private(&first), "--out", "a", "2026-000001.envelope"];
    assert!(fails(folder, PASSPHRASE, &args).contains("new folder"));
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["2026-000001.envelope", "a", "b", "gandan.toml", "keys"]);
}

#[test]
fn wrong_passphrases_keys_and_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (first, second, third) = (keygen(folder, "1"), keygen(folder, "2"), keygen(folder, "3"));
    sealed_to(folder, &first, &second);
    let open = |id: &str| {
        ["open", "--key", &private(id), "--out", "x", "2026-000001.envelope"].map(str::to_owned)
    };
    let as_text = |args: &[String; 6], passphrase: &str| {
        fails(folder, passphrase, &args.each_ref().map(String::as_str))
    };
    assert!(as_text(&open(&first), "một câu khác cũng dài").contains("passphrase is wrong"));
    assert!(as_text(&open(&third), PASSPHRASE).contains("none of the envelope's holders"));
    let keygen = ["keygen", "--holder", "4", "--out", "keys"];
    assert!(fails(folder, "ngắn", &keygen).contains("at least 16 characters"));
    let swapped = ["open", "--key", &public(&first), "--out", "x", "2026-000001.envelope"];
    assert!(fails(folder, PASSPHRASE, &swapped).contains("not a key file"));
    let not_sealed = ["open", "--key", &private(&first), "--out", "x", &public(&first)];
    assert!(fails(folder, PASSPHRASE, &not_sealed).contains("not an envelope"));
    assert!(!folder.join("x").exists());
}

#[test]
fn a_holder_leaves_and_the_rest_is_sealed_anew() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (first, second, third) = (keygen(folder, "1"), keygen(folder, "2"), keygen(folder, "3"));
    sealed_to(folder, &first, &second);
    let reseal = |to: &[&str]| {
        let mut args = vec!["reseal".to_owned(), "--key".to_owned(), private(&second)];
        args.extend(to.iter().flat_map(|id| ["--to".to_owned(), public(id)]));
        args.extend(["--out", "new", "2026-000001.envelope"].map(str::to_owned));
        args
    };
    let borrowed = |args: &[String]| args.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let alone = borrowed(&reseal(&[&second, &second]));
    let alone: Vec<&str> = alone.split(' ').collect();
    assert!(fails(folder, PASSPHRASE, &alone).contains("at least 2 different holders"));
    let both = borrowed(&reseal(&[&second, &third]));
    let both: Vec<&str> = both.split(' ').collect();
    assert!(succeeds(folder, &both).contains("1/1: new/2026-000001.envelope"));

    let open = |id: &str, out: &str| {
        format!("open --key {} --out {out} new/2026-000001.envelope", private(id))
    };
    for (id, out) in [(&second, "a"), (&third, "b")] {
        succeeds(folder, &open(id, out).split(' ').collect::<Vec<_>>());
    }
    let gone = open(&first, "c");
    let gone = fails(folder, PASSPHRASE, &gone.split(' ').collect::<Vec<_>>());
    assert!(gone.contains("none of the envelope's holders"), "{gone}");
}

#[test]
fn a_drill_proves_that_a_holder_could_open() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (first, second, third) = (keygen(folder, "1"), keygen(folder, "2"), keygen(folder, "3"));
    let (one, two) = (public(&first), public(&second));
    let drill = |key: &str| format!("drill --key {} --public {one} --public {two}", private(key));
    let told = drill(&first);
    let told = succeeds(folder, &told.split(' ').collect::<Vec<_>>());
    assert!(told.contains(&second), "{told}");
    let stranger = drill(&third);
    let stranger = fails(folder, PASSPHRASE, &stranger.split(' ').collect::<Vec<_>>());
    assert!(stranger.contains("none of the envelope's holders"), "{stranger}");
}

#[cfg(unix)]
#[test]
fn only_the_holder_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let id = keygen(folder.path(), "1");
    let mode = std::fs::metadata(folder.path().join(private(&id))).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
