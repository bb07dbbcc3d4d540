import type { Transaction } from '@carbon/database';
import { documentOf, documentUnknown } from '@carbon/documents';
import { readAccount } from '@carbon/ledger';
import { commonSerials } from '../domain/serial-ranges';
import { isFinal, type TransferTerms } from '../domain/transfer-ground';
import {
  notAgent,
  notBought,
  proofNeeded,
  provincialByPlan,
  selfUseByProof,
} from '../domain/transfer-refusals';
import { rolesOf } from '../persistence/account-roles';
import { type MovedSerials, recordDelivery, recordSale } from '../persistence/sold-ranges';
import { recordTrade } from '../persistence/trades';
import type { Lot } from './choose-certificates';
import { nameOf } from './judge-lots';

/** Who may give whom certificates on these terms, whatever they are. */
export interface Parties {
  readonly from: string;
  readonly to: string;
}

/**
 * What stands against a move before its certificates are chosen: its proof, and the accounts it leaves.
 * @throws Refusal INPUT_MALFORMED, GEC_PROVINCIAL_BY_PLAN, GEC_NOT_AGENT
 */
export async function refuseTerms(tx: Transaction, { from }: Parties, terms: TransferTerms): Promise<void> {
  const { ground, contractHash, proofHash, site } = terms;
  const proven = contractHash !== undefined && proofHash !== undefined && site !== undefined;
  if (ground === 'self-use' && !proven) throw proofNeeded();
  const role = (await rolesOf(tx, [from])).get(from);
  if (role === 'provincial' && ground !== 'provincial-plan') throw provincialByPlan(from);
  if (ground === 'agent-delivery' && role !== 'agent') throw notAgent(from);
}

/** Whose documents count as proof: the giver's own; of a transfer that the operator makes, also the operator's. */
export type ProofFiler = 'giver' | 'operator';

/**
 * GEC-012: the contract and the settlement are documents that were filed, not hashes of anything.
 * @throws Refusal DOCUMENT_UNKNOWN, also of a document of somebody else
 */
export async function requireFiledProof(
  tx: Transaction,
  { from }: Parties,
  { ground, contractHash, proofHash }: TransferTerms,
  filer: ProofFiler,
): Promise<void> {
  if (ground !== 'self-use') return;
  const giver = (await readAccount(tx, from))?.holderId;
  for (const hash of [contractHash, proofHash]) {
    const sha256 = hash?.toString('hex') ?? '';
    const filed =
      (giver && (await documentOf(tx, sha256, giver))) ??
      (filer === 'operator' ? await documentOf(tx, sha256, null) : undefined);
    if (!filed) throw documentUnknown(sha256);
  }
}

/** GEC-012: what is of self-used power is not merely assigned. @throws Refusal GEC_SELF_USE_BY_PROOF */
export function refuseAssignedSelfUse(lots: readonly Lot[], terms: TransferTerms): void {
  if (terms.ground !== 'assignment') return;
  for (const lot of lots) {
    const own = lot.lots
      .filter(({ electricityClass }) => electricityClass === 'self-use')
      .map(({ firstSerial, certificates }) => ({
        first: firstSerial,
        last: firstSerial + certificates - 1n,
      }));
    const named = lot.serials ?? [{ first: 1n, last: lot.issue.certificates }];
    if (commonSerials(named, own).length > 0) throw selfUseByProof(nameOf(lot));
  }
}

/**
 * Writes down what a move has moved: that it was the last trade of its certificates where it was, that the agent has
 * delivered, and the trade with its price (GEC-009, GEC-010, GEC-019).
 * @throws Refusal GEC_SOLD_BEFORE, GEC_NOT_BOUGHT
 */
export async function keepTrade(
  tx: Transaction,
  { from, to }: Parties,
  terms: TransferTerms,
  {
    transactionId,
    moved,
    at,
  }: {
    readonly transactionId: bigint;
    readonly moved: readonly MovedSerials[];
    readonly at: Date;
  },
): Promise<void> {
  if (isFinal(terms.ground)) await recordSale(tx, transactionId, moved, terms.ground);
  if (terms.ground === 'agent-delivery' && !(await recordDelivery(tx, transactionId, moved))) {
    throw notBought([...new Set(moved.map(({ instrument }) => instrument))].join(', '));
  }
  await recordTrade(tx, { transactionId, from, to, terms, at, moved });
}
