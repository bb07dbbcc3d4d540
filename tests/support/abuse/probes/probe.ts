/** A request that names an object, and what it would say of one that is not there. */
export interface Probe {
  readonly method: string;
  /** As the OpenAPI document writes it, and a query. */
  readonly route: string;
  /** The request with the name of an object put in. */
  readonly url: (name: string) => string;
  /** A JSON body, or the text of a file. */
  readonly body?: (name: string) => object | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly missing: string;
}

/** How a probe goes on: a body that may name the object, and what stands for the other parameters. */
interface More {
  readonly body?: (name: string) => object | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly rest?: Readonly<Record<string, string>>;
  /** The parameter that the object's name stands for, where it is not the first; one of the query is called ''. */
  readonly at?: string;
}

/** Probes of one room, in the order they are to be sent. */
export class ProbeList {
  readonly all: Probe[] = [];

  /** The object's name stands for the first parameter of the route, or wherever the body puts it. */
  add(route: string, name: string, missing: string, { body, headers, rest = {}, at }: More = {}): this {
    const [method = '', path = ''] = route.split(' ');
    const named = at ?? /\{(\w*)\}/.exec(path)?.[1];
    const url = (put: string) =>
      path.replace(/\{(\w*)\}/g, (_, parameter: string) => {
        const value = parameter === named ? put : rest[parameter];
        if (value === undefined) throw new Error(`${route}: nothing stands for ${parameter}`);
        return encodeURIComponent(value);
      });
    this.all.push({ method, route, url, name, missing, ...(body && { body }), ...(headers && { headers }) });
    return this;
  }

  /** Several routes, separated by commas, that name the same object. */
  each(routes: string, name: string, missing: string, more: More = {}): this {
    for (const route of routes.split(',')) this.add(route.trim(), name, missing, more);
    return this;
  }

  /** A task whose payload names the object. */
  propose(
    kind: string,
    name: string,
    missing: string,
    payload: (name: string) => object,
    document?: string,
  ): this {
    const body = (put: string) => ({ kind, payload: payload(put), ...(document && { document }) });
    return this.add('POST /v1/tasks', name, missing, { body });
  }
}
