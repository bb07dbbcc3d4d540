import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaMonth, fault, malformed, newId } from '@carbon/kernel';
import { energyReserved } from '../domain/refusals';
import { assetsOfPlants, getAsset, rootAsset } from '../persistence/read-assets';
import {
  endReservations,
  insertReservation,
  lockReservations,
  meetingReservations,
  openReservations,
  type Reservation,
} from '../persistence/reservations';
import { auditActor } from './audit-actor';

/**
 * The months of an asset's energy are the project's from now on (EXC-003). The same once more changes nothing. Reserve
 * first, then freeze what is there: issues under way are waited for, later ones see the reservation.
 * @throws Refusal SOURCE_RESERVED, SOURCE_ASSET_UNKNOWN
 */
export async function reserveEnergy(
  tx: Transaction,
  reservation: {
    readonly project: string;
    readonly assetId: string;
    readonly from: ChinaMonth;
    readonly to: ChinaMonth;
    readonly now: Date;
  },
): Promise<Reservation> {
  const { project, from, to, now } = reservation;
  if (to < from) throw malformed([fault('to', 'order', 'must not be before from', '不得早于 from')]);
  await lockReservations(tx, 'write');
  const asset = await rootAsset(tx, reservation.assetId);
  const [there] = await meetingReservations(tx, asset.id, from, to);
  if (there !== undefined) {
    if (there.project === project && there.from === from && there.to === to) return there;
    throw energyReserved(asset.number, there.from, there.to);
  }
  const made = { id: newId(), project, assetId: asset.id, from, to };
  await insertReservation(tx, made, now);
  await recordAudit(
    tx,
    {
      action: 'asset.energy-reserved',
      subject: { kind: 'asset', id: asset.id },
      holderId: asset.holderId,
      after: { project, from, to },
    },
    now,
    auditActor(),
  );
  return made;
}

/** A project wants the energy no more; what it never had may be ended too. */
export async function endReservation(tx: Transaction, project: string, now: Date): Promise<void> {
  await lockReservations(tx, 'write');
  for (const { assetId, from, to } of await endReservations(tx, { project }, now)) {
    const { holderId } = await getAsset(tx, assetId);
    await recordAudit(
      tx,
      {
        action: 'asset.reservation-ended',
        subject: { kind: 'asset', id: assetId },
        holderId,
        before: { project, from, to },
      },
      now,
      auditActor(),
    );
  }
}

/**
 * Reservations on the energy of plants, by plant code; certificates of such months are issued frozen. Nobody reserves
 * until the transaction ends.
 */
export async function reservationsOn(
  tx: Transaction,
  plantCodes: readonly string[],
): Promise<ReadonlyMap<string, readonly Reservation[]>> {
  await lockReservations(tx, 'read');
  const assets = await assetsOfPlants(tx, plantCodes);
  const reservations = await openReservations(tx, [...new Set(assets.values())]);
  return new Map(
    [...assets].flatMap(([code, assetId]) => {
      const own = reservations.filter((each) => each.assetId === assetId);
      return own.length === 0 ? [] : [[code, own] as const];
    }),
  );
}
