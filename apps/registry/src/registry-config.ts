import { type Environment, LOG_LEVELS, type LogLevel, type MustBe, readSettings } from '@carbon/http';
import { Transform } from 'class-transformer';
import { PEOPLE_MUST_BE, PeopleSettings, wrongTogether } from './people-settings';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';

/** What the registry is told by its environment. */
export class RegistryConfig extends PeopleSettings {
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

  /** File with the keys that personal data are encrypted under; made on first start. Without it nothing can be read. */
  @IsString()
  @MinLength(1)
  CARBON_KEYS_FILE!: string;

  /** JSON list of service keys, for machines of the operator (id, name, sha256, permissions). */
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
const MUST_BE: MustBe = {
  PORT: ['应为 0 至 65535 的整数', 'must be a whole number from 0 to 65535'],
  HOST: ['应为监听地址', 'must be an address to listen on'],
  DATABASE_URL: ['应为 postgres:// 连接串', 'must be a postgres:// connection string'],
  API_KEYS: ['API_KEYS 与 API_KEYS_FILE 只能设置一个', 'set either API_KEYS or API_KEYS_FILE, not both'],
  API_KEYS_FILE: ['应为文件路径', 'must be the path of a file'],
  CARBON_KEYS_FILE: [
    '应为加密主密钥文件的路径（首次启动时生成，请备份）',
    'must be the path of the master keys of encryption, made on first start: keep a copy',
  ],
  ...PEOPLE_MUST_BE,
  LOG_LEVEL: [`应为 ${LOG_LEVELS.join('、')} 之一`, `must be one of ${LOG_LEVELS.join(', ')}`],
};

/** @throws SettingsError naming every setting that is missing or wrong */
export function readRegistryConfig(environment: Environment): RegistryConfig {
  return readSettings(RegistryConfig, MUST_BE, environment, (config) => [
    ...(config.API_KEYS !== undefined && config.API_KEYS_FILE !== undefined ? (['API_KEYS'] as const) : []),
    ...wrongTogether(config),
  ]);
}
