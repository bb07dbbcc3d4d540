import type { JsonRpc } from '@carbon/transparency/verify';
import { Refusal } from '@carbon/kernel';

/** JSON-RPC 2.0 over HTTP, one request at a time. */
export class JsonRpcConnection implements JsonRpc {
  private id = 0;

  constructor(private readonly url: string) {}

  /** @throws Refusal CHAIN_UNREACHABLE when the node cannot be reached or answers with an error */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: ++this.id, method, params }),
      });
      const { result, error } = (await answer.json()) as { result?: unknown; error?: { message?: string } };
      if (error !== undefined) throw new Error(error.message ?? 'error');
      return result;
    } catch (cause) {
      throw new Refusal(
        'CHAIN_UNREACHABLE',
        503,
        { zh: `无法向链节点 ${this.url} 查询`, en: `The chain node ${this.url} cannot be asked` },
        { cause },
      );
    }
  }
}
