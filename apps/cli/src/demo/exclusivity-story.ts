import type { Text } from '@carbon/kernel';
import {
  CERTIFICATE_BUYER,
  certify,
  chooseReductions,
  enterExclusivity,
  issueMonths,
  OFFSHORE,
  reduce,
  reportOf,
  SOLD,
  sellJanuary,
  trySellLocked,
  type WindFarm,
} from '../../../platform/src/demo/exclusivity';
import type { Stage } from '../../../platform/src/demo/stage';
import type { chapters } from './chapters';
import type { Narrator } from './narrator';

const MONTHS = ['2025-01', '2025-02', '2025-03'];
const OWNER = OFFSHORE.code;

interface Claim {
  readonly kind: string;
  readonly instrument: string | null;
  readonly project: string | null;
  readonly over: boolean;
  readonly places: readonly { readonly state: string; readonly quantity: string }[];
}

/** AC-88: five chapters; a chapter that does not come out as told throws. */
export async function tellExclusivity(
  stage: Stage,
  narrator: Narrator,
  chapter: ReturnType<typeof chapters>,
): Promise<void> {
  chapter({
    zh: '一座海上风电场（示例）领取三个月绿证，售出其中十张',
    en: 'An offshore wind farm (example) gets certificates of three months, and sells ten of them',
  });
  stage.on('2025-04-07');
  await enterExclusivity(stage);
  const farm = await certify(stage);
  await sellJanuary(stage, farm);
  for (const month of MONTHS) await narrator.holds(OWNER, farm.certificates(month));
  await narrator.holds(CERTIFICATE_BUYER, farm.certificates('2025-01'));

  chapter({
    zh: '业主选择减排量：CCER 项目登记，未交易的绿证锁定，已售的不动（EXC-001、EXC-003）',
    en: 'Its owner chooses reductions: the CCER project locks what was not traded, what was sold stays (EXC-001, EXC-003)',
  });
  const project = await chooseReductions(stage, farm);
  for (const month of MONTHS) await narrator.holds(OWNER, farm.certificates(month));
  await narrator.holds(CERTIFICATE_BUYER, farm.certificates('2025-01'));
  await issueMonths(stage, farm, ['2025-04']);
  narrator.tell({ zh: '新核发的月份生来锁定：', en: 'a later month is born locked:' });
  await narrator.holds(OWNER, farm.certificates('2025-04'));

  chapter({
    zh: '锁定的卖不了；卖过的月份不得再产生减排量（EXC-002）',
    en: 'What is locked is not sold; a month that was sold earns no reductions (EXC-002)',
  });
  narrator.refused(await trySellLocked(stage, farm, '2025-02'));
  const document = await stage.document(`${OWNER}/maker`, 'with January');
  const report = { ...reportOf(project, MONTHS), verifier: 'VERIFIER', document };
  narrator.refused(await stage.ask(`${OWNER}/maker`, 'POST', '/v1/reduction-reports', report));

  chapter({
    zh: '二月、三月登记为减排量：对应绿证注销并公开（EXC-004）',
    en: 'February and March become reductions: their certificates are cancelled, for everybody to see (EXC-004)',
  });
  const { instrument } = await reduce(stage, project);
  await narrator.holds(OWNER, instrument);
  const path = '/v1/public/cancelled-certificates';
  const { items } = await stage.get<{ items: { instrument: string; first: string; last: string }[] }>(
    undefined,
    path,
  );
  for (const cancelled of items) {
    const units = `${cancelled.instrument} ${cancelled.first}-${cancelled.last}`;
    narrator.tell({ zh: `公开注销 ${units}`, en: `cancelled in public: ${units}` });
  }
  if (items.length !== 2) throw new Error('two months should have been cancelled');

  chapter({
    zh: '查重：这座电站的电量现在都归了谁',
    en: 'The search for overlaps: what the energy of this farm stands for now',
  });
  await tellClaims(stage, narrator, farm);
  const kept = await stage.held(CERTIFICATE_BUYER, farm.certificates('2025-01'));
  if (kept['available'] !== SOLD) throw new Error('what was sold was touched');
}

async function tellClaims(stage: Stage, narrator: Narrator, { code }: WindFarm): Promise<void> {
  const { items } = await stage.get<{ items: Claim[] }>(
    `${OWNER}/maker`,
    `/v1/source-overlaps?plant=${code}&limit=100`,
  );
  const told = new Map<string, Text>();
  for (const { kind, instrument, project, over, places } of items) {
    const what = instrument ?? `${kind} ${project ?? ''}`;
    const where = places.map(({ state, quantity }) => `${quantity} ${state}`).join(', ');
    told.set(`${what} ${over ? '' : where}`, {
      zh: `${what}${over ? '：来源已归还' : where === '' ? '' : `：${where}`}`,
      en: `${what}${over ? ': given its source back' : where === '' ? '' : `: ${where}`}`,
    });
  }
  for (const line of told.values()) narrator.tell(line);
}
