import type { Transaction } from '@carbon/database';
import { type ChinaMonth, fault, malformed } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';
import { decodeCertificateCode, type DecodedCertificateCode } from '../domain/certificate-code';
import type { PlantCode } from '../domain/plant-code';
import { certificateUnknown } from '../domain/refusals';
import { findPlant } from '../persistence/find-plant';
import { type Issue, issueEntity } from '../persistence/issue.entity';
import type { IssueLot } from '../persistence/issue-lot.entity';
import { plantEntity } from '../persistence/plant.entity';
import { lotAt, lotsOfIssues } from '../persistence/read-lots';

/** Certificates as a caller names them: so many of a plant-month, or exactly those from one code to another. */
export type CertificateChoice = QuantityChoice | CodeChoice;
export interface QuantityChoice {
  /** Short code or 17 digits. */
  readonly plant: string;
  readonly month: ChinaMonth;
  readonly quantity: bigint;
}
export interface CodeChoice {
  readonly firstCode: string;
  /** The first code again for a single certificate. */
  readonly lastCode: string;
}

/** Chosen certificates of one plant-month; without serials the ledger takes what is free. */
export interface Lot {
  readonly plantCode: PlantCode;
  readonly issue: Issue;
  /** The parts of the issue by class (GEC-018). */
  readonly lots: readonly IssueLot[];
  readonly quantity: bigint;
  readonly serials?: readonly SerialRange[];
}

/**
 * The lots that choices stand for, in their order; one plant-month may be named once by quantity, or by any number of
 * codes.
 * @throws Refusal INPUT_MALFORMED naming `certificates[n]`; GEC_PLANT_UNKNOWN; GEC_CERTIFICATE_UNKNOWN
 */
export async function chooseCertificates(
  tx: Transaction,
  choices: readonly CertificateChoice[],
): Promise<Lot[]> {
  const lots = new Map<string, Lot>();
  for (const [at, choice] of choices.entries()) {
    const field = `certificates[${at}]`;
    const lot = 'quantity' in choice ? await byQuantity(tx, choice) : await byCodes(tx, choice, field);
    const earlier = lots.get(lot.issue.instrument);
    if (earlier !== undefined && (earlier.serials === undefined || lot.serials === undefined)) {
      throw malformed([fault(field, 'repeated', 'names a plant-month twice', '重复指定同一电站月份')]);
    }
    lots.set(lot.issue.instrument, {
      ...lot,
      quantity: lot.quantity + (earlier?.quantity ?? 0n),
      ...(lot.serials && { serials: [...(earlier?.serials ?? []), ...lot.serials] }),
    });
  }
  return [...lots.values()];
}

async function byQuantity(tx: Transaction, { plant: name, month, quantity }: QuantityChoice): Promise<Lot> {
  const plant = await findPlant(tx.manager, name);
  const issue = await tx.manager.findOne(issueEntity, { where: { plantId: plant.id, month } });
  if (issue === null) throw certificateUnknown(`${plant.shortCode} ${month}`);
  return { plantCode: plant.code, issue, lots: await lotsOf(tx, issue), quantity };
}

async function byCodes(tx: Transaction, { firstCode, lastCode }: CodeChoice, field: string): Promise<Lot> {
  const first = decodeCertificateCode(firstCode, `${field}.firstCode`);
  const last = decodeCertificateCode(lastCode, `${field}.lastCode`);
  if (
    first.plant !== last.plant ||
    first.productionMonth !== last.productionMonth ||
    last.serial < first.serial
  ) {
    throw malformed([
      fault(
        `${field}.lastCode`,
        'range',
        'must be of the same plant and month as the first code, and not before it',
        '须与首个编码同属一个电站和月份，且不在其之前',
      ),
    ]);
  }
  const { issue, lots } = await issueOfCode(tx, first, firstCode);
  // classes and the highest serial are told by the issue, not by the code
  if (!hasClassesOf(last, lots)) throw certificateUnknown(lastCode);
  return {
    plantCode: first.plant,
    issue,
    lots,
    quantity: last.serial - first.serial + 1n,
    serials: [{ first: first.serial, last: last.serial }],
  };
}

/** The issue that made a certificate, and its lots. @throws Refusal GEC_CERTIFICATE_UNKNOWN */
export async function issueOfCode(
  { manager }: Pick<Transaction, 'manager'>,
  decoded: DecodedCertificateCode,
  code: string,
): Promise<{ readonly issue: Issue; readonly lots: readonly IssueLot[] }> {
  const plant = await manager.findOne(plantEntity, { where: { code: decoded.plant } });
  const where = { plantId: plant?.id ?? '', month: decoded.productionMonth };
  const issue = plant === null ? null : await manager.findOne(issueEntity, { where });
  const lots = issue === null ? [] : await lotsOf({ manager }, issue);
  if (issue === null || !hasClassesOf(decoded, lots)) throw certificateUnknown(code);
  return { issue, lots };
}

async function lotsOf({ manager }: Pick<Transaction, 'manager'>, issue: Issue): Promise<IssueLot[]> {
  return (await lotsOfIssues(manager, [issue])).get(issue.id) ?? [];
}

function hasClassesOf(decoded: DecodedCertificateCode, lots: readonly IssueLot[]): boolean {
  const lot = lotAt(lots, decoded.serial);
  return decoded.electricityClass === lot?.electricityClass && decoded.tradeClass === lot.tradeClass;
}
