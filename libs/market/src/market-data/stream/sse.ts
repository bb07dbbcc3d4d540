/** One event of a stream (Server-Sent Events, WHATWG HTML 9.2) without its id; data is one line of JSON. */
export const sseEvent = (event: string, data: object): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** A line that keeps proxies from hanging up; readers do not see it. */
export const SSE_BEAT = ': beat\n\n';

/** How long a reader that was cut off should wait, in milliseconds (own choice). */
const RETRY_MS = 3_000;
export const SSE_HEAD = `retry: ${RETRY_MS}\n\n`;

/**
 * Events that belong together: only the last has the id, so that who is cut off in the middle is told all of them again.
 * Nothing for no events.
 */
export function sseGroup(id: string, events: readonly string[]): string {
  const last = events.at(-1);
  return last === undefined ? '' : `${events.slice(0, -1).join('')}id: ${id}\n${last}`;
}
