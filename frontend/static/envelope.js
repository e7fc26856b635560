// Seals an envelope before anything leaves the browser; the format is described in src/envelope/lib.rs.
// HPKE is RFC 9180 in base mode with X25519, HKDF-SHA256 and AES-256-GCM, made of what the browser's own
// cryptography offers.

const MAGIC = "GANDAN-ENVELOPE-1\n";
const INFO = "gandan-envelope-1";
const CHUNK = 65_536;
const HOLDERS_MIN = 2;
/** Ids of the RFC: X25519, HKDF-SHA256, AES-256-GCM, and the bytes of the cipher's key. */
const SUITE = { kem: 0x0020, kdf: 0x0001, aead: 0x0002, keyBytes: 32 };

const encoder = new TextEncoder();

function concat(...parts) {
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  const whole = new Uint8Array(bytes.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of bytes) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bigEndian(number, bytes) {
  return Uint8Array.from({ length: bytes }, (_, i) => Math.floor(number / 256 ** (bytes - 1 - i)) % 256);
}

function toBase64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

async function hmac(key, data) {
  // The browser takes no empty key; for HMAC it is the same as one of zeros.
  const raw = key.length ? key : new Uint8Array(32);
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

/** LabeledExtract and LabeledExpand of RFC 9180, section 4; never more than one block is asked for. */
const extract = (suite, salt, label, ikm) => hmac(salt, concat("HPKE-v1", suite, label, ikm));
const expand = async (suite, prk, label, info, length) =>
  (await hmac(prk, concat(bigEndian(length, 2), "HPKE-v1", suite, label, info, [1]))).slice(0, length);

const NOTHING = new Uint8Array();

/**
 * Seals one message to a public key of 32 bytes. `ephemeral` and `suite` are given by tests of the RFC's
 * own vectors alone.
 */
export async function hpkeSeal(publicKey, info, aad, message, { ephemeral, suite = SUITE } = {}) {
  const pair = ephemeral ?? (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]));
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const receiver = await crypto.subtle.importKey("raw", publicKey, { name: "X25519" }, false, []);
  const agreed = await crypto.subtle.deriveBits({ name: "X25519", public: receiver }, pair.privateKey, 256);

  const kem = concat("KEM", bigEndian(suite.kem, 2));
  const eaePrk = await extract(kem, NOTHING, "eae_prk", new Uint8Array(agreed));
  const shared = await expand(kem, eaePrk, "shared_secret", concat(enc, publicKey), 32);

  const id = concat("HPKE", bigEndian(suite.kem, 2), bigEndian(suite.kdf, 2), bigEndian(suite.aead, 2));
  const pskIdHash = await extract(id, NOTHING, "psk_id_hash", NOTHING);
  const infoHash = await extract(id, NOTHING, "info_hash", info);
  const schedule = concat([0], pskIdHash, infoHash);
  const secret = await extract(id, shared, "secret", NOTHING);
  const key = await expand(id, secret, "key", schedule, suite.keyBytes);
  const nonce = await expand(id, secret, "base_nonce", schedule, 12);
  return { enc, sealed: await encrypt(key, nonce, aad, message) };
}

async function encrypt(key, iv, additionalData, message) {
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, imported, message));
}

/** Whether this browser can seal: it must agree on keys by X25519. */
export async function canSeal() {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

async function keyId(publicKey) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey));
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Identity and files as one text of bytes, padded with zeros to whole chunks. */
function contentBytes({ full_name, address, contact, others = "", protection = "" }, files) {
  const head = encoder.encode(
    JSON.stringify({
      identity: { full_name, address, contact, others, protection },
      files: files.map(({ name, bytes }) => ({ name, size: bytes.length })),
    }),
  );
  const whole = concat(bigEndian(head.length, 4), head, ...files.map(({ bytes }) => bytes));
  return concat(whole, new Uint8Array((CHUNK - (whole.length % CHUNK)) % CHUNK));
}

/**
 * The envelope's bytes. `holders`: public keys of 32 bytes in base64, two different ones at least;
 * `identity`: `full_name`, `address`, `contact`, and if there are any `others`
 * and `protection`; `files`: `name` and `bytes`.
 */
export async function seal(context, identity, files, holders) {
  if (new Set(holders).size < HOLDERS_MIN) throw new Error("at least two different holders are needed");
  const aad = encoder.encode(context);
  const key = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = [];
  for (const publicKey of holders.map(fromBase64)) {
    const { enc, sealed } = await hpkeSeal(publicKey, encoder.encode(INFO), aad, key);
    wrapped.push({ key_id: await keyId(publicKey), enc: toBase64(enc), wrapped: toBase64(sealed) });
  }
  const plain = contentBytes(identity, files);
  const chunks = [];
  for (let at = 0, number = 0; at < plain.length; at += CHUNK, number += 1) {
    const isLast = at + CHUNK >= plain.length;
    const nonce = concat(new Uint8Array(7), bigEndian(number, 4), [isLast ? 1 : 0]);
    chunks.push(await encrypt(key, nonce, aad, plain.subarray(at, at + CHUNK)));
  }
  key.fill(0);
  plain.fill(0);
  const header = encoder.encode(JSON.stringify({ context, holders: wrapped }));
  return concat(MAGIC, bigEndian(header.length, 4), header, ...chunks);
}
