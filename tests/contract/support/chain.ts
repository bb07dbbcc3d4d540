import {
  BaseContract,
  BrowserProvider,
  ContractFactory,
  isError,
  type ContractMethod,
  type ContractTransactionResponse,
  type InterfaceAbi,
  type JsonRpcSigner,
  type LogDescription,
  type TransactionReceipt,
} from 'ethers';
import hre from 'hardhat';
import { compileContracts } from './artifacts';

export interface Cap {
  instrument: string;
  cap: bigint;
}

export interface Issuance {
  instrument: string;
  sourceKey: string;
  evidenceHash: string;
  firstSerial: bigint;
  quantity: bigint;
}

export interface SupplyDelta {
  instrument: string;
  issued: bigint;
  retired: bigint;
  surrendered: bigint;
  cancelled: bigint;
  expired: bigint;
  converted: bigint;
}

export interface Supply {
  issued: bigint;
  retired: bigint;
  surrendered: bigint;
  cancelled: bigint;
  expired: bigint;
  converted: bigint;
  recorded: bigint;
  cap: bigint;
}

type Size = bigint | number;
type Send<A extends unknown[]> = ContractMethod<A, void, ContractTransactionResponse>;
type Read<A extends unknown[], R> = ContractMethod<A, R, R>;

/** The contract as the tests call it. Extends what ethers reads from the compiled ABI with types. */
export interface CarbonLedger extends BaseContract {
  setCaps: Send<[Cap[]]>;
  recordIssuance: Send<[Issuance]>;
  recordIssuances: Send<[Issuance[]]>;
  anchor: Send<[Size, string, string[], SupplyDelta[]]>;
  pause: Send<[]>;
  unpause: Send<[]>;
  paused: Read<[], boolean>;
  head: Read<[], [size: bigint, root: string]>;
  supplyOf: Read<[string], Supply & { toObject(): Supply }>;
  isSourceUsed: Read<[string], boolean>;
  verifyInclusion: Read<[string, Size, Size, string[]], boolean>;
  verifyInclusionIn: Read<[string, Size, Size, string, string[]], boolean>;
  verifyConsistencyBetween: Read<[Size, string, Size, string, string[]], boolean>;
  ISSUER_ROLE: Read<[], string>;
  ANCHOR_ROLE: Read<[], string>;
  CAP_ROLE: Read<[], string>;
  PAUSER_ROLE: Read<[], string>;
  grantRole: Send<[string, string]>;
  revokeRole: Send<[string, string]>;
  hasRole: Read<[string, string], boolean>;
  defaultAdmin: Read<[], string>;
  defaultAdminDelay: Read<[], bigint>;
  beginDefaultAdminTransfer: Send<[string]>;
  acceptDefaultAdminTransfer: Send<[]>;
}

/** One who may do one thing, and the ledger as seen from their account. */
export interface Actor {
  signer: JsonRpcSigner;
  ledger: CarbonLedger;
}

export type Role = 'ISSUER_ROLE' | 'ANCHOR_ROLE' | 'CAP_ROLE' | 'PAUSER_ROLE';
export const roles: Role[] = ['ISSUER_ROLE', 'ANCHOR_ROLE', 'CAP_ROLE', 'PAUSER_ROLE'];

export interface Stage {
  ledger: CarbonLedger;
  admin: Actor;
  issuer: Actor;
  anchorer: Actor;
  capper: Actor;
  pauser: Actor;
  stranger: Actor;
}

export const adminDelay = 172_800n; // two days

/** The in-process chain; every block is mined at once, so nothing is polled for. */
export const chain = new BrowserProvider(hre.network.provider, undefined, { cacheTimeout: -1 });

/** A contract by its name, deployed from the first account. */
export async function deploy(name: string, ...args: unknown[]): Promise<BaseContract> {
  await compileContracts();
  const { abi, bytecode } = await hre.artifacts.readArtifact(name);
  const factory = new ContractFactory(abi as InterfaceAbi, bytecode, await chain.getSigner(0));
  return (await factory.deploy(...args)).waitForDeployment();
}

/** A fresh ledger with one account for each role. */
export async function deployLedger(): Promise<Stage> {
  const signers = await Promise.all([0, 1, 2, 3, 4, 5].map((index) => chain.getSigner(index)));
  const ledger = (await deploy('CarbonLedger', adminDelay, signers[0]!.address)) as CarbonLedger;
  const actor = (index: number): Actor => ({
    signer: signers[index]!,
    ledger: ledger.connect(signers[index]!) as CarbonLedger,
  });
  const stage: Stage = {
    ledger,
    admin: actor(0),
    issuer: actor(1),
    anchorer: actor(2),
    capper: actor(3),
    pauser: actor(4),
    stranger: actor(5),
  };
  const holders = [stage.issuer, stage.anchorer, stage.capper, stage.pauser];
  for (const [place, role] of roles.entries()) {
    await ledger.grantRole(await ledger[role](), holders[place]!.signer.address);
  }
  return stage;
}

/** Sends, and gives the receipt of the block that was mined at once. */
export async function mined(sent: Promise<ContractTransactionResponse>): Promise<TransactionReceipt> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error('not mined');
  return receipt;
}

/** The ledger's own events in a receipt, decoded. */
export function events(
  ledger: CarbonLedger,
  receipt: TransactionReceipt,
): { name: string; args: unknown[] }[] {
  return receipt.logs
    .map((log) => ledger.interface.parseLog(log))
    .filter((log): log is LogDescription => log !== null)
    .map(({ name, args }) => ({ name, args: args.toArray(true) as unknown[] }));
}

/** The custom error with which a call is refused, decoded. Fails when the call goes through. */
export async function refusal(
  ledger: CarbonLedger,
  call: Promise<unknown>,
): Promise<{ name: string; args: unknown[] }> {
  let outcome: unknown;
  try {
    outcome = await call;
  } catch (error) {
    if (!isError(error, 'CALL_EXCEPTION') || error.data === null) throw error;
    const decoded = ledger.interface.parseError(error.data);
    if (decoded === null) throw error;
    return { name: decoded.name, args: decoded.args.toArray(true) as unknown[] };
  }
  throw new Error(`was not refused: ${JSON.stringify(outcome)}`);
}

/** Lets time pass on the chain. */
export async function secondsPass(seconds: bigint): Promise<void> {
  await chain.send('evm_increaseTime', [Number(seconds)]);
  await chain.send('evm_mine', []);
}
