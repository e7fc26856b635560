//! `gandan envelope`: keys of the holders, and what was sealed to them. Meant for a machine without
//! network: nothing here reads the configuration, opens a database or a connection.

use std::fs::{self, File, OpenOptions};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;
use envelope::{
    Contents, Envelope, Identity, LockedKey, PASSPHRASE_MIN, PrivateKey, PublicKey, open, reseal,
    seal,
};
use zeroize::Zeroizing;

/// Larger files are none of ours.
const FILE_MAX: u64 = 320 * 1024 * 1024;

#[derive(Debug, Subcommand)]
pub enum EnvelopeCommand {
    /// Make the keys of a holder: a private one locked by a passphrase, a public one for the server
    Keygen {
        /// Who holds it, as the office writes it
        #[arg(long)]
        holder: String,
        /// Folder for the two files
        #[arg(long)]
        out: PathBuf,
    },
    /// Open envelopes: each becomes a folder with the identity and the original files
    Open {
        /// Private key of a holder
        #[arg(long)]
        key: PathBuf,
        /// Folder for what is inside
        #[arg(long)]
        out: PathBuf,
        #[arg(required = true)]
        envelopes: Vec<PathBuf>,
    },
    /// Seal envelopes anew for other holders; who is not named opens the new ones no more
    Reseal {
        /// Private key of a holder of today
        #[arg(long)]
        key: PathBuf,
        /// Public key of a holder from now on, at least two
        #[arg(long = "to", required = true)]
        to: Vec<PathBuf>,
        /// Folder for the new envelopes
        #[arg(long)]
        out: PathBuf,
        #[arg(required = true)]
        envelopes: Vec<PathBuf>,
    },
    /// Prove that a holder's key and passphrase open what is sealed to the public keys of an office
    Drill {
        /// Private key of the holder
        #[arg(long)]
        key: PathBuf,
        /// Public keys as the server has them, at least two
        #[arg(long = "public", required = true)]
        public: Vec<PathBuf>,
    },
}

/// # Errors
/// A file cannot be read or written, a passphrase is wrong, an envelope does not open.
pub fn run(command: EnvelopeCommand) -> anyhow::Result<()> {
    match command {
        EnvelopeCommand::Keygen { holder, out } => keygen(&holder, &out),
        EnvelopeCommand::Open { key, out, envelopes } => open_all(&key, &out, &envelopes),
        EnvelopeCommand::Reseal { key, to, out, envelopes } => {
            reseal_all(&key, &to, &out, &envelopes)
        }
        EnvelopeCommand::Drill { key, public } => drill(&key, &public),
    }
}

fn keygen(holder: &str, out: &Path) -> anyhow::Result<()> {
    let holder = crate::text::clean_line(holder);
    if holder.is_empty() {
        bail!("--holder must say who holds the key");
    }
    let prompt = format!("New passphrase, at least {PASSPHRASE_MIN} characters: ");
    let key = PrivateKey::generate(&holder)?;
    let locked = key.lock(&passphrase(&prompt)?)?;
    let public = key.public();
    let id = public.id();
    fs::create_dir_all(out).with_context(|| format!("folder {}", out.display()))?;
    let private_file = out.join(format!("{id}.private.json"));
    let public_file = out.join(format!("{id}.public.json"));
    write_new(&private_file, locked.to_json()?.as_bytes())?;
    write_new(&public_file, public.to_json()?.as_bytes())?;
    println!("key {id} of {holder}");
    println!("for the server: {}", public_file.display());
    println!("stays offline, with a copy in a safe: {}", private_file.display());
    println!("without this file or its passphrase nobody can open what is sealed to it alone");
    Ok(())
}

fn open_all(key: &Path, out: &Path, envelopes: &[PathBuf]) -> anyhow::Result<()> {
    let key = unlock(key)?;
    for file in envelopes {
        let envelope = read_envelope(file)?;
        let contents = open(&envelope, &key).with_context(|| file.display().to_string())?;
        let folder = out.join(stem(file)?);
        fs::create_dir_all(out).with_context(|| format!("folder {}", out.display()))?;
        fs::create_dir(&folder).with_context(|| format!("new folder {}", folder.display()))?;
        write_contents(&folder, &envelope, &contents)?;
        println!("{} -> {}", envelope.context, folder.display());
    }
    println!("take no copy of this to a machine that is or was on a network");
    Ok(())
}

/// The names of files come from a stranger: they are told in the text and never used as paths.
fn write_contents(folder: &Path, envelope: &Envelope, contents: &Contents) -> anyhow::Result<()> {
    let Identity { full_name, address, contact, others, protection } = &contents.identity;
    let mut text = Zeroizing::new(format!(
        "{}\n\nHọ và tên: {full_name}\nĐịa chỉ: {address}\nCách liên hệ: {contact}\n",
        envelope.context
    ));
    for (title, lines) in [("Những người cùng tố cáo", others), ("Yêu cầu bảo vệ", protection)]
    {
        if !lines.is_empty() {
            text.push_str(&format!("{title}:\n{lines}\n"));
        }
    }
    for (file, number) in contents.files.iter().zip(1_u32..) {
        let name = format!("tep-{number:02}{}", safe_extension(&file.name));
        write_new(&folder.join(&name), &file.bytes)?;
        text.push_str(&format!("{name}: {}\n", crate::text::clean_line(&file.name)));
    }
    write_new(&folder.join("nguoi-to-cao.txt"), text.as_bytes())
}

/// `.jpg` of `../đơn.JPG`; nothing where there is no plain one.
fn safe_extension(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, end))
            if (1..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            format!(".{}", end.to_ascii_lowercase())
        }
        _ => String::new(),
    }
}

fn reseal_all(key: &Path, to: &[PathBuf], out: &Path, envelopes: &[PathBuf]) -> anyhow::Result<()> {
    let holders = read_public(to)?;
    let key = unlock(key)?;
    fs::create_dir_all(out).with_context(|| format!("folder {}", out.display()))?;
    for (file, done) in envelopes.iter().zip(1_usize..) {
        let new = reseal(&read_envelope(file)?, &key, &holders)
            .with_context(|| file.display().to_string())?;
        let target = out.join(format!("{}.envelope", stem(file)?));
        write_new(&target, &new.to_bytes()?)?;
        println!("{done}/{}: {}", envelopes.len(), target.display());
    }
    println!(
        "old copies stay readable with the old keys: replace them on the server, destroy the others"
    );
    Ok(())
}

fn drill(key: &Path, public: &[PathBuf]) -> anyhow::Result<()> {
    let holders = read_public(public)?;
    let key = unlock(key)?;
    let mut trial = Contents::default();
    trial.identity.full_name.push_str("Diễn tập");
    let sealed = seal("diễn tập", &trial, &holders)?;
    if open(&sealed, &key)? != trial {
        bail!("the envelope opened, but something else was inside");
    }
    println!("key {} opens what is sealed to these {} keys:", key.public().id(), holders.len());
    for holder in &holders {
        println!("{}  {}", holder.id(), holder.holder);
    }
    Ok(())
}

fn unlock(file: &Path) -> anyhow::Result<PrivateKey> {
    let locked =
        LockedKey::from_json(&read_text(file)?).with_context(|| file.display().to_string())?;
    let prompt = format!("Passphrase of {}: ", locked.holder);
    locked.unlock(&passphrase(&prompt)?).with_context(|| file.display().to_string())
}

/// Typed unseen at a terminal, else the first line of standard input.
fn passphrase(prompt: &str) -> anyhow::Result<Zeroizing<String>> {
    if std::io::stdin().is_terminal() {
        return Ok(Zeroizing::new(rpassword::prompt_password(prompt).context("passphrase")?));
    }
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().read_line(&mut line).context("passphrase")?;
    Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}

fn read_public(files: &[PathBuf]) -> anyhow::Result<Vec<PublicKey>> {
    files
        .iter()
        .map(|file| {
            let key = PublicKey::from_json(&read_text(file)?);
            key.with_context(|| file.display().to_string())
        })
        .collect()
}

fn read_text(file: &Path) -> anyhow::Result<String> {
    String::from_utf8(read(file)?).with_context(|| format!("{} is no text", file.display()))
}

fn read_envelope(file: &Path) -> anyhow::Result<Envelope> {
    Envelope::from_bytes(&read(file)?).with_context(|| file.display().to_string())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let name = || file.display().to_string();
    let mut bytes = Vec::new();
    File::open(file)
        .with_context(name)?
        .take(FILE_MAX + 1)
        .read_to_end(&mut bytes)
        .with_context(name)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > FILE_MAX) {
        bail!("{} is too large", file.display());
    }
    Ok(bytes)
}

fn stem(file: &Path) -> anyhow::Result<&str> {
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    stem.with_context(|| format!("{} has no name", file.display()))
}

/// Nothing is ever written over: a key that is lost that way is lost for good.
fn write_new(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let name = || format!("new file {}", file.display());
    let mut target = options.open(file).with_context(name)?;
    target.write_all(bytes).with_context(name)?;
    target.sync_all().with_context(name)
}
