import type { Transaction } from '@carbon/database';
import { type ChinaDate, Refusal } from '@carbon/kernel';
import type { TradeClass } from '../domain/certificate-code';
import type { LotPlan } from '../domain/class-issue';
import { goesToProvince, useOf } from '../domain/electricity-class';
import type { PlannedIssue } from '../domain/issue-plan';
import { provinceByCode, type ProvinceCode } from '../domain/provinces';
import { noProvincialAccount } from '../domain/refusals';
import type { GecPack } from '../domain/rules/gec';
import { tradability } from '../domain/technology';
import { provincialAccounts } from '../persistence/account-roles';
import type { WaitingMonth } from '../persistence/issuing-records';
import type { Plant } from '../persistence/plant.entity';
import { type ReservedMonths, reservedMonths } from './reservations';

/** One plant-month that is due. */
export interface DueIssue {
  readonly plant: Plant;
  readonly planned: PlannedIssue<WaitingMonth>;
}

/** A lot with everything that is decided about it. */
export interface IssuingLot {
  readonly plan: LotPlan;
  readonly account: string;
  readonly tradeClass: TradeClass;
  readonly firstSerial: bigint;
}

export interface ReadyIssue extends DueIssue {
  readonly lots: readonly IssuingLot[];
  readonly reserved: ReservedMonths;
}

/** A plant-month that cannot be issued, e.g. because the ledger refuses its account. */
export interface RefusedIssue {
  readonly due: DueIssue;
  readonly refusal: Refusal;
}

/** Decides account and trade class of every lot, for all plant-months at once. */
export async function readyIssues(
  tx: Transaction,
  due: readonly DueIssue[],
  pack: GecPack,
): Promise<{ readonly ready: readonly ReadyIssue[]; readonly refused: readonly RefusedIssue[] }> {
  const provinces = await provincialAccounts(tx);
  const codes = [...new Set(due.map(({ plant }) => plant.code))];
  const reservations = await reservedMonths(tx, codes);
  const ready: ReadyIssue[] = [];
  const refused: RefusedIssue[] = [];
  for (const each of due) {
    const reserved = reservations.get(each.plant.code);
    const lots = lotsOf(each, provinces, pack);
    if (reserved === undefined) throw new Error(`no reservations asked for ${each.plant.code}`);
    if (lots instanceof Refusal) refused.push({ due: each, refusal: lots });
    else ready.push({ ...each, lots, reserved });
  }
  return { ready, refused };
}

function lotsOf(
  { plant, planned }: DueIssue,
  provinces: ReadonlyMap<ProvinceCode, string>,
  pack: GecPack,
): IssuingLot[] | Refusal {
  const lots: IssuingLot[] = [];
  let firstSerial = 1n;
  for (const plan of planned.lots) {
    const provincial = goesToProvince(plan.electricityClass);
    const account = provincial ? provinces.get(plant.province) : plant.accountNumber;
    if (account === undefined) {
      return noProvincialAccount(provinceByCode(plant.province)?.zh ?? plant.province, plant.province);
    }
    lots.push({ plan, account, tradeClass: tradeClassOf(plant, plan, pack), firstSerial });
    firstSerial += plan.issue.certificates;
  }
  return lots;
}

/** GEC-004, GEC-005. */
function tradeClassOf(plant: Plant, { electricityClass }: LotPlan, pack: GecPack): TradeClass {
  const facts = {
    technology: plant.technology,
    use: useOf(electricityClass),
    commissionedOn: commissionedOn(plant),
    marketBased: plant.marketBased,
  };
  return tradability(facts, pack).tradable ? 'tradable' : 'non-tradable';
}

/** The day of grid connection; the first of its month where only that is filed (X). */
export function commissionedOn({ connectedOn, connectedMonth }: Plant): ChinaDate {
  return connectedOn ?? `${connectedMonth}-01`;
}
