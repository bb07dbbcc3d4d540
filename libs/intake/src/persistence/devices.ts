import type { Reader } from '@carbon/database';
import { type Caller, inReach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { deviceUnknown } from '../domain/refusals';

export const DEVICE_ROLES = [
  'export',
  'import',
  'generation',
  'consumption',
  'heat',
  'gas',
  'storage',
] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];

/** A meter at an asset. */
export interface Device {
  readonly id: number;
  readonly number: string;
  readonly assetId: string;
  readonly assetNumber: string;
  readonly holderId: string;
  readonly partnerId: string | null;
  readonly serial: string;
  readonly role: DeviceRole;
  readonly technology: string | null;
  readonly capacityKw: string | null;
  readonly maxErrorPercent: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly registeredAt: Date;
}

export const DEVICE_COLUMNS = `d.id, d.number, d.asset_id as "assetId", d.asset_number as "assetNumber",
  d.holder_id as "holderId", d.partner_id as "partnerId", d.serial, d.role, d.technology,
  trim_scale(d.capacity_kw)::text as "capacityKw", trim_scale(d.max_error_percent)::text as "maxErrorPercent",
  d.valid_from::text as "validFrom", d.valid_to::text as "validTo", d.registered_at as "registeredAt"`;

/** Of the caller's reach, or one that its holder sends for. Takes four values from `first` on. */
function mayUse(first: number): string {
  const reached = inReach(first, { holder: 'd.holder_id', moment: 'd.registered_at' });
  return `(${reached} or d.partner_id = $${first + 3}::uuid)`;
}

function mayUseValues({ reach, holder }: Pick<Caller, 'reach' | 'holder'>): unknown[] {
  return [...reachValues(reach), holder?.id ?? null];
}

/** Devices by number, as a caller may use them; those that are there for it. */
export async function devicesFor(
  reader: Reader,
  numbers: readonly string[],
  caller: Pick<Caller, 'reach' | 'holder'>,
): Promise<ReadonlyMap<string, Device>> {
  const rows = await reader.query<Device>(
    `select ${DEVICE_COLUMNS} from intake.device d where d.number = any($1) and ${mayUse(2)}`,
    [[...new Set(numbers)], ...mayUseValues(caller)],
  );
  return new Map(rows.map((device) => [device.number, device]));
}

/** @throws Refusal INTAKE_DEVICE_UNKNOWN */
export async function deviceFor(
  reader: Reader,
  number: string,
  caller: Pick<Caller, 'reach' | 'holder'>,
): Promise<Device> {
  const device = (await devicesFor(reader, [number], caller)).get(number);
  if (device === undefined) throw deviceUnknown(number);
  return device;
}

/** Devices in the order of their numbers. */
export async function readDevices(
  reader: Reader,
  { limit, after }: PageRequest,
  caller: Pick<Caller, 'reach' | 'holder'>,
  asset?: string,
): Promise<Page<Device>> {
  const rows = await reader.query<Device>(
    `select ${DEVICE_COLUMNS} from intake.device d
      where d.id > $1 and ($2::text is null or d.asset_number = $2) and ${mayUse(4)} order by d.id limit $3`,
    [after?.[0] ?? '0', asset ?? null, limit + 1, ...mayUseValues(caller)],
  );
  return toPage(rows, limit, ({ id }) => [String(id)]);
}

/** The devices at an asset, by what they measure. */
export async function devicesOfAssets(
  reader: Reader,
  assetIds: readonly string[],
  roles: readonly DeviceRole[] = DEVICE_ROLES,
): Promise<Device[]> {
  return reader.query<Device>(
    `select ${DEVICE_COLUMNS} from intake.device d
      where d.asset_id = any($1::uuid[]) and d.role = any($2) order by d.id`,
    [assetIds, roles],
  );
}
