import type { ChinaMonth } from '@carbon/kernel';
import type { Person, PlatformFixture } from '../../../../tests/support/platform-fixture';
import { EmittersWorld, entry, type House, type TaskAnswer } from '../emitters/emitters.spec-support';
import type { ReportContent, ReportedFlow } from '../domain/index';

/** Friday 6 March 2026, a China morning: reports of 2025 are being written. */
export const REPORTING = new Date('2026-03-06T02:00:00.000Z');

const MONTHS = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}` as ChinaMonth);

/** A year of coal, 10,000 t a month: 227,383.2 t CO2 of invented figures; `evidence` shows what was measured. */
export function coalYear(evidence: string, more: Partial<ReportedFlow> = {}): ReportContent {
  const flow = (month: ChinaMonth): ReportedFlow => ({
    ...{ part: '1', stream: 'fuel', material: 'coal', unit: 't', amount: '10000', month },
    ...{ ncv: '20', ncvUnit: 'GJ/t', carbon: '26.1', carbonUnit: 'tC/TJ', oxidationPercent: '99', evidence },
    ...more,
  });
  return {
    units: [{ id: '1', class: 'I', generationMwh: '240000', heatGj: '0', loadFactorPercent: '70' }],
    lines: [],
    flows: MONTHS.map(flow),
  };
}

/** The authorities of two provinces, enterprises on the list of 2025, and verifiers. */
export class ReportsWorld {
  private hashes = 0;

  private constructor(
    readonly emitters: EmittersWorld,
    public zhejiang: House,
    readonly verifier: House,
    readonly writer: House,
  ) {}

  static async open(): Promise<ReportsWorld> {
    const emitters = await EmittersWorld.open(REPORTING);
    const verifier = await openHouse(emitters.platform, 'VERIFIER', 'verifier', '江苏');
    const writer = await openHouse(emitters.platform, 'WRITER', 'verifier', '浙江');
    return new ReportsWorld(emitters, emitters.zhejiang, verifier, writer);
  }

  close(): Promise<void> {
    return this.emitters.close();
  }

  /** Enterprises of Zhejiang on the list of 2025. */
  async listed(...codes: readonly string[]): Promise<House[]> {
    const houses: House[] = [];
    for (const code of codes) houses.push(await this.emitters.emitter(code));
    this.zhejiang = await this.emitters.again(this.zhejiang);
    const add = codes.map((code) => entry(code, { ground: '示例名录' }));
    await this.emitters.list(this.zhejiang, { market: 'CN', year: 2025, add });
    return houses;
  }

  document(who: Person): Promise<string> {
    return this.emitters.jobs.document(who, 'paper.txt', Buffer.from(`paper ${++this.hashes}, invented`));
  }

  /** A task proposed by a house's maker and approved by its checker; what came of it. */
  async decided(house: House, kind: string, payload: object, document?: string): Promise<TaskAnswer> {
    const proposed = await this.emitters.send(house.maker, 'POST', '/v1/tasks', {
      ...{ kind, payload },
      ...(document === undefined ? {} : { document }),
    });
    if (proposed.statusCode !== 201) throw new Error(proposed.body);
    const { id } = proposed.json<TaskAnswer>();
    return this.emitters.post<TaskAnswer>(house.checker, `/v1/tasks/${id}/approvals`, {});
  }

  /** A report of 2025, submitted; its number. */
  async submitted(house: House, content?: ReportContent): Promise<string> {
    const filled = content ?? coalYear(await this.document(house.maker));
    const { report } = await this.emitters.post<{ report: string }>(house.maker, '/v1/emission-reports', {
      ...{ market: 'CN', year: 2025, content: filled },
    });
    const task = await this.decided(house, 'emission-report-submission', { report, version: 1 });
    if (task.state !== 'executed') throw new Error(JSON.stringify(task));
    return report;
  }

  /** The same, given to the verifier. */
  async assigned(house: House, content?: ReportContent): Promise<string> {
    const report = await this.submitted(house, content);
    const notice = await this.document(this.zhejiang.maker);
    const task = await this.decided(
      this.zhejiang,
      'verification-assignment',
      { report, verifier: this.verifier.code },
      notice,
    );
    if (task.state !== 'executed') throw new Error(JSON.stringify(task));
    return report;
  }

  /** A case at the desk in which everything was looked at; its id. */
  async coveredCase(house: House, report: string): Promise<string> {
    const { emitters, verifier } = this;
    const { id } = await emitters.post<{ id: string }>(house.maker, '/v1/verification-cases', {
      ...{ purpose: 'verification', subjectKind: 'inventory', subjectId: report, project: report },
      ...{ verifier: verifier.code, requiredDocuments: ['fuel-ledger'] },
    });
    const sha256 = await this.document(house.maker);
    const url = `/v1/verification-cases/${id}`;
    await emitters.post(house.maker, `${url}/documents`, { documentKind: 'fuel-ledger', sha256 });
    await emitters.post(verifier.maker, `${url}/document-reviews`, {
      sha256,
      review: 'accepted',
      note: '一致',
    });
    await emitters.post(verifier.maker, `${url}/facilities`, { facility: '1 号机组', place: '厂区' });
    await emitters.post(verifier.maker, `${url}/site-visits`, {
      ...{ facility: '1 号机组', place: '厂区', visitedOn: '2026-03-05', visitor: '核查组长' },
      ...{ met: '生产部负责人', photos: [], note: '正常' },
    });
    return id;
  }

  /** The conclusion of a verification in which nothing was found. */
  async concluded(
    house: House,
    report: string,
    parts: readonly object[] = [],
  ): Promise<Record<string, unknown>> {
    const deskCase = await this.coveredCase(house, report);
    return this.emitters.post(this.verifier.maker, `/v1/emission-reports/${report}/conclusions`, {
      ...{ opinion: 'positive', text: '符合要求', deskCase, parts },
      document: await this.document(this.verifier.maker),
    });
  }

  confirmed(report: string, conclusion = 1): Promise<TaskAnswer> {
    return this.decided(this.zhejiang, 'verification-result', {
      ...{ report, conclusion, decision: 'confirm', reason: '数据一致（示例）' },
    });
  }
}

async function openHouse(
  platform: PlatformFixture,
  code: string,
  kind: 'verifier',
  province: string,
): Promise<House> {
  const id = await platform.holder(code, kind, province);
  const maker = await platform.person(id, 'maker');
  return { id, code, maker, checker: await platform.person(id, 'checker') };
}
