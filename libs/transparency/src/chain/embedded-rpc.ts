const TIMEOUT_MS = 10_000;

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One JSON-RPC call to the embedded node; the error tells the method, and the node's own words. */
export async function callNode(
  url: string,
  method: string,
  params: readonly unknown[] = [],
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { result, error } = (await response.json()) as Answer;
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** Who answers: the chain, and the one run of a node that carries it. */
export interface NodeIdentity {
  readonly chainId: number;
  /** Drawn at random by the node each time that it starts. */
  readonly instance: string;
}

/** The node behind the address; undefined when nothing answers, or something else does. */
export async function identify(url: string): Promise<NodeIdentity | undefined> {
  try {
    const answer = (await callNode(url, 'anvil_metadata')) as {
      chainId?: unknown;
      instanceId?: unknown;
    } | null;
    const { chainId, instanceId } = answer ?? {};
    return typeof chainId === 'number' && typeof instanceId === 'string'
      ? { chainId, instance: instanceId }
      : undefined;
  } catch {
    return undefined;
  }
}
