import type { Reader } from '@carbon/database';
import { type KnownVersion, type PackSource, packsWith } from '@carbon/rules';
import type { PackContent } from './domain/pack-content';
import { RuleFamilies } from './domain/rule-families';
import { readContents, readKey, type StoredVersion, readVersions } from './persistence/read-versions';

/** All versions in one state of the database, and the rules they make. */
export interface RulebookState {
  readonly key: string;
  /** In the order in which they came, the withdrawn ones too. */
  readonly versions: readonly StoredVersion[];
  readonly packs: PackSource;
}

/**
 * The rule packs of a service: those it was released with, and the versions that two people approved since. Plain, so
 * that a process may make it before its modules and give it to rooms below this one.
 */
export class Rulebook {
  private state: RulebookState | undefined;
  /** By row: versions never change, so each is read once. */
  private readonly files = new Map<string, KnownVersion>();

  constructor(readonly families: RuleFamilies = new RuleFamilies([])) {}

  /**
   * The packs as approved by now: for a day the version that began last (`versionOn`), withdrawn ones left out. One small
   * query a call; in a transaction it sees what that transaction approved.
   */
  async packs(reader: Reader): Promise<PackSource> {
    return (await this.read(reader)).packs;
  }

  /** The versions themselves, for those who show or change them. */
  async read(reader: Reader): Promise<RulebookState> {
    const key = await readKey(reader);
    if (this.state?.key === key) return this.state;
    const { versions, key: seen } = await readVersions(reader);
    const state = { key: seen, versions, packs: packsWith(await this.open(reader, versions)) };
    this.state = state;
    return state;
  }

  /** What a version says, as it was checked when it was kept. */
  async content(reader: Reader, stored: StoredVersion): Promise<PackContent> {
    const { id, version, rowId } = stored;
    const own = this.families
      .find(id)
      ?.packs.versions()
      .find((one) => one.version === version);
    const file = own?.file ?? this.files.get(rowId)?.file ?? (await readContents(reader, [rowId])).get(rowId);
    if (file === undefined) throw new Error(`the version in row ${rowId} is gone`);
    return file as PackContent;
  }

  /** Some of what stands beside the released packs, to make rules of it that are not those in force. */
  async known(reader: Reader, which: (version: StoredVersion) => boolean): Promise<readonly KnownVersion[]> {
    const { versions } = await this.read(reader);
    return this.open(reader, versions.filter(which));
  }

  /** What stands in the database beside what this program brought itself. */
  private async open(reader: Reader, versions: readonly StoredVersion[]): Promise<KnownVersion[]> {
    const others = versions.filter((one) => one.withdrawnAt === undefined && !this.isOwn(one));
    const unread = others.map(({ rowId }) => rowId).filter((rowId) => !this.files.has(rowId));
    const contents = await readContents(reader, unread);
    return others.map((one) => {
      const { rowId, id, version, hash, effectiveFrom, effectiveTo } = one;
      const found = this.files.get(rowId) ?? {
        ...{ id, version, hash, effectiveFrom, file: contents.get(rowId) },
        ...(effectiveTo === undefined ? {} : { effectiveTo }),
      };
      this.files.set(rowId, found);
      return found;
    });
  }

  private isOwn({ id, version, origin }: StoredVersion): boolean {
    const family = this.families.find(id);
    // of a family that no room of this process brought nobody here calculates with the released versions
    if (family === undefined) return origin === 'released';
    return family.packs.versions().some((own) => own.version === version);
  }
}
