import type { Transaction } from '@carbon/database';
import { fault, malformed, parseQuantity, parseWhole, Refusal } from '@carbon/kernel';
import { type Cause, defineInstrument, readTransaction } from '@carbon/ledger';
import { externalKey } from '@carbon/sources';
import { type ExternalBlock, opaqueBlock, readExternalSerial } from '../domain/external-block';
import { type BlockFacts, factsOf } from '../domain/facts';
import { foreignInstrument } from '../domain/instrument-code';
import { alreadyHere, batchContradicts } from '../domain/refusals';
import { FOREIGN_REGISTRIES } from '../domain/registries';
import type { ExternalCreditInPayload } from '../http/payloads';
import { batchDiffers, insertLot, lockBatch } from '../persistence/lots';
import type { ForeignDesk } from './desk';

/** Units that come in, read and checked. */
export interface Incoming extends BlockFacts {
  readonly block: ExternalBlock;
  readonly quantity: bigint;
  readonly instrument: string;
}

/** @throws Refusal INPUT_MALFORMED, EXTERNAL_COUNT_WRONG (SER-008), EXTERNAL_SERIAL_CONTRADICTS, EXTERNAL_FACT_MISSING */
export function readIncoming(payload: ExternalCreditInPayload): Incoming {
  const { registry, serial, block: told, quantity: count } = payload;
  const quantity = parseQuantity(count, 'payload.quantity');
  const isOpaque = registry === 'JCM';
  if ((serial === undefined) !== isOpaque || (told === undefined) === isOpaque) {
    throw malformed([
      fault(
        isOpaque ? 'payload.block' : 'payload.serial',
        'required',
        'JCM names a block; the others a serial number',
        'JCM 填 block，其他登记系统填 serial',
      ),
    ]);
  }
  const block =
    told === undefined
      ? readExternalSerial(registry, serial ?? '', quantity, 'payload.serial')
      : opaqueBlock(
          registry,
          {
            batch: told.batch,
            first: parseWhole(told.first, 'payload.block.first'),
            last: parseWhole(told.last, 'payload.block.last'),
          },
          quantity,
          'payload.block',
        );
  const facts = factsOf(block, payload);
  return { ...facts, block, quantity, instrument: foreignInstrument(block, facts) };
}

/**
 * Units locked elsewhere come to life here, one for one. The ledger refuses a serial that lives here already, in
 * whatever spelling it came.
 * @throws Refusal EXTERNAL_NOT_LOCKED, EXTERNAL_BATCH_CONTRADICTS, EXTERNAL_ALREADY_HERE, and the ledger's
 */
export async function bringIn(
  tx: Transaction,
  desk: ForeignDesk,
  incoming: Incoming,
  into: {
    readonly account: string;
    readonly payload: ExternalCreditInPayload;
    /** Names the act; used once. */
    readonly act: string;
    readonly documentHash: string;
    readonly approvedBy: string;
    readonly cause: Cause;
    readonly now: Date;
  },
): Promise<{ readonly lot: string; readonly transactionId: bigint }> {
  const { block, quantity, instrument, project, vintage, country } = incoming;
  const { registry, batch } = block;
  await desk.registries.requireLocked(block);
  await lockBatch(tx, registry, batch);
  if (registry !== 'I-REC' && (await batchDiffers(tx, { registry, batch, project, vintage, country }))) {
    throw batchContradicts(batch);
  }
  await defineInstrument(tx, {
    code: instrument,
    kind: 'credit',
    unit: FOREIGN_REGISTRIES[registry].unit,
    scheme: FOREIGN_REGISTRIES[registry].scheme,
    period: vintage,
    serialised: true,
    sourcePerUnit: 1n,
  });
  const [outcome] = await desk.ledger.submit(tx, [
    {
      kind: 'issue',
      instrument,
      quantity,
      to: into.account,
      sourceKey: `external-in:${into.act}`,
      sources: [{ key: externalKey(registry, batch), from: block.first, to: block.last + 1n }],
      evidenceHash: Buffer.from(into.documentHash, 'hex'),
      cause: into.cause,
    },
  ]);
  if (outcome === undefined) throw new Error('an issue without outcome');
  if (outcome.status === 'refused') throw explained(outcome.refusal, block);
  const { transactionId } = outcome;
  const [made] = (await readTransaction(tx, transactionId)).flatMap(({ previous }) => previous);
  if (made === undefined) throw new Error('units without serials');
  const lot = await insertLot(tx, {
    ...{ registry, batch, instrument, project, vintage, country, transactionId },
    serialText: block.text,
    externalFirst: block.first,
    externalLast: block.last,
    first: made.first,
    last: made.last,
    adjustmentDeclaration: into.payload.adjustmentDeclaration,
    adjustmentState: into.payload.adjustmentState,
    account: into.account,
    lockReference: into.payload.reference,
    documentHash: into.documentHash,
    enteredBy: into.cause.actor,
    approvedBy: into.approvedBy,
    enteredAt: into.now,
  });
  return { lot, transactionId };
}

function explained(refusal: Refusal, { registry, first, last }: ExternalBlock): Refusal {
  return refusal.code === 'LEDGER_SOURCE_USED' ? alreadyHere(registry, `${first}-${last}`) : refusal;
}
