import { LOG_LEVELS, type LogLevel } from '@carbon/http';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

/** What the registry is told by its environment. */
export class RegistryConfig {
  /** TCP port; 0 takes a free one. */
  @Transform(({ value }: { value: unknown }) => (value === undefined ? 3000 : Number(value)))
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT: number = 3000;

  /** Address to listen on; only this machine when not set. */
  @IsString()
  @MinLength(1)
  HOST: string = '127.0.0.1';

  /** As a member of carbon_app, never as the owner. */
  @IsString()
  @Matches(/^postgres(ql)?:\/\/\S+$/)
  DATABASE_URL!: string;

  /** JSON list of API keys (id, name, sha256, permissions). */
  @IsOptional()
  @IsString()
  API_KEYS?: string;

  /** A file that holds that list. */
  @IsOptional()
  @IsString()
  API_KEYS_FILE?: string;

  @IsIn([...LOG_LEVELS])
  LOG_LEVEL: LogLevel = 'info';
}

/** Each setting's sentence: what it must be. */
const MUST_BE: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  PORT: ['应为 0 至 65535 的整数', 'must be a whole number from 0 to 65535'],
  HOST: ['应为监听地址', 'must be an address to listen on'],
  DATABASE_URL: ['应为 postgres:// 连接串', 'must be a postgres:// connection string'],
  API_KEYS: ['API_KEYS 与 API_KEYS_FILE 须且只能设置一个', 'set either API_KEYS or API_KEYS_FILE, not both'],
  LOG_LEVEL: [`应为 ${LOG_LEVELS.join('、')} 之一`, `must be one of ${LOG_LEVELS.join(', ')}`],
};

/** Settings that cannot be started with; one line each, in both languages. Values are not repeated: some are secrets. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

/** @throws ConfigError naming every setting that is missing or wrong */
export function readRegistryConfig(
  environment: Readonly<Record<string, string | undefined>>,
): RegistryConfig {
  const names = ['PORT', 'HOST', 'DATABASE_URL', 'API_KEYS', 'API_KEYS_FILE', 'LOG_LEVEL'];
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const config = plainToInstance(RegistryConfig, given);
  const wrong = new Set(validateSync(config).map((error) => error.property));
  if ((config.API_KEYS === undefined) === (config.API_KEYS_FILE === undefined)) wrong.add('API_KEYS');
  if (wrong.size > 0) {
    throw new ConfigError(
      [...wrong].map((name) => {
        const [zh, en] = MUST_BE[name] ?? ['有误', 'is not valid'];
        return `${name}: ${zh} / ${en}`;
      }),
    );
  }
  return config;
}
