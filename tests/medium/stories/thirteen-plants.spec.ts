import { formatKwh, readMeterMonthsCsv, readPlantsCsv } from '@carbon/certificates/domain';
import { demoFile } from '../../../apps/platform/src/demo/demo-file';
import { BY_REGISTRY, OFFICES } from '../../../apps/platform/src/demo/houses';
import { StoryStage } from '../../support/story-stage';

interface Issue {
  readonly plant: string;
  readonly instrument: string;
  readonly carriedInKwh: string;
  readonly energyKwh: string;
  readonly certificates: string;
  readonly remainderKwh: string;
}

/** The two first months of the thirteen plants, with what each carries over; kWh carried on, certificates. */
const JANUARY_AND_FEBRUARY: Readonly<Record<string, readonly [string, string, string, string]>> = {
  DLH50: ['7199', '590', '8750', '274'],
  DLH10: ['585', '624', '719', '54'],
  TJEPV: ['627', '445', '769', '578'],
  TJWND: ['302', '63', '298', '877'],
  XSGPV: ['849', '806', '1043', '192'],
  HYNPV: ['1015', '98', '1206', '203'],
  DFSWN: ['2130', '209', '2104', '959'],
  SIPPV: ['28', '208', '33', '743'],
  SIPWW: ['296', '142', '363', '227'],
  BGWPV: ['81', '149', '97', '881'],
  GLYXA: ['2378', '884', '2811', '534'],
  YZWPV: ['706', '776', '703', '383'],
  JDZLF: ['0', '645', '1', '416'],
};

describe('GEC-001 a month of the thirteen plants', () => {
  let stage: StoryStage;
  const plants = readPlantsCsv(demoFile('plants.csv')).rows;
  const energy = readMeterMonthsCsv(demoFile('generation-2025.csv')).rows;
  const codes = new Map<string, string>();

  beforeAll(async () => {
    stage = await StoryStage.open();
    stage.on('2025-02-10');
    const owners = plants.map(({ code, nameZh, nameEn }) => ({
      ...{ code: `P-${code}`, nameZh: `${nameZh}项目公司（示例）`, nameEn: `${nameEn} (example)` },
      ...{ kind: 'generator' as const, source: 'synthetic' },
    }));
    await stage.enter(...OFFICES, ...owners);
    const filed = await stage.post<{ items: { code: string; shortCode: string }[] }>(
      'REGISTRY/maker',
      '/v1/plants',
      {
        plants: plants.map(
          ({ code, nameZh, nameEn, province, technology, capacityW, connectedMonth, source }) => ({
            ...{ shortCode: code, nameZh, nameEn, province, technology, capacityW: capacityW.toString() },
            ...{ connectedMonth, source, holder: `P-${code}` },
          }),
        ),
      },
    );
    for (const { code, shortCode } of filed.items) codes.set(shortCode, code);
  });
  afterAll(() => stage.close());

  /** The grid company's figures of a month, then each plant's issue by three of the registry. */
  async function issue(month: string): Promise<Map<string, Issue>> {
    const rows = energy
      .filter((row) => row.month === month)
      .map(({ plant, energyWh, reportedBy, basis }) => ({
        ...{ plant, month, energyKwh: formatKwh(energyWh), reportedBy, basis },
      }));
    await stage.post('REGISTRY/maker', '/v1/meter-months', { rows });
    for (const { plant } of rows) {
      await stage.act('certificate-issue', { plant, month }, BY_REGISTRY);
    }
    const path = `/v1/certificate-issues?month=${month}&limit=100`;
    const { items } = await stage.get<{ items: Issue[] }>('REGISTRY/maker', path);
    return new Map(items.map((each) => [each.plant, each]));
  }

  it('January: 16,196 certificates, and what is below one stays with its plant', async () => {
    const issued = await issue('2025-01');
    for (const [plant, [certificates, remainderKwh]] of Object.entries(JANUARY_AND_FEBRUARY)) {
      expect(issued.get(plant)).toMatchObject({ carriedInKwh: '0', certificates, remainderKwh });
    }
    expect(sum(issued)).toBe(16_196);
  });

  it('February: 18,897 certificates, of its own energy and what January left', async () => {
    stage.on('2025-03-10');
    const issued = await issue('2025-02');
    for (const [plant, [, carriedInKwh, certificates, remainderKwh]] of Object.entries(
      JANUARY_AND_FEBRUARY,
    )) {
      expect(issued.get(plant)).toMatchObject({ carriedInKwh, certificates, remainderKwh });
    }
    expect(sum(issued)).toBe(18_897);
  });

  it('GEC-018 one is traced: the first certificate of a small roof is made of two months', async () => {
    const account = await stage.account('P-JDZLF');
    const held = await stage.get<{ items: { firstCode: string; lastCode: string; quantity: string }[] }>(
      'P-JDZLF/maker',
      `/v1/certificates?account=${account}`,
    );
    expect(held.items).toMatchObject([{ quantity: '1' }]);
    const code = held.items[0]?.firstCode ?? '';
    expect(code).toMatch(/^\d{32}$/);
    expect(code.startsWith(codes.get('JDZLF') ?? '-')).toBe(true);
    const trace = await stage.get(undefined, `/v1/public/certificates/${code}`);
    expect(trace).toMatchObject({
      ...{ state: 'held', productionMonth: '2025-02', serial: '1' },
      plant: { name: { zh: '江岛智立方屋顶光伏' }, source: '001 L1098' },
      energy: [
        { range: { month: '2025-01', fromWh: '0', toWh: '645000' }, reportedBy: 'grid-company' },
        { range: { month: '2025-02', fromWh: '0', toWh: '355000' }, reportedBy: 'grid-company' },
      ],
      steps: [{ kind: 'issue' }],
    });
  });
});

function sum(issued: ReadonlyMap<string, Issue>): number {
  return [...issued.values()].reduce((total, { certificates }) => total + Number(certificates), 0);
}
