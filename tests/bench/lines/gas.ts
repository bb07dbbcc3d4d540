import { BaseContract, BrowserProvider, ContractFactory, hexlify, type InterfaceAbi } from 'ethers';
import type { ContractMethod, ContractTransactionResponse } from 'ethers';
import {
  consistencyProof,
  leafHash,
  NodeHasher,
  type Tile,
  tileKey,
  TreeBuilder,
} from '../../../libs/transparency/src/domain/index';
import { CheckFailed, type Line } from '../bench';
import { ratioOf } from '../rounds';

type Send<A extends unknown[]> = ContractMethod<A, void, ContractTransactionResponse>;
type Read<R> = ContractMethod<[], R, R>;

interface Ledger extends BaseContract {
  anchor: Send<[bigint, string, string[], never[]]>;
  grantRole: Send<[string, string]>;
  ANCHOR_ROLE: Read<string>;
  head: Read<[size: bigint, root: string]>;
}

interface Credit extends BaseContract {
  mint: Send<[string, bigint, bigint]>;
  safeTransferFrom: Send<[string, string, bigint, bigint, string]>;
}

/** Sizes whose consistency proof is as long as proofs of such trees get. */
const OLD_SIZE = 109_999;
const RECORDS = 10_000;
const ADMIN_DELAY = 172_800n;

/** The EVM counts the same on every machine, so one round says it all. */
export const gas: Line = {
  name: 'gas',
  async run() {
    const { deploy, signers } = await openChain();
    const [admin, stranger] = await signers();
    const ledger = (await deploy('CarbonLedger', ADMIN_DELAY, admin)) as Ledger;
    await mined(ledger.grantRole(await ledger.ANCHOR_ROLE(), admin));
    const { roots, proof } = await grownTree();
    await mined(ledger.anchor(BigInt(OLD_SIZE), roots[0], [], []));
    const anchor = await mined(ledger.anchor(BigInt(OLD_SIZE + RECORDS), roots[1], proof, []));
    const [size, root] = await ledger.head();
    if (size !== BigInt(OLD_SIZE + RECORDS) || root !== roots[1]) {
      throw new CheckFailed('the contract does not hold the new head');
    }
    const credit = (await deploy('ReferenceCredit1155')) as Credit;
    await mined(credit.mint(admin, 1n, 1_000n));
    await mined(credit.safeTransferFrom(admin, stranger, 1n, 1n, '0x'));
    const transfer = await mined(credit.safeTransferFrom(admin, stranger, 1n, 1n, '0x'));
    const comparison = {
      path: `gas a record, anchor of ${RECORDS.toLocaleString('en')}, ${proof.length} nodes proved on chain`,
      reference: 'ERC-1155 transfer to an existing holder',
      unit: 'gas',
      goal: { atMost: 1 / 6_000 },
    };
    return { ratios: [ratioOf(comparison, [transfer], [anchor / RECORDS])] };
  },
};

/** Compiles the contracts where they changed and opens the chain that Hardhat keeps in this process. */
async function openChain() {
  process.env['TS_NODE_TRANSPILE_ONLY'] = 'true'; // for Hardhat's own configuration file
  // the package ships no types for this: it only has an effect
  const register: string = 'hardhat/register';
  await import(register);
  const { default: hre } = await import('hardhat');
  await hre.run('compile', { quiet: true });
  const chain = new BrowserProvider(hre.network.provider, undefined, { cacheTimeout: -1 });
  const deploy = async (name: string, ...args: unknown[]): Promise<BaseContract> => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const factory = new ContractFactory(abi as InterfaceAbi, bytecode, await chain.getSigner(0));
    return (await factory.deploy(...args)).waitForDeployment();
  };
  const signers = async (): Promise<[string, string]> => [
    (await chain.getSigner(0)).address,
    (await chain.getSigner(1)).address,
  ];
  return { deploy, signers };
}

/** The gas of a transaction. */
async function mined(sent: Promise<ContractTransactionResponse>): Promise<number> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error('not mined');
  return Number(receipt.gasUsed);
}

/** A tree of the log's own making, its roots at both sizes and the proof between them. */
async function grownTree(): Promise<{ roots: [string, string]; proof: string[] }> {
  const stored = new Map<string, Tile>();
  const builder = TreeBuilder.resume(await NodeHasher.create(), 0n, []);
  const append = (from: number, to: number): string => {
    const leaves = Array.from({ length: to - from }, (_, at) => leafHash(Buffer.from(`record ${from + at}`)));
    const { newRoot, changedTiles } = builder.append(Buffer.concat(leaves));
    for (const tile of changedTiles) stored.set(tileKey(tile), tile);
    return hexlify(newRoot);
  };
  const roots: [string, string] = [append(0, OLD_SIZE), append(OLD_SIZE, OLD_SIZE + RECORDS)];
  const proof = await consistencyProof(BigInt(OLD_SIZE), builder.size, {
    read: (wanted) =>
      Promise.resolve(wanted.map((tile) => stored.get(tileKey(tile))?.hashes ?? new Uint8Array(0))),
  });
  return { roots, proof: proof.map((node) => hexlify(node)) };
}
