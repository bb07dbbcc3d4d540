import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { chinaDate, chinaTimestamp, newId } from '@carbon/kernel';
import type { Command } from '@carbon/ledger';
import { assetInReach, rootAsset } from '@carbon/sources';
import { CNY } from '../../cash/domain/cny';
import { capFen, isIntervalStart, type Preference } from '../../domain/green-power/index';
import { type GreenPowerRules, greenPowerRules } from '../../domain/trading/green-power-rules';
import { requireHoldable } from '../../sales/domain/amount';
import { FROZEN } from '../../sales/use-cases/units';
import { submitOne } from '../../submit-one';
import { yuanPerKwh } from '../domain/price';
import {
  energyOffStep,
  gateClosed,
  notAdmitted,
  notAnInterval,
  notAPlant,
  offeredAlready,
  orderEnded,
  orderUnknown,
  priceOutside,
} from '../domain/refusals';
import type { GreenPowerParts } from '../parts';
import { enterInterval, lockInterval, type PowerInterval } from '../persistence/intervals';
import {
  insertDemand,
  insertOffer,
  lockDemand,
  lockOffer,
  noteWithdrawn,
  type PowerDemand,
  type PowerOffer,
} from '../persistence/orders';
import { findParticipant, type Participant } from '../persistence/participants';

export interface Act {
  readonly caller: Caller;
  readonly now: Date;
}

export interface AskedOffer {
  readonly start: Date;
  /** Number of the plant in the registry of sources. */
  readonly plant: string;
  readonly energyWh: bigint;
  /** Hundredths of a fen per kWh. */
  readonly price: bigint;
}

/**
 * Takes a plant's offer for an interval. A plant that goes by two numbers is one plant (INV-04), and has one offer there.
 * @throws Refusal
 */
export async function placeOffer(
  tx: Transaction,
  parts: GreenPowerParts,
  { start, plant, energyWh, price }: AskedOffer,
  act: Act,
): Promise<PowerOffer> {
  const { holderId, fundsAccount } = await participantOf(tx, act, 'sell');
  const rules = await rulesOf(tx, parts, start, act.now);
  requireEnergy(energyWh, rules);
  requirePrice(price, rules);
  const asset = await rootAsset(tx, (await assetInReach(tx, plant, act.caller.reach)).id);
  const isPlant = asset.kind === 'power-plant' || asset.kind === 'group-of-devices';
  if (!isPlant || asset.technology === undefined || asset.holderId !== holderId) throw notAPlant(plant);
  await openInterval(tx, start, rules, act.now);
  const offer = {
    ...{ id: newId(), startsAt: start, assetId: asset.id, assetNumber: asset.number, kind: asset.technology },
    ...{ fundsAccount, energyWh, price },
  };
  if (!(await insertOffer(tx, offer, act.caller.id, act.now))) throw offeredAlready(plant);
  await tell(tx, 'green-power.offer-placed', offer.id, holderId, act.now, {
    ...{ plant: asset.number, startsAt: chinaTimestamp(start), energyWh: energyWh.toString() },
    price: yuanPerKwh(price),
  });
  return { ...offer, holderId, seq: '0', state: 'placed', soldWh: null, placedAt: act.now };
}

export interface AskedDemand {
  readonly start: Date;
  readonly energyWh: bigint;
  /** What it likes best first. */
  readonly preferences: readonly Preference[];
}

/** Takes a demand for an interval; the most it can cost is set apart. @throws Refusal */
export async function placeDemand(
  tx: Transaction,
  parts: GreenPowerParts,
  { start, energyWh, preferences }: AskedDemand,
  act: Act,
): Promise<PowerDemand> {
  const { holderId, fundsAccount } = await participantOf(tx, act, 'buy');
  const rules = await rulesOf(tx, parts, start, act.now);
  requireEnergy(energyWh, rules);
  for (const { highest } of preferences) requirePrice(highest, rules);
  const most = preferences.reduce((top, { highest }) => (highest > top ? highest : top), 0n);
  const setApartFen = requireHoldable(capFen(energyWh, most));
  await openInterval(tx, start, rules, act.now);
  const id = newId();
  await submitOne(tx, parts.ledger, {
    ...{ kind: 'freeze', account: fundsAccount, instrument: CNY, quantity: setApartFen, part: FROZEN },
    cause: { actor: act.caller.id, reference: id, reason: REASON },
  });
  const demand = { id, startsAt: start, fundsAccount, energyWh, preferences, setApartFen };
  await insertDemand(tx, demand, act.caller.id, act.now);
  await tell(tx, 'green-power.demand-placed', id, holderId, act.now, {
    ...{ startsAt: chinaTimestamp(start), energyWh: energyWh.toString() },
  });
  const fresh = { seq: '0', state: 'placed', matchedWh: null, keptFen: null, returnedAt: null } as const;
  return { ...demand, holderId, ...fresh, placedAt: act.now };
}

/** Takes an offer back, until the gate closes. @throws Refusal GREEN_POWER_ORDER_UNKNOWN, _ENDED, _GATE_CLOSED */
export async function withdrawOffer(tx: Transaction, id: string, act: Act): Promise<PowerOffer> {
  const offer = requireOwn(id, await lockOffer(tx, id), act);
  await requireGateOpen(tx, offer.startsAt, act.now);
  await noteWithdrawn(tx, 'power_offer', id, act.now);
  await tell(tx, 'green-power.offer-withdrawn', id, offer.holderId, act.now, { plant: offer.assetNumber });
  return { ...offer, state: 'withdrawn' };
}

/** Takes a demand back, with its money. @throws Refusal as withdrawOffer */
export async function withdrawDemand(
  tx: Transaction,
  parts: GreenPowerParts,
  id: string,
  act: Act,
): Promise<PowerDemand> {
  const demand = requireOwn(id, await lockDemand(tx, id), act);
  await requireGateOpen(tx, demand.startsAt, act.now);
  const { fundsAccount: account, setApartFen: quantity } = demand;
  const release: Command = {
    ...{ kind: 'release', account, instrument: CNY, quantity, part: FROZEN },
    cause: { actor: act.caller.id, reference: id, reason: REASON },
  };
  await submitOne(tx, parts.ledger, release);
  await noteWithdrawn(tx, 'power_demand', id, act.now);
  await tell(tx, 'green-power.demand-withdrawn', id, demand.holderId, act.now, {});
  return { ...demand, state: 'withdrawn' };
}

export const REASON = 'market:green-power';

/** S30, verified users only. @throws Refusal GREEN_POWER_NOT_ADMITTED */
async function participantOf(tx: Transaction, { caller }: Act, side: 'sell' | 'buy'): Promise<Participant> {
  const found = caller.holder === undefined ? undefined : await findParticipant(tx, caller.holder.id);
  if (found === undefined || !(side === 'sell' ? found.maySell : found.mayBuy)) throw notAdmitted(side);
  return found;
}

/** The figures for an interval, as they are approved today. @throws Refusal GREEN_POWER_NOT_AN_INTERVAL, RULES_NO_PACK */
async function rulesOf(
  tx: Transaction,
  parts: GreenPowerParts,
  start: Date,
  now: Date,
): Promise<GreenPowerRules> {
  const rules = greenPowerRules(await parts.packs(tx), chinaDate(now));
  if (!isIntervalStart(start, rules)) throw notAnInterval(rules.intervalMinutes);
  return rules;
}

/** @throws Refusal GREEN_POWER_GATE_CLOSED */
async function openInterval(
  tx: Transaction,
  start: Date,
  rules: GreenPowerRules,
  now: Date,
): Promise<PowerInterval> {
  const interval = await enterInterval(tx, start, rules);
  requireOpen(interval, now);
  return interval;
}

async function requireGateOpen(tx: Transaction, start: Date, now: Date): Promise<void> {
  const interval = await lockInterval(tx, start, 'share');
  if (interval === undefined) throw new Error('the interval of an order is gone');
  requireOpen(interval, now);
}

function requireOpen({ state, gateAt }: PowerInterval, now: Date): void {
  if (state !== 'open' || now >= gateAt) throw gateClosed(chinaTimestamp(gateAt));
}

function requireOwn<O extends { readonly holderId: string; readonly state: string }>(
  id: string,
  order: O | undefined,
  { caller }: Act,
): O {
  if (order === undefined || !reaches(caller.reach, order.holderId)) throw orderUnknown(id);
  if (order.state !== 'placed') throw orderEnded(id, order.state);
  return order;
}

function requireEnergy(energyWh: bigint, { stepWh }: GreenPowerRules): void {
  if (energyWh % stepWh !== 0n) throw energyOffStep(stepWh);
}

function requirePrice(
  price: bigint,
  { tickHundredthsOfFen: tick, priceCapHundredthsOfFen: cap }: GreenPowerRules,
): void {
  if (price % tick !== 0n || price > cap) throw priceOutside(yuanPerKwh(tick), yuanPerKwh(cap));
}

function tell(
  tx: Transaction,
  action: string,
  id: string,
  holderId: string,
  now: Date,
  after: Readonly<Record<string, string>>,
): Promise<void> {
  return recordAudit(tx, { action, subject: { kind: 'power-order', id }, holderId, after }, now);
}
