import { generateKeyPairSync } from 'node:crypto';
import { registerAsset } from '@carbon/sources';
import type { Person, PlatformFixture } from '../../platform-fixture';
import { done, type Estate, upload } from '../estate';

/** A plant of the owner of the estate with a meter, what was read from it, and the case of its verifier. */
export interface IntakeRoom {
  readonly asset: string;
  readonly device: string;
  readonly key: string;
  /** A staged file of readings. */
  readonly batch: string;
  readonly plan: string;
  readonly verificationCase: string;
  readonly finding: string;
  /** A document of the owner, in the case. */
  readonly document: string;
  readonly publicKey: string;
}

export const PARAMETER = {
  ...{ parameter: 'energy exported', unit: 'MWh', source: 'measured', location: 'gate' },
  ...{ measuredEvery: 'every hour', accuracy: 'class 0.2S', calibratedEvery: 'yearly' },
  ...{ recordedEvery: 'monthly', missingData: 'the lower neighbour', responsibleRole: 'production' },
  archiving: 'ten years',
};
export const publicKey = (): string =>
  generateKeyPairSync('ed25519')
    .publicKey.export({ format: 'der', type: 'spki' })
    .subarray(-32)
    .toString('hex');

/** The verifier of the case is a holder of the code VERIFIER. */
export async function openIntakeRoom(
  platform: PlatformFixture,
  { owner, ids, objects }: Estate,
  verifier: Person,
): Promise<IntakeRoom> {
  const post = async (who: Person, url: string, body: object) =>
    done(await platform.send('POST', url, who.headers, body)).json<Record<string, string>>();
  const facts = {
    ...{
      kind: 'power-plant' as const,
      names: ['示例计量电站（虚构）'],
      meters: [],
      numbers: {},
      parcels: [],
    },
    ...{ technology: 'solar-pv', capacityKw: '1000' },
  };
  const filing = { facts, holderId: ids.owner, filedAs: 'plant:estate-metered', now: platform.clock.now() };
  const { asset } = await platform.database.transaction((tx) => registerAsset(tx, filing));
  const { number: device = '' } = await post(owner.administrator, '/v1/devices', {
    ...{ asset: asset.number, serial: 'EST-1', role: 'export', maxErrorPercent: '0.5' },
    validFrom: '2025-01-01',
  });
  const key = publicKey();
  const keyed = await post(owner.administrator, `/v1/devices/${device}/keys`, {
    ...{ keyOf: 'device', publicKey: key, validFrom: '2026-01-01T00:00:00+08:00' },
  });
  const readings = `meter,start,end,energy_wh\n${device},2026-02-01T00:00:00+08:00,2026-02-01T01:00:00+08:00,1000`;
  const staged = done(
    await upload(platform, owner.maker, 'readings.csv', Buffer.from(readings), '/v1/intake-batches'),
  ).json<{ id: string }>();
  const plan = await post(owner.maker, '/v1/data-quality-plans', {
    ...{ subjectKind: 'asset', subjectId: asset.number, parameters: [{ ...PARAMETER, meters: [device] }] },
  });
  const opened = await post(owner.maker, '/v1/verification-cases', {
    ...{ purpose: 'verification', subjectKind: 'reductions', subjectId: 'P-1/2025', project: 'P-1' },
    ...{ verifier: 'VERIFIER', requiredDocuments: ['meter-reading'] },
  });
  const url = `/v1/verification-cases/${opened['id']}`;
  await post(owner.maker, `${url}/documents`, { documentKind: 'meter-reading', sha256: objects.document });
  const raised = await post(verifier, `${url}/findings`, { severity: 'clarification', text: 'which meter?' });
  return {
    ...{ asset: asset.number, device, key: keyed['id'] ?? '', batch: staged.id, plan: plan['id'] ?? '' },
    ...{ verificationCase: opened['id'] ?? '', finding: String(raised['number']) },
    ...{ document: objects.document, publicKey: key },
  };
}
