import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/node';
import { registerAsset } from '@carbon/sources';
import { openPlatformFixture, type Person, type PlatformFixture } from '../../support/platform-fixture';

let platform: PlatformFixture;
let maker: Person;
let meter: string;
beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-04-02T02:00:00.000Z'));
  const holderId = await platform.holder('OWNER', 'generator', 'CN-QH');
  const facts = {
    ...{
      kind: 'power-plant' as const,
      names: ['示例光伏电站（虚构）'],
      meters: [],
      numbers: {},
      parcels: [],
    },
    ...{ technology: 'solar-pv', capacityKw: '1000' },
  };
  const { asset } = await platform.database.transaction((tx) =>
    registerAsset(tx, { facts, holderId, filedAs: 'plant:invented', now: platform.clock.now() }),
  );
  maker = await platform.person(holderId, 'maker');
  const administrator = await platform.person(holderId, 'administrator');
  const device = { asset: asset.number, serial: 'SYN-1', role: 'export', maxErrorPercent: '0.5' };
  const answer = await platform.send('POST', '/v1/devices', administrator.headers, {
    ...{ ...device, validFrom: '2025-01-01' },
  });
  meter = answer.json<{ number: string }>().number;
});
afterAll(() => platform.close());

/** A workbook of one reading. */
async function workbook(energyWh: string): Promise<Buffer> {
  const rows = [
    ['meter', 'start', 'end', 'energy_wh'],
    [meter, '2026-03-01 12:00', '2026-03-01 13:00', energyWh],
  ];
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  return writeXlsxFile(cells).toBuffer();
}

/** Where a part of an archive stands, by its directory, and what it holds. */
function partOf(archive: Buffer, name: string): string {
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < archive.readUInt16LE(end + 10); entry += 1) {
    const length = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + length) === name) {
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      return inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20))).toString();
    }
    at += 46 + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`no ${name}`);
}

/** Puts a part into an archive that its directory does not name: spreadsheets and scanners do not see it. */
function smuggle(archive: Buffer, name: string, text: string): Buffer {
  const bytes = Buffer.from(text);
  const packed = deflateRawSync(bytes);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(crc32(bytes), 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(bytes.length, 22);
  head.writeUInt16LE(name.length, 26);
  const directory = archive.readUInt32LE(archive.length - 6);
  const entry = Buffer.concat([head, Buffer.from(name), packed]);
  const made = Buffer.concat([archive.subarray(0, directory), entry, archive.subarray(directory)]);
  made.writeUInt32LE(directory + entry.length, made.length - 6);
  return made;
}

let sent = 0;
async function staged(bytes: Buffer): Promise<string> {
  const head = `--edge\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n`;
  const answer = await platform.app.inject({
    ...{ method: 'POST', url: '/v1/intake-batches' },
    headers: {
      ...maker.headers,
      'idempotency-key': `hostile-file-${++sent}`,
      'content-type': 'multipart/form-data; boundary=edge',
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--edge--\r\n')]),
  });
  return answer.body;
}

describe('a workbook with a part that its directory does not name', () => {
  it('is staged with what a spreadsheet shows of it, or not at all', async () => {
    const honest = await workbook('1000');
    expect(await staged(honest)).toContain('"energyAfterWh":"1000"');
    const name = 'xl/sharedStrings.xml';
    const shown = partOf(honest, name);
    expect(shown).toContain('>1000<');
    const told = await staged(smuggle(honest, name, shown.replace('>1000<', '>900000<')));
    expect(told).not.toContain('"energyAfterWh":"900000"');
  });
});
