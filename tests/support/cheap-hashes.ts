/**
 * Hashes of tests' passwords protect nobody: with a three-hundredth of the memory they take no time. Everything else
 * about them is as it is. `passwords.spec.ts` and `passwords.medium.spec.ts` meet their real cost.
 */
jest.mock<typeof import('hash-wasm')>('hash-wasm', () => {
  const actual = jest.requireActual<typeof import('hash-wasm')>('hash-wasm');
  const argon2id = ((options) => actual.argon2id({ ...options, memorySize: 64 })) as typeof actual.argon2id;
  return { ...actual, argon2id };
});
