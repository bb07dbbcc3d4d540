import { createHash } from 'node:crypto';
import { canonicalJson, type ChinaDate, type Json, Refusal, type Text } from '@carbon/kernel';
import { type Certainty, worstOf } from './certainty';
import { type PackShape, type ReadPack, readPack, type ValueOf } from './pack-shape';
import { covers, overlap, type PackReference, type RuleValue } from './rule-value';

/** A pack with the SHA-256 of its canonical JSON. */
interface PinnedPack extends ReadPack {
  readonly hash: string;
}

/** What makes a pack file unusable, each fault with the pack and the value it is in. */
export class PackFaultsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`rule packs are faulty:\n${faults.join('\n')}`);
    this.name = 'PackFaultsError';
  }
}

/** SHA-256 of the canonical JSON (RFC 8785) of a pack file. */
export function packHash(file: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(file as Json))
    .digest('hex');
}

/** Whether a file is the one that was released under a name: nothing, or what is wrong. */
export function pinFault(name: string, file: unknown, manifest: Readonly<Record<string, string>>): string[] {
  const hash = packHash(file);
  if (manifest[name] === hash) return [];
  return [`${name}: its content has hash ${hash}, the manifest says ${manifest[name] ?? 'nothing'}`];
}

/** One version of a pack, on one day. */
export class PackOnDay<S extends PackShape> {
  constructor(
    private readonly pack: PinnedPack,
    readonly day: ChinaDate,
  ) {}

  get version(): string {
    return this.pack.version;
  }

  get hash(): string {
    return this.pack.hash;
  }

  /** The value in force. @throws RangeError for a key that the pack need not hold */
  value<K extends keyof S['keys'] & string>(key: K): RuleValue<ValueOf<S, K>> {
    const value = this.find(key);
    if (value === undefined) {
      throw new RangeError(`${this.pack.id} ${this.pack.version} has no ${key} on ${this.day}`);
    }
    return value as RuleValue<ValueOf<S, K>>;
  }

  find(key: string): RuleValue<unknown> | undefined {
    return this.findFor(key, this.day);
  }

  /**
   * The value that this version gives for another day than the one it is asked on: for a data year, a trading day.
   * @throws RangeError where it has none
   */
  valueFor<K extends keyof S['keys'] & string>(key: K, day: ChinaDate): RuleValue<ValueOf<S, K>> {
    const value = this.findFor(key, day);
    if (value === undefined) {
      throw new RangeError(`${this.pack.id} ${this.pack.version} has no ${key} for ${day}`);
    }
    return value as RuleValue<ValueOf<S, K>>;
  }

  findFor(key: string, day: ChinaDate): RuleValue<unknown> | undefined {
    return this.pack.values.get(key)?.find((value) => covers(value, day));
  }

  /** Names the pack in an answer that rests on some of its values. */
  reference(used: readonly { readonly certainty: Certainty }[]): PackReference {
    return {
      id: this.pack.id,
      version: this.pack.version,
      certainty: worstOf(used.map(({ certainty }) => certainty)),
    };
  }
}

/**
 * The versions of one pack. A version that was released never changes: its hash stands in the manifest, and another
 * content is refused when the packs are loaded.
 */
export class RulePacks<S extends PackShape> {
  private readonly packs: readonly PinnedPack[];

  /** @throws PackFaultsError naming every fault */
  constructor(
    readonly id: string,
    shape: S,
    files: readonly unknown[],
    manifest: Readonly<Record<string, string>>,
  ) {
    const faults: string[] = [];
    this.packs = files.flatMap((file) => {
      const read = readPack(id, shape, file);
      if ('faults' in read) {
        faults.push(...read.faults);
        return [];
      }
      const { pack } = read;
      faults.push(...pinFault(`${pack.id}@${pack.version}`, file, manifest));
      return [{ ...pack, hash: packHash(file) }];
    });
    this.packs.forEach((pack, at) => {
      for (const earlier of this.packs.slice(0, at)) {
        if (earlier.version === pack.version) faults.push(`${id}: version ${pack.version} stands twice`);
        if (overlap(earlier, pack)) {
          faults.push(`${id}: versions ${earlier.version} and ${pack.version} share days`);
        }
      }
    });
    if (faults.length > 0) throw new PackFaultsError(faults);
  }

  /** @throws Refusal RULES_NO_PACK (422) for a day that no version covers */
  on(day: ChinaDate): PackOnDay<S> {
    const pack = this.packs.find((candidate) => covers(candidate, day));
    if (pack === undefined) throw noPack(this.id, day, this.packs);
    return new PackOnDay(pack, day);
  }

  versions(): readonly { readonly version: string; readonly title: Text; readonly hash: string }[] {
    return this.packs.map(({ version, title, hash }) => ({ version, title, hash }));
  }
}

/** Where a calculation gets its rules: the released packs, or those of a service with what was approved there. */
export interface PackSource {
  /** @throws Refusal RULES_NO_PACK (422) for a day that no version covers */
  on<S extends PackShape>(packs: RulePacks<S>, day: ChinaDate): PackOnDay<S>;
}

/** The packs as they were released with this program. */
export const releasedPacks: PackSource = { on: (packs, day) => packs.on(day) };

function noPack(id: string, day: ChinaDate, packs: readonly PinnedPack[]): Refusal {
  const earliest = packs.map(({ effectiveFrom }) => effectiveFrom).sort()[0] ?? '';
  return new Refusal(
    'RULES_NO_PACK',
    422,
    {
      zh: `规则包 ${id} 不适用于 ${day}；最早自 ${earliest} 起`,
      en: `No version of the rule pack ${id} covers ${day}; the first begins on ${earliest}`,
    },
    { details: { pack: id, asOf: day, earliest } },
  );
}
