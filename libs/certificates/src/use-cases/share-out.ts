import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaDate, fault, malformed } from '@carbon/kernel';
import { readAccount, readTransaction } from '@carbon/ledger';
import { notProvincial } from '../domain/transfer-refusals';
import { rolesOf } from '../persistence/account-roles';
import { movedSerials } from '../persistence/sold-ranges';
import { auditActor } from './audit-actor';
import { type CertificateChoice, chooseCertificates, type Lot } from './choose-certificates';
import { type Actor, type Desk, rulesToday } from './desk';
import { explainRefusal, refuseExpired } from './judge-lots';
import { keepTrade } from './judge-transfer';
import { refuseUnfit } from './salable';

export interface Share {
  readonly to: string;
  readonly certificates: readonly CertificateChoice[];
}

export interface ShareOut extends Actor {
  /** The provincial account. */
  readonly from: string;
  readonly shares: readonly Share[];
  /** The plan as it was published: title, day, SHA-256 of the document. */
  readonly plan: { readonly title: string; readonly publishedOn: ChinaDate; readonly documentHash: Buffer };
}

export interface SharedOut {
  readonly transactionId: bigint;
  readonly quantity: bigint;
}

interface ChosenShare {
  readonly to: string;
  readonly lots: readonly Lot[];
}

/**
 * Shares certificates of a provincial account out to users by the province's published plan, all or none (GEC-007,
 * GEC-011). Nobody trades them afterwards (X).
 * @throws Refusal GEC_NOT_PROVINCIAL, GEC_EXPIRED, GEC_WRONG_CLASS, or the ledger's
 */
export async function shareOut(tx: Transaction, desk: Desk, command: ShareOut): Promise<SharedOut> {
  const { from, plan, actor, approver } = command;
  const chosen = await chooseShares(tx, desk, command);
  const { pack } = rulesToday(desk);
  const [outcome] = await desk.ledger.submit(tx, [
    {
      kind: 'linked',
      commands: chosen.flatMap(({ to, lots }) =>
        lots.map(({ issue, quantity, serials }) => ({
          kind: 'transfer' as const,
          ...{ instrument: issue.instrument, quantity, from, to },
          ...(serials && { serials }),
        })),
      ),
      cause: {
        actor,
        ...(approver && { approver }),
        reference: `gec-plan:${plan.documentHash.toString('hex').slice(0, 16)}`,
        reason: 'gec:provincial-plan',
        documentHash: plan.documentHash,
      },
    },
  ]);
  if (outcome === undefined) throw new Error('a plan without outcome');
  if (outcome.status === 'refused') {
    const lots = chosen.flatMap((share) => share.lots);
    throw await explainRefusal(tx, outcome.refusal, lots, from, pack);
  }
  const { transactionId } = outcome;
  const moved = movedSerials(await readTransaction(tx, transactionId));
  const terms = { ground: 'provincial-plan', proofHash: plan.documentHash, reference: plan.title } as const;
  for (const to of new Set(chosen.map((share) => share.to))) {
    const own = moved.filter(({ entry }) => entry.record.creditAccount === to);
    await keepTrade(tx, { from, to }, terms, { transactionId, moved: own, at: desk.clock.now() });
  }
  const quantity = moved.reduce((sum, { range }) => sum + range.last - range.first + 1n, 0n);
  await audit(tx, desk, command, { transactionId, quantity });
  return { transactionId, quantity };
}

/** What the plan gives to whom; writes nothing. @throws Refusal as shareOut */
export async function chooseShares(
  tx: Transaction,
  desk: Desk,
  { from, shares, plan }: Pick<ShareOut, 'from' | 'shares' | 'plan'>,
): Promise<readonly ChosenShare[]> {
  const { today, pack } = rulesToday(desk);
  if (plan.publishedOn > today) {
    throw malformed([fault('publishedOn', 'future', 'is not published yet', '方案尚未公布')]);
  }
  if ((await rolesOf(tx, [from])).get(from) !== 'provincial') throw notProvincial(from);
  const chosen: ChosenShare[] = [];
  for (const { to, certificates } of shares) {
    const lots = await chooseCertificates(tx, certificates);
    refuseExpired(lots, today, pack);
    for (const lot of lots) await refuseUnfit(tx, lot, 'provincial-plan');
    chosen.push({ to, lots });
  }
  return chosen;
}

async function audit(
  tx: Transaction,
  desk: Desk,
  { actor, approver, from, shares, plan }: ShareOut,
  { transactionId, quantity }: SharedOut,
): Promise<void> {
  const giver = await readAccount(tx, from);
  await recordAudit(
    tx,
    {
      action: 'certificates.shared-out',
      subject: { kind: 'transaction', id: transactionId.toString() },
      ...(giver && { holderId: giver.holderId }),
      after: { from, users: shares.length, quantity: quantity.toString(), plan: plan.title },
      documentHash: plan.documentHash.toString('hex'),
      ...(approver && { approver }),
    },
    desk.clock.now(),
    auditActor(actor),
  );
}
