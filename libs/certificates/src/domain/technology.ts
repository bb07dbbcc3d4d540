import { type ChinaDate, fault, malformed, type Text } from '@carbon/kernel';
import type { GecPack } from './rules/gec';

export type EnergyType = 'wind' | 'solar' | 'biomass' | 'geothermal' | 'ocean' | 'hydro';

interface TechnologyRow {
  readonly code: string;
  readonly energyType: EnergyType;
  /** Second digit of a plant code (X). */
  readonly energyDigit: string;
  /** Third digit of a plant code, within the energy type (X). */
  readonly technologyDigit: string;
  readonly name: Text;
}

/** What can earn certificates. The digits are our own: the official widths and tables are not public (GEC-018). */
export const technologies = [
  technology('wind-onshore', 'wind', '1', '1', '陆上风电', 'Onshore wind'),
  technology('wind-offshore', 'wind', '1', '2', '海上风电', 'Offshore wind'),
  technology('solar-pv', 'solar', '2', '1', '集中式光伏', 'Utility-scale solar PV'),
  technology('solar-pv-distributed', 'solar', '2', '2', '分布式光伏', 'Distributed solar PV'),
  technology('solar-thermal', 'solar', '2', '3', '光热发电', 'Concentrated solar power'),
  technology('biomass', 'biomass', '3', '1', '生物质发电', 'Biomass'),
  technology('geothermal', 'geothermal', '4', '1', '地热能发电', 'Geothermal'),
  technology('ocean', 'ocean', '5', '1', '海洋能发电', 'Ocean energy'),
  technology('hydro-new', 'hydro', '6', '1', '新投产常规水电', 'New hydro'),
  technology('hydro-existing', 'hydro', '6', '2', '存量常规水电', 'Existing hydro'),
] as const satisfies readonly TechnologyRow[];

export type Technology = (typeof technologies)[number];
export type TechnologyCode = Technology['code'];

function technology<C extends string>(
  code: C,
  energyType: EnergyType,
  energyDigit: string,
  technologyDigit: string,
  zh: string,
  en: string,
): TechnologyRow & { readonly code: C } {
  return { code, energyType, energyDigit, technologyDigit, name: { zh, en } };
}

const byCode: ReadonlyMap<string, Technology> = new Map(technologies.map((row) => [row.code, row]));
const byDigits: ReadonlyMap<string, Technology> = new Map(
  technologies.map((row) => [row.energyDigit + row.technologyDigit, row]),
);

export function technologyOf(code: TechnologyCode): Technology {
  return parseTechnology(code);
}

export function technologyByDigits(energyDigit: string, technologyDigit: string): Technology | undefined {
  return byDigits.get(energyDigit + technologyDigit);
}

/** @throws Refusal INPUT_MALFORMED naming `field` */
export function parseTechnology(code: string, field = 'technology'): Technology {
  const found = byCode.get(code);
  if (found === undefined) {
    const known = [...byCode.keys()].join(', ');
    throw malformed([fault(field, 'technology', `must be one of ${known}`, `必须是以下之一：${known}`)]);
  }
  return found;
}

/** Where the power of a plant goes unless a month says otherwise. */
export const POWER_USES = ['on-grid', 'self-use', 'off-grid'] as const;
export type PowerUse = (typeof POWER_USES)[number];

export interface PowerFacts {
  readonly technology: TechnologyCode;
  readonly use: PowerUse;
  /** For hydro this day, not the name of the technology, decides. */
  readonly commissionedOn: ChinaDate;
  /** Hydro only: all its power is sold on the market (完全市场化). Absent counts as no. */
  readonly marketBased?: boolean;
}

export interface Tradability {
  readonly tradable: boolean;
  readonly rule: 'GEC-004' | 'GEC-005';
  readonly reason: Text;
}

/** GEC-004, GEC-005: whether the certificates of such power may be sold, or are issued only. */
export function tradability(facts: PowerFacts, pack: GecPack): Tradability {
  if (facts.use === 'self-use') return issuedOnly('GEC-005', '自发自用电量', 'power used by its producer');
  if (facts.use === 'off-grid') return issuedOnly('GEC-005', '离网电量', 'power off the grid');
  if (technologyOf(facts.technology).energyType === 'hydro') return hydroTradability(facts, pack);
  return {
    tradable: true,
    rule: 'GEC-004',
    reason: { zh: '上网电量，可交易', en: 'power fed to the grid: tradable' },
  };
}

function hydroTradability(facts: PowerFacts, pack: GecPack): Tradability {
  const from = pack.newHydroFrom.value;
  if (facts.commissionedOn < from) {
    return issuedOnly('GEC-005', `${from} 前投产的水电`, `hydro commissioned before ${from}`);
  }
  if (facts.marketBased !== true) {
    return issuedOnly('GEC-004', '未完全市场化的新投产水电', 'new hydro that is not fully market-based');
  }
  return {
    tradable: true,
    rule: 'GEC-004',
    reason: {
      zh: `${from} 及以后投产的完全市场化水电，可交易`,
      en: `fully market-based hydro commissioned on or after ${from}: tradable`,
    },
  };
}

function issuedOnly(rule: Tradability['rule'], zh: string, en: string): Tradability {
  return {
    tradable: false,
    rule,
    reason: { zh: `${zh}，核发但不可交易`, en: `${en}: issued, not tradable` },
  };
}
