import { type ChinaDate, Refusal } from '@carbon/kernel';
import { PackFaultsError } from '@carbon/rules/domain';
import csp from '../../../packs/methodology-CCER-01-001-V01.2023-1.json';
import offshoreWind from '../../../packs/methodology-CCER-01-002-V01.2023-1.json';
import tunnelLighting from '../../../packs/methodology-CCER-07-001-V01.2025-1.json';
import coalMineMethane from '../../../packs/methodology-CCER-10-001-V01.2025-1.json';
import afforestation from '../../../packs/methodology-CCER-14-001-V01.2023-1.json';
import mangrove from '../../../packs/methodology-CCER-14-002-V01.2023-1.json';
import inclusion from '../../../packs/methodology-PHER-GENERAL-V01.2022-1.json';
import pool from '../../../packs/methodology-PHER-POOL-V01.2022-1.json';
import parkCharging from '../../../packs/methodology-PHER-SIP-EV-V01.2022-1.json';
import parkSolar from '../../../packs/methodology-PHER-SIP-PV-V01.2022-1.json';
import parkSaving from '../../../packs/methodology-PHER-SIP-SAVING-V01.2022-1.json';
import parkTrips from '../../../packs/methodology-PHER-SIP-TRIP-V01.2022-1.json';
import manifest from '../../../packs/manifest.json';
import type { Methodology } from './methodology';
import { readMethodology } from './read-methodology';

/**
 * Reads the files of methodologies: each checked in all its expressions and units, and with the hash that was pinned
 * when it was released.
 * @throws PackFaultsError naming every fault
 */
export function loadMethodologies(
  files: readonly unknown[],
  pinned: Readonly<Record<string, string>>,
): readonly Methodology[] {
  const faults: string[] = [];
  const read: Methodology[] = [];
  for (const [at, file] of files.entries()) {
    const one = readMethodology(file);
    if ('faults' in one) {
      const { code = `files[${at}]` } = file as { readonly code?: unknown };
      faults.push(...one.faults.map((fault) => `methodology ${String(code)}: ${fault}`));
      continue;
    }
    const { code, aliases, version, hash } = one.methodology;
    const name = `methodology-${code}@${version}`;
    if (pinned[name] !== hash) {
      faults.push(`${name}: its content has hash ${hash}, the manifest says ${pinned[name] ?? 'nothing'}`);
    }
    const names = [code, ...aliases];
    const other = read.find((earlier) => namesOf(earlier).some((taken) => names.includes(taken)));
    if (other !== undefined && (other.code !== code || daysShared(other, one.methodology))) {
      faults.push(`${name}: shares a name or days with ${other.code}@${other.version}`);
    }
    read.push(one.methodology);
  }
  if (faults.length > 0) throw new PackFaultsError(faults);
  return read;
}

const namesOf = ({ code, aliases }: Methodology): readonly string[] => [code, ...aliases];

const covers = ({ effectiveFrom, effectiveTo }: Methodology, day: ChinaDate): boolean =>
  effectiveFrom <= day && (effectiveTo === undefined || day <= effectiveTo);

const daysShared = (one: Methodology, other: Methodology): boolean =>
  covers(one, other.effectiveFrom) || covers(other, one.effectiveFrom);

/** Every edition of every methodology that the platform comes with. */
export const methodologies = loadMethodologies(
  [
    csp,
    offshoreWind,
    tunnelLighting,
    coalMineMethane,
    afforestation,
    mangrove,
    parkSolar,
    parkSaving,
    parkCharging,
    parkTrips,
    pool,
    inclusion,
  ],
  manifest,
);

/**
 * The edition of a methodology in force on a China day, by its code or another name of it.
 * @throws Refusal CREDITS_METHODOLOGY_UNKNOWN, CREDITS_METHODOLOGY_NOT_IN_FORCE (422)
 */
export function methodologyOn(name: string, day: ChinaDate): Methodology {
  const editions = editionsOf(name);
  const found = editions.find((edition) => covers(edition, day));
  if (found !== undefined) return found;
  throw new Refusal(
    'CREDITS_METHODOLOGY_NOT_IN_FORCE',
    422,
    {
      zh: `方法学 ${name} 在 ${day} 不适用`,
      en: `The methodology ${name} is not in force on ${day}`,
    },
    { rule: 'CCR-001', details: { methodology: name, day } },
  );
}

/** The very edition that a project was registered under. @throws Refusal CREDITS_METHODOLOGY_UNKNOWN (422) */
export function methodologyEdition(code: string, version: string): Methodology {
  const found = methodologies.find((edition) => edition.code === code && edition.version === version);
  if (found === undefined) throw unknown(`${code} ${version}`);
  return found;
}

function editionsOf(name: string): readonly Methodology[] {
  const editions = methodologies.filter((edition) => namesOf(edition).includes(name));
  if (editions.length === 0) throw unknown(name);
  return editions;
}

function unknown(name: string): Refusal {
  const named = name.slice(0, 60);
  return new Refusal(
    'CREDITS_METHODOLOGY_UNKNOWN',
    422,
    { zh: `没有名为 ${named} 的方法学`, en: `There is no published methodology ${named}` },
    { rule: 'CCR-001', details: { methodology: named } },
  );
}
