import { Refusal } from '@carbon/kernel';
import { HASH_BYTES } from './merkle-hash';
import { type NoteSigner, type NoteVerifier, readVerifierKey } from './note-key';
import { type SignedNote, isSignedBy, parseNote, signNote } from './signed-note';
import { fromBase64, fromDecimal, toBase64 } from './strict-text';

/** The head of the log at one size, as C2SP tlog-checkpoint writes it. */
export interface Checkpoint {
  /** The identity of the log. Here it is also the name of the key that signs. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** A checkpoint taken apart; nothing of it is to be believed before a trusted key has verified it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** Signs a head of the log: the origin is the signer's name. */
export function signCheckpoint(head: Pick<Checkpoint, 'size' | 'root'>, signer: NoteSigner): string {
  const note = signNote(`${signer.name}\n${head.size.toString()}\n${toBase64(head.root)}\n`, signer);
  parseCheckpoint(note);
  return note;
}

/**
 * Reads a signed checkpoint strictly: three lines, none more (extension lines are refused), sizes without leading zero,
 * base64 in its one form. The signature is not checked here. @throws Refusal LOG_NOTE_MALFORMED,
 * LOG_CHECKPOINT_MALFORMED
 */
export function parseCheckpoint(note: string): SignedCheckpoint {
  const signed = parseNote(note);
  const [origin, digits, rootText, ...rest] = signed.text.split('\n');
  const size = fromDecimal(digits ?? '');
  const root = fromBase64(rootText ?? '');
  if (!origin || size === undefined || root?.length !== HASH_BYTES || rest.length !== 1) {
    throw new Refusal('LOG_CHECKPOINT_MALFORMED', 422, {
      zh: '不是格式正确的检查点（应为：来源、大小、根哈希三行）',
      en: 'not a well-formed checkpoint (three lines: origin, size, root hash)',
    });
  }
  return { origin, size, root, note: signed };
}

/** Whether this key signed the checkpoint and is the key of the log it speaks for. */
export function isCheckpointOf(checkpoint: SignedCheckpoint, verifier: NoteVerifier): boolean {
  return checkpoint.origin === verifier.name && isSignedBy(checkpoint.note, verifier);
}

/**
 * Reads and verifies a checkpoint.
 * @throws Refusal LOG_NOTE_MALFORMED, LOG_CHECKPOINT_MALFORMED, LOG_KEY_MALFORMED, LOG_CHECKPOINT_NOT_SIGNED
 */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint {
  const checkpoint = parseCheckpoint(note);
  if (!isCheckpointOf(checkpoint, readVerifierKey(verifierKey))) {
    throw new Refusal('LOG_CHECKPOINT_NOT_SIGNED', 422, {
      zh: '检查点没有该密钥的有效签名',
      en: 'the checkpoint bears no valid signature of this key',
    });
  }
  return { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root };
}
