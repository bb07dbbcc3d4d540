import { randomBytes } from 'node:crypto';
import { Refusal } from '@carbon/kernel';
import { Wallet } from 'ethers';
import { ensureSecretFile } from '../secret-file';

/** Three keys, so that whoever records issuances cannot raise the caps that bind them. Hexadecimal, after 0x. */
export interface ChainKeys {
  /** Deploys, grants roles, pauses. */
  readonly admin: string;
  /** Records issuances and anchors. */
  readonly notary: string;
  /** Sets caps. */
  readonly cap: string;
}

export type ChainRole = keyof ChainKeys;

const ROLES: readonly ChainRole[] = ['admin', 'notary', 'cap'];
const PRIVATE_KEY = /^0x[0-9a-f]{64}$/i;

/** The keys of a file, made on first use; nobody but its owner may read it. @throws Refusal CHAIN_KEYS_MALFORMED, SECRET_FILE_… */
export function chainKeysOfFile(file: string): ChainKeys {
  const text = ensureSecretFile(file, () => {
    const fresh = () => `0x${randomBytes(32).toString('hex')}`;
    return `${JSON.stringify({ admin: fresh(), notary: fresh(), cap: fresh() }, null, 2)}\n`;
  });
  try {
    return checkedChainKeys(JSON.parse(text) as Partial<ChainKeys>);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedKeys();
    throw error;
  }
}

/** @throws Refusal CHAIN_KEYS_MALFORMED when one is missing or malformed, or when two are the same */
export function checkedChainKeys(keys: Partial<ChainKeys>): ChainKeys {
  const [admin, notary, cap] = ROLES.map((role) => {
    const key = keys[role];
    if (key === undefined || !PRIVATE_KEY.test(key)) throw malformedKeys();
    return key.toLowerCase();
  });
  if (admin === undefined || notary === undefined || cap === undefined) throw malformedKeys();
  if (new Set([admin, notary, cap]).size !== ROLES.length) throw malformedKeys();
  return { admin, notary, cap };
}

/** The addresses of the keys: what must own the chain's coin where transactions cost some. */
export function chainAddresses(keys: ChainKeys): Record<ChainRole, string> {
  return {
    admin: new Wallet(keys.admin).address.toLowerCase(),
    notary: new Wallet(keys.notary).address.toLowerCase(),
    cap: new Wallet(keys.cap).address.toLowerCase(),
  };
}

function malformedKeys(): Refusal {
  return new Refusal('CHAIN_KEYS_MALFORMED', 503, {
    zh: '链密钥无效：需要 admin、notary、cap 三个互不相同的 32 字节私钥（0x 开头的十六进制）。',
    en: 'The chain keys are not valid: three different private keys of 32 bytes (hexadecimal after 0x) are needed: admin, notary, cap.',
  });
}
