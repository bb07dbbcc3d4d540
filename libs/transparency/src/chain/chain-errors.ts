import { isCallException } from 'ethers';
import { contractInterface } from './contract-abi';

/** The contract, or the chain, refused: trying the very same again would be refused again. */
export class ChainRefused extends Error {
  constructor(
    /** Name of the contract's error, e.g. `SourceAlreadyUsed`; `REVERTED` when it gave none. */
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'ChainRefused';
  }
}

/** Tells what the contract refused from everything else, which is the connection's. */
export function chainErrorOf(error: unknown): unknown {
  if (!isCallException(error)) return error;
  const { data } = error;
  const known = data === null ? null : contractInterface.parseError(data);
  if (known === null) return new ChainRefused('REVERTED', error.shortMessage, error);
  const args = known.args.map((arg: unknown) => String(arg)).join(', ');
  return new ChainRefused(known.name, `${known.name}(${args})`, error);
}

/** The shortest sentence that tells what went wrong. */
export function chainErrorText(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('shortMessage' in error && typeof error.shortMessage === 'string') return error.shortMessage;
    if ('message' in error && typeof error.message === 'string' && error.message !== '') return error.message;
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return String(error);
}
