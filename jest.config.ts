import { readFileSync } from 'node:fs';
import type { Config } from 'jest';

interface TsConfig {
  compilerOptions: { paths: Record<string, string[]> };
}
const tsconfig = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as TsConfig;

/** The one list of library names is `paths` in tsconfig.json. */
const moduleNameMapper = Object.fromEntries(
  Object.entries(tsconfig.compilerOptions.paths).map(([name, [file]]) => [
    `^${name}$`,
    `<rootDir>/${file ?? ''}`,
  ]),
);

/** NestJS 12 and what it pulls in are ES modules: jest on Node 20 must transform them. */
const esModules = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'uuid',
  'cookie',
  'content-disposition',
  'openid-client',
  'oauth4webapi',
  'jose',
  's3mini',
  'saxen',
].join('|');

const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  moduleNameMapper,
  setupFiles: ['reflect-metadata'],
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest', JSON.parse(readFileSync('.swcrc', 'utf8'))] },
  // the last folder of packages on a path decides, for packages may stand inside packages
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(${esModules})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.carbon'],
} satisfies Config;

/**
 * Rings of tests: `unit` is pure; `medium` meets a real PostgreSQL or a real EVM chain;
 * `journey` drives the running platform over HTTP and the command line.
 */
const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts', '<rootDir>/tests/house/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.medium\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'contract',
      testMatch: ['<rootDir>/tests/contract/**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'medium',
      setupFiles: [...shared.setupFiles, '<rootDir>/tests/support/cheap-hashes.ts'],
      testMatch: ['<rootDir>/{apps,libs}/**/*.medium.spec.ts', '<rootDir>/tests/medium/**/*.spec.ts'],
      globalSetup: '<rootDir>/tests/support/start-database.ts',
      globalTeardown: '<rootDir>/tests/support/stop-database.ts',
    },
    {
      ...shared,
      displayName: 'journey',
      testMatch: ['<rootDir>/tests/journey/**/*.spec.ts'],
      globalSetup: '<rootDir>/tests/support/start-database.ts',
      globalTeardown: '<rootDir>/tests/support/stop-database.ts',
    },
  ],
  testTimeout: 180_000, // a bound for what hangs: a loaded machine is no fault
};

export default config;
