import type { NewHolder } from '@carbon/identity';
import { BY_REGISTRY, OFFICES } from './houses';
import { bringToReview, type Filed, fileProject } from './project-life';
import type { Answer, Stage } from './stage';

/** One village plant that two houses file; which of them says what is invented. */
export const VILLAGE: NewHolder = {
  ...{ code: 'VILLAGE', nameZh: '示例村集体经济合作社（示例）', nameEn: 'Village cooperative (example)' },
  ...{ kind: 'project-owner', province: '浙江', source: 'synthetic' },
};
export const INSTALLER: NewHolder = {
  ...{ code: 'INSTALLER', nameZh: '示例光伏安装公司（示例）', nameEn: 'Solar installer (example)' },
  ...{ kind: 'project-owner', province: '浙江', source: 'synthetic' },
};

/** A name of `plants.csv`; meter, place and size are invented. */
export const VILLAGE_NAME = '雪水港村光伏';
export const VILLAGE_METER = 'SYN-XSG-0001';
const THERE = { latitude: '30.5231', longitude: '120.9414', capacityKw: '16000' };

export interface VillageFiling {
  readonly nameZh: string;
  readonly meters: readonly string[];
  /** Metres of a few hundredths of a degree are added to the place. */
  readonly latitude?: string;
  readonly capacityKw?: string;
}

export async function enterVillage(stage: Stage): Promise<void> {
  await stage.enter(...OFFICES, VILLAGE, INSTALLER);
}

/** What a house files of the plant, under the name it has for it. */
export function villageFiling({ nameZh, meters, ...place }: VillageFiling): object {
  return {
    ...{ scheme: 'PHER-SH', methodology: 'PHER-GENERAL-V01', nameZh, nameEn: `${nameZh} (example)` },
    asset: {
      ...{ kind: 'power-plant', province: '33', technology: 'solar-pv-distributed', meters },
      ...{ ...THERE, ...place },
    },
    ...{ constructionStarted: '2021-03-01', commissioned: '2021-10-08', lifetimeUntil: '2046-10-07' },
    ...{ creditingFrom: '2026-01-01', creditingTo: '2031-12-31', parameters: [] },
    facts: [{ name: 'outsideEtsBoundary', yes: true }],
    additionality: '未获补贴（示例）',
    ...{ etsCovered: false, legallyRequired: false, inOtherMechanism: false, source: 'synthetic' },
  };
}

/** A filing of a house that is taken, brought before the registry. */
export async function underReview(stage: Stage, owner: string, filing: VillageFiling): Promise<Filed> {
  const filed = await fileProject(stage, owner, villageFiling(filing));
  await bringToReview(stage, owner, filed.number, false);
  return filed;
}

/** A filing of a house, whatever is answered. */
export async function tryFile(stage: Stage, owner: string, filing: VillageFiling): Promise<Answer> {
  const designDocument = await stage.document(`${owner}/maker`, `design of ${filing.nameZh}`);
  return stage.ask(`${owner}/maker`, 'POST', '/v1/projects', { ...villageFiling(filing), designDocument });
}

export interface Suspicion {
  readonly id: string;
  readonly asset: string;
  readonly other: string;
  readonly signs: readonly string[];
}

/** What the registry still has to look at. */
export async function openSuspicions(stage: Stage): Promise<readonly Suspicion[]> {
  const path = '/v1/asset-suspicions?state=open&limit=100';
  return (await stage.get<{ items: Suspicion[] }>('REGISTRY/maker', path)).items;
}

/** Two of the registry, with a paper of a visit, say what a suspicion is. */
export async function decide(stage: Stage, suspicion: string, verdict: 'same' | 'different'): Promise<void> {
  const document = await stage.document('REGISTRY/maker', `visit for ${suspicion}`);
  const payload = { suspicion, verdict, reason: '现场核查（示例）' };
  await stage.act('asset-match', payload, { ...BY_REGISTRY, document });
}
