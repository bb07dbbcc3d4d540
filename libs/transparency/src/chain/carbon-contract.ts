import { createHash } from 'node:crypto';
import { SUPPLY_TOTALS, type SupplyDelta, type SupplyTotal } from '../persistence/supply-deltas';
import type { ChainClient } from './chain-client';
import { contractInterface } from './contract-abi';

export interface OnChainIssuance {
  readonly instrument: string;
  readonly chainKey: Uint8Array;
  readonly evidenceHash: Uint8Array | undefined;
  readonly firstSerial: bigint;
  readonly quantity: bigint;
}

/** Totals of an instrument as the contract keeps them. */
export type OnChainSupply = Readonly<Record<SupplyTotal | 'recorded' | 'cap', bigint>>;

/** The name of an instrument on chain: the SHA-256 of its code. */
export function instrumentKey(code: string): string {
  return `0x${createHash('sha256').update(code).digest('hex')}`;
}

/** The deployed contract, seen through a client. */
export class CarbonContract {
  constructor(
    readonly client: ChainClient,
    readonly address: string,
  ) {}

  async head(block?: bigint): Promise<{ size: bigint; root: Uint8Array }> {
    const [size, root] = await this.read('head', [], block);
    return { size: size as bigint, root: Buffer.from((root as string).slice(2), 'hex') };
  }

  async supplyOf(instrument: string, block?: bigint): Promise<OnChainSupply> {
    const [totals] = (await this.read('supplyOf', [instrumentKey(instrument)], block)) as [readonly bigint[]];
    const names = [...SUPPLY_TOTALS, 'recorded', 'cap'] as const;
    return Object.fromEntries(names.map((name, at) => [name, totals[at] ?? 0n])) as OnChainSupply;
  }

  async isSourceUsed(chainKey: Uint8Array): Promise<boolean> {
    const [used] = await this.read('isSourceUsed', [chainKey]);
    return used as boolean;
  }

  /** The transaction that anchored a size, if the node still serves its event. */
  anchorTransaction(size: bigint, fromBlock: bigint): Promise<string | undefined> {
    const topics = contractInterface.encodeFilterTopics('Anchored', [size]) as (string | null)[];
    return this.client.eventTransaction(this.address, topics, fromBlock);
  }

  /** The transaction that recorded an issuance, if the node still serves its event. */
  issuanceTransaction(chainKey: Uint8Array, fromBlock: bigint): Promise<string | undefined> {
    const topics = contractInterface.encodeFilterTopics('IssuanceRecorded', [null, chainKey]);
    return this.client.eventTransaction(this.address, topics as (string | null)[], fromBlock);
  }

  private async read(name: string, args: readonly unknown[], block?: bigint): Promise<unknown[]> {
    const data = contractInterface.encodeFunctionData(name, args);
    const answer = await this.client.call(this.address, data, block);
    return [...contractInterface.decodeFunctionResult(name, answer)] as unknown[];
  }
}

export function encodeAnchor(
  size: bigint,
  root: Uint8Array,
  proof: readonly Uint8Array[],
  deltas: readonly SupplyDelta[],
): string {
  const encoded = deltas.map((delta) => ({ ...delta, instrument: instrumentKey(delta.instrument) }));
  return contractInterface.encodeFunctionData('anchor', [size, root, proof, encoded]);
}

export function encodeIssuances(issuances: readonly OnChainIssuance[]): string {
  const encoded = issuances.map((issuance) => ({
    instrument: instrumentKey(issuance.instrument),
    sourceKey: issuance.chainKey,
    evidenceHash: word(issuance.evidenceHash),
    firstSerial: issuance.firstSerial,
    quantity: issuance.quantity,
  }));
  return contractInterface.encodeFunctionData('recordIssuances', [encoded]);
}

export function encodeCaps(caps: readonly { readonly instrument: string; readonly cap: bigint }[]): string {
  const encoded = caps.map(({ instrument, cap }) => ({ instrument: instrumentKey(instrument), cap }));
  return contractInterface.encodeFunctionData('setCaps', [encoded]);
}

/** A hash of another length than the contract's 32 bytes is hashed once more; none is all zeros. */
function word(hash: Uint8Array | undefined): Uint8Array {
  if (hash === undefined) return new Uint8Array(32);
  return hash.length === 32 ? hash : createHash('sha256').update(hash).digest();
}
