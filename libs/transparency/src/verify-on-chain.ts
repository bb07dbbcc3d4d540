import type { Text } from '@carbon/kernel';
import { type BundleChain, type Checkpoint, type EvidenceBundle, parseCheckpoint } from './domain/index';

/** A JSON-RPC connection to a chain node (EIP-1193 style); implemented by the caller. */
export interface JsonRpc {
  /** @throws when the node cannot be reached or answers with an error; verification passes that on */
  request(method: string, params: readonly unknown[]): Promise<unknown>;
}

/** The checks against a chain, in the order in which they are made and listed. */
export const CHAIN_CHECKS = ['anchoring', 'chain', 'contract', 'transaction', 'block', 'anchor'] as const;

export type ChainCheckName = (typeof CHAIN_CHECKS)[number];

export interface ChainCheck {
  readonly name: ChainCheckName;
  readonly passed: boolean;
  readonly reason: Text;
}

export type ChainVerdict = { readonly checks: readonly ChainCheck[] } & (
  { readonly valid: true } | { readonly valid: false; readonly failed: ChainCheckName }
);

export interface VerifyOnChainOptions {
  /** The chain of the published contract. */
  readonly expectedChainId?: bigint;
  /** The published address of the contract; any case. Without it anyone's contract would do. */
  readonly expectedContract?: string;
}

/** keccak256 of `Anchored(uint64,bytes32,uint64)`. */
const ANCHORED = '0x8a625ff6b600489e76c9caf3b3e78a6b1cf48af724479bd7bdca61de573a6412';

/**
 * Checks that the checkpoint of a bundle is anchored where the bundle says: the chain, the transaction, its success, its
 * block, and the event `Anchored(uint64 indexed size, bytes32 root, uint64 previousSize)` of the contract with exactly
 * the size and root of the checkpoint. Give it a bundle that `verifyBundle` found valid. The first failed check ends the
 * work; faults of the connection are thrown, for they say nothing about the bundle.
 */
export async function verifyOnChain(
  bundle: EvidenceBundle,
  rpc: JsonRpc,
  options: VerifyOnChainOptions = {},
): Promise<ChainVerdict> {
  const { chain } = bundle;
  if (chain === undefined) return verdict('anchoring', SAYS.pending);
  const expectedChainId = options.expectedChainId?.toString() ?? chain.chainId;
  if (chain.chainId !== expectedChainId) return verdict('chain', SAYS.bundleOfAnotherChain);
  if (quantity(await rpc.request('eth_chainId', [])) !== BigInt(chain.chainId)) {
    return verdict('chain', SAYS.nodeOfAnotherChain);
  }
  if (chain.contract !== (options.expectedContract ?? chain.contract).toLowerCase()) {
    return verdict('contract', SAYS.anotherContract);
  }
  const receipt = await rpc.request('eth_getTransactionReceipt', [chain.transaction]);
  return judgeReceipt(receipt, chain, parseCheckpoint(bundle.checkpoint));
}

function judgeReceipt(receipt: unknown, chain: BundleChain, checkpoint: Checkpoint): ChainVerdict {
  if (!isObject(receipt) || !same(receipt['transactionHash'], chain.transaction)) {
    return verdict('transaction', SAYS.noTransaction);
  }
  if (quantity(receipt['status']) !== 1n) return verdict('transaction', SAYS.transactionFailed);
  const inBlock =
    quantity(receipt['blockNumber']) === BigInt(chain.blockNumber) &&
    same(receipt['blockHash'], chain.blockHash);
  if (!inBlock) return verdict('block', SAYS.anotherBlock);
  const logs: readonly unknown[] = Array.isArray(receipt['logs']) ? receipt['logs'] : [];
  if (!logs.some((log) => isAnchorOf(log, chain.contract, checkpoint))) {
    return verdict('anchor', SAYS.notAnchored);
  }
  return verdict();
}

/** Decodes by hand: one indexed word, then two words of data (Solidity ABI specification, "Events"). */
function isAnchorOf(log: unknown, contract: string, checkpoint: Checkpoint): boolean {
  if (!isObject(log) || log['removed'] === true || !same(log['address'], contract)) return false;
  const topics: readonly unknown[] = Array.isArray(log['topics']) ? log['topics'] : [];
  const size = `0x${checkpoint.size.toString(16).padStart(64, '0')}`;
  const root = `0x${Buffer.from(checkpoint.root).toString('hex')}`;
  const data = log['data'];
  return (
    topics.length === 2 &&
    same(topics[0], ANCHORED) &&
    same(topics[1], size) &&
    typeof data === 'string' &&
    data.length === 2 + 2 * 64 &&
    same(data.slice(0, 66), root)
  );
}

/** All checks up to the failed one; those after it count as not passed. */
function verdict(failed?: ChainCheckName, reason: Text = SAYS.notReached): ChainVerdict {
  const stop = failed === undefined ? CHAIN_CHECKS.length : CHAIN_CHECKS.indexOf(failed);
  const checks = CHAIN_CHECKS.map((name, position): ChainCheck => {
    if (position < stop) return { name, passed: true, reason: SAYS[name] };
    return { name, passed: false, reason: position === stop ? reason : SAYS.notReached };
  });
  return failed === undefined ? { valid: true, checks } : { valid: false, failed, checks };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether a node's hexadecimal is the one expected (lowercase); nodes differ in case. */
function same(value: unknown, expected: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === expected;
}

/** A JSON-RPC quantity, `0x…`. */
function quantity(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value) ? BigInt(value) : undefined;
}

const SAYS = {
  anchoring: { zh: '证据写明了上链交易', en: 'the evidence names an anchoring transaction' },
  chain: { zh: '链标识一致', en: 'the chain is the one stated' },
  contract: { zh: '合约一致', en: 'the contract is the one stated' },
  transaction: { zh: '交易存在且成功', en: 'the transaction exists and succeeded' },
  block: { zh: '交易在所述区块中', en: 'the transaction is in the stated block' },
  anchor: {
    zh: '合约在该交易中锚定了此检查点的大小与根哈希',
    en: 'the contract anchored the size and root of the checkpoint in it',
  },
  pending: { zh: '检查点尚待上链', en: 'the anchoring of the checkpoint is pending' },
  bundleOfAnotherChain: {
    zh: '证据来自另一条链：其链标识不是预期的',
    en: 'proof from another chain: its chain ID is not the expected one',
  },
  nodeOfAnotherChain: {
    zh: '证据来自另一条链：所连节点的链标识与证据不一致',
    en: 'proof from another chain: the chain ID of the node is not that of the evidence',
  },
  anotherContract: { zh: '合约地址不是公布的合约', en: 'the contract is not the published one' },
  noTransaction: { zh: '链上没有此交易', en: 'the chain has no such transaction' },
  transactionFailed: { zh: '交易执行失败', en: 'the transaction failed' },
  anotherBlock: { zh: '交易不在所述区块中', en: 'the transaction is not in the stated block' },
  notAnchored: {
    zh: '该交易没有由所述合约锚定此检查点',
    en: 'the transaction holds no anchoring of this checkpoint by the stated contract',
  },
  notReached: { zh: '前面的检查未通过，未能检查', en: 'not reached: an earlier check failed' },
} as const satisfies Record<string, Text>;
