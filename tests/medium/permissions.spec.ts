import { readFileSync, writeFileSync } from 'node:fs';
import { type DeclaredRoute, type Permission, routesOf } from '@carbon/http';
import { type HolderKind, machineOnly, permissionsOf, type Role, ROLES } from '@carbon/identity';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

/** The columns of the matrix: who asks. */
const DESKS: readonly {
  readonly title: string;
  readonly kind: HolderKind;
  readonly roles: readonly Role[];
}[] = [
  { title: '企业 organisation', kind: 'organisation', roles: ROLES },
  { title: '发电企业 generator', kind: 'generator', roles: ROLES },
  { title: '登记机构 registry', kind: 'registry-operator', roles: ROLES },
  { title: '交易机构 market', kind: 'market-operator', roles: ROLES },
  { title: '银行 bank', kind: 'bank', roles: ROLES },
  { title: '审计 auditor', kind: 'auditor', roles: ROLES },
  { title: '核查 verifier', kind: 'verifier', roles: ['maker'] },
  { title: '主管部门 regulator', kind: 'regulator', roles: ROLES },
  { title: '数据伙伴 data partner', kind: 'data-partner', roles: ROLES },
  { title: '商户 merchant', kind: 'merchant', roles: ROLES },
  { title: '居民 resident', kind: 'resident', roles: ['reader'] },
];
const DOCUMENT = 'docs/permissions.md';

let platform: PlatformFixture;
let routes: DeclaredRoute[];

beforeAll(async () => {
  platform = await openPlatformFixture();
  routes = routesOf(platform.app).sort((a, b) => key(a).localeCompare(key(b)));
});
afterAll(() => platform.close());

const key = ({ path, method }: DeclaredRoute) => `${path} ${method}`;
const permissionOf = ({ declaration }: DeclaredRoute): Permission | undefined =>
  declaration === undefined || declaration === 'public' ? undefined : declaration.permission;
const isPublic = ({ declaration }: DeclaredRoute) => declaration === 'public';

/** A path that leads to the route, with parameters that name nothing. */
const pathTo = ({ path }: DeclaredRoute) =>
  path.replace(/:[a-zA-Z]+/g, '00000000-0000-7000-8000-000000000000');

/** Which door a request was stopped at: 401, 403 for want of the permission, or none of the two. */
async function doorOf(route: DeclaredRoute, headers: object): Promise<'401' | '403' | 'in'> {
  const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
  const answer = await platform.send(route.method, pathTo(route), headers, body);
  if (answer.statusCode === 401) return '401';
  if (answer.statusCode !== 403) return 'in';
  return answer.json<{ code: string }>().code === 'PERMISSION_MISSING' ? '403' : 'in';
}

/** Routes that end the session that calls them. */
const ENDS_SESSIONS = /^DELETE \/v1\/sessions|^POST \/v1\/me\/(erasure|password)/;

it('the rooms declare a good number of routes', () => {
  expect(routes.length).toBeGreaterThan(90);
  expect(routes.filter(({ declaration }) => declaration === undefined)).toEqual([]);
});

it.each(DESKS.flatMap((desk) => desk.roles.map((role) => [desk.title, role, desk.kind] as const)))(
  '%s %s enters exactly the routes its permissions open',
  async (_, role, kind) => {
    const code = `${kind}-${role}`.toUpperCase();
    let person: Person = await platform.person(await platform.holder(code, kind), role);
    const permissions = permissionsOf(kind, role);
    const wrong: string[] = [];
    for (const route of routes) {
      const permission = permissionOf(route);
      if (permission === undefined) continue;
      const expected = permissions.has(permission) ? 'in' : '403';
      const door = await doorOf(route, person.headers);
      if (door !== expected) wrong.push(`${route.method} ${route.path}: ${door} instead of ${expected}`);
      if (ENDS_SESSIONS.test(`${route.method} ${route.path}`)) person = await platform.again(person);
    }
    expect(wrong).toEqual([]);
  },
);

it('without credentials nothing is entered but what is public', async () => {
  const wrong: string[] = [];
  for (const route of routes) {
    const door = await doorOf(route, {});
    if (!isPublic(route) && door !== '401') wrong.push(`${route.method} ${route.path}: ${door}`);
    if (isPublic(route) && door === '403') wrong.push(`${route.method} ${route.path}: ${door}`);
  }
  expect(wrong).toEqual([]);
});

it('a machine of the operator with all permissions is stopped nowhere', async () => {
  const stopped: string[] = [];
  for (const route of routes) {
    const door = await doorOf(route, platform.machine);
    if (permissionOf(route) !== undefined && door !== 'in') stopped.push(`${route.method} ${route.path}`);
  }
  expect(stopped).toEqual([]);
});

it('moving units at once is for machines only', () => {
  expect(machineOnly()).toEqual(
    expect.arrayContaining(['transfers.write', 'holds.write', 'reversals.write', 'certificates.issue']),
  );
});

it(`${DOCUMENT} shows the matrix as it is (npm run permissions writes it anew)`, () => {
  const text = document();
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(DOCUMENT, text);
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(text);
});

/** The page of the matrix: a line a permission with its routes, a column a desk with the letters of its roles. */
function document(): string {
  const letters: Readonly<Record<Role, string>> = {
    administrator: 'A',
    maker: 'M',
    checker: 'C',
    reader: 'R',
  };
  const cell = ({ kind, roles }: (typeof DESKS)[number], permission: Permission) =>
    roles.flatMap((role) => (permissionsOf(kind, role).has(permission) ? [letters[role]] : [])).join(' ');
  const lines = routes.flatMap((route) => {
    const permission = permissionOf(route);
    if (permission === undefined) return [];
    const cells = DESKS.map((desk) => cell(desk, permission)).join(' | ');
    return [`| \`${route.method} ${route.path}\` | ${permission} | ${cells} |`];
  });
  const open = routes.filter(isPublic).map(({ method, path }) => `- \`${method} ${path}\``);
  return `# Who may call what

Made from the routes and roles of the running platform by \`npm run permissions\`; a test tries every cell over HTTP and
fails when this page is not what the code says.

A administrator 管理员 · M maker 经办 · C checker 复核 · R reader 只读. An empty line is for machines of the operator only.
Entering a route is the first door: what lies outside a caller's reach (other holders) answers 404 behind it, and acts
that need four eyes check the kind's own permissions.

| route | permission | ${DESKS.map(({ title }) => title).join(' | ')} |
|---|---|${DESKS.map(() => '---').join('|')}|
${lines.join('\n')}

## Public

${open.join('\n')}
`;
}
