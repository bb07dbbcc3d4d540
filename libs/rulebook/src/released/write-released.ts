import type { Database, Transaction } from '@carbon/database';
import { packHash, type PinnedPack } from '@carbon/rules';
import type { RuleFamilies } from '../domain/rule-families';
import { readContents, readVersions, type StoredVersion } from '../persistence/read-versions';
import { insertReleased, takeTurn } from '../persistence/write-versions';

/** Why a process must not start: what it would calculate by is not what was released or approved. */
export class RulebookFaultsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `规则包与数据库不符，服务不启动 / the rule packs are not those of the database, the service does not start:\n${faults.join('\n')}`,
    );
    this.name = 'RulebookFaultsError';
  }
}

/**
 * Writes the versions released with this program that are not kept yet, and looks at all that are. Several processes may
 * do so at once.
 * @throws RulebookFaultsError naming every version that is not what it was
 */
export function writeReleased(database: Database, families: RuleFamilies, now: Date): Promise<void> {
  return database.transaction(async (tx) => {
    const { versions } = await readVersions(tx);
    const released = families.all().flatMap(({ packs }) => packs.versions());
    const missing = released.filter((pack) => !versions.some((one) => isOf(one, pack)));
    if (missing.length > 0) {
      await takeTurn(tx);
      await insertReleased(tx, missing, now);
    }
    const kept = missing.length > 0 ? (await readVersions(tx)).versions : versions;
    const faults = [
      ...released.flatMap((pack) => faultsOfReleased(pack, kept)),
      ...(await faultsOfKept(tx, families, kept)),
    ];
    if (faults.length > 0) throw new RulebookFaultsError(faults);
  });
}

const isOf = (one: StoredVersion, { id, version }: PinnedPack) => one.id === id && one.version === version;

function faultsOfReleased(pack: PinnedPack, kept: readonly StoredVersion[]): string[] {
  const name = `${pack.id}@${pack.version}`;
  const found = kept.find((one) => isOf(one, pack));
  if (found === undefined) return [`${name}: 未能写入 / was not kept`];
  if (found.hash !== pack.hash) {
    return [
      `${name}: 已发布的规则包被改动，数据库中哈希为 ${found.hash}，程序中为 ${pack.hash}；更正须作为新版本 / a released pack was changed: the database holds hash ${found.hash}, the program ${pack.hash}; a correction is a new version`,
    ];
  }
  if (found.withdrawnAt === undefined) return [];
  return [
    `${name}: 此版本已在本系统撤销，须以新的版本号发布 / this version was withdrawn here: release it under another number`,
  ];
}

/** Contents against their hashes, and versions of other programs against the shapes of this one. */
async function faultsOfKept(
  tx: Transaction,
  families: RuleFamilies,
  kept: readonly StoredVersion[],
): Promise<string[]> {
  const contents = await readContents(
    tx,
    kept.map(({ rowId }) => rowId),
  );
  return kept.flatMap((one) => {
    const name = `${one.id}@${one.version}`;
    const content = contents.get(one.rowId);
    if (packHash(content) !== one.hash) {
      return [`${name}: 数据库中的内容与其哈希不符 / its content in the database is not what its hash says`];
    }
    const read = one.withdrawnAt === undefined ? families.find(one.id)?.packs.read(content) : undefined;
    if (read === undefined || !('faults' in read)) return [];
    const [first] = read.faults;
    return [
      `${name}: 本程序读不懂此版本 / this program cannot read this version: ${first?.key ?? ''} ${first?.what ?? ''}`,
    ];
  });
}
