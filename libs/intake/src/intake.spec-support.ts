import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { registerAsset } from '@carbon/sources';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../tests/support/platform-fixture';
import { type SentBatch, type SentReading, signedBytes } from './domain/readings/signed-batch';

/** An Ed25519 key pair with its public half as 32 bytes of hex. */
export function newDeviceKey(): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
  };
}

/** Intervals of so many minutes one after another, each with the same energy. */
export function intervals(from: string, count: number, minutes: number, energyWh: string): SentReading[] {
  const start = Date.parse(from);
  const at = (n: number) => new Date(start + n * minutes * 60_000).toISOString();
  return Array.from({ length: count }, (_, n) => ({ start: at(n), end: at(n + 1), energyWh }));
}

export function csvOf(meter: string, readings: readonly SentReading[]): string {
  const rows = readings.map(({ start, end, energyWh }) => `${meter},${start},${end},${energyWh ?? ''}`);
  return ['meter,start,end,energy_wh', ...rows].join('\n');
}

/** The platform with an owner of a plant, its meter with a key, and somebody who has nothing to do with it. */
export class IntakeFixture {
  readonly key = newDeviceKey();
  private sent = 0;

  private constructor(
    readonly platform: PlatformFixture,
    readonly holderId: string,
    readonly asset: string,
    readonly maker: Person,
    readonly administrator: Person,
    readonly stranger: Person,
  ) {}

  /** At 10:00 China time on 2 April 2026. */
  static async open(): Promise<IntakeFixture> {
    const platform = await openPlatformFixture(new Date('2026-04-02T02:00:00.000Z'));
    const holderId = await platform.holder('OWNER', 'generator', 'CN-QH');
    const other = await platform.holder('OTHER', 'generator', 'CN-QH');
    const facts = {
      kind: 'power-plant' as const,
      names: ['示例光伏电站（虚构）'],
      ...{ meters: [], numbers: {}, parcels: [], technology: 'solar-pv', capacityKw: '1000' },
    };
    const { asset } = await platform.database.transaction((tx) =>
      registerAsset(tx, { facts, holderId, filedAs: 'plant:invented', now: platform.clock.now() }),
    );
    return new IntakeFixture(
      platform,
      holderId,
      asset.number,
      await platform.person(holderId, 'maker'),
      await platform.person(holderId, 'administrator'),
      await platform.person(other, 'maker'),
    );
  }

  async device(serial: string, more: object = {}): Promise<string> {
    const body = {
      asset: this.asset,
      serial,
      role: 'export',
      maxErrorPercent: '0.5',
      validFrom: '2025-01-01',
      ...more,
    };
    const answer = await this.send('POST', '/v1/devices', body, this.administrator);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ number: string }>().number;
  }

  async keyed(serial: string, more: object = {}, key = this.key): Promise<string> {
    const number = await this.device(serial);
    const body = {
      keyOf: 'device',
      publicKey: key.publicKey,
      validFrom: '2026-01-01T00:00:00+08:00',
      ...more,
    };
    const answer = await this.send('POST', `/v1/devices/${number}/keys`, body, this.administrator);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return number;
  }

  send(method: string, url: string, body?: unknown, who: Person = this.maker): Promise<Answer> {
    return this.platform.send(method, url, who.headers, body);
  }

  upload(
    name: string,
    bytes: Buffer | string,
    who: Person = this.maker,
    url = '/v1/intake-batches',
  ): Promise<Answer> {
    const head = `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
    return this.platform.app.inject({
      method: 'POST',
      url,
      headers: {
        ...who.headers,
        'idempotency-key': `intake-test-${++this.sent}`,
        'content-type': 'multipart/form-data; boundary=edge',
      },
      payload: Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n--edge--\r\n')]),
    });
  }

  signed(batch: SentBatch, { privateKey } = this.key): SentBatch & { signature: string } {
    return { ...batch, signature: sign(null, signedBytes(batch), privateKey).toString('base64') };
  }

  close(): Promise<void> {
    return this.platform.close();
  }
}
