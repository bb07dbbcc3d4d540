/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- plain JavaScript, as browsers read it */
/*
 * Verifies the code of a receipt in the reader's own browser: nothing of it is sent anywhere, for the part of an address
 * behind # stays with the reader. Hashes and signature are checked with WebCrypto; the form of the code is told in
 * libs/transparency/src/domain/receipt-code.ts.
 */

const FIELDS =
  'actor approver businessTime creditAccount creditPart debitAccount debitPart id instrument kind quantity reason recordedAt reference reverses reversibleUntil serials transaction';
const STATES = ['shown', 'separate', 'withheld', 'erased'];
const JOURNAL = 'carbon-ledger/journal/v1\0';
const utf8 = new TextEncoder();

/** @returns what holds of a code: { valid, failed?, record?, document?, state?, key? }. Never throws for a bad code. */
export async function verifyCode(text) {
  let code;
  try {
    code = await takeApart(fromBase64Url(text.slice(text.indexOf('#') + 1).trim()));
  } catch {
    return { valid: false, failed: 'format' };
  }
  const { record, salt, documentHash, origin, treeSize, root, document, state } = code;
  const leaf = await sha256(
    Uint8Array.of(0),
    await sha256(utf8.encode(JOURNAL), salt, utf8.encode(canonical(record))),
  );
  const climbed = await climb(leaf, code.leafIndex, treeSize, code.path);
  if (climbed === undefined || !same(climbed, root)) return { valid: false, failed: 'inclusion' };
  const note = utf8.encode(`${origin}\n${treeSize}\n${toBase64(root)}\n`);
  if (!(await isSigned(code.publicKey, code.signature, note))) {
    return { valid: false, failed: 'checkpoint-signature' };
  }
  if (document !== undefined) {
    const { domain, content, salt: own } = document;
    const hash = await sha256(utf8.encode(domain), own, utf8.encode(canonical(content)));
    if (!same(hash, documentHash)) return { valid: false, failed: 'document' };
  }
  const key = await verifierKey(origin, code.publicKey);
  return { valid: true, record, state, document: document?.content, key, size: treeSize };
}

async function takeApart(bytes) {
  let at = 0;
  const raw = (length) => {
    if (at + length > bytes.length) throw new Error('too short');
    return bytes.slice(at, (at += length));
  };
  const number = () => {
    let value = 0n;
    for (let shift = 0n; shift <= 63n; shift += 7n) {
      const [byte] = raw(1);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new Error('not a number');
  };
  const [version, which] = raw(2);
  const state = STATES[which];
  if (version !== 1 || state === undefined) throw new Error('another version');
  const texts = JSON.parse(await inflate(raw(Number(number()))));
  const [values, origin, domain, content] = texts;
  const names = FIELDS.split(' ');
  if (values.length !== names.length || texts.length !== (state === 'shown' ? 4 : 2))
    throw new Error('other texts');
  const salt = raw(16);
  const documentHash = raw(32);
  const leafIndex = number();
  const treeSize = number();
  const path = Array.from({ length: raw(1)[0] }, () => raw(32));
  const [root, signature, publicKey] = [raw(32), raw(64), raw(32)];
  const document = state === 'shown' ? { domain, content, salt: raw(16) } : undefined;
  if (at !== bytes.length) throw new Error('bytes left over');
  const record = {
    ...Object.fromEntries(names.map((name, nth) => [name, values[nth]])),
    documentHash: hex(documentHash),
  };
  return {
    record,
    salt,
    documentHash,
    leafIndex,
    treeSize,
    path,
    origin,
    root,
    signature,
    publicKey,
    document,
    state,
  };
}

/** The root that leaf and path lead to (RFC 9162 section 2.1.3.2); nothing when their number is not that of the tree. */
async function climb(leaf, index, size, path) {
  if (index >= size) return undefined;
  let node = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n) return undefined;
    if ((node & 1n) === 1n || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while ((node & 1n) === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? hash : undefined;
}

async function isSigned(publicKey, signature, message) {
  const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
}

/** The key as the notary publishes it. */
async function verifierKey(name, publicKey) {
  const typed = Uint8Array.of(1, ...publicKey);
  const id = (await sha256(utf8.encode(`${name}\n`), typed)).slice(0, 4);
  return `${name}+${hex(id)}+${toBase64(typed)}`;
}

async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

/** RFC 8785. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

async function inflate(bytes) {
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

function fromBase64Url(text) {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new Error('not a code');
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

const WORDS = {
  valid: [
    '验证通过：记录在签名日志中，内容未改动。',
    'Verified in this browser: the record is in the signed log, unchanged.',
  ],
  withheld: [
    '凭证涉及自然人，内容未随码公开。',
    'The receipt names a person: its content is not in the code.',
  ],
  erased: ['所涉自然人信息已删除，记录仍在。', 'The person was erased; the record stands.'],
  separate: ['内容较长，见证据文件。', 'The content is long: see the evidence file.'],
  another: ['此码属于另一张凭证。', 'The code is of another receipt.'],
  format: ['此码不完整或已损坏，不能证明任何内容。', 'The code is incomplete or damaged: it proves nothing.'],
  inclusion: ['验证失败：记录不在日志中。', 'Not valid: the record is not in the log.'],
  'checkpoint-signature': ['验证失败：检查点签名无效。', 'Not valid: the checkpoint is not signed.'],
  document: ['验证失败：内容被改动。', 'Not valid: the content was changed.'],
  'key-unknown': [
    '此码中的证明完整，但本页尚不知道登记机构的密钥，不能确认由谁签署。',
    'The proof in this code is whole, but this page does not know the registry’s key yet: who signed it is not confirmed.',
  ],
  'verifier-key': [
    '验证失败：不是本登记机构的密钥。',
    'Not valid: signed by another key than this registry’s.',
  ],
  unable: [
    '此浏览器无法验证，请用 carbon verify --code。',
    'This browser cannot verify: use carbon verify --code.',
  ],
};

/** Writes the verdict on the code of this address into the page; without a code there is none. */
async function show() {
  const place = document.getElementById('verdict');
  if (place === null) return;
  place.hidden = true;
  if (location.hash.length < 2) return;
  let verdict;
  try {
    verdict = await judge(place.dataset);
  } catch {
    verdict = { standing: 'bad', words: ['unable'] };
  }
  const heading = document.createElement('span');
  heading.textContent = '二维码验证 Check of the code';
  const lines = [0, 1].map((language) => verdict.words.map((word) => WORDS[word][language]));
  place.replaceChildren(heading, lines[0].join(''), document.createElement('br'), lines[1].join(' '));
  place.className = verdict.standing;
  place.hidden = false;
}

/** What stands on the page: `good`, `bad`, or `open` as long as the page has no key to compare with. */
async function judge({ hash: documentHash, transaction, key }) {
  const verdict = await verifyCode(location.hash);
  if (!verdict.valid) return { standing: 'bad', words: [verdict.failed] };
  if (verdict.record.documentHash !== documentHash || verdict.record.transaction !== transaction) {
    return { standing: 'bad', words: ['another'] };
  }
  const state = verdict.state === 'shown' ? [] : [verdict.state];
  if (!key) return { standing: 'open', words: ['key-unknown', ...state] };
  if (key !== verdict.key) return { standing: 'bad', words: ['verifier-key'] };
  return { standing: 'good', words: ['valid', ...state] };
}

if (typeof document !== 'undefined') {
  addEventListener('hashchange', () => void show());
  void show();
}
