/**
 * The walls of the house (docs/architecture.md, "Rooms"). Arrows point down only:
 * apps → schemes → receipts, intake, sources, custody → ledger, approvals → identity → privacy, rules, audit → http →
 * database → kernel;
 * schemes keep what is known of persons in privacy's vault;
 * jobs, events and rulebook serve every room above them;
 * transparency reads the ledger and the audit trail.
 */
const schemes = ['allowances', 'certificates', 'credits', 'inclusion', 'market'];
const foundations = ['http', 'database', 'kernel'];
const under = (names) => `^libs/(${names.join('|')})/`;

const mayUse = (room, ...allowed) => ({
  name: `${room}-may-use-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: under([room]) },
  to: { path: '^libs/', pathNot: under([room, ...allowed]) },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    mayUse('kernel'),
    mayUse('database', 'kernel'),
    mayUse('http', 'database', 'kernel'),
    mayUse('ledger', 'http', 'database', 'kernel'),
    mayUse('audit', ...foundations),
    mayUse('rules', 'audit', ...foundations),
    mayUse('documents', 'audit', ...foundations),
    mayUse('privacy', 'audit', ...foundations),
    mayUse('identity', 'privacy', 'rules', 'audit', ...foundations),
    mayUse('approvals', 'documents', 'identity', 'rules', 'audit', ...foundations),
    mayUse('custody', 'jobs', 'ledger', 'approvals', 'identity', 'rules', 'audit', ...foundations),
    mayUse('jobs', 'documents', 'identity', 'privacy', 'rules', 'audit', ...foundations),
    mayUse('events', 'jobs', 'identity', 'privacy', 'rules', 'audit', ...foundations),
    mayUse('rulebook', 'jobs', 'approvals', 'documents', 'identity', 'rules', 'audit', ...foundations),
    mayUse('sources', 'ledger', 'approvals', 'documents', 'identity', 'rules', 'audit', ...foundations),
    mayUse(
      'intake',
      'sources',
      'jobs',
      'approvals',
      'documents',
      'identity',
      'rules',
      'audit',
      ...foundations,
    ),
    mayUse('receipts', 'ledger', 'documents', 'identity', 'privacy', 'rules', 'audit', ...foundations),
    mayUse('transparency', 'ledger', 'audit', 'identity', ...foundations),
    ...schemes.map((scheme) =>
      mayUse(
        scheme,
        'receipts',
        'intake',
        'sources',
        'jobs',
        'events',
        'rulebook',
        'custody',
        'ledger',
        'approvals',
        'identity',
        'privacy',
        'rules',
        'documents',
        'audit',
        ...foundations,
      ),
    ),
    {
      name: 'libraries-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-through-the-face-of-a-library',
      comment: 'import from @carbon/<library>, never past its index.ts',
      severity: 'error',
      from: { path: '^(apps|tests|libs)/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/src/.+',
        pathNot: [
          '^libs/$2/',
          '^libs/[^/]+/src/index\\.ts$',
          '^libs/[^/]+/src/domain/index\\.ts$',
          '^libs/transparency/src/verify\\.ts$',
        ],
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'rules know no framework, no database, no chain, no file system',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(?:|.+/)domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          'node_modules/(@nestjs|typeorm|pg|ethers|fastify)',
          '^(fs|net|http|child_process|node:fs|node:net|node:http)$',
        ],
      },
    },
    {
      name: 'domain-imports-only-domain-and-kernel',
      comment: "its own domain, its room's rule packs (data), the pure faces of rooms below, kernel",
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/(?:|.+/)domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^libs/',
        pathNot: [
          '^libs/$1/src/(?:|.+/)domain/',
          '^libs/$1/packs/',
          '^libs/rules/packs/',
          '^libs/[^/]+/src/domain/index\\.ts$',
          '^libs/kernel/',
        ],
      },
    },
    {
      name: 'verifying-needs-no-server-parts',
      comment: 'what verifies a bundle offline must not drag in the database or the framework',
      severity: 'error',
      from: { path: '^libs/transparency/src/verify\\.ts$' },
      to: { path: 'node_modules/(@nestjs|typeorm|pg)/|^libs/(database|ledger)/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
