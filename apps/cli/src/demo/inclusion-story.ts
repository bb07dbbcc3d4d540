import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSession } from '@carbon/identity';
import { InclusionLoop } from '@carbon/inclusion';
import type { SettableClock, Text } from '@carbon/kernel';
import { PARTNERS, PROGRAMME } from '../../../platform/src/demo/inclusion/houses';
import { openCity, tellSeptember } from '../../../platform/src/demo/inclusion/live-inclusion';
import { giveLogin } from '../../../platform/src/demo/inclusion/resident-login';
import { Stage } from '../../../platform/src/demo/stage';
import { chapters } from './chapters';
import type { Scene } from './scene';
import { runVerify } from './verify-elsewhere';

const RESIDENT = 'R0217';
const LOOK_EVERY_MS = 200;

interface Refused {
  readonly eventId: string;
  readonly refusal: Text & { readonly code: string };
}

interface Told {
  readonly number: string;
  readonly textZh: string;
  readonly textEn: string;
}

/** A month of invented trips in a city: what five faulty rows are refused for, what a resident has of it, and a farewell. */
export async function tellInclusion(scene: Scene, clock: SettableClock): Promise<void> {
  const { terminal, platform } = scene;
  const { app, database, vault } = platform;
  const stage = new Stage({ app, database, vault, clock, language: terminal.language });
  const loop = app.get(InclusionLoop, { strict: false });
  const judge = async () => {
    await loop.judge();
    await loop.fold();
  };
  const story = new InclusionTelling(scene, stage, clock);
  await openCity({ stage, database, vault, judge });
  const late = await tellSeptember({ stage, database, vault, judge });
  await story.refusals([...late.values()].flatMap(({ acts }) => acts));
  await story.month();
  await story.coffee();
  await story.farewell();
}

class InclusionTelling {
  private readonly chapter: ReturnType<typeof chapters>;

  constructor(
    private readonly scene: Scene,
    private readonly stage: Stage,
    private readonly clock: SettableClock,
  ) {
    this.chapter = chapters(scene.terminal);
  }

  private say(zh: string, en: string): void {
    this.scene.terminal.say(`  ${this.scene.terminal.tell({ zh, en })}`);
  }

  /** CNV-003: two are refused at the door, three when they are judged beside the others. */
  async refusals(atTheDoor: readonly Partial<Refused>[]): Promise<void> {
    this.chapter({
      zh: '三家伙伴上报九月出行两千余次（虚构），有误的逐条说明原因',
      en: 'Three partners tell of two thousand trips in September (invented); what is wrong is refused, each for its reason',
    });
    for (const { eventId = '', refusal } of atTheDoor)
      if (refusal !== undefined)
        this.say(
          `${eventId} 拒收：${refusal.zh} [${refusal.code}]`,
          `${eventId} ${refusal.en} [${refusal.code}]`,
        );
    for (const { code } of PARTNERS) {
      const path = `/v1/partners/${code}/rejects?limit=500`;
      const { items } = await this.stage.get<{ items: Refused[] }>(`${code}/maker`, path);
      for (const { eventId, refusal } of items.filter((each) => each.refusal.code !== 'overlap'))
        this.say(
          `${eventId} 不计：${refusal.zh} [${refusal.code}]`,
          `${eventId} ${refusal.en} [${refusal.code}]`,
        );
      const overlaps = items.filter((each) => each.refusal.code === 'overlap').length;
      this.say(
        `${code}：另有 ${overlaps} 次时间重叠不计`,
        `${code}: ${overlaps} more overlap in time with others`,
      );
    }
  }

  async month(): Promise<void> {
    this.chapter({ zh: `一位居民（${RESIDENT}）的九月`, en: `September of a resident (${RESIDENT})` });
    const { items } = await this.ask<{ items: Told[] }>('GET', '/v1/me/acts?limit=20');
    for (const { textZh, textEn } of items) this.say(textZh, textEn);
    const month = await this.ask<Record<'reducedGrams' | 'points', string>>(
      'GET',
      '/v1/me/inclusion/months/2026-09',
    );
    this.say(
      `合计减排 ${month.reducedGrams} 克，积分 ${month.points}`,
      `together ${month.reducedGrams} g less CO2, ${month.points} points`,
    );
  }

  async coffee(): Promise<void> {
    this.chapter({
      zh: '用积分换一杯咖啡：券只能用一次',
      en: 'Points for a coffee: a voucher is used once',
    });
    const { id } = await this.ask<{ id: string }>('POST', '/v1/me/vouchers', {
      ...{ programme: PROGRAMME, reward: 'COFFEE' },
    });
    const { code } = await this.ask<{ code: string }>('GET', `/v1/me/vouchers/${id}`);
    const use = async (merchant: 'M02' | 'M03') => {
      const path = '/v1/merchants/vouchers/use';
      const { status } = await this.stage.ask(`${merchant}/maker`, 'POST', path, { code });
      this.say(`${merchant} 核销：HTTP ${status}`, `${merchant} scans it: HTTP ${status}`);
    };
    await use('M02');
    await use('M03');
    const { programmes } = await this.ask<{ programmes: { spendable: string }[] }>('GET', '/v1/me/points');
    this.say(
      `剩余积分 ${programmes[0]?.spendable ?? ''}`,
      `${programmes[0]?.spendable ?? ''} points are left`,
    );
  }

  /** PII-005: its own trips prove nothing any more; a neighbour's of the same batch still do, offline. */
  async farewell(): Promise<void> {
    this.chapter({
      zh: '注销账户：行程与盐已删除，邻居的证据仍可离线验证',
      en: 'A farewell: trips and salts are gone, and the evidence of a neighbour still holds, offline',
    });
    const [mine] = (await this.ask<{ items: Told[] }>('GET', '/v1/me/acts?limit=1')).items;
    const act = mine?.number ?? '';
    const [neighbour] = await this.scene.platform.database.query<{ act_no: string }>(
      `select n.act_no from inclusion.act a join inclusion.act n on n.act_no >> 13 = a.act_no >> 13
        where a.act_no = $1 and n.resident_id <> a.resident_id order by n.act_no limit 1`,
      [act],
    );
    const left = await this.ask<{ pointsCancelled: string }>('DELETE', '/v1/me/resident');
    this.say(`已注销，${left.pointsCancelled} 分作废`, `gone; ${left.pointsCancelled} points were cancelled`);
    const gone = await this.stage.ask('REGISTRY/reader', 'GET', `/v1/acts/${act}/evidence`);
    const { code } = gone.body as { code: string };
    this.say(`本人行为 #${act}：HTTP ${gone.status} ${code}`, `its act #${act}: HTTP ${gone.status} ${code}`);
    const file = join(this.scene.directory, 'neighbour.json');
    writeFileSync(file, await this.evidenceOf(neighbour?.act_no ?? ''));
    const verified = runVerify(this.scene.terminal, file);
    for (const line of verified.lines) this.scene.terminal.say(`  ${line}`);
    if (verified.status !== 0) throw new Error('the evidence of a neighbour does not verify');
  }

  /** The evidence file of an act, when its batch is sealed. */
  private async evidenceOf(act: string): Promise<string> {
    for (;;) {
      const path = `/v1/acts/${act}/evidence`;
      const { file } = await this.stage.get<{ file?: string }>('REGISTRY/reader', path);
      if (file !== undefined) return file;
      await pause(LOOK_EVERY_MS);
    }
  }

  private async ask<T>(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<T> {
    const { app, database, vault } = this.scene.platform;
    const now = this.clock.now();
    const token = await database.transaction(async (tx) => {
      const login = { reference: RESIDENT, email: 'resident@story.example' };
      const { userId = '' } = (await giveLogin(tx, vault, login, now)) ?? {};
      return (await openSession(tx, vault, { userId, secondFactor: true }, now)).tokens.access;
    });
    const answer = await app.inject({
      ...{ method, url },
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': `${method}:${url}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
    return answer.json<T>();
  }
}
