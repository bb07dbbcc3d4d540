import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaTimestamp, newId } from '@carbon/kernel';
import { amountFen, matchInterval } from '../../domain/green-power/index';
import { endDemands, endOffers, insertContracts, type PowerContract } from '../persistence/contracts';
import { lockInterval, noteCleared } from '../persistence/intervals';
import { readStanding } from '../persistence/orders';

/**
 * Clears an interval whose gate has closed, once, whoever comes: what stands is matched, contracts are written, orders end. A
 * handful of statements whatever their number; money that nothing was contracted for goes back afterwards.
 * @returns how many contracts; undefined where there was nothing to clear
 */
export async function clearInterval(tx: Transaction, start: Date, now: Date): Promise<number | undefined> {
  const interval = await lockInterval(tx, start, 'alone');
  if (interval?.state !== 'open' || interval.gateAt > now) return undefined;
  const { offers, demands } = await readStanding(tx, start);
  const matched = matchInterval(
    offers.map((offer, at) => ({ ...offer, owner: offer.holderId, source: offer.assetNumber, at })),
    demands.map((demand, at) => ({ ...demand, owner: demand.holderId, at })),
  );
  const offerOf = new Map(offers.map((offer) => [offer.id, offer]));
  const demandOf = new Map(demands.map((demand) => [demand.id, demand]));
  const contracts = matched.map(({ demand: demandId, offer: offerId, energyWh, price }): PowerContract => {
    const offer = offerOf.get(offerId);
    const demand = demandOf.get(demandId);
    if (offer === undefined || demand === undefined) throw new Error('a contract of nobody');
    const { assetId, assetNumber, kind, fundsAccount: sellerFunds } = offer;
    return {
      ...{ id: newId(), startsAt: start, demandId, offerId, assetId, assetNumber, kind },
      ...{ buyerFunds: demand.fundsAccount, sellerFunds, energyWh, price },
      ...{ keptFen: amountFen(energyWh, price), rulePack: interval.rulePack },
    };
  });
  await insertContracts(tx, contracts);
  const sold = sums(
    contracts,
    ({ offerId }) => offerId,
    ({ energyWh }) => energyWh,
  );
  const matchedWh = sums(
    contracts,
    ({ demandId }) => demandId,
    ({ energyWh }) => energyWh,
  );
  const kept = sums(
    contracts,
    ({ demandId }) => demandId,
    ({ keptFen }) => keptFen,
  );
  await endOffers(
    tx,
    offers.map(({ id }) => ({ id, soldWh: sold.get(id) ?? 0n })),
    now,
  );
  await endDemands(
    tx,
    demands.map(({ id }) => ({ id, matchedWh: matchedWh.get(id) ?? 0n, keptFen: kept.get(id) ?? 0n })),
    now,
  );
  await noteCleared(tx, start, now);
  const entry = {
    action: 'green-power.interval-cleared',
    subject: { kind: 'power-interval', id: start.toISOString() },
    after: {
      ...{ startsAt: chinaTimestamp(start), offers: offers.length, demands: demands.length },
      ...{ contracts: contracts.length, rulePack: interval.rulePack },
    },
  };
  await recordAudit(tx, entry, now, { actor: 'system' });
  return contracts.length;
}

function sums<T>(
  items: readonly T[],
  key: (item: T) => string,
  value: (item: T) => bigint,
): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  for (const item of items) found.set(key(item), (found.get(key(item)) ?? 0n) + value(item));
  return found;
}
