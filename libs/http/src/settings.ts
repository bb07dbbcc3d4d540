import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** What a service is told by its environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Each setting's sentence: what it must be. The names are all that is read of the environment. */
export type MustBe = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** Settings that cannot be started with, a line each, in both languages. Values are not repeated: some are secrets. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'SettingsError';
  }
}

/**
 * Reads settings into their class-validator class; what is set to nothing counts as not set.
 * @param also names of settings that are wrong together though each alone is not
 * @throws SettingsError naming every setting that is missing or wrong
 */
export function readSettings<T extends object>(
  type: new () => T,
  mustBe: MustBe,
  environment: Environment,
  also: (settings: T) => readonly (keyof T & string)[] = () => [],
): T {
  const given = Object.fromEntries(
    Object.keys(mustBe).flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const settings = plainToInstance(type, given);
  const wrong = new Set([...validateSync(settings).map(({ property }) => property), ...also(settings)]);
  if (wrong.size > 0) {
    throw new SettingsError(
      [...wrong].map((name) => `${name}: ${(mustBe[name] ?? ['有误', 'is not valid']).join(' / ')}`),
    );
  }
  return settings;
}
