import { createHash } from 'node:crypto';
import { canonicalJson, type ChinaDate, type Json, Refusal } from '@carbon/kernel';
import { type Certainty, worstOf } from './certainty';
import { type PackFault, type PackShape, type ReadPack, readPack, type ValueOf } from './pack-shape';
import { covers, overlap, type PackReference, type RuleValue, type Span } from './rule-value';
import { versionOn } from './version-on';

/** A pack with the SHA-256 of its canonical JSON, and that JSON. */
export interface PinnedPack extends ReadPack {
  readonly hash: string;
  readonly file: unknown;
}

/** A version of a family as it is kept: not read yet, for it may have been approved under another program. */
export interface KnownVersion extends Span {
  /** The family, `registry-approvals`. */
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  readonly file: unknown;
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

  /** Every key that this version has a value of on some day. */
  keys(): readonly string[] {
    return [...this.pack.values.keys()];
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

/** `registry-safety@2026.1 values[3] noon: rules must be …` */
function sentenceOf(name: string, { at, key, what }: PackFault): string {
  const place = at === undefined ? '' : ` values[${at}]${key === undefined ? '' : ` ${key}`}`;
  return `${name}${place}: ${what}`;
}

/**
 * The versions of one pack (a family). A version that was released never changes: its hash stands in the manifest, and
 * another content is refused when the packs are loaded.
 */
export class RulePacks<S extends PackShape> {
  private readonly packs: readonly PinnedPack[];
  private readonly known = new WeakMap<KnownVersion, PinnedPack>();

  /** @throws PackFaultsError naming every fault */
  constructor(
    readonly id: string,
    readonly shape: S,
    files: readonly unknown[],
    manifest: Readonly<Record<string, string>>,
  ) {
    const faults: string[] = [];
    this.packs = files.flatMap((file) => {
      const read = this.read(file);
      const name = `${id}@${String((file as { readonly version?: unknown }).version)}`;
      if ('faults' in read) {
        faults.push(...read.faults.map((fault) => sentenceOf(name, fault)));
        return [];
      }
      faults.push(...pinFault(name, file, manifest));
      return [read.pack];
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

  /** The version released for a day. @throws Refusal RULES_NO_PACK (422) for a day that no version covers */
  on(day: ChinaDate): PackOnDay<S> {
    return this.onAmong(day, []);
  }

  /**
   * The version in force on a day (`versionOn`), of those released with this program and others that are known.
   * @throws Refusal RULES_NO_PACK (422); RULES_PACK_UNREADABLE (503) where the one in force is not what it was, or was
   * written for another program
   */
  onAmong(day: ChinaDate, known: readonly KnownVersion[]): PackOnDay<S> {
    const others = known.filter(({ version }) => !this.packs.some((own) => own.version === version));
    const found = versionOn<PinnedPack | KnownVersion>([...this.packs, ...others], day);
    if (found === undefined) throw noPack(this.id, day, [...this.packs, ...others]);
    return new PackOnDay('values' in found ? found : this.open(found), day);
  }

  /** Reads the content of a version against the shape of the family: the pack, or everything that is wrong with it. */
  read(file: unknown): { readonly pack: PinnedPack } | { readonly faults: readonly PackFault[] } {
    const read = readPack(this.id, this.shape, file);
    return 'faults' in read ? read : { pack: { ...read.pack, hash: packHash(file), file } };
  }

  /** Those released with this program. */
  versions(): readonly PinnedPack[] {
    return this.packs;
  }

  private open(known: KnownVersion): PinnedPack {
    const opened = this.known.get(known);
    if (opened !== undefined) return opened;
    const read = this.read(known.file);
    if ('faults' in read || read.pack.hash !== known.hash) throw unreadable(known);
    this.known.set(known, read.pack);
    return read.pack;
  }
}

/** Where a calculation gets its rules: the released packs, or those of a service with what was approved there. */
export interface PackSource {
  /** @throws Refusal RULES_NO_PACK (422) for a day that no version covers */
  on<S extends PackShape>(packs: RulePacks<S>, day: ChinaDate): PackOnDay<S>;
}

/** The packs as they were released with this program. */
export const releasedPacks: PackSource = { on: (packs, day) => packs.on(day) };

/** The released packs and further versions beside them, each family judged together. */
export function packsWith(known: readonly KnownVersion[]): PackSource {
  const families = new Map<string, KnownVersion[]>();
  for (const version of known) families.set(version.id, [...(families.get(version.id) ?? []), version]);
  return { on: (packs, day) => packs.onAmong(day, families.get(packs.id) ?? []) };
}

function unreadable({ id, version, hash }: KnownVersion): Refusal {
  return new Refusal(
    'RULES_PACK_UNREADABLE',
    503,
    {
      zh: `规则包 ${id} ${version} 与其哈希不符，或由其他版本的程序写入，本程序不能据以计算`,
      en: `The rule pack ${id} ${version} is not what its hash says, or was written for another release: nothing is calculated by it here`,
    },
    { rule: 'INV-10', details: { pack: id, version, hash } },
  );
}

function noPack(id: string, day: ChinaDate, packs: readonly Span[]): Refusal {
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
