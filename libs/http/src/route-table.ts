/** Which methods are answered at which address: tells 405 from 404. */
export class RouteTable {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** @param path a Fastify path, `/v1/accounts/:number` */
  add(path: string, methods: readonly string[]): void {
    if (path.includes('*')) return;
    const pattern = path
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    this.routes.push({ pattern: new RegExp(`^${pattern}/?$`), methods });
  }

  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0] ?? url;
    const found = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}
