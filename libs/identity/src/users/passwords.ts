import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memorySize: 19 * 1024, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const SALT = 16;

/** One way to write a password, whichever keyboard composed it (NIST SP 800-63B, 5.1.1.2). */
const written = (password: string): string => password.normalize('NFKC');

/** The hash of a password, with its salt and cost in the encoded text. */
export async function hashPassword(password: string): Promise<string> {
  return argon2id({
    password: written(password),
    salt: randomBytes(SALT),
    ...COST,
    outputType: 'encoded',
  });
}

let nobodys: Promise<string> | undefined;

/**
 * Whether a password is the one of a hash. Without a hash the same work is done and the answer is no: how long it takes
 * does not tell whether there is an account.
 */
export async function isPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(SALT).toString('hex'));
  const right = await argon2Verify({ password: written(password), hash: hash ?? (await nobodys) });
  return right && hash !== null && hash !== undefined;
}
