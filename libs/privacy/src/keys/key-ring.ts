import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { normaliseFor } from '../domain/normalise';
import { openWith, sealWith } from './sealing';

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** A key that stands outside the database. */
export interface MasterKey {
  /** Names the key in the database; never used again for another key. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

export interface KeyRingParts {
  /** Wraps what is new. */
  readonly current: MasterKey;
  /** Still open what they wrapped, until everything is wrapped anew. */
  readonly former?: readonly MasterKey[];
  /** 32 bytes, for blind indexes: it stays when the master key is changed, or nothing would be found any more. */
  readonly indexSecret: Uint8Array;
}

export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/** Derived keys, each for one use (HKDF, RFC 5869). */
interface Derived {
  readonly wrapping: Buffer;
  readonly sealing: Buffer;
}

function derive(secret: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `carbon-ledger/privacy/v1/${use}`, KEY_BYTES));
}

/** The keys outside the database, and all that is done with them. */
export class KeyRing {
  readonly currentId: string;
  private readonly keys = new Map<string, Derived>();
  private readonly indexSecret: Uint8Array;
  private readonly indexKeys = new Map<string, Buffer>();

  constructor({ current, former = [], indexSecret }: KeyRingParts) {
    for (const { id, bytes } of [current, ...former]) {
      if (!KEY_ID.test(id))
        throw new RangeError('the id of a master key is 1 to 40 letters, digits, dots or dashes');
      if (bytes.length !== KEY_BYTES) throw new RangeError(`master key ${id} must have ${KEY_BYTES} bytes`);
      if (this.keys.has(id)) throw new RangeError(`two master keys are named ${id}`);
      this.keys.set(id, { wrapping: derive(bytes, 'wrap'), sealing: derive(bytes, 'seal') });
    }
    if (indexSecret.length !== KEY_BYTES)
      throw new RangeError(`the index secret must have ${KEY_BYTES} bytes`);
    this.currentId = current.id;
    this.indexSecret = indexSecret;
  }

  /** A new data key of a person. */
  newDataKey(): Buffer {
    return randomBytes(KEY_BYTES);
  }

  wrap(personId: string, dataKey: Uint8Array): WrappedKey {
    const keyId = this.currentId;
    return { keyId, wrapped: sealWith(this.derived(keyId).wrapping, wrapPlace(personId, keyId), dataKey) };
  }

  unwrap(personId: string, { keyId, wrapped }: WrappedKey): Buffer {
    return openWith(this.derived(keyId).wrapping, wrapPlace(personId, keyId), wrapped);
  }

  /** Seals a secret that is nobody's: length of the key's id ‖ id ‖ sealed value. */
  seal(context: string, plain: Uint8Array): Buffer {
    const id = Buffer.from(this.currentId);
    const sealed = sealWith(this.derived(this.currentId).sealing, ['secret', context, this.currentId], plain);
    return Buffer.concat([Uint8Array.of(id.length), id, sealed]);
  }

  open(context: string, sealed: Uint8Array): Buffer {
    const id = sealedUnder(sealed);
    return openWith(this.derived(id).sealing, ['secret', context, id], sealed.subarray(1 + id.length));
  }

  /** The secret sealed under the current key; undefined when it is already. */
  resealed(context: string, sealed: Uint8Array): Buffer | undefined {
    return sealedUnder(sealed) === this.currentId
      ? undefined
      : this.seal(context, this.open(context, sealed));
  }

  blindIndex(purpose: string, value: string): Buffer {
    let key = this.indexKeys.get(purpose);
    if (key === undefined) {
      key = derive(this.indexSecret, `index/${purpose}`);
      this.indexKeys.set(purpose, key);
    }
    return createHmac('sha256', key).update(normaliseFor(purpose, value)).digest();
  }

  private derived(id: string): Derived {
    const key = this.keys.get(id);
    if (key === undefined)
      throw new Error('something is sealed under a master key that the ring does not hold');
    return key;
  }
}

const wrapPlace = (personId: string, keyId: string) => ['data-key', personId, keyId] as const;

function sealedUnder(sealed: Uint8Array): string {
  const length = sealed[0] ?? 0;
  return Buffer.from(sealed.subarray(1, 1 + length)).toString('latin1');
}
